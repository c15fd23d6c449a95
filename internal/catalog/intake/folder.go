package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"ringwall/internal/catalog"
)

// The budget of a folder of packs.
const (
	maxFiles       = 100
	maxFolderBytes = 32 << 20
	maxPackBytes   = 2 << 20
)

// Pack is one data pack out of a folder.
type Pack struct {
	File string
	// Text is the pack as it was found, of a set.
	Text string
	// Set or Crosswalk is what it holds.
	Set       *catalog.Set
	Crosswalk *catalog.Crosswalk
}

// ReadZip reads a zip file of data packs.
func ReadZip(data []byte) ([]Pack, Refusals, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, fmt.Errorf("the file is no zip file: %w", err)
	}
	if len(archive.File) > 10*maxFiles {
		return nil, nil, fmt.Errorf("the zip file has more than %d entries", 10*maxFiles)
	}
	return ReadFolder(archive)
}

// ReadFolder reads the data packs of a folder, at any depth: files that end in
// .yaml or .yml. Other files are left alone. A pack that is wrong is refused by
// its file name, and the others are read all the same.
func ReadFolder(folder fs.FS) ([]Pack, Refusals, error) {
	var packs []Pack
	var refusals Refusals
	refuse := func(file string, err error) {
		for text := range strings.SplitSeq(err.Error(), "\n") {
			if len(refusals) < maxRefusals {
				refusals = append(refusals, Refusal{Sheet: file, Reason: text})
			}
		}
	}
	files, total := 0, 0
	sets := map[catalog.SetID]string{}
	err := fs.WalkDir(folder, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := path.Base(file)
		if ext := strings.ToLower(path.Ext(name)); d.IsDir() || ext != ".yaml" && ext != ".yml" || strings.HasPrefix(name, ".") || strings.HasPrefix(file, "__MACOSX/") {
			return nil
		}
		if files++; files > maxFiles {
			return fmt.Errorf("the folder has more than %d packs", maxFiles)
		}
		text, err := readFile(folder, file)
		if err != nil {
			refuse(file, err)
			return nil
		}
		if total += len(text); total > maxFolderBytes {
			return fmt.Errorf("the folder has more than %d bytes of packs", maxFolderBytes)
		}
		p, err := ReadPack(text)
		if err != nil {
			refuse(file, err)
			return nil
		}
		if p.File = file; p.Set != nil {
			if other, twice := sets[p.Set.ID]; twice {
				refuse(file, fmt.Errorf("the set %s stands in %s already: remove one of the two", p.Set.ID, other))
				return nil
			}
			sets[p.Set.ID] = file
		}
		packs = append(packs, p)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the folder of packs: %w", err)
	}
	if files == 0 {
		return nil, nil, errors.New("the folder has no data pack: their names end in .yaml")
	}
	return packs, refusals, nil
}

func readFile(folder fs.FS, file string) ([]byte, error) {
	f, err := folder.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxPackBytes+1))
	if err == nil && len(text) > maxPackBytes {
		err = fmt.Errorf("the pack is larger than %d bytes", maxPackBytes)
	}
	return text, err
}

var crosswalkFormat = regexp.MustCompile(`(?m)^format:[ \t]*["']?ringwall-crosswalk/`)

// ReadPack reads one data pack, of a set or of a crosswalk, by its format.
func ReadPack(text []byte) (Pack, error) {
	if crosswalkFormat.Match(text) {
		c, err := catalog.ParseCrosswalk(bytes.NewReader(text))
		return Pack{Crosswalk: c}, err
	}
	set, err := catalog.Parse(bytes.NewReader(text))
	if err != nil {
		return Pack{}, err
	}
	return Pack{Text: string(text), Set: set}, nil
}
