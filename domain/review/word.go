package review

import (
	"context"
	"errors"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

var wordKind = kind{
	apply:      (*projector).writeFile,
	revert:     (*projector).revertFile,
	undoable:   true,
	dependsOn:  makes("words:"),
	permission: asks(rules.ActTeach),
	words: wordsOf(func(p filePayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		switch {
		case p.Put == nil:
			return Phrase{}, false
		case p.Put.Class == "":
			return phrase("word.removed", p.Put.Word), true
		}
		return phrase("word.put", p.Put.Word, p.Put.Class), true
	}),
	files: func(pr *projector) domain.Definitions { return pr.words },
}

// ChangeWords changes a file of words of the profile. change gets its text, "" where there
// is none, and returns the new one, "" for no file, and which word it put where. A text with
// faults is refused. Stored messages are not read again by it; that is for whoever changed
// it to start.
func (svc *Service) ChangeWords(
	ctx context.Context,
	file string,
	change func(before string) (after string, put domain.WordPut, err error),
) (domain.Decision, error) {
	if err := svc.permit(rules.ActTeach); err != nil {
		return domain.Decision{}, err
	}
	if svc.p.Words == nil {
		return domain.Decision{}, invalid("refusal.no_words")
	}
	t := filePayload{File: file}
	planned := false
	decision, err := svc.decide(ctx, rules.ActTeach, domain.DecideWord, func(_ domain.Reader, e *entry) error {
		before, ok, err := svc.p.Words.Definition(file)
		if err != nil {
			return err
		}
		if ok {
			t.Before = &before
		}
		after, word, err := change(before)
		switch {
		case err != nil:
			return err
		case after == before:
			return conflict("refusal.words_same")
		case after != "":
			t.After = &after
		}
		t.Put = &word
		e.Targets, e.payload = []string{file}, t
		planned = true
		return nil
	})
	if err != nil && planned {
		// The journal could not be written: the file goes back to what it says.
		err = errors.Join(err, putFile(svc.p.Words, file, t.Before))
	}
	return decision, err
}
