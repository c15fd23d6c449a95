package csms

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// shelve adds an evidence of the works.
func (w *works) shelve(t testing.TB, e proof.Evidence) proof.Evidence {
	t.Helper()
	if e.Name == "" {
		e.Name = "Backup policy"
	}
	if e.Kind == "" {
		e.Kind = proof.Implemented
	}
	e, _, err := w.Evidence().Add(t.Context(), w.ada, e)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// upload adds a file to an evidence.
func (w *works) upload(t testing.TB, e proof.Evidence, name, content string) proof.Evidence {
	t.Helper()
	e, entry, err := w.AddEvidenceFile(t.Context(), w.ada, e.ID, NewFile{Name: name}, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if entry == 0 {
		t.Fatal("the upload left no entry")
	}
	return e
}

func TestAFileOfAnEvidenceKeepsItsRevisions(t *testing.T) {
	w := newWorks(t)
	e := w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site}})
	e = w.upload(t, e, `C:\qm\backup.pdf`, "%PDF-1.7 first")
	e = w.upload(t, e, "backup.pdf", "%PDF-1.7 second")
	e = w.upload(t, e, "page.pdf", "<html><script>alert(1)</script>")
	var got [][4]any
	for _, f := range e.Files {
		got = append(got, [4]any{f.Revision, f.Name, f.Media, f.Superseded})
		if f.By != "Ada" || f.At.IsZero() || len(f.Hash) != 64 {
			t.Errorf("%+v", f)
		}
	}
	want := [][4]any{{1, "backup.pdf", "application/pdf", 2}, {2, "backup.pdf", "application/pdf", 0}, {3, "page.pdf", "text/html", 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for revision, content := range map[int]string{1: "%PDF-1.7 first", 2: "%PDF-1.7 second"} {
		f, err := w.OpenEvidenceFile(t.Context(), w.ada, e.ID, revision, true)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(f)
		if err != nil || string(b) != content {
			t.Errorf("revision %d: %q %v", revision, b, err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.OpenEvidenceFile(t.Context(), w.ada, e.ID, 3, true)
	refused(t, "a page is shown", err, Conflict, "no-preview")
	_, err = w.OpenEvidenceFile(t.Context(), w.ada, e.ID, 9, false)
	refused(t, "there is no revision 9", err, NotFound, "")
	if _, _, err := w.Evidence().Change(t.Context(), w.ada, func() proof.Evidence { x := e; x.Files = x.Files[:1]; return x }()); err == nil {
		t.Error("a record that is sent takes files away")
	}
}

func TestWhatIsNoFileOfAnEvidenceIsRefused(t *testing.T) {
	w := newWorks(t)
	w.evidenceLimit = 1 << 20
	e := w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site}})
	_, _, err := w.AddEvidenceFile(t.Context(), w.ada, e.ID, NewFile{Name: "a"}, strings.NewReader(""))
	refused(t, "an empty file", err, Invalid, "")
	_, _, err = w.AddEvidenceFile(t.Context(), w.ada, e.ID, NewFile{Name: "a"}, strings.NewReader(strings.Repeat("x", 1<<20+1)))
	refused(t, "a file that is too large", err, Invalid, "")
	if !strings.Contains(err.Error(), "1 MiB") {
		t.Error(err)
	}
	broken := io.MultiReader(strings.NewReader("half"), failing{})
	if _, _, err = w.AddEvidenceFile(t.Context(), w.ada, e.ID, NewFile{Name: "a"}, broken); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("an upload that broke off: %v", err)
	}
	_, _, err = w.AddEvidenceFile(t.Context(), w.ada, e.ID, NewFile{Name: "a", Replaces: 3}, strings.NewReader("x"))
	refused(t, "a revision that is not there", err, Invalid, "")
	_, _, err = w.AddEvidenceFile(t.Context(), w.user(access.Viewer, access.Grant{}), e.ID, NewFile{Name: "a"}, strings.NewReader("x"))
	refused(t, "a viewer", err, Denied, "")
	after, err := w.Evidence().One(t.Context(), w.ada, string(e.ID))
	if err != nil || len(after.Files) != 0 || after.Version != e.Version {
		t.Errorf("a refused file left something: %+v %v", after, err)
	}
}

