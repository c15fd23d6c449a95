package csms

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/plant/drawio"
	"ringwall/internal/report"
	"ringwall/internal/store"
)

// DrawingFile writes the drawing of a site as "drawio", "svg" or "png", as far
// as the caller may see it.
func (s *Service) DrawingFile(ctx context.Context, who access.Principal, id plant.SiteID, format string, w io.Writer) error {
	switch format {
	case "svg":
		return s.DrawingSVG(ctx, who, id, w)
	case "png":
		pic, err := s.picture(ctx, who, id)
		if err != nil {
			return err
		}
		return s.fail(report.WritePNG(w, pic), "drawing")
	case "drawio":
		return s.drawingForEditors(ctx, who, id, w)
	}
	return invalid("%q is no format of the drawing: choose drawio, svg or png.", format)
}

// drawingForEditors is the drawing with its assets, to be changed in draw.io
// and imported again.
func (s *Service) drawingForEditors(ctx context.Context, who access.Principal, id plant.SiteID, w io.Writer) error {
	var site plant.Site
	err := s.view(ctx, who, access.PlantRead, id, func(r *store.Reader) (err error) {
		site, err = r.Site(id)
		return err
	})
	if err != nil {
		return err
	}
	zones, assets := access.PartOf(who, access.PlantRead, id), access.PartOf(who, access.AssetRead, id)
	site.Zones = keepIf(site.Zones, func(z plant.Zone) bool { return zones.Zone(z.ID) })
	site.Conduits = keepIf(site.Conduits, func(c plant.Conduit) bool { return zones.Zone(c.From) && zones.Zone(c.To) })
	site.Assets = keepIf(site.Assets, assets.Asset)
	places := map[string]plant.Place{}
	at := report.PlacesOf(site.Zones)
	for _, z := range site.Zones {
		places[z.Key] = at[z.ID]
	}
	return drawio.Write(w, plant.DocumentOf(site, nil), places)
}

// DrawingDiff writes the changes of a site between two moments as a picture;
// to "" is now.
func (s *Service) DrawingDiff(ctx context.Context, who access.Principal, id plant.SiteID, from, to string, w io.Writer) error {
	var before, after plant.Site
	err := s.view(ctx, who, access.HistoryRead, id, func(r *store.Reader) error {
		start, _, err := s.pastOf(r, from)
		if err != nil {
			return err
		}
		end, err := r.Revision(id)
		if err == nil && to != "" {
			end, _, err = s.pastOf(r, to)
		}
		if err != nil {
			return err
		}
		if end < start {
			return invalid("The later moment lies before the earlier one: exchange from and to.")
		}
		// Before its first entry the site had nothing, so all of it counts as added.
		if before, _, err = r.SiteAt(id, start); err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		after, _, err = r.SiteAt(id, end)
		return s.fail(err, "site")
	})
	if err != nil {
		return err
	}
	return report.WriteDifference(w, report.DifferenceOf(before, after, inWords(from), inWords(to)))
}

// inWords is a point in time in words.
func inWords(at string) string {
	if at == "" {
		return "now"
	}
	if t, err := time.Parse(time.RFC3339, at); err == nil {
		return t.UTC().Format("2006-01-02 15:04 UTC")
	}
	if _, err := time.Parse(time.DateOnly, at); err == nil {
		return at
	}
	return "entry " + at
}

// DrawingInput is a drawing to be read into a site.
type DrawingInput struct {
	Name   string // of the file
	Data   []byte
	Page   string // id or name; "" is the first with shapes
	DryRun bool   // show what would change and change nothing
	// Hash is that of the preview. When the site or the file has changed since,
	// nothing is applied; "" applies whatever comes out.
	Hash string
}

// DrawingImport is what reading a drawing did, or would do.
type DrawingImport struct {
	Page     string           `json:"page" doc:"The page that was read"`
	Pages    []drawio.Page    `json:"pages"`
	Changes  []DrawingChange  `json:"changes" doc:"Records that the page shows, also those that stay as they are"`
	Refusals []drawio.Refusal `json:"refusals" doc:"Shapes and lines that became no record, and why"`
	Counts   DrawingCounts    `json:"counts"`
	Hash     string           `json:"hash" doc:"Of this preview; send it back to apply exactly this"`
	Entry    int64            `json:"entry,omitempty"`
}

