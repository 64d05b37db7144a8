package review

import (
	"context"
	"errors"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// taught is the payload of a decision about a definition or about words; nil means no
// file.
type taught struct {
	File          string
	Before, After *string
}

// SaveDefinition writes a reader definition of the profile. Stored messages are not
// read again by it; that is for whoever changed it to start.
func (d *Desk) SaveDefinition(ctx context.Context, file, text string) (domain.Decision, error) {
	return d.teach(ctx, file, &text)
}

// DeleteDefinition removes a reader definition of the profile.
func (d *Desk) DeleteDefinition(ctx context.Context, file string) (domain.Decision, error) {
	return d.teach(ctx, file, nil)
}

func (d *Desk) teach(ctx context.Context, file string, after *string) (domain.Decision, error) {
	if err := d.permit(rules.ActTeach); err != nil {
		return domain.Decision{}, err
	}
	if d.p.Definitions == nil {
		return domain.Decision{}, &domain.Error{Code: domain.CodeInvalid, Message: "This workspace has no place for reader definitions."}
	}
	t := taught{File: file, After: after}
	planned := false
	decision, err := d.decide(ctx, rules.ActTeach, domain.DecideDefinition, func(_ domain.Queries, e *entry) error {
		before, ok, err := d.p.Definitions.Definition(file)
		if err != nil {
			return err
		}
		if ok {
			t.Before = &before
		}
		if !ok && after == nil {
			return &domain.Error{Code: domain.CodeNotFound, Message: fmt.Sprintf("There is no definition %s to remove.", file)}
		}
		e.Targets, e.payload = []string{file}, t
		switch {
		case after == nil:
			e.Summary = "reader definition " + file + " removed"
		case ok:
			e.Summary = "reader definition " + file + " changed"
		default:
			e.Summary = "reader definition " + file + " made"
		}
		planned = true
		return nil
	})
	if err != nil && planned {
		// The journal could not be written: the file goes back to what it says.
		err = errors.Join(err, put(d.p.Definitions, file, t.Before))
	}
	return decision, err
}

func put(shelf domain.Definitions, file string, text *string) error {
	if text == nil {
		if _, ok, err := shelf.Definition(file); err != nil || !ok {
			return err
		}
		return shelf.RemoveDefinition(file)
	}
	return shelf.PutDefinition(file, *text)
}

// teach writes or removes the file. Files belong to the profile's folder, not to the
// cache: a rebuild leaves them alone.
func (h *hand) teach(d domain.Decision) error {
	if h.again {
		return nil
	}
	t, err := payload[taught](d)
	if err != nil {
		return err
	}
	return put(h.shelf(d.Kind), t.File, t.After)
}

// shelf keeps the files that decisions of a kind are about; nil where they are about none.
func (h *hand) shelf(kind domain.DecisionKind) domain.Definitions {
	switch kind {
	case domain.DecideDefinition:
		return h.definitions
	case domain.DecideWord:
		return h.words
	}
	return nil
}

// reverseDefinition puts the file back as it was before.
func (h *hand) reverseDefinition(d domain.Decision) error {
	if h.again {
		return nil
	}
	t, err := payload[taught](d)
	if err != nil {
		return err
	}
	shelf := h.shelf(d.Kind)
	kept, err := changedSince(shelf, t)
	if err != nil || kept {
		return err
	}
	return put(shelf, t.File, t.Before)
}

// changedSince reports whether the file is no longer what the decision made it: it was
// changed outside of Run Checks, and stays.
func changedSince(shelf domain.Definitions, t taught) (bool, error) {
	if shelf == nil {
		return false, invalid("This workspace has no place for reader definitions and words.")
	}
	now, ok, err := shelf.Definition(t.File)
	return ok != (t.After != nil) || ok && now != *t.After, err
}