// failing is an upload whose line breaks off.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestTheFileOfADiscardedImportStaysWhenAnEvidenceHasIt(t *testing.T) {
	w := newWorks(t)
	e := w.upload(t, w.shelve(t, proof.Evidence{}), "assets.csv", "Key,Name\nP-1,Pump\n")
	w.dropFile(t.Context(), e.Files[0].Hash)
	f, err := w.OpenEvidenceFile(t.Context(), w.ada, e.ID, 1, false)
	if err != nil {
		t.Fatal("the file went with the import: ", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOnlyWhoMaySeesWhatIsSecret(t *testing.T) {
	w := newWorks(t)
	secret := w.upload(t, w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site, Name: "Penetration test"}, Confidentiality: "secret", CollectedBy: "kim@x.example"}), "a.txt", "x")
	confidential := w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site, Name: "Rule set"}, Confidentiality: "confidential"})
	w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site}})
	as := func(role access.Role, email string) access.Principal {
		who := w.user(role, access.Grant{})
		who.Email, who.User = email, "someone"
		return who
	}
	for _, c := range []struct {
		name string
		who  access.Principal
		want []string
	}{
		{"a security manager", as(access.SecurityManager, "m@x.example"), []string{"EV-001", "EV-002", "EV-003"}},
		{"an engineer", as(access.Engineer, "e@x.example"), []string{"EV-002", "EV-003"}},
		{"a viewer", as(access.Viewer, "v@x.example"), []string{"EV-003"}},
		{"a viewer who collected it", as(access.Viewer, "Kim@x.example"), []string{"EV-001", "EV-003"}},
	} {
		page, err := w.EvidenceStanding(t.Context(), c.who, w.site, EvidenceFilter{}, "", 50)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range page.Items {
			got = append(got, x.Evidence.Key)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || page.Total != len(c.want) {
			t.Errorf("%s: %s", c.name, diff)
		}
		_, err = w.OpenEvidenceFile(t.Context(), c.who, secret.ID, 1, false)
		if may := slices.Contains(c.want, "EV-001"); may != (err == nil) {
			t.Errorf("%s opens the secret file: %v", c.name, err)
		}
		if _, err := w.Evidence().One(t.Context(), c.who, string(confidential.ID)); slices.Contains(c.want, "EV-002") != (err == nil) {
			t.Errorf("%s reads the confidential one: %v", c.name, err)
		}
	}
}

// met answers a requirement with proofs.
func (w *works) met(t testing.TB, requirement string, proofs ...proof.Evidence) {
	t.Helper()
	v := assess.Verdict{State: assess.Met}
	for _, e := range proofs {
		v.Proofs = append(v.Proofs, assess.EvidenceID(e.ID))
	}
	_, err := w.SetVerdicts(t.Context(), w.ada, w.site, VerdictInput{
		Subjects:     []assess.Subject{{Kind: assess.OfZone, ID: string(w.cell.ID)}},
		Requirements: []catalog.RequirementID{catalog.RequirementID(requirement)}, Answer: v,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestARequirementShowsWhatProvesIt(t *testing.T) {
	w := newWorks(t)
	fresh := w.upload(t, w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site, Name: "Policy"}}), "a.txt", "x")
	secret := w.upload(t, w.shelve(t, proof.Evidence{Kind: proof.Works, Confidentiality: "secret"}), "b.txt", "y")
	old := w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site, Name: "Old test"}, Effective: "2020-01-01", Links: []string{"DMS 1"}})
	w.met(t, "SR 1.1", fresh, secret, old)
	viewer := w.user(access.Viewer, access.Grant{})
	viewer.Email = "vic@x.example"
	got, err := w.ProofsOf(t.Context(), viewer, w.site, w.set.ID, "SR 1.1", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Answers) != 1 || len(got.Proofs) != 2 || got.Days != proof.DefaultDays {
		t.Fatalf("%+v", got)
	}
	a := got.Answers[0]
	if a.Key != "Z-01" || a.Hidden != 1 || len(a.Proofs) != 2 || !a.Weight.Proven || a.Weight.Valid != 2 || a.Weight.Implemented.Valid != 1 || a.Weight.Works.Valid != 1 {
		t.Errorf("%+v", a)
	}
	states := map[string]proof.StandState{}
	for _, p := range got.Proofs {
		states[p.Evidence.Key] = p.Stand.State
	}
	if diff := cmp.Diff(map[string]proof.StandState{"EV-001": proof.Valid, "EV-003": proof.Stale}, states); diff != "" {
		t.Error(diff)
	}
	other := assess.Subject{Kind: assess.OfZone, ID: string(w.safe.ID)}
	if got, err := w.ProofsOf(t.Context(), w.ada, w.site, w.set.ID, "SR 1.1", &other); err != nil || len(got.Answers) != 0 {
		t.Errorf("another zone: %+v %v", got, err)
	}
	_, err = w.ProofsOf(t.Context(), w.ada, w.site, w.set.ID, "SR 9.9", nil)
	refused(t, "a requirement that does not exist", err, NotFound, "")

	page, err := w.EvidenceStanding(t.Context(), w.ada, w.site, EvidenceFilter{Filter: proof.Filter{State: proof.Stale}}, "", 50)
	if err != nil || page.Total != 1 || page.Items[0].Evidence.Key != "EV-003" || page.Items[0].Answers != 1 || page.States[proof.Valid] != 2 {
		t.Errorf("%+v %v", page, err)
	}
}

