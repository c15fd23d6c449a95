package exchange

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// check holds a manifest against the rules that a package has.
func (m *Manifest) check(b Budget) []Fault {
	var faults []Fault
	fault := func(code FaultCode, path, format string, args ...any) {
		faults = append(faults, Fault{code, path, fmt.Sprintf(format, args...)})
	}
	if m.Format != Format {
		fault(BadManifest, manifestPath, "The format is %q, and this version reads %q.", clip(m.Format), Format)
	}
	need, known := needs[m.Kind]
	if !known {
		fault(BadManifest, manifestPath, "%q is no kind of package.", clip(string(m.Kind)))
	}
	if strings.TrimSpace(m.From) == "" {
		fault(BadManifest, manifestPath, "The manifest does not say which party the package is from.")
	}
	if m.Answers != "" && !validDigest(m.Answers) {
		fault(BadManifest, manifestPath, "The digest of the package that this one answers is damaged.")
	}
	if len(m.Parts) > b.Parts {
		fault(TooBig, manifestPath, "The manifest lists %d parts: at most %d are read.", len(m.Parts), b.Parts)
		return faults
	}
	seen, total := map[string]bool{}, int64(0)
	for _, p := range m.Parts {
		content := slices.Contains(need.must, p.Path) || slices.Contains(need.may, p.Path)
		switch why := unsafePath(p.Path, b.Path); {
		case why != "":
			fault(BadPath, "", "The path %q of a part is refused: %s.", clip(p.Path), why)
		case seen[strings.ToLower(p.Path)]:
			fault(BadPath, p.Path, "The path %q is there twice, if not in the same letters.", p.Path)
		case known && !content && (!strings.HasPrefix(p.Path, Below) || m.Kind != "as-built" && m.Kind != "claims"):
			fault(BadPath, p.Path, "A %s has no part %q.", KindWord(m.Kind), p.Path)
		case p.Size < 0 || content && p.Size > b.JSON || p.Size > b.Bytes:
			fault(TooBig, p.Path, "%s has %d bytes: that is more than is read.", p.Path, p.Size)
		case !validDigest(p.SHA256):
			fault(BadManifest, p.Path, "The SHA-256 of %s is damaged.", p.Path)
		}
		seen[strings.ToLower(p.Path)] = true
		if total += max(0, p.Size); total > b.Bytes {
			fault(TooBig, p.Path, "The parts have more than %d MiB together.", b.Bytes>>20)
			return faults
		}
	}
	for _, path := range need.must {
		if !seen[path] {
			fault(BadManifest, path, "A %s has a part %s, and this one has none.", KindWord(m.Kind), path)
		}
	}
	return faults
}

func validDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 32 && s == strings.ToLower(s)
}

// unsafePath says what is wrong with a path, which must mean the same file below
// one folder on every system.
func unsafePath(path string, longest int) string {
	switch {
	case path == "":
		return "it is empty"
	case len(path) > longest:
		return fmt.Sprintf("it is longer than %d bytes", longest)
	case !utf8.ValidString(path):
		return "it is not UTF-8"
	case strings.HasPrefix(path, "/"):
		return "it is absolute"
	case strings.ContainsAny(path, `\:*?"<>|`) || strings.ContainsFunc(path, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }):
		return "it has a character that not every system takes"
	case path == manifestPath || path == signaturePath:
		return "it is that of the manifest or its signature"
	}
	for name := range strings.SplitSeq(path, "/") {
		switch {
		case name == "" || name == "." || name == "..":
			return "it has an empty folder, or one that leads elsewhere"
		case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " "):
			return "a name in it begins or ends with a blank, or ends with a full stop"
		}
		stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
		if slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, stem) || len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && unicode.IsDigit(rune(stem[3])) {
			return "a name in it is that of a device on some systems"
		}
	}
	return ""
}

// SafeName makes a name of a file one that a package takes.
func SafeName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	for len(name) > 120 {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	name = strings.Trim(name, " .")
	if unsafePath(name, 240) != "" {
		return strings.TrimSpace("file " + name)
	}
	return name
}
