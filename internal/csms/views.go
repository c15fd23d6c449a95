package csms

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// SavedView is a user's own way to look at a table: filter, columns and order.
type SavedView struct {
	ID     string          `json:"id" readOnly:"true"`
	Name   string          `json:"name" minLength:"1" maxLength:"100" example:"Controllers without owner"`
	Screen string          `json:"screen" enum:"assets,worksheet" doc:"The table it is for"`
	Site   plant.SiteID    `json:"site,omitempty" maxLength:"64" doc:"Empty: for the table of every site"`
	Doc    json.RawMessage `json:"doc,omitempty" doc:"What the screen needs to show the view: filter, columns, sort"`
}

// largestView is how long the description of a view may be, in bytes.
const largestView = 32 << 10

// mostViews is how many views one user may keep.
const mostViews = 200

// Views lists the caller's own saved views by name; screen "" is all of them.
func (s *Service) Views(ctx context.Context, who access.Principal, screen string) ([]SavedView, error) {
	views := []SavedView{}
	err := s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) error {
		own, err := ownViews(r, who)
		for _, v := range own {
			if screen == "" || v.Screen == screen {
				views = append(views, savedView(v))
			}
		}
		return err
	})
	slices.SortFunc(views, func(a, b SavedView) int { return strings.Compare(a.Name, b.Name) })
	return views, err
}

func ownViews(r *store.Reader, who access.Principal) ([]store.View, error) {
	views, err := store.All[store.View](r, "")
	return slices.DeleteFunc(views, func(v store.View) bool { return v.User != who.User }), err
}

func savedView(v store.View) SavedView {
	return SavedView{ID: v.ID, Name: v.Name, Screen: v.Screen, Site: v.Site, Doc: v.Doc}
}

// AddView saves a view of the caller's own; its name is unique per screen. A
// view belongs to a person at the screen, so a token cannot save one.
func (s *Service) AddView(ctx context.Context, who access.Principal, in SavedView) (SavedView, error) {
	if who.Token != nil {
		return in, s.fail(access.ErrDenied, "view")
	}
	v := store.View{User: who.User, Name: strings.TrimSpace(in.Name), Screen: in.Screen, Site: in.Site}
	if err := checkView(v, in.Doc); err != nil {
		return in, err
	}
	if len(in.Doc) > 0 {
		var compact bytes.Buffer
		if err := json.Compact(&compact, in.Doc); err != nil {
			return in, &Error{Kind: Invalid, Text: "The view's doc is no JSON.", Fields: []Field{{Pointer: "/doc", Text: "No JSON."}}}
		}
		v.Doc = compact.Bytes()
	}
	if in.Site != "" {
		if err := s.view(ctx, who, access.SiteRead, in.Site, func(*store.Reader) error { return nil }); err != nil {
			return in, err
		}
	}
	_, err := s.update(ctx, who, intent{do: access.OrgRead, verb: "view.add", subject: v.Name}, func(tx *store.Tx) error {
		own, err := ownViews(tx.Reader(), who)
		if err != nil {
			return err
		}
		if len(own) >= mostViews {
			return invalid("You have %d saved views already: delete one first.", len(own))
		}
		for _, other := range own {
			if other.Screen == v.Screen && strings.EqualFold(other.Name, v.Name) {
				return s.keyTaken("view", other.Name)
			}
		}
		return s.fail(store.Put(tx, &v), "view")
	})
	return savedView(v), err
}

func checkView(v store.View, doc json.RawMessage) error {
	switch {
	case v.Name == "" || utf8.RuneCountInString(v.Name) > 100:
		return &Error{Kind: Invalid, Text: "A view needs a name of at most 100 characters.", Fields: []Field{{Pointer: "/name", Text: "Write a name of at most 100 characters."}}}
	case v.Screen != "assets" && v.Screen != "worksheet":
		return &Error{Kind: Invalid, Text: "Views can be saved for the screens assets and worksheet.", Fields: []Field{{Pointer: "/screen", Text: "Write assets or worksheet."}}}
	case len(doc) > largestView:
		return invalid("The view's doc has %d bytes: at most %d are kept.", len(doc), largestView)
	}
	return nil
}

// DeleteView removes one of the caller's own views.
func (s *Service) DeleteView(ctx context.Context, who access.Principal, id string) error {
	if who.Token != nil {
		return s.fail(access.ErrDenied, "view")
	}
	_, err := s.update(ctx, who, intent{do: access.OrgRead, verb: "view.delete", subject: "view"}, func(tx *store.Tx) error {
		v, err := store.Get[store.View](tx.Reader(), id)
		if err == nil && v.User != who.User {
			err = store.ErrNotFound
		}
		if err != nil {
			return s.fail(err, "view")
		}
		return s.fail(store.Delete[store.View](tx, id, v.Version), "view")
	})
	return err
}
