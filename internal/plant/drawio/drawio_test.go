package drawio_test

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"ringwall/internal/plant"
	"ringwall/internal/plant/drawio"
	"ringwall/internal/plant/planttest"
	"ringwall/internal/risk"
)

func propose(t testing.TB, file string, site plant.Document, page string) drawio.Proposal {
	t.Helper()
	d, err := drawio.Open(t.Context(), "plant.drawio", []byte(file), drawio.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.Propose(t.Context(), site, page)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func example(t testing.TB) plant.Document {
	t.Helper()
	f, err := os.Open("../../../testdata/example/bottling.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := risk.ReadDocument(f, plant.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	d.Sort()
	return d.Document
}

func written(t testing.TB, d plant.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := drawio.Write(&b, d, laidOut(d)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// laidOut puts zones that have no place in a row, inner ones into the outer.
func laidOut(d plant.Document) map[string]plant.Place {
	at := map[string]plant.Place{}
	for i, z := range d.Zones {
		at[z.Key] = plant.Place{X: float64(i) * 300, Y: 40, W: 240, H: 140}
	}
	return at
}

func changed(p drawio.Proposal, site plant.Document) []plant.Change {
	var out []plant.Change
	for _, c := range plant.Plan(site, p.Wanted, false).Changes {
		if c.Op != plant.OpSkip {
			out = append(out, c)
		}
	}
	return out
}

func TestTheExamplePlantComesBackUnchanged(t *testing.T) {
	site := example(t)
	p := propose(t, written(t, site), site, "")
	if len(p.Refusals) > 0 || len(changed(p, site)) > 0 {
		t.Errorf("refused %+v\nchanged %+v", p.Refusals, changed(p, site))
	}
	if want := len(site.Zones) + len(site.Conduits) + len(site.Assets); len(p.Drawn) != want {
		t.Errorf("%d records are drawn, want %d", len(p.Drawn), want)
	}
}

func TestTheDrawingAloneBringsZonesConduitsAndAssetsToAnEmptySite(t *testing.T) {
	site := example(t)
	p := propose(t, written(t, site), plant.Document{Format: site.Format, Site: site.Site}, "")
	if len(p.Refusals) > 0 {
		t.Fatalf("refused: %+v", p.Refusals)
	}
	p.Wanted.Sort()
	opts := cmp.Options{
		cmpopts.IgnoreFields(plant.DocZone{}, "LogicalBoundary", "PhysicalBoundary", "Owner", "Description", "Assumptions", "Target"),
		cmpopts.IgnoreFields(plant.DocConduit{}, "Flows", "Controls", "Devices", "Medium", "Owner", "Description", "Assumptions", "Target"),
	}
	if d := cmp.Diff(site.Zones, p.Wanted.Zones, opts); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(site.Conduits, p.Wanted.Conduits, opts); d != "" {
		t.Error(d)
	}
	for i, a := range p.Wanted.Assets {
		b := site.Assets[i]
		if a.Key != b.Key || a.Name != b.Name || a.Zone != b.Zone || a.Type != b.Type || a.Role != b.Role {
			t.Errorf("%s %s in %s came back as %s %s in %s", b.Key, b.Name, b.Zone, a.Key, a.Name, a.Zone)
		}
	}
}

func TestAnySiteComesBackUnchanged(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		site := planttest.Document().Draw(r, "site")
		var b bytes.Buffer
		if err := drawio.Write(&b, site, laidOut(site)); err != nil {
			r.Fatal(err)
		}
		d, err := drawio.Open(t.Context(), "a.drawio", b.Bytes(), drawio.DefaultBudget)
		if err != nil {
			r.Fatal(err)
		}
		if d.Pages[0].Shapes == 0 {
			return
		}
		p, err := d.Propose(t.Context(), site, "")
		if err != nil {
			r.Fatal(err)
		}
		if len(p.Refusals) > 0 || len(changed(p, site)) > 0 {
			r.Fatalf("%s\nrefused %+v\nchanged %+v", b.String(), p.Refusals, changed(p, site))
		}
	})
}

// hand is a page as people draw it: a swimlane, a frame around shapes, a group,
// a cloud, icons and lines between shapes.
const hand = `<mxfile host="app.diagrams.net"><diagram id="p1" name="Notes"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/></root></mxGraphModel></diagram>
<diagram id="p2" name="Plant"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="t" value="Plant network 2026" style="text;html=1" vertex="1" parent="1"><mxGeometry x="0" y="-60" width="200" height="30" as="geometry"/></mxCell>
<mxCell id="lane" value="&lt;b&gt;Z-01&lt;/b&gt; Bottling line 1 (Level 1)" style="swimlane;html=1;" vertex="1" parent="1"><mxGeometry x="40" y="400" width="400" height="200" as="geometry"/></mxCell>
<mxCell id="plc" value="PLC-101&lt;br&gt;Filler" style="rounded=0;html=1;" vertex="1" parent="lane"><mxGeometry x="20" y="60" width="80" height="40" as="geometry"/></mxCell>
<mxCell id="sis" value="Safety cell" style="swimlane;" vertex="1" parent="lane"><mxGeometry x="200" y="60" width="160" height="120" as="geometry"/></mxCell>
<mxCell id="fcpu" value="F-101 Safety PLC" style="" vertex="1" parent="sis"><mxGeometry x="20" y="40" width="80" height="40" as="geometry"/></mxCell>
<mxCell id="frame" value="Control room" style="rounded=0;whiteSpace=wrap;html=1;dashed=1;" vertex="1" parent="1"><mxGeometry x="40" y="100" width="400" height="200" as="geometry"/></mxCell>
<mxCell id="hmi" value="HMI-01" style="shape=mxgraph.cisco19.hmi;" vertex="1" parent="1"><mxGeometry x="80" y="160" width="60" height="40" as="geometry"/></mxCell>
<mxCell id="g" value="" style="group" vertex="1" parent="1"><mxGeometry x="260" y="140" width="120" height="120" as="geometry"/></mxCell>
<mxCell id="hist" value="Historian" style="" vertex="1" parent="g"><mxGeometry x="10" y="10" width="60" height="40" as="geometry"/></mxCell>
<mxCell id="net" value="Internet" style="ellipse;shape=cloud;" vertex="1" parent="1"><mxGeometry x="600" y="120" width="160" height="100" as="geometry"/></mxCell>
<mxCell id="alone" value="Something" style="" vertex="1" parent="1"><mxGeometry x="900" y="120" width="60" height="40" as="geometry"/></mxCell>
<mxCell id="blank" value="" style="" vertex="1" parent="lane"><mxGeometry x="120" y="60" width="40" height="40" as="geometry"/></mxCell>
<mxCell id="e1" value="" style="html=1;" edge="1" parent="1" source="hmi" target="plc"><mxGeometry relative="1" as="geometry"/></mxCell>
<mxCell id="e1l" value="C-07 Operation" style="edgeLabel;html=1;" vertex="1" connectable="0" parent="e1"><mxGeometry relative="1" as="geometry"/></mxCell>
<mxCell id="e2" value="" style="" edge="1" parent="1" source="hist" target="plc"><mxGeometry relative="1" as="geometry"/></mxCell>
<mxCell id="e3" value="" style="" edge="1" parent="1" source="hmi" target="hist"><mxGeometry relative="1" as="geometry"/></mxCell>
<mxCell id="e4" value="VPN" style="" edge="1" parent="1" source="net"><mxGeometry relative="1" as="geometry"><mxPoint x="438" y="180" as="targetPoint"/></mxGeometry></mxCell>
<mxCell id="e5" value="" style="" edge="1" parent="1" source="alone" target="net"><mxGeometry relative="1" as="geometry"/></mxCell>
<mxCell id="e6" value="" style="" edge="1" parent="1" source="net"><mxGeometry relative="1" as="geometry"/></mxCell>
</root></mxGraphModel></diagram></mxfile>`

func TestAPageDrawnByHand(t *testing.T) {
	site := plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{Key: "BOT", Name: "Bottling"}}
	p := propose(t, hand, site, "")
	if p.Page != "Plant" {
		t.Errorf("read the page %q, not the first with shapes", p.Page)
	}
	var zones, assets, conduits, refused []string
	for _, z := range p.Wanted.Zones {
		zones = append(zones, fmt.Sprintf("%s|%s|%s|%s|%s|%v|%v", z.Key, z.Name, z.Kind, z.Parent, z.Purdue, z.External, *z.Place))
	}
	for _, a := range p.Wanted.Assets {
		assets = append(assets, fmt.Sprintf("%s|%s|%s|%s|%s", a.Key, a.Name, a.Type, a.Role, a.Zone))
	}
	for _, c := range p.Wanted.Conduits {
		conduits = append(conduits, fmt.Sprintf("%s|%s|%s>%s", c.Key, c.Name, c.From, c.To))
	}
	for _, r := range p.Refusals {
		refused = append(refused, r.Cell+": "+r.Reason)
	}
	for _, c := range []struct {
		what      string
		got, want []string
	}{
		{"zones", zones, []string{
			"Z-01|Bottling line 1 (Level 1)|control||1|false|{40 400 400 200}",
			"Z-02|Safety cell|safety|Z-01||false|{240 460 160 120}",
			"Z-03|Control room|supervisory|||false|{40 100 400 200}",
			"Z-04|Internet|remote|||true|{600 120 160 100}",
		}},
		{"assets", assets, []string{
			"PLC-101|Filler|embedded-device|plc|Z-01",
			"F-101|Safety PLC|embedded-device|safety-controller|Z-02",
			"HMI-01||host-device|hmi|Z-03",
			"Historian||host-device|historian|Z-03",
		}},
		{"conduits", conduits, []string{
			"C-07|Operation|Z-03>Z-01",
			"C-01|VPN|Z-04>Z-03",
		}},
		{"refusals", refused, []string{
			"alone: The shape lies in no container, so it may be a zone or an asset: draw a container around it, or write a key such as PLC-101 on it.",
			"blank: The shape has no text: write the key of the asset on it.",
			"e2: The line joins the same zones as conduit C-07 and counts as part of it.",
			"e3: The line stays within zone Z-03: a conduit joins two zones.",
			`e5: The shape "Something" at its start lies in no zone, so the line leads to none.`,
			"e6: The line is attached to nothing at its end: draw it onto a shape.",
		}},
	} {
		if d := cmp.Diff(c.want, c.got); d != "" {
			t.Errorf("%s: %s", c.what, d)
		}
	}

	// What was read is known when the same page is read again.
	if again := propose(t, hand, p.Wanted, "p2"); len(changed(again, p.Wanted)) > 0 {
		t.Errorf("read again, the page changes %+v", changed(again, p.Wanted))
	}
}

func TestAContainerIsCalledAfterTheWordsInIt(t *testing.T) {
	p := propose(t, `<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="g" value="" style="group" vertex="1" parent="1"><mxGeometry width="300" height="200" as="geometry"/></mxCell>
<mxCell id="t" value="Paint shop" style="text;html=1" vertex="1" parent="g"><mxGeometry width="80" height="20" as="geometry"/></mxCell>
<mxCell id="a" value="PLC-7" style="" vertex="1" parent="g"><mxGeometry x="20" y="60" width="80" height="40" as="geometry"/></mxCell>
</root></mxGraphModel>`, plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{Key: "BOT", Name: "Bottling"}}, "")
	if len(p.Wanted.Zones) != 1 || p.Wanted.Zones[0].Name != "Paint shop" || len(p.Wanted.Assets) != 1 || p.Wanted.Assets[0].Zone != "Z-01" {
		t.Errorf("%+v %+v %+v", p.Wanted.Zones, p.Wanted.Assets, p.Refusals)
	}
}

func packed(model string) string {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 9)
	w.Write([]byte(url.PathEscape(model)))
	w.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func TestAPackedPageSaysTheSameAsAPlainOne(t *testing.T) {
	site := example(t)
	plain := written(t, site)
	from, to := strings.Index(plain, "<mxGraphModel"), strings.Index(plain, "</diagram>")
	file := plain[:from] + packed(strings.TrimSpace(plain[from:to])) + plain[to:]
	if d := cmp.Diff(propose(t, plain, site, ""), propose(t, file, site, "")); d != "" {
		t.Error(d)
	}
}

func TestWhatIsChangedInTheDrawingChangesTheSite(t *testing.T) {
	site := example(t)
	z := site.Zones[0]
	for name, c := range map[string]struct{ old, new, want string }{
		"a new text is a new name":         {fmt.Sprintf(`label="%s %s"`, z.Key, z.Name), fmt.Sprintf(`label="%s Renamed"`, z.Key), "zone " + z.Key + " name"},
		"a shape that was moved is placed": {`<mxGeometry x="0" y="40" width="240"`, `<mxGeometry x="12" y="40" width="240"`, "zone " + z.Key + " place"},
	} {
		site := site
		site.Zones = append([]plant.DocZone(nil), site.Zones...)
		for i := range site.Zones {
			site.Zones[i].Place, site.Zones[i].Parent = nil, ""
		}
		file := written(t, site)
		if !strings.Contains(file, c.old) {
			t.Fatalf("%s: the file has no %s", name, c.old)
		}
		var got []string
		for _, change := range changed(propose(t, strings.Replace(file, c.old, c.new, 1), site, ""), site) {
			for _, f := range change.Fields {
				got = append(got, change.Kind+" "+change.Key+" "+f.Path)
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: changed %v, want %s", name, got, c.want)
		}
	}
}

func TestTables(t *testing.T) {
	empty := plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{Key: "BOT", Name: "Bottling"}}
	known := empty
	known.Zones = []plant.DocZone{{Key: "Z-01", Name: "Line", Kind: plant.ZoneControl}, {Key: "Z-02", Name: "Office", Kind: plant.ZoneEnterprise}}
	for name, c := range map[string]struct {
		site plant.Document
		file string
		want string
	}{
		"shapes and their containers, with lines in the same table": {empty,
			"Shape ID;Text;Container;Type;From;To\nz1;Line 1;;container;;\na;PLC-1;z1;PLC;;\nb;Scada server;Control room;;;\nl;Orders;;;b;a\n",
			"zone Z-01 Line 1, zone Z-02 Control room, asset PLC-1 in Z-01, asset Scada server in Z-02, conduit C-01 Orders Z-02>Z-01"},
		"connections alone, by the names of zones": {known, "from,to,label\nOffice,Line,C-05 Recipes\nOffice,Cellar,\n",
			"conduit C-05 Recipes Z-02>Z-01, refused Cellar, refused "},
		"Visio's process table": {empty, "Process Step ID,Process Step Description,Next Step ID,Connector Label,Shape Type,Function\nP1,PLC-1,P2,,Process,Line\nP2,HMI-1,,,Process,Control room\n",
			"zone Z-01 Line, zone Z-02 Control room, asset PLC-1 in Z-01, asset HMI-1 in Z-02, conduit C-01 Z-01 – Z-02 Z-01>Z-02"},
		"Lucidchart's export": {empty, "Id,Name,Shape Library,Page ID,Contained By,Group,Line Source,Line Destination,Text Area 1\n1,Document,,,,,,,Plant\n2,Page,,,,,,,Page 1\n3,Rectangle Container,Containers,2,,,,,Z-07 Cell\n4,Process,Flowchart,2,3,,,,PLC-1\n5,Rectangle Container,Containers,2,,,,,DMZ\n6,Line,,2,,,5,4,\n",
			"zone Z-07 Cell, zone Z-01 DMZ, asset PLC-1 in Z-07, conduit C-01 Z-01 – Z-07 Z-01>Z-07"},
	} {
		t.Run(name, func(t *testing.T) {
			p := propose(t, c.file, c.site, "")
			var got []string
			for _, change := range changed(p, c.site) {
				switch r := change.After.(type) {
				case plant.DocZone:
					got = append(got, "zone "+r.Key+" "+r.Name)
				case plant.DocAsset:
					got = append(got, "asset "+r.Key+" in "+r.Zone)
				case plant.DocConduit:
					got = append(got, "conduit "+r.Key+" "+r.Name+" "+r.From+">"+r.To)
				}
			}
			// The plan puts conduits before assets; the sentence reads better otherwise.
			var last []string
			for i := 0; i < len(got); i++ {
				if strings.HasPrefix(got[i], "conduit") {
					last, got = append(last, got[i]), append(got[:i:i], got[i+1:]...)
					i--
				}
			}
			got = append(got, last...)
			for _, r := range p.Refusals {
				got = append(got, "refused "+r.Label)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got  %s\nwant %s\n%+v", strings.Join(got, ", "), c.want, p.Refusals)
			}
		})
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	tight := drawio.Budget{Bytes: 1 << 20, Unpacked: 1 << 20, Ratio: 200, Pages: 2, Cells: 10, Depth: 8, Steps: 100}
	page := func(cells string) string {
		return `<mxfile><diagram name="P"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>` + cells + `</root></mxGraphModel></diagram></mxfile>`
	}
	for name, c := range map[string]struct{ file, want string }{
		"an empty file":                  {"", "is empty"},
		"a PNG":                          {"\x89PNG\r\n", "is a picture"},
		"an SVG":                         {"<svg/>", "is a picture of a drawing"},
		"a list of assets":               {"Name;Vendor\nPLC;Acme\n", "no table of shapes"},
		"entities":                       {`<!DOCTYPE x [<!ENTITY a "b">]><mxfile/>`, "declares entities"},
		"an entity that is not declared": {page(`<mxCell id="2" value="&lol;" vertex="1"/>`), "is damaged"},
		"no page":                        {"<mxfile/>", "it has no page"},
		"half a file":                    {page("")[:60], "is damaged"},
		"too many pages":                 {"<mxfile>" + strings.Repeat(`<diagram name="P"></diagram>`, 3) + "</mxfile>", "more than 2 pages"},
		"too many cells":                 {page(strings.Repeat(`<mxCell id="2" vertex="1"/>`, 20)), "more than 10 shapes"},
		"too deep":                       {page(strings.Repeat("<a>", 20)), "nests deeper than 8"},
		"text that is no page":           {`<mxfile><diagram name="P">not base64</diagram></mxfile>`, "cannot be unpacked"},
		"a page that unpacks to much":    {`<mxfile><diagram name="P">` + packed("<mxGraphModel>"+strings.Repeat(" ", 1<<20)) + `</diagram></mxfile>`, "unpacks to more than 1 MiB"},
		"a container in itself":          {page(`<mxCell id="2" value="A" vertex="1" parent="3"/><mxCell id="3" value="B" vertex="1" parent="2"/>`), "lies in itself"},
		"two rows with one id":           {"id,text\na,A\na,B\n", "another row has the id"},
		"no shapes":                      {page(""), "no shapes"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := drawio.Open(t.Context(), "plant.drawio", []byte(c.file), tight)
			if err == nil {
				_, err = d.Propose(t.Context(), plant.Document{}, "")
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || plant.ProblemsOf(err) == nil {
				t.Errorf("got %v, want a sentence with %q", err, c.want)
			}
		})
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(hand))
	f.Add([]byte(`<mxGraphModel><root><object label="a" ringwall-kind="zone" ringwall-key="Z"><mxCell vertex="1"><mxGeometry x="1" y="1e99" width="NaN" as="geometry"/></mxCell></object></root></mxGraphModel>`))
	f.Add([]byte("id,text,container,from,to\na,A,b,,\n,,,a,b\n"))
	f.Add([]byte(`<mxfile><diagram>` + packed("<mxGraphModel><root/></mxGraphModel>") + `</diagram></mxfile>`))
	site := plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{Key: "BOT", Name: "Bottling"}, Zones: []plant.DocZone{{Key: "Z-01", Name: "Line", Kind: plant.ZoneControl}}}
	budget := drawio.Budget{Bytes: 1 << 20, Unpacked: 1 << 20, Ratio: 200, Pages: 5, Cells: 200, Depth: 16, Steps: 40_000}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := drawio.Open(t.Context(), "f", data, budget)
		if err != nil {
			if plant.ProblemsOf(err) == nil {
				t.Fatalf("no sentence: %v", err)
			}
			return
		}
		for _, page := range d.Pages {
			p, err := d.Propose(t.Context(), site, page.ID)
			if err != nil {
				continue
			}
			if problems, _ := plant.Check(p.Wanted, "2026-11-24"); len(problems) > 0 {
				t.Fatalf("what is proposed breaks a rule: %v", problems)
			}
		}
	})
}