func TestManyProofsAreLinkedInOneAct(t *testing.T) {
	w := newWorks(t)
	a := w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site, Name: "A"}})
	b := w.shelve(t, proof.Evidence{Head: supply.Head{Name: "B"}})
	w.met(t, "SR 1.1")
	w.met(t, "SR 1.3")
	link := EvidenceLink{
		Evidence: []supply.ID{a.ID, b.ID}, Set: w.set.ID, Requirements: []catalog.RequirementID{"SR 1.1", "SR 1.2", "SR 1.3"},
		Subjects: []assess.Subject{{Kind: assess.OfZone, ID: string(w.cell.ID)}},
	}
	out, err := w.LinkEvidence(t.Context(), w.ada, w.site, link)
	if err != nil || out.Changed != 2 || out.Entry == 0 || len(out.Unanswered) != 1 || out.Unanswered[0].Requirement != "SR 1.2" {
		t.Fatalf("%+v %v", out, err)
	}
	if again, err := w.LinkEvidence(t.Context(), w.ada, w.site, link); err != nil || again.Changed != 0 || again.Entry != 0 {
		t.Errorf("the same links again: %+v %v", again, err)
	}
	_, err = w.Evidence().Delete(t.Context(), w.ada, string(a.ID), a.Version, false)
	refused(t, "an evidence that proves something goes", err, Conflict, "in-use")
	link.Remove = true
	if out, err := w.LinkEvidence(t.Context(), w.ada, w.site, link); err != nil || out.Changed != 2 {
		t.Errorf("%+v %v", out, err)
	}
	if _, err := w.Evidence().Delete(t.Context(), w.ada, string(a.ID), a.Version, false); err != nil {
		t.Error(err)
	}
	other := w.addSite(t, w.ada, "OTHER")
	foreign := w.shelve(t, proof.Evidence{Head: supply.Head{Site: other.ID}})
	link.Remove, link.Evidence = false, []supply.ID{foreign.ID}
	_, err = w.LinkEvidence(t.Context(), w.ada, w.site, link)
	refused(t, "evidence of another site", err, NotFound, "")
	link.Evidence = []supply.ID{b.ID}
	_, err = w.LinkEvidence(t.Context(), w.user(access.Engineer, access.Grant{}), w.site, link)
	refused(t, "an engineer does not answer", err, Denied, "")
}