// DrawingChange is one record of a drawing.
type DrawingChange struct {
	Kind   string              `json:"kind" enum:"zone,conduit,asset"`
	Key    string              `json:"key"`
	Name   string              `json:"name"`
	Op     plant.Op            `json:"op" enum:"add,change,skip"`
	Fields []plant.FieldChange `json:"fields,omitempty"`
}

// DrawingCounts is the number of records for each outcome.
type DrawingCounts struct {
	Add    int `json:"add"`
	Change int `json:"change"`
	Skip   int `json:"skip"`
	Refuse int `json:"refuse"`
}

// ImportDrawing reads a drawing or a table of shapes and brings the site to
// what it shows, as one act. What the drawing does not show stays.
func (s *Service) ImportDrawing(ctx context.Context, who access.Principal, id plant.SiteID, in DrawingInput) (DrawingImport, error) {
	if err := access.Check(who, access.ImportRun, id); err != nil {
		return DrawingImport{}, s.fail(s.hideSite(ctx, who, id, err), "drawing")
	}
	d, err := drawio.Open(ctx, in.Name, in.Data, drawio.DefaultBudget)
	if err != nil {
		return DrawingImport{}, s.fail(err, "drawing")
	}
	var out DrawingImport
	var set plant.ChangeSet
	plan := func(r *store.Reader) error {
		site, err := r.Site(id)
		if err != nil {
			return err
		}
		out, set, err = planDrawing(ctx, d, plant.DocumentOf(site, nil), in.Page)
		return s.fail(err, "drawing")
	}
	if in.DryRun {
		err := s.view(ctx, who, access.ImportRun, id, plan)
		return out, err
	}
	entry, err := s.update(ctx, who, intent{do: access.ImportRun, site: id, verb: "drawing.import", subject: "drawing", note: in.Name}, func(tx *store.Tx) error {
		if err := plan(tx.Reader()); err != nil {
			return err
		}
		if in.Hash != "" && in.Hash != out.Hash {
			return &Error{Kind: Conflict, Code: "stale", Text: "The site or the file has changed since the preview: look at the preview again."}
		}
		return s.applyChanges(tx, who, id, set)
	})
	out.Entry = entry.Seq
	return out, err
}

// planDrawing is what one page of a drawing would change.
func planDrawing(ctx context.Context, d drawio.Drawing, now plant.Document, page string) (DrawingImport, plant.ChangeSet, error) {
	p, err := d.Propose(ctx, now, page)
	if err != nil {
		return DrawingImport{}, plant.ChangeSet{}, err
	}
	out := DrawingImport{Page: p.Page, Pages: d.Pages, Changes: []DrawingChange{}, Refusals: p.Refusals}
	var set plant.ChangeSet
	for _, c := range plant.Plan(now, p.Wanted, false).Changes {
		if !p.Drawn[c.Kind+" "+c.Key] {
			continue
		}
		set.Changes = append(set.Changes, c)
		out.Changes = append(out.Changes, DrawingChange{Kind: c.Kind, Key: c.Key, Name: nameIn(c.After), Op: c.Op, Fields: c.Fields})
	}
	n := set.Counts()
	out.Counts = DrawingCounts{Add: n[plant.OpAdd], Change: n[plant.OpChange], Skip: n[plant.OpSkip], Refuse: len(p.Refusals)}
	text, err := json.Marshal(out)
	sum := sha256.Sum256(text)
	out.Hash = base64.RawURLEncoding.EncodeToString(sum[:])
	return out, set, err
}

// nameIn is the name of a record of a document.
func nameIn(record any) string {
	switch r := record.(type) {
	case plant.DocZone:
		return r.Name
	case plant.DocConduit:
		return r.Name
	case plant.DocAsset:
		return r.Name
	}
	return ""
}
