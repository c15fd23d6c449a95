package csms

import (
	"strings"
	"testing"

	"ringwall/internal/access"
)

func TestViewsAreOnesOwn(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	v, err := w.AddView(ctx, w.ada, SavedView{Name: " Ownerless ", Screen: "assets", Doc: []byte(`{ "sort": "key" }`)})
	if err != nil || v.ID == "" || v.Name != "Ownerless" || string(v.Doc) != `{"sort":"key"}` {
		t.Fatalf("%+v, %v", v, err)
	}
	w.hire(t, access.Grant{Role: access.Viewer})
	ben := w.signIn(t, benEmail, benPassword).Principal
	if views, err := w.Views(ctx, ben, ""); err != nil || len(views) != 0 {
		t.Errorf("of somebody else: %+v, %v", views, err)
	}
	if err := w.DeleteView(ctx, ben, v.ID); KindOf(err) != NotFound {
		t.Errorf("deleted by somebody else: %v", err)
	}
	if _, err := w.AddView(ctx, ben, SavedView{Name: "Ownerless", Screen: "assets"}); err != nil {
		t.Errorf("the same name of somebody else: %v", err)
	}
	token := w.ada
	token.Token = &access.Token{ID: "t", Scope: access.ScopeWrite}
	tests := []struct {
		name string
		who  access.Principal
		view SavedView
		kind Kind
	}{
		{"the same name in other letters", w.ada, SavedView{Name: "OWNERLESS", Screen: "assets"}, Conflict},
		{"no name", w.ada, SavedView{Screen: "assets"}, Invalid},
		{"a screen that has no views", w.ada, SavedView{Name: "x", Screen: "zones"}, Invalid},
		{"a doc that is no JSON", w.ada, SavedView{Name: "x", Screen: "assets", Doc: []byte("{")}, Invalid},
		{"a doc that is too long", w.ada, SavedView{Name: "x", Screen: "assets", Doc: []byte(`"` + strings.Repeat("x", largestView) + `"`)}, Invalid},
		{"a site that is none", w.ada, SavedView{Name: "x", Screen: "assets", Site: "no-site"}, NotFound},
		{"a token", token, SavedView{Name: "x", Screen: "assets"}, Denied},
	}
	for _, tt := range tests {
		t.Run(tt.name+" is refused", func(t *testing.T) {
			if _, err := w.AddView(ctx, tt.who, tt.view); err == nil || KindOf(err) != tt.kind {
				t.Errorf("got %v", err)
			}
		})
	}
	if err := w.DeleteView(ctx, w.ada, v.ID); err != nil {
		t.Error(err)
	}
	if views, err := w.Views(ctx, w.ada, "assets"); err != nil || len(views) != 0 {
		t.Errorf("after it was deleted: %+v, %v", views, err)
	}
}