func TestManyEvidencesAreSetInOneAct(t *testing.T) {
	w := newWorks(t)
	a := w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site, Name: "A"}})
	b := w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site, Name: "B"}, Effective: "2027-01-01"})
	day, grade := plant.Date("2026-12-31"), proof.Confidentiality("confidential")
	_, _, err := w.SetEvidence(t.Context(), w.ada, []supply.ID{a.ID, b.ID}, EvidenceSet{Expires: &day})
	refused(t, "one that would expire before it counts", err, Invalid, "")
	if !strings.Contains(err.Error(), "EV-002") {
		t.Error("which one it is is not told: ", err)
	}
	if now, err := w.Evidence().One(t.Context(), w.ada, string(a.ID)); err != nil || now.Expires != "" {
		t.Errorf("half of it was done: %+v %v", now, err)
	}
	items, entry, err := w.SetEvidence(t.Context(), w.ada, []supply.ID{a.ID, b.ID}, EvidenceSet{Confidentiality: &grade})
	if err != nil || entry == 0 || len(items) != 2 || items[1].Confidentiality != grade || items[1].Effective != "2027-01-01" {
		t.Errorf("%+v %v", items, err)
	}
	shared := w.shelve(t, proof.Evidence{})
	_, _, err = w.SetEvidence(t.Context(), w.ada, []supply.ID{a.ID, shared.ID}, EvidenceSet{Confidentiality: &grade})
	refused(t, "evidence of a site with one of all", err, Invalid, "")
}

func TestEvidenceOfTheProgramIsStaleOnceItsGroundChanged(t *testing.T) {
	w := newWorks(t)
	function, _, err := w.Functions().Add(t.Context(), w.ada, w.site, risk.Function{Head: risk.Head{Name: "Burner"}, Kind: "safety"})
	if err != nil {
		t.Fatal(err)
	}
	e, entry, err := w.MakeEvidence(t.Context(), w.ada, NewMade{Rule: proof.RestoreTested, Site: w.site})
	if err != nil || entry == 0 || e.Key != "EV-001" || e.Made.Holds || !strings.Contains(e.Made.Result, "was never tested") {
		t.Fatalf("%+v %v", e, err)
	}
	state := func() proof.StandState {
		t.Helper()
		page, err := w.EvidenceStanding(t.Context(), w.ada, w.site, EvidenceFilter{}, "", 50)
		if err != nil {
			t.Fatal(err)
		}
		return page.Items[0].Stand.State
	}
	if got := state(); got != proof.Contrary {
		t.Errorf("what speaks against it is %s", got)
	}
	hours := 2.0
	function.Recovery = &risk.Recovery{TargetTime: &hours, MeasuredTime: &hours, RestoreTested: plant.DateOf(w.now())}
	if _, _, err := w.Functions().Change(t.Context(), w.ada, w.site, function); err != nil {
		t.Fatal(err)
	}
	if got := state(); got != proof.Stale {
		t.Errorf("after a restore test it is %s", got)
	}
	again, _, err := w.RefreshEvidence(t.Context(), w.ada, e.ID, e.Version)
	if err != nil || !again.Made.Holds {
		t.Fatalf("%+v %v", again.Made, err)
	}
	if got := state(); got != proof.Valid {
		t.Errorf("made again it is %s", got)
	}
	_, _, err = w.RefreshEvidence(t.Context(), w.ada, e.ID, e.Version)
	refused(t, "a version that is not the newest", err, Conflict, "stale")
	_, _, err = w.RefreshEvidence(t.Context(), w.ada, w.shelve(t, proof.Evidence{}).ID, 0)
	refused(t, "what people collected", err, Invalid, "")
}

