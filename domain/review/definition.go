package review

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// taught is the payload of a decision about a definition; nil means no file.
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
	if d.p.Definitions == nil {
		return domain.Decision{}, &domain.Error{Code: domain.CodeInvalid, Message: "This workspace has no place for reader definitions."}
	}
	t := taught{File: file, After: after}
	written := false
	decision, err := d.decide(ctx, rules.ActTeach, domain.DecideDefinition, func(_ domain.Changes, e *entry) error {
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
		written = true
		return d.put(file, after)
	})
	if err != nil && written {
		// The journal could not be written: the file goes back to what it says.
		err = errors.Join(err, d.put(file, t.Before))
	}
	return decision, err
}

func (d *Desk) put(file string, text *string) error {
	if text == nil {
		return d.p.Definitions.DeleteDefinition(file)
	}
	return d.p.Definitions.PutDefinition(file, *text)
}

// reverseDefinition puts the file back as it was before. A file that was changed
// outside of Run Checks since stays: kept is then true.
func (d *Desk) reverseDefinition(last domain.Decision) (kept bool, err error) {
	var t taught
	if err := json.Unmarshal(last.Payload, &t); err != nil {
		return false, fmt.Errorf("read the journal entry %s: %w", last.ID, err)
	}
	if d.p.Definitions == nil {
		return false, &domain.Error{Code: domain.CodeInvalid, Message: "This workspace has no place for reader definitions."}
	}
	now, ok, err := d.p.Definitions.Definition(t.File)
	if err != nil {
		return false, err
	}
	if ok != (t.After != nil) || ok && now != *t.After {
		return true, nil
	}
	return false, d.put(t.File, t.Before)
}
