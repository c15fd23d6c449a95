package csms

import (
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestAWrongPasswordAndAnUnknownAccountAnswerAlike(t *testing.T) {
	o := newOffice(t)
	ben := o.hire(t)
	ben.Disabled = true
	if _, err := o.ChangeUser(t.Context(), o.ada, ben); err != nil {
		t.Fatal(err)
	}
	var answers []string
	for _, try := range []struct{ email, password string }{
		{adaEmail, "wrong password here"},
		{"nobody@example.com", adaPassword},
		{benEmail, benPassword}, // right, but disabled
		{"", ""},
	} {
		_, err := o.SignIn(t.Context(), try.email, try.password, desk)
		if code(err) != "credentials" {
			t.Errorf("%s: %v", try.email, err)
		}
		answers = append(answers, fmt.Sprint(err))
	}
	if slices.Sort(answers); len(slices.Compact(answers)) != 1 {
		t.Errorf("the answers differ: %q", answers)
	}
	// Letters of either case and blanks around are how people type.
	o.signIn(t, " ADA@Example.com ", adaPassword)
}

func TestAnUnknownAccountTakesTheSameWork(t *testing.T) {
	slow := quick
	slow.Memory = 8 << 10
	o := newOfficeWith(t, &slow)
	took := map[string]time.Duration{}
	emails := []string{adaEmail, "nobody@example.com"}
	for i := range 30 {
		slices.Reverse(emails)
		for j, email := range emails {
			o.clock.pass(lockTime)
			start := time.Now()
			_, err := o.SignIn(t.Context(), email, "wrong password here", Device{Address: fmt.Sprintf("192.0.%d.%d", j, i)})
			// The quickest try is the one that nothing else on the machine disturbed.
			if d := time.Since(start); took[email] == 0 || d < took[email] {
				took[email] = d
			}
			if code(err) != "credentials" {
				t.Fatal(err)
			}
		}
	}
	known, unknown := took[adaEmail], took["nobody@example.com"]
	// Without the same work the ratio would be five and more.
	if ratio := float64(known) / float64(unknown); ratio > 1.5 || ratio < 1/1.5 {
		t.Errorf("a known account takes %v, an unknown one %v", known, unknown)
	}
}

func TestADayOfGuessingFromEverywhereGivesAHundredGuesses(t *testing.T) {
	for _, email := range []string{adaEmail, "nobody@example.com"} {
		o := newOffice(t)
		day := o.clock.now()
		seen, longest := 0, time.Duration(0)
		addr := netip.MustParseAddr("127.0.0.1")
		for o.clock.now().Before(day.Add(24 * time.Hour)) {
			addr = addr.Next()
			_, err := o.SignIn(t.Context(), email, "wrong password here", Device{Address: addr.String()})
			switch code(err) {
			case "credentials":
				seen++
			case "wait":
				longest = max(longest, err.(*Error).err.(*Wait).For)
			default:
				t.Fatal(err)
			}
			o.clock.pass(10 * time.Second)
		}
		if seen > 100 || seen < 90 {
			t.Errorf("%s: %d guesses were answered in a day, want about and at most 100", email, seen)
		}
		if longest > lockTime {
			t.Errorf("%s: kept out for %v", email, longest)
		}
		if email == adaEmail {
			o.clock.pass(lockTime)
			o.signIn(t, adaEmail, adaPassword)
		}
	}
}

func TestManyGuessesAtOnceAreNoMoreThanOneAfterTheOther(t *testing.T) {
	o := newOffice(t)
	var mu sync.Mutex
	answers := map[string]int{}
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			_, err := o.SignIn(t.Context(), adaEmail, "wrong password here", Device{Address: fmt.Sprintf("198.51.100.%d", i)})
			mu.Lock()
			answers[code(err)]++
			mu.Unlock()
		})
	}
	wg.Wait()
	if answers["credentials"] != freePerUser || answers["wait"] != 60-freePerUser {
		t.Errorf("%v", answers)
	}
	if _, err := o.SignIn(t.Context(), adaEmail, adaPassword, desk); code(err) != "wait" {
		t.Errorf("the right password got through a closed gate: %v", err)
	}
	o.clock.pass(lockTime - time.Second)
	if _, err := o.SignIn(t.Context(), adaEmail, adaPassword, desk); code(err) != "wait" {
		t.Errorf("the gate opened early: %v", err)
	}
	o.clock.pass(time.Second)
	o.signIn(t, adaEmail, adaPassword)
}

func TestSigningInDoesNotGiveGuessersNewTries(t *testing.T) {
	o := newOffice(t)
	for range freePerUser {
		if _, err := o.SignIn(t.Context(), adaEmail, "wrong password here", Device{Address: "203.0.113.9"}); code(err) != "credentials" {
			t.Fatal(err)
		}
	}
	o.clock.pass(lockTime)
	o.signIn(t, adaEmail, adaPassword)
	if _, err := o.SignIn(t.Context(), adaEmail, "wrong password here", Device{Address: "203.0.113.9"}); code(err) != "credentials" {
		t.Fatal(err)
	}
	if _, err := o.SignIn(t.Context(), adaEmail, "wrong password here", Device{Address: "203.0.113.9"}); code(err) != "wait" {
		t.Errorf("after a sign-in the guesser was let try at once: %v", err)
	}
}

func TestOneSourceIsSlowedDownOverAllAccounts(t *testing.T) {
	o := newOffice(t)
	seen := 0
	for i := range 200 {
		_, err := o.SignIn(t.Context(), fmt.Sprintf("user%d@example.com", i), "wrong password here", Device{Address: "2001:db8::1"})
		if code(err) == "credentials" {
			seen++
		}
	}
	if seen != freePerSource {
		t.Errorf("%d guesses were answered at once, want %d", seen, freePerSource)
	}
	if _, err := o.SignIn(t.Context(), adaEmail, adaPassword, Device{Address: "2001:db8::ffff"}); code(err) != "wait" {
		t.Errorf("an address of the same network is another source: %v", err)
	}
	o.signIn(t, adaEmail, adaPassword) // from elsewhere
	o.clock.pass(24 * time.Hour)
	if _, err := o.SignIn(t.Context(), adaEmail, adaPassword, Device{Address: "2001:db8::1"}); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

func TestTheOwnPasswordCannotBeGuessedThroughTheSession(t *testing.T) {
	o := newOffice(t)
	wrong := 0
	for range 20 {
		_, err := o.ChangePassword(t.Context(), o.ada, "wrong password here", "ten white pipes sing", desk)
		if KindOf(err) == Invalid {
			wrong++
		}
	}
	if wrong != freePerUser {
		t.Errorf("%d guesses were answered, want %d", wrong, freePerUser)
	}
}
