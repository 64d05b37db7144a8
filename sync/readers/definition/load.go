package definition

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// Load reads every *.toml file in the root of a file system, by file name. A file
// that is no definition, or has the name of an earlier one, is told in invalid; the
// others are loaded.
func Load(files fs.FS) (list []*Definition, invalid []*Invalid) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, []*Invalid{{File: ".", Problems: []Problem{{Reason: fmt.Sprintf("The folder cannot be read: %v.", err)}}}}
	}
	names := map[string]string{}
	for _, e := range definitions(entries) {
		text, err := read(files, e.Name())
		if err != nil {
			invalid = append(invalid, &Invalid{e.Name(), []Problem{{Reason: fmt.Sprintf("The file cannot be read: %v.", err)}}})
			continue
		}
		d, err := Parse(e.Name(), text)
		if x, ok := err.(*Invalid); ok { //nolint:errorlint // Parse returns nothing else
			invalid = append(invalid, x)
			continue
		}
		if other, taken := names[d.name]; taken {
			invalid = append(invalid, &Invalid{e.Name(), []Problem{{Key: "name", Reason: fmt.Sprintf("The name %q belongs to %s already; give this definition another one.", d.name, other)}}})
			continue
		}
		names[d.name] = e.Name()
		list = append(list, d)
	}
	return list, invalid
}

// Texts returns the texts of the definitions of a folder, in the order in which Load has them,
// whether they are valid or not.
func Texts(files fs.FS) (texts []string, err error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	for _, e := range definitions(entries) {
		text, err := read(files, e.Name())
		if err != nil {
			return nil, err
		}
		texts = append(texts, string(text))
	}
	return texts, nil
}

// definitions are the files of a folder that are definitions, by their names.
func definitions(entries []fs.DirEntry) []fs.DirEntry {
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return e.IsDir() || !strings.HasSuffix(e.Name(), ".toml") || strings.HasPrefix(e.Name(), ".")
	})
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries
}

// read reads a file, a little more than is possible at most.
func read(files fs.FS, name string) (text []byte, err error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}
