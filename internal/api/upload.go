package api

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// longestNote is how many bytes the reason for an upload may have.
const longestNote = 1000

// wrongParameter refuses a parameter of the query, with how it is written.
func wrongParameter(name, text string) error {
	return newProblem(http.StatusUnprocessableEntity, "validation failed", &huma.ErrorDetail{Location: "query." + name, Message: text})
}

// checkNote refuses a reason that is too long.
func checkNote(note string) error {
	if len(note) > longestNote {
		return wrongParameter("note", "write at most 1000 characters")
	}
	return nil
}

// flagsIn reads parameters that are 1 or 0; one that is not there is 0.
func flagsIn(q url.Values, flags map[string]*bool) error {
	for name, to := range flags {
		var err error
		if *to, err = strconv.ParseBool(q.Get(name)); q.Has(name) && err != nil {
			return wrongParameter(name, "write 1 or 0")
		}
	}
	return nil
}

// wholeBody reads an upload that fits into memory. One that is too long is told
// as such by the one place for errors.
func wholeBody(r *http.Request) ([]byte, error) {
	data, err := io.ReadAll(r.Body)
	if _, large := errors.AsType[*http.MaxBytesError](err); err != nil && !large {
		return nil, newProblem(http.StatusBadRequest, "The upload ended before all of the file was there: send it again.")
	}
	return data, err
}
