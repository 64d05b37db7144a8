package library

import (
	"io/fs"
	"os"
	"slices"

	"runchecks/domain"
	"runchecks/domain/plainfile"
	"runchecks/domain/wording"
	"runchecks/sync/readers/lexicon"
)

// WordFaults tells what is wrong in the profile's files of words. What has no fault is in
// use all the same.
func (l *Library) WordFaults() []domain.WordFault {
	var out []domain.WordFault
	for _, f := range l.shelf().faults {
		problem := domain.DefinitionProblem{Line: f.Line, Column: f.Column, Reason: f.Reason}
		out = append(out, domain.WordFault{File: f.File, DefinitionProblem: problem})
	}
	return out
}

// Lexicon returns the words in use.
func (l *Library) Lexicon() *lexicon.Lexicon { return l.shelf().words }

// WordFiles keeps the profile's files of words.
func (l *Library) WordFiles() domain.Definitions { return wordFiles{l} }

// wordFiles implements domain.Definitions for files of words.
type wordFiles struct{ l *Library }

// Definition implements domain.Definitions.
func (w wordFiles) Definition(file string) (text string, ok bool, err error) {
	path, err := inside(w.l.words, file)
	if err != nil {
		return "", false, err
	}
	return w.l.text(path)
}

// PutDefinition implements domain.Definitions. A text with a fault is refused.
func (w wordFiles) PutDefinition(file, text string) error {
	path, err := inside(w.l.words, file)
	if err != nil {
		return err
	}
	others := lexicon.Shipped()
	if _, err := os.Stat(w.l.words); err == nil {
		others, _ = others.With(without{plainfile.Dir(w.l.words), file})
	}
	if faults := others.Faults(file, []byte(text)); len(faults) > 0 {
		return &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.words_unusable", faults[0])}
	}
	return w.l.change(func() error { return write(path, text) })
}

// without is a folder without one of its files.
type without struct {
	fs.FS
	file string
}

// ReadDir implements fs.ReadDirFS.
func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(w.FS, name)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return e.Name() == w.file }), err
}

// RemoveDefinition implements domain.Definitions.
func (w wordFiles) RemoveDefinition(file string) error {
	path, err := inside(w.l.words, file)
	if err != nil {
		return err
	}
	return w.l.change(func() error { return remove(path) })
}
