package review

import (
	"context"
	"errors"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// ChangeWords changes a file of words of the profile. change gets its text, "" where there
// is none, and returns the new one, "" for no file, and what people read of it. A text with
// faults is refused. Stored messages are not read again by it; that is for whoever changed
// it to start.
func (svc *Service) ChangeWords(
	ctx context.Context,
	file string,
	change func(before string) (after, summary string, err error),
) (domain.Decision, error) {
	if err := svc.permit(rules.ActTeach); err != nil {
		return domain.Decision{}, err
	}
	if svc.p.Words == nil {
		return domain.Decision{}, invalid("This workspace has no place for words.")
	}
	t := filePayload{File: file}
	planned := false
	decision, err := svc.decide(ctx, rules.ActTeach, domain.DecideWord, func(_ domain.Queries, e *entry) error {
		before, ok, err := svc.p.Words.Definition(file)
		if err != nil {
			return err
		}
		if ok {
			t.Before = &before
		}
		after, summary, err := change(before)
		switch {
		case err != nil:
			return err
		case after == before:
			return conflict("The words are like that already: nothing was changed.")
		case after != "":
			t.After = &after
		}
		e.Targets, e.payload, e.Summary = []string{file}, t, summary
		planned = true
		return nil
	})
	if err != nil && planned {
		// The journal could not be written: the file goes back to what it says.
		err = errors.Join(err, putFile(svc.p.Words, file, t.Before))
	}
	return decision, err
}
