package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// undecidedLookedAt is how many of the newest undecided runs unknown words are counted in.
const undecidedLookedAt = 5000

// UnknownWords counts the words that kept reports from being decided, by sender, most
// frequent first. Each run tells the first of its own.
func (w *Workbench) UnknownWords(ctx context.Context) (out []domain.UndecidedWords, err error) {
	var list []domain.UndecidedWords
	err = w.store.Read(ctx, func(q domain.Reader) error {
		list, err = q.UndecidedWords(undecidedLookedAt)
		return err
	})
	l := w.Lexicon()
	for _, u := range list {
		if l.Unknown(u.Words) {
			out = append(out, u)
		}
	}
	return out, err
}

// WordClasses are the names of the classes that a word can be put into by one step.
func (w *Workbench) WordClasses() []string {
	var names []string
	for _, c := range lexicon.PutClasses() {
		names = append(names, c.String())
	}
	return names
}

// PutWord says what a decision has to make of the profile's words so that a word is of a
// class, or of none with "": the file, and its change (review.Service.ChangeWords).
func (w *Workbench) PutWord(word, class string) (file string, change func(before string) (string, domain.WordPut, error)) {
	return lexicon.OwnFile, func(before string) (string, domain.WordPut, error) {
		refused := func(format string, args ...any) (string, domain.WordPut, error) {
			return "", domain.WordPut{}, &domain.Error{Code: domain.CodeInvalid, Message: fmt.Sprintf(format, args...)}
		}
		c, ok := lexicon.ClassOf(class)
		if class != "" && (!ok || !slices.Contains(lexicon.PutClasses(), c)) {
			return refused("A word cannot be put into %q; write one of %s.", class, strings.Join(w.WordClasses(), ", "))
		}
		after, err := lexicon.Put(before, word, c)
		if err != nil {
			return refused("%v.", err)
		}
		return after, domain.WordPut{Word: word, Class: class}, nil
	}
}

// OwnWords lists the words of the profile that are in use.
func (w *Workbench) OwnWords() []domain.OwnWord {
	var out []domain.OwnWord
	for _, x := range w.Lexicon().OwnWords() {
		out = append(out, domain.OwnWord{File: x.File, Place: x.Place.String(), Class: x.Class.String(), Phrase: x.Phrase})
	}
	return out
}
