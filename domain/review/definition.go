package review

import (
	"context"
	"errors"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// filePayload is the payload of a decision about a definition or about words; nil means no
// file.
type filePayload struct {
	File          string
	Before, After *string
	// Put is the word that was put into a class.
	Put *domain.WordPut `json:",omitempty"`
}

var definitionKind = kind{
	apply:      (*projector).writeFile,
	revert:     (*projector).revertFile,
	undoable:   true,
	dependsOn:  makes("definition:"),
	permission: asks(rules.ActTeach),
	words: wordsOf(func(p filePayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		switch {
		case p.After == nil:
			return phrase("definition.removed", p.File), true
		case p.Before == nil:
			return phrase("definition.made", p.File), true
		}
		return phrase("definition.changed", p.File), true
	}),
	files: func(pr *projector) domain.Definitions { return pr.definitions },
}

// SaveDefinition writes a reader definition of the profile. Stored messages are not
// read again by it; that is for whoever changed it to start.
func (svc *Service) SaveDefinition(ctx context.Context, file, text string) (domain.Decision, error) {
	return svc.changeDefinition(ctx, file, &text)
}

// DeleteDefinition removes a reader definition of the profile.
func (svc *Service) DeleteDefinition(ctx context.Context, file string) (domain.Decision, error) {
	return svc.changeDefinition(ctx, file, nil)
}

func (svc *Service) changeDefinition(ctx context.Context, file string, after *string) (domain.Decision, error) {
	if err := svc.permit(rules.ActTeach); err != nil {
		return domain.Decision{}, err
	}
	if svc.p.Definitions == nil {
		return domain.Decision{}, domain.Refuse(domain.CodeInvalid, "refusal.no_definitions")
	}
	t := filePayload{File: file, After: after}
	planned := false
	decision, err := svc.decide(ctx, rules.ActTeach, domain.DecideDefinition, func(_ domain.Reader, e *entry) error {
		before, ok, err := svc.p.Definitions.Definition(file)
		if err != nil {
			return err
		}
		if ok {
			t.Before = &before
		}
		if !ok && after == nil {
			return domain.Refuse(domain.CodeNotFound, "refusal.definition_unknown", file)
		}
		e.Targets, e.payload = []string{file}, t
		planned = true
		return nil
	})
	if err != nil && planned {
		// The journal could not be written: the file goes back to what it says.
		err = errors.Join(err, putFile(svc.p.Definitions, file, t.Before))
	}
	return decision, err
}

func putFile(files domain.Definitions, file string, text *string) error {
	if text == nil {
		if _, ok, err := files.Definition(file); err != nil || !ok {
			return err
		}
		return files.RemoveDefinition(file)
	}
	return files.PutDefinition(file, *text)
}

// teach writes or removes the file. Files belong to the profile's folder, not to the
// cache: a rebuild leaves them alone.
func (pr *projector) writeFile(d domain.Decision) error {
	if pr.rebuilding {
		return nil
	}
	t, err := payload[filePayload](d)
	if err != nil {
		return err
	}
	return putFile(pr.files(d), t.File, t.After)
}

// revertFile puts the file back as it was before.
func (pr *projector) revertFile(d domain.Decision) error {
	if pr.rebuilding {
		return nil
	}
	t, err := payload[filePayload](d)
	if err != nil {
		return err
	}
	files := pr.files(d)
	kept, err := changedSince(files, t)
	if err != nil || kept {
		return err
	}
	return putFile(files, t.File, t.Before)
}

// changedSince reports whether the file is no longer what the decision made it: it was
// changed outside of Run Checks, and stays.
func changedSince(files domain.Definitions, t filePayload) (bool, error) {
	if files == nil {
		return false, invalid("refusal.no_definitions_words")
	}
	now, ok, err := files.Definition(t.File)
	return ok != (t.After != nil) || ok && now != *t.After, err
}
