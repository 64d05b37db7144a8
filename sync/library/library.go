// Package library holds the readers of a profile: those of the program, and the
// definition files in the profile's own folder, which come before them; and the words of
// the program with those in the profile's own files. A change
// takes effect at once for whatever is read next; what is stored is read again by
// sync/reprocess.
package library

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"runchecks/domain"
	"runchecks/domain/plainfile"
	"runchecks/domain/wording"
	"runchecks/sync/readers"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/lexicon"
)

// Library is the readers in use. It is safe for concurrent use.
type Library struct {
	folder  string // of the profile's own definitions
	words   string // of the profile's own words
	changed func()
	owns    bool                  // when it was opened, there were definitions of the profile
	first   func() *shelf         // reads the files once
	use     atomic.Pointer[shelf] // nil before somebody asks
	mu      sync.Mutex            // held while files change
}

// shelf is one state of the library.
type shelf struct {
	own      []*definition.Definition
	invalid  []*definition.Invalid
	faulty   map[string]string // the texts of the invalid files, to be mended
	registry *readers.Registry
	words    *lexicon.Lexicon
	faults   []lexicon.Fault
}

// Open reads the definitions in folder and the words in another one; neither needs to
// exist yet. The files are read when somebody asks for a reader or a word: that takes a tenth
// of a second, and a list of jobs needs neither. A file that is no valid definition is left
// out and told by List, faults in files of words are told by WordFaults. changed is called
// after each change of a definition or of words; it may be nil.
func Open(folder, words string, changed func()) (*Library, error) {
	if changed == nil {
		changed = func() {}
	}
	l := &Library{folder: folder, words: words, changed: changed}
	own, wordsThere, err := l.folders()
	l.owns = own
	l.first = sync.OnceValue(func() *shelf { return l.read(own, wordsThere) })
	return l, err
}

// folders says which of the profile's folders there are.
func (l *Library) folders() (own, words bool, err error) {
	for _, f := range []struct {
		name  string
		there *bool
	}{{l.folder, &own}, {l.words, &words}} {
		if f.name == "" {
			continue
		}
		switch _, err := os.Stat(f.name); {
		case err == nil:
			*f.there = true
		case !errors.Is(err, fs.ErrNotExist):
			return false, false, l.problem("read", f.name, err)
		}
	}
	return own, words, nil
}

// shelf returns the library as it is now.
func (l *Library) shelf() *shelf {
	if s := l.use.Load(); s != nil {
		return s
	}
	return l.first()
}

// load reads the files again.
func (l *Library) load() error {
	own, words, err := l.folders()
	if err == nil {
		l.use.Store(l.read(own, words))
	}
	return err
}

// read reads the profile's own files, as far as their folders are there, beside those of the
// program.
func (l *Library) read(own, words bool) *shelf {
	s := &shelf{words: lexicon.Shipped()}
	if own {
		s.own, s.invalid = definition.Load(plainfile.Dir(l.folder))
	}
	s.faulty = map[string]string{}
	for _, x := range s.invalid {
		if text, ok, err := l.Definition(x.File); err == nil && ok {
			s.faulty[x.File] = text
		}
	}
	if words {
		s.words, s.faults = lexicon.Shipped().With(plainfile.Dir(l.words))
	}
	s.registry = readers.With(s.own, s.words)
	return s
}

// Registry returns the readers in use now.
func (l *Library) Registry() *readers.Registry { return l.shelf().registry }

// Fingerprint is that of the readers in use. Where they are those of the program, it is known
// without reading them.
func (l *Library) Fingerprint() string {
	if l.use.Load() == nil && !l.owns {
		if print, err := readers.ShippedFingerprint(); err == nil {
			return print
		}
	}
	return l.Registry().Fingerprint()
}

// Trial returns the readers as they would be if file had this text, and the
// definition. The error is a *definition.Invalid where the text has problems.
func (l *Library) Trial(file, text string) (*readers.Registry, *definition.Definition, error) {
	d, err := definition.Parse(file, []byte(text))
	if err != nil {
		return nil, nil, err
	}
	var own []*definition.Definition
	for _, o := range l.shelf().own {
		switch {
		case o.File() == file:
		case o.Name() == d.Name():
			return nil, nil, &definition.Invalid{
				File: file,
				Problems: []definition.Problem{
					{Reason: fmt.Sprintf("The name %q belongs to the definition %s; give this one another name.", d.Name(), o.File())},
				},
			}
		default:
			own = append(own, o)
		}
	}
	own = append(own, d)
	slices.SortFunc(own, func(a, b *definition.Definition) int { return strings.Compare(a.File(), b.File()) })
	return readers.With(own, l.shelf().words), d, nil
}

