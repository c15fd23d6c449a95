package api

import (
	"net/http"

	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// tags of the plant's operations in the document.
const (
	tagPlant   = "Plant"
	tagAssets  = "Assets"
	tagHistory = "History"
)

// plantOperations are the declared plant, its history, and the ways to look at it.
func (a *API) plantOperations() {
	a.siteOperations()
	a.zoneOperations()
	a.conduitOperations()
	a.assetOperations()
	a.historyOperations()
	a.viewOperations()
	limitPlant(a.huma.OpenAPI().Components.Schemas)
}

// OnSite are the parameters of whatever belongs to one site, to be embedded;
// like [Paged] it is exported for the decoder's sake.
type OnSite struct {
	Site plant.SiteID `path:"site" maxLength:"64" doc:"Id of the site."`
}

// Many are the parameters of a list that is read as a whole more often than
// not: a site has hundreds of zones, not thousands.
type Many struct {
	After string `query:"after" maxLength:"500" doc:"Cursor from the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}

// Guarded is the version that a change is based on.
type Guarded struct {
	IfMatch string `header:"If-Match" maxLength:"40" doc:"ETag of the record as it was read, such as \"v3\". Without it the answer is 428; 412 when the record was changed since."`
}

// Cascading removes what stands in the way along with a record.
type Cascading struct {
	Cascade bool `query:"cascade" doc:"Remove or detach what refers to the record, in the same entry of the history; undoing the entry brings all of it back."`
}

// sameRecord refuses a body that was read from another record than the path
// names: to store it there would be a mistake that looks like success.
func sameRecord(body, path string) error {
	if body == "" || body == path {
		return nil
	}
	return &Problem{
		Status: http.StatusUnprocessableEntity, Detail: "The body is another record than the one that the path names.",
		Errors: []ProblemField{{Location: "body/id", Message: "Send the id of the path, or none."}},
	}
}

// storedAs and the like turn what a use case returns into an answer.
func storedAs[T any](record T, version int, err error) (*stored[T], error) {
	if err != nil {
		return nil, err
	}
	return &stored[T]{ETag: etag(version), Body: record}, nil
}

func createdAt[T any](location string, record T, version int, err error) (*created[T], error) {
	if err != nil {
		return nil, err
	}
	return &created[T]{Location: location, ETag: etag(version), Body: record}, nil
}

func changedTo[T any](record T, version int, entry int64, err error) (*changed[T], error) {
	if err != nil {
		return nil, err
	}
	return &changed[T]{ETag: etag(version), Left: Left{entry}, Body: record}, nil
}

func addedAt[T any](location string, record T, version int, entry int64, err error) (*added[T], error) {
	if err != nil {
		return nil, err
	}
	return &added[T]{Location: location, ETag: etag(version), Left: Left{entry}, Body: record}, nil
}

func deleted(entry int64, err error) (*Left, error) {
	if err != nil {
		return nil, err
	}
	return &Left{entry}, nil
}

func pageFrom[T any](p csms.Page[T], err error) (*answer[page[T]], error) {
	if err != nil {
		return nil, err
	}
	return pageOf(p.Items, p.Next, p.Total), nil
}

func references(refs []csms.Reference, err error) (*answer[page[Reference]], error) {
	if err != nil {
		return nil, err
	}
	items := make([]Reference, len(refs))
	for i, ref := range refs {
		items[i] = Reference{Kind: ref.Kind, ID: ref.ID, Key: ref.Key, Name: ref.Name}
	}
	return listOf(items), nil
}
