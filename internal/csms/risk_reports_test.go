package csms

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/risk"
)

func TestReportsOfTheRiskAreWrittenAsTheyWere(t *testing.T) {
	a := newAssessed(t)
	before := strconv.FormatInt(lastEntry(t, a.works), 10)
	added(t, a.works, a.Functions(), risk.Function{Head: risk.Head{Name: "Cooling of the vessel"}, Kind: "control"})
	x := a.scenario
	x.Name = "Trip welded shut"
	changedTo(t, a.works, a.Scenarios(), x)
	for name, c := range map[string]struct {
		write func(at string, b *bytes.Buffer) error
		new   string
	}{
		"beyond": {func(at string, b *bytes.Buffer) error {
			return a.WriteBeyond(t.Context(), a.ada, a.site, at, "json", b)
		}, "Trip welded shut"},
		"adequacy": {func(at string, b *bytes.Buffer) error {
			return a.WriteAdequacy(t.Context(), a.ada, a.site, at, "json", b)
		}, "Cooling of the vessel"},
	} {
		var then, now bytes.Buffer
		if err := c.write(before, &then); err != nil {
			t.Fatal(name, err)
		}
		if err := c.write("", &now); err != nil {
			t.Fatal(name, err)
		}
		if strings.Contains(then.String(), c.new) || !strings.Contains(now.String(), c.new) {
			t.Errorf("%s: what came later stands in the report of then, or is missing from that of now", name)
		}
		refused(t, name+" at no time", c.write("yesterday", &then), Invalid, "")
	}
	viewer := a.user(access.Viewer, access.Grant{})
	refused(t, "the past, to whoever may not read the history", a.WriteBeyond(t.Context(), viewer, a.site, before, "json", &bytes.Buffer{}), Denied, "")
}