// Without returns the readers in use but for the profile's definition in file.
func (l *Library) Without(file string) *readers.Registry {
	own := slices.DeleteFunc(slices.Clone(l.shelf().own), func(d *definition.Definition) bool { return d.File() == file })
	return readers.With(own, l.shelf().words)
}

// List lists every reader in the order in which they are tried, then the files
// that are no valid definition.
func (l *Library) List() []domain.ReaderRow {
	s := l.shelf()
	rows := s.registry.List()
	for _, x := range s.invalid {
		rows = append(
			rows,
			domain.ReaderRow{Name: strings.TrimSuffix(x.File, suffix), Origin: domain.ReaderOwn, File: x.File, Problems: Problems(x)},
		)
	}
	return rows
}

// Problems are those of an invalid definition.
func Problems(x *definition.Invalid) []domain.DefinitionProblem {
	var out []domain.DefinitionProblem
	for _, p := range x.Problems {
		out = append(out, domain.DefinitionProblem{Line: p.Line, Column: p.Column, Reason: p.Reason})
	}
	return out
}

const suffix = ".toml"

// path returns where a definition file is; a name that leads out of the folder, or
// that another system could not hold, is refused.
func (l *Library) path(file string) (string, error) { return inside(l.folder, file) }

func inside(folder, file string) (string, error) {
	stem := strings.TrimSuffix(file, suffix)
	bad := stem == "" || stem == file || len(file) > 80 || strings.HasPrefix(stem, ".") || strings.ContainsFunc(stem, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_. ", r))
	})
	if bad {
		return "", &domain.Error{
			Code: domain.CodeInvalid,
			Said: wording.Of("refusal.definition_file", file),
		}
	}
	return filepath.Join(folder, file), nil
}

// Definition implements domain.Definitions.
func (l *Library) Definition(file string) (text string, ok bool, err error) {
	path, err := l.path(file)
	if err != nil {
		return "", false, err
	}
	return l.text(path)
}

// text reads a file of the profile; ok is false where there is none.
func (l *Library) text(path string) (text string, ok bool, err error) {
	b, err := plainfile.Read(path, mostText)
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil
	}
	if err != nil {
		return "", false, l.problem("read", path, err)
	}
	return string(b), true, nil
}

// mostText is more than any definition may have.
const mostText = 1 << 20

// PutDefinition implements domain.Definitions. The file is whole at any moment.
func (l *Library) PutDefinition(file, text string) error {
	path, err := l.path(file)
	if err != nil {
		return err
	}
	if _, _, err := l.Trial(file, text); err != nil {
		return &domain.Error{
			Code:  domain.CodeInvalid,
			Said:  wording.Of("refusal.definition_unusable", file, err),
			Cause: err,
		}
	}
	return l.change(func() error { return write(path, text) })
}

// RemoveDefinition implements domain.Definitions.
func (l *Library) RemoveDefinition(file string) error {
	path, err := l.path(file)
	if err != nil {
		return err
	}
	return l.change(func() error { return remove(path) })
}

func remove(path string) error {
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (l *Library) change(do func() error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := do(); err != nil {
		return l.problem("write", l.folder, err)
	}
	if err := l.load(); err != nil {
		return err
	}
	l.changed()
	return nil
}

func (l *Library) problem(tried, path string, err error) error {
	return &domain.Error{
		Code:  domain.CodeStorage,
		Said:  wording.Of("refusal.profile_files", tried, path, err),
		Cause: err,
	}
}

// write replaces a file at once: a program that is killed leaves the old one or the
// new one.
func write(path, text string) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Text returns the text of the definition that a reader is, also of one that is not
// in use because of its problems; "" for other readers.
func (l *Library) Text(reader domain.ReaderRow) string {
	if len(reader.Problems) > 0 {
		return l.shelf().faulty[reader.File]
	}
	return l.Registry().Text(reader)
}
