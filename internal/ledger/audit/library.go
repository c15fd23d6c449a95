package audit

import "strings"

// ofLibrary is a kind of the library: key, name, the texts that a search looks
// at, and the site where its records may belong to one.
func ofLibrary(kind, table string, sited bool, searched string, links paths) layout {
	l := layout{kind: kind, table: table, key: "key", links: links, columns: []column{
		{"key", "key", nil}, {"name", "name", nil}, {"search", "", texts("key name " + searched)},
	}}
	if sited {
		l.columns = append(l.columns, column{"site", "site", nil})
	}
	return l
}

// texts are the texts at some paths in lower case, a line each.
func texts(paths string) func(doc) string {
	return func(d doc) string {
		var b strings.Builder
		for _, path := range strings.Fields(paths) {
			for _, text := range idsAt(map[string]any(d), strings.Split(path, ".")) {
				b.WriteString(lower(text) + "\n")
			}
		}
		return b.String()
	}
}

// aboutLibrary are the links of an answer to what it is about, and to what it is
// inherited from, where no column holds it fast.
func aboutLibrary(d doc) (links []link) {
	for _, member := range []string{"subject", "from"} {
		switch kind := d.text(member + ".kind"); kind {
		case "asset", "product", "company":
			if id := d.text(member + ".id"); id != "" {
				links = append(links, link{kind, id})
			}
		}
	}
	return links
}

// campaign lets an assessment hold fast what it is about as long as it is not over.
func campaign(l layout) layout {
	l.extra = func(d doc) (links []link) {
		if state := d.text("state"); state == "signed" || state == "cancelled" {
			return nil
		}
		for _, part := range d.list("parts") {
			if site := part.text("site"); site != "" {
				links = append(links, link{"site", site})
			}
			for _, s := range part.list("subjects") {
				if id := s.text("id"); id != "" {
					links = append(links, link{s.text("kind"), id})
				}
			}
		}
		return links
	}
	return l
}