func TestADayMakesEvidenceAgainInOneAct(t *testing.T) {
	w := newWorks(t)
	for _, rule := range []proof.MadeRule{proof.RestoreTested, proof.InventoryReconciled, proof.TrafficConforms} {
		if _, _, err := w.MakeEvidence(t.Context(), w.ada, NewMade{Rule: rule, Site: w.site}); err != nil {
			t.Fatal(rule, err)
		}
	}
	if _, _, err := w.MakeEvidence(t.Context(), w.ada, NewMade{Rule: proof.LedgerVerified}); err != nil {
		t.Fatal(err)
	}
	refreshes := func() int {
		t.Helper()
		page, err := w.History(t.Context(), w.ada, w.site, HistoryFilter{Verb: "evidence.refresh"}, "", 50)
		if err != nil {
			t.Fatal(err)
		}
		return len(page.Items)
	}
	w.findDue(t.Context())
	if n := refreshes(); n != 0 {
		t.Errorf("the same ground of the same day was made again %d times", n)
	}
	w.asset(t, plant.Asset{Key: "NEW-1", Type: plant.HostDevice, Zone: w.cell.ID})
	w.findDue(t.Context())
	if n := refreshes(); n != 1 {
		t.Errorf("%d acts after an asset was added, want 1", n)
	}
	w.clock.pass(8 * 24 * time.Hour)
	w.findDue(t.Context())
	w.findDue(t.Context())
	if n := refreshes(); n != 2 {
		t.Errorf("%d acts after a week, want 2", n)
	}
	page, err := w.EvidenceStanding(t.Context(), w.ada, "", EvidenceFilter{}, "", 50)
	if err != nil || page.Items[0].Evidence.Made.At.Before(w.now().Add(-time.Hour)) || !page.Items[0].Evidence.Made.Holds || page.Items[0].Stand.State != proof.Valid {
		t.Errorf("the record of the organisation: %+v %v", page.Items, err)
	}
}

