package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/catalog/intake"
	"ringwall/internal/csms"
)

// tagCatalogue is the heading of the catalogue in the document.
const tagCatalogue = "Catalogue"

// setFileLimit is the size of a file with requirement sets, or with texts.
const setFileLimit = 32 << 20

// catalogueOperations are the requirement sets that an organisation adds, the
// texts that it bought, crosswalks, the series and the glossary.
func (a *API) catalogueOperations() {
	const sets, set = "/api/v1/catalog/sets", "/api/v1/catalog/sets/{set}"
	raw(a, operation{id: "add-requirement-sets", method: http.MethodPost, path: sets, tag: tagCatalogue, maxBody: setFileLimit, time: 2 * time.Minute,
		summary: "Add requirement sets from a file",
		about: "A data pack (YAML), an OSCAL catalogue (JSON), a spreadsheet (XLSX or CSV) or a zip file of data packs. With `dry` nothing is stored. " +
			"What cannot be taken is named with its row; with any refusal nothing is stored, and the answer says so."}, a.describeSetFile, a.addSets)
	op(a, operation{id: "delete-requirement-set", method: http.MethodDelete, path: set, tag: tagCatalogue,
		summary: "Delete a requirement set that was added", about: "One that answers, texts or rules use is refused."},
		func(ctx context.Context, who access.Principal, in *OfSet) (*Left, error) {
			return deleted(a.svc.DeleteSet(ctx, who, catalog.SetID(in.Set)))
		})
	op(a, operation{id: "list-set-texts", method: http.MethodGet, path: set + "/texts", tag: tagCatalogue,
		summary: "The licensed texts of one requirement set", about: "Out of a copy that the owner bought. They stand in no report, export or package."},
		func(ctx context.Context, who access.Principal, in *OfSet) (*answer[page[catalog.LicensedText]], error) {
			texts, err := a.svc.Texts(ctx, who, catalog.SetID(in.Set))
			if err != nil {
				return nil, err
			}
			return listOf(texts), nil
		})
	op(a, operation{id: "put-set-texts", method: http.MethodPut, path: set + "/texts", tag: tagCatalogue, maxBody: setFileLimit,
		summary: "Store licensed texts of one requirement set in one act", about: "All of them or none. A text that is left empty goes."},
		func(ctx context.Context, who access.Principal, in *struct {
			OfSet
			Body struct {
				Texts []csms.TextPut `json:"texts" minItems:"1" maxItems:"5000"`
			}
		}) (*answer[csms.TextsPut], error) {
			return bodyOf(a.svc.PutTexts(ctx, who, catalog.SetID(in.Set), in.Body.Texts))
		})
	raw(a, operation{id: "read-set-texts", method: http.MethodPost, path: set + "/texts", tag: tagCatalogue, maxBody: setFileLimit, time: 2 * time.Minute,
		summary: "Store the licensed texts of a spreadsheet",
		about:   "Two columns, XLSX or CSV: the id of the requirement and its text. With `dry` nothing is stored. Rows that cannot be taken are named, and with any nothing is stored."},
		func(o *huma.Operation) {
			describeSetUpload[csms.TextsPut](a, o)
		}, a.readTexts)

	op(a, operation{id: "list-crosswalks", method: http.MethodGet, path: "/api/v1/catalog/crosswalks", tag: tagCatalogue,
		summary: "Crosswalks between requirement sets, with how many of their pairs were decided about"},
		func(ctx context.Context, who access.Principal, _ *none) (*answer[page[csms.CrosswalkSummary]], error) {
			list, err := a.svc.Crosswalks(ctx, who)
			if err != nil {
				return nil, err
			}
			return listOf(list), nil
		})
	op(a, operation{id: "get-crosswalk", method: http.MethodGet, path: "/api/v1/catalog/crosswalks/{crosswalk}", tag: tagCatalogue,
		summary: "One crosswalk with its pairs, as the organisation decided about them"},
		func(ctx context.Context, who access.Principal, in *OfCrosswalk) (*answer[*catalog.Crosswalk], error) {
			return bodyOf(a.svc.Crosswalk(ctx, who, in.Crosswalk))
		})
	op(a, operation{id: "put-crosswalk-pairs", method: http.MethodPut, path: "/api/v1/catalog/crosswalks/{crosswalk}/pairs", tag: tagCatalogue, maxBody: 4 << 20,
		summary: "Decide about pairs of one crosswalk in one act",
		about:   "Each pair is confirmed or rejected, or the decision about it is taken back; all of them or none. A pair that the source does not have is added."},
		func(ctx context.Context, who access.Principal, in *struct {
			OfCrosswalk
			Body struct {
				Pairs []csms.PairPut `json:"pairs" minItems:"1" maxItems:"5000"`
			}
		}) (*answer[csms.PairsPut], error) {
			return bodyOf(a.svc.DecidePairs(ctx, who, in.Crosswalk, in.Body.Pairs))
		})
	op(a, operation{id: "get-series", method: http.MethodGet, path: "/api/v1/catalog/series", tag: tagCatalogue,
		summary: "The parts of IEC 62443 and the standards beside it, and how they hang together"},
		func(ctx context.Context, who access.Principal, _ *none) (*answer[*catalog.SeriesPack], error) {
			return bodyOf(a.svc.Series(ctx, who))
		})
	op(a, operation{id: "get-glossary", method: http.MethodGet, path: "/api/v1/catalog/glossary", tag: tagCatalogue,
		summary: "The words of the program and what others call them"},
		func(ctx context.Context, who access.Principal, _ *none) (*answer[*catalog.Terms], error) {
			return bodyOf(a.svc.Glossary(ctx, who))
		})
}

