package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// answer is the plain answer of an operation.
type answer[T any] struct{ Body T }

// stored is a record as an answer, with the version for If-Match as its ETag.
type stored[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

// created is a new record as an answer.
type created[T any] struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     T
}

// Left is the entry of the history that a write left. It stands in a header, so
// that a record is answered with as it is kept and sent back. It is exported
// like [Paged].
type Left struct {
	Entry int64 `header:"Entry" minimum:"0" doc:"Number of the entry of the history that the change left; 0 when nothing changed. It can be undone."`
}

// changed is a record as it is after a change.
type changed[T any] struct {
	ETag string `header:"ETag"`
	Left
	Body T
}

// added is a new record, with the entry that holds it.
type added[T any] struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Left
	Body T
}

// none is an empty input, or an answer without a body.
type none struct{}

// page is one page of a list. Next is the cursor of the page after it, "" at the end.
type page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
	Total int    `json:"total"`
}

// Paged are the parameters of a list, to be embedded. It is exported because
// the decoder passes over what is embedded and not.
type Paged struct {
	After string `query:"after" maxLength:"500" doc:"Cursor from the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// pageOf is a page as an answer; a list is never null.
func pageOf[T any](items []T, next string, total int) *answer[page[T]] {
	if items == nil {
		items = []T{}
	}
	return &answer[page[T]]{Body: page[T]{Items: items, Next: next, Total: total}}
}

// listOf is a list that fits on one page.
func listOf[T any](items []T) *answer[page[T]] { return pageOf(items, "", len(items)) }

// etag is the entity tag of a record's version.
func etag(version int) string { return `"v` + strconv.Itoa(version) + `"` }

// ifMatch reads the version that a change is based on. A change without one
// would overwrite what somebody else wrote in the meantime.
func ifMatch(header string) (version int, err error) {
	if header == "" {
		return 0, &Problem{
			Status: http.StatusPreconditionRequired, Code: "no-version",
			Detail: "Send the version that was read as If-Match.",
		}
	}
	digits, found := strings.CutPrefix(strings.Trim(header, `"`), "v")
	if version, err = strconv.Atoi(digits); !found || err != nil || version < 1 {
		return 0, &Problem{
			Status: http.StatusPreconditionFailed, Code: "stale",
			Detail: fmt.Sprintf("%.40q is no version of a record.", header),
		}
	}
	return version, nil
}