func TestWhatCapturesShowIsHeldAgainstTheInventory(t *testing.T) {
	w := newWorks(t)
	mac := func(n string) string { return "00:1b:1b:00:00:" + n }
	for key, n := range map[string]string{"PLC-101": "01", "SIS-201": "02"} {
		a := w.assets[key]
		a.Addresses = []plant.Address{{MAC: mac(n), IP: "10.0.0." + n[1:]}}
		if _, _, err := w.ChangeAsset(t.Context(), w.ada, w.site, a); err != nil {
			t.Fatal(err)
		}
	}
	last := w.now().Add(-24 * time.Hour)
	talker := func(n string) observe.Talker {
		return observe.Talker{MAC: mac(n), IP: "10.0.0." + n[1:], OwnIP: true, Packets: 5, Sent: 3, First: last, Last: last}
	}
	end := func(n string) observe.End { return observe.End{MAC: mac(n), IP: "10.0.0." + n[1:]} }
	_, err := w.update(t.Context(), w.ada, intent{do: access.ImportRun, site: w.site, verb: "import.apply", subject: "x"}, func(tx *store.Tx) error {
		c := observe.Capture{Site: w.site, Key: "line.pcap", File: "line.pcap", Hash: "h", Last: last, Talkers: 3, Flows: 2}
		if err := store.Put(tx, &c); err != nil {
			return err
		}
		return tx.PutTraffic(c.ID, []observe.Talker{talker("01"), talker("02"), talker("03")}, []observe.Flow{
			{Client: end("02"), Server: end("01"), Transport: "tcp", Protocol: "modbus", Port: 502, Known: "handshake"},
			{Client: end("01"), Server: end("02"), Transport: "tcp", Protocol: "s7", Port: 102, Known: "handshake"},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := w.MakeEvidence(t.Context(), w.ada, NewMade{Rule: proof.InventoryReconciled, Site: w.site})
	if err != nil || !strings.Contains(e.Made.Result, "2 of 4 assets in service") || !strings.Contains(e.Made.Result, "1 device that was seen and is not in the inventory") {
		t.Errorf("%+v %v", e.Made, err)
	}
	e, _, err = w.MakeEvidence(t.Context(), w.ada, NewMade{Rule: proof.TrafficConforms, Site: w.site})
	if err != nil || !strings.Contains(e.Made.Result, "1 run over a conduit that permits them, 1 over a conduit whose flow rules do not") {
		t.Errorf("%+v %v", e.Made, err)
	}
}

func TestWhatTheProgramCannotMakeIsRefused(t *testing.T) {
	w := newWorks(t)
	for name, in := range map[string]NewMade{
		"a rule that does not exist":    {Rule: "astrology", Site: w.site},
		"what is of a site without one": {Rule: proof.RestoreTested},
		"what is of all with a site":    {Rule: proof.LedgerVerified, Site: w.site},
		"training of a site, likewise":  {Rule: proof.Trained, Site: w.site},
	} {
		_, _, err := w.MakeEvidence(t.Context(), w.ada, in)
		refused(t, name, err, Invalid, "")
	}
	_, _, err := w.MakeEvidence(t.Context(), w.user(access.Viewer, access.Grant{}), NewMade{Rule: proof.RestoreTested, Site: w.site})
	refused(t, "a viewer", err, Denied, "")
	e, _, err := w.MakeEvidence(t.Context(), w.ada, NewMade{Rule: proof.Trained})
	if err != nil || e.Made.Holds || !strings.Contains(e.Made.Result, "No training records are kept yet") {
		t.Errorf("%+v %v", e.Made, err)
	}
}

func TestTheTypeOfAFileFollowsFromItsContent(t *testing.T) {
	for _, c := range []struct{ name, head, want string }{
		{"a PDF", "%PDF-1.4\n", mediaPDF},
		{"a PDF whose mark comes late is unknown to be one", "\n%PDF-1.4\n", mediaText},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00", mediaPNG},
		{"a photo", "\xff\xd8\xff\xe0\x00\x10JFIF", mediaJPEG},
		{"WebP", "RIFF\x24\x00\x00\x00WEBPVP8 ", mediaWebP},
		{"another RIFF", "RIFF\x24\x00\x00\x00WAVEfmt ", mediaUnknown},
		{"words", "Zähler 1 < 2, and 3 <4", mediaText},
		{"words in UTF-16", "\xff\xfeh\x00i\x00", mediaText},
		{"words that end in the middle of a letter are none", "a\xc3", mediaUnknown},
		{"a page", "hello <b>world</b>", "text/html"},
		{"a drawing", "\xef\xbb\xbf <svg xmlns='x'>", "text/html"},
		{"a page in UTF-16", "\xff\xfe<\x00h\x00t\x00m\x00l\x00", "text/html"},
		{"a stylesheet instruction", "<?xml-stylesheet href='x'?>", "text/html"},
		{"a program", "MZ\x90\x00\x03", mediaUnknown},
		{"an archive", "PK\x03\x04....", "application/zip"},
	} {
		if got := mediaOf([]byte(c.head)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	long := append(bytes.Repeat([]byte("x"), sniffBytes-1), "\xc3"...)
	if got := mediaOf(long); got != mediaText {
		t.Errorf("a long text cut at its end is %s", got)
	}
}

func TestAPictureThatWouldFloodTheBrowserIsNotShown(t *testing.T) {
	w := newWorks(t)
	e := w.shelve(t, proof.Evidence{})
	flood := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x02\x00\x00\x00"
	e = w.upload(t, e, "flood.png", flood)
	_, err := w.OpenEvidenceFile(t.Context(), w.ada, e.ID, 1, true)
	refused(t, "a picture of 4 thousand million points", err, Conflict, "no-preview")
	e = w.upload(t, e, "flood.webp", "RIFF\x24\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\x3f\xff\xff\x3f")
	_, err = w.OpenEvidenceFile(t.Context(), w.ada, e.ID, 2, true)
	refused(t, "a WebP of as many", err, Conflict, "no-preview")
	if f, err := w.OpenEvidenceFile(t.Context(), w.ada, e.ID, 1, false); err != nil {
		t.Error("and cannot be saved either: ", err)
	} else if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func FuzzMediaOf(f *testing.F) {
	for _, seed := range []string{"%PDF-1.4", "RIFF\x24\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\x3f\xff\xff\x3f", "\xff\xfe<\x00", "a <b", "\x89PNG\r\n\x1a\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, head []byte) {
		media := mediaOf(head)
		if media == mediaText && bytes.Contains(bytes.ToLower(head), []byte("<script")) {
			t.Errorf("%q is taken for words", head)
		}
		if w, h, ok := pixels(media, head); ok && (w < 0 || h < 0) {
			t.Errorf("a picture of %d by %d", w, h)
		}
	})
}