// OfSet is the parameter of one requirement set.
type OfSet struct {
	Set string `path:"set" maxLength:"64" example:"iec-62443-3-3:2013"`
}

// OfCrosswalk is the parameter of one crosswalk.
type OfCrosswalk struct {
	Crosswalk string `path:"crosswalk" maxLength:"64" example:"csf-1.1-3-3"`
}

// describeSetUpload describes an upload that can be tried, and its answer.
func describeSetUpload[T any](a *API, o *huma.Operation) {
	o.RequestBody = fileBody()
	o.Parameters = append(o.Parameters,
		&huma.Param{Name: "name", In: "query", Description: "Name of the file.", Schema: &huma.Schema{Type: huma.TypeString}},
		&huma.Param{Name: "dry", In: "query", Description: "Read, and store nothing.", Schema: &huma.Schema{Type: huma.TypeBoolean}})
	o.Responses["200"] = &huma.Response{Description: "OK", Content: jsonOf[T](a)}
}

// setFields are the members of the head of a set that a file may lack.
var setFields = []string{"id", "kind", "standard", "title", "edition", "version", "attribution"}

func (a *API) describeSetFile(o *huma.Operation) {
	describeSetUpload[csms.SetsRead](a, o)
	for _, name := range setFields {
		o.Parameters = append(o.Parameters, &huma.Param{
			Name: name, In: "query", Description: "Of the set, where the file does not say it.", Schema: &huma.Schema{Type: huma.TypeString},
		})
	}
	o.Parameters = append(o.Parameters, &huma.Param{
		Name: "texts", In: "query", Description: "own says that the prose of an OSCAL catalogue is your own or free, so that the set may carry it into reports. Without it the prose stays out.",
		Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"own"}},
	})
}

func (a *API) addSets(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	data, err := wholeFile(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	out, err := a.svc.AddSets(r.Context(), who, csms.SetFile{
		Name: q.Get("name"), Data: data, Dry: yes(q.Get("dry")),
		Head: intake.Head{
			ID: catalog.SetID(q.Get("id")), Kind: catalog.SetKind(q.Get("kind")), Standard: q.Get("standard"), Title: q.Get("title"),
			Edition: q.Get("edition"), Version: q.Get("version"), Attribution: q.Get("attribution"),
			OwnTexts: q.Get("texts") == "own",
		},
	})
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}

func (a *API) readTexts(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	data, err := wholeFile(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	out, err := a.svc.ReadTexts(r.Context(), who, catalog.SetID(r.PathValue("set")), q.Get("name"), data, yes(q.Get("dry")))
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}

func yes(word string) bool { return word == "1" || word == "true" }

// wholeFile reads the body of an upload that fits into memory.
func wholeFile(r *http.Request) ([]byte, error) {
	data, err := io.ReadAll(r.Body)
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, newProblem(http.StatusRequestEntityTooLarge, "The file is larger than 32 MiB: split it, or save it without pictures.")
	}
	if err != nil {
		return nil, newProblem(http.StatusBadRequest, "The file did not arrive whole: send it again.")
	}
	return data, nil
}
