// Package workbench answers what the screen Readers and the terminal ask: which
// reader reads what, what a definition makes of a message, what it would change. It
// changes nothing but drafts.
package workbench

import (
	"context"
	"errors"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/library"
	"runchecks/sync/message"
	"runchecks/sync/readers"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/learned"
	"runchecks/sync/reprocess"
	"runchecks/sync/workbench/pointing"
)

// Workbench implements what the screen Readers asks. It is safe for concurrent use.
type Workbench struct {
	*library.Library
	store       domain.Store
	reprocessor *reprocess.Reprocessor
	loc         *time.Location
	permit      func(rules.Action) error
	files       files
}

// New returns a Workbench, or an error naming what is missing. permit says what the role
// of the profile may do (review.Service).
func New(
	store domain.Store,
	lib *library.Library,
	clock domain.Clock,
	loc *time.Location,
	permit func(rules.Action) error,
) (*Workbench, error) {
	if lib == nil || permit == nil {
		return nil, errors.New("workbench: library and permissions are required")
	}
	r, err := reprocess.New(store, clock, loc)
	return &Workbench{Library: lib, store: store, reprocessor: r, loc: loc, permit: permit}, err
}

// KeepDraft keeps the text of a definition that is not in use yet, "" for none (whoever
// may change readers).
func (w *Workbench) KeepDraft(file, text string) error {
	if err := w.permit(rules.ActTeach); err != nil {
		return err
	}
	return w.Library.KeepDraft(file, text)
}

// Readers lists every reader with how much it read, and first what nobody read.
func (w *Workbench) Readers(ctx context.Context) ([]domain.ReaderRow, error) {
	var use map[string]domain.ReaderUse
	err := w.store.Read(ctx, func(q domain.Reader) (err error) {
		use, err = q.ReaderUse()
		return err
	})
	if err != nil {
		return nil, err
	}
	rows := []domain.ReaderRow{{ReaderUse: use[""]}}
	counted := map[string]bool{}
	for _, r := range w.List() {
		if !counted[r.Name] && len(r.Problems) == 0 {
			r.ReaderUse, counted[r.Name] = use[r.Name], true
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// Propose makes a definition to begin with from a stored message.
func (w *Workbench) Propose(ctx context.Context, id int64) (file, text string, err error) {
	mails, customers, err := w.Mails(ctx, []int64{id})
	if err != nil {
		return "", "", err
	}
	text = pointing.Begin(mails, customers).Text()
	d, err := definition.Parse("new.toml", []byte(text))
	if err != nil {
		return "new.toml", text, nil // the editor shows what is wrong with it
	}
	return d.Name() + ".toml", text, nil
}

// Mails decodes stored messages to point at, with the names of all customers, which no
// mail is told by.
func (w *Workbench) Mails(ctx context.Context, ids []int64) (mails []*pointing.Mail, customers []string, err error) {
	for _, id := range ids[:min(len(ids), pointing.MostMails)] {
		m, stored, err := w.decode(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		mails = append(mails, &pointing.Mail{ID: id, Name: stored.Subject, Message: m, Received: stored.Received})
	}
	err = w.store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Customers()
		for _, c := range list {
			customers = append(customers, c.Name)
		}
		return err
	})
	return mails, customers, err
}

func (w *Workbench) decode(ctx context.Context, id int64) (*message.Message, domain.Message, error) {
	var stored domain.Message
	var raw []byte
	if m, opened, ok := w.File(id); ok {
		decoded, err := message.Decode(ctx, opened)
		if err == nil && decoded.Forwarded != nil && decoded.HTML == "" && decoded.Text == "" {
			decoded = decoded.Forwarded
		}
		return decoded, m, err
	}
	err := w.store.Read(ctx, func(q domain.Reader) (err error) {
		if stored, err = q.Message(id); err != nil {
			return err
		}
		raw, err = q.ShownMessage(id)
		return err
	})
	if err != nil {
		return nil, stored, err
	}
	m, err := message.Decode(ctx, raw)
	if err == nil && m.Forwarded != nil && m.HTML == "" && m.Text == "" {
		m = m.Forwarded
	}
	return m, stored, err
}

// Explain says what the text, or without one the readers in use, make of a message.
// Without a message only the text is looked at.
func (w *Workbench) Explain(ctx context.Context, file, text string, id int64) (domain.Explanation, error) {
	var x domain.Explanation
	registry := w.Registry()
	var d *definition.Definition
	if text != "" && file != "" {
		var err error
		var invalid *definition.Invalid
		switch registry, d, err = w.Trial(file, text); {
		case errors.As(err, &invalid):
			x.Problems = library.Problems(invalid)
			return x, nil
		case err != nil:
			return x, err
		}
	}
	if id == 0 {
		return x, nil
	}
	m, stored, err := w.decode(ctx, id)
	if err != nil {
		x.Conditions = []domain.Finding{{Rule: "the message cannot be decoded", Words: err.Error()}}
		return x, nil
	}
	env := readers.Env{Received: stored.Received, Location: w.loc}
	if env.Learned, err = w.understood(ctx, m, stored); err != nil {
		return x, err
	}
	if d == nil {
		reading := registry.Read(ctx, m, env)
		x.Results = reading.Results
		x.Matched = reading.Reader != ""
		if !x.Matched {
			x.Conditions = []domain.Finding{{Rule: reading.Reason}}
		}
		return x, nil
	}
	e := d.Explain(ctx, m, env)
	x.Matched, x.Results = e.Matched, e.Results
	for _, c := range e.Conditions {
		x.Conditions = append(x.Conditions, domain.Finding{Line: c.Line, Rule: c.Rule, Held: c.Held, Words: c.Words, Where: c.Where})
	}
	for _, f := range e.Found {
		x.Found = append(x.Found, domain.Finding{Line: f.Line, Rule: f.Rule, Held: true, Words: f.Words, Where: f.Where})
	}
	x.Other = w.Without(file).Read(ctx, m, env).Reader
	return x, nil
}

// Try says what would change if file had this text.
func (w *Workbench) Try(ctx context.Context, file, text string, progress func(done, total int)) (domain.Reread, error) {
	registry, d, err := w.Trial(file, text)
	if err != nil {
		return domain.Reread{}, &domain.Error{Code: domain.CodeInvalid, Message: err.Error(), Cause: err}
	}
	return w.reprocessor.Preview(ctx, reprocess.Pass{Readers: registry, Trial: d.Name(), Without: w.Without(file), Progress: progress})
}

// Look says what reading messages again would change; nil means those that the
// readers in use have not read yet.
func (w *Workbench) Look(ctx context.Context, messages []int64, progress func(done, total int)) (domain.Reread, error) {
	return w.pass(ctx, messages, progress, w.reprocessor.Preview)
}

// Reread reads messages again and stores what comes of it; nil as in Look. Which messages
// is said by whoever may change readers; what the readers in use have not read yet follows
// from decisions that were made, in any role.
func (w *Workbench) Reread(ctx context.Context, messages []int64, progress func(done, total int)) (domain.Reread, error) {
	if messages != nil {
		if err := w.permit(rules.ActTeach); err != nil {
			return domain.Reread{}, err
		}
	}
	return w.pass(ctx, messages, progress, w.reprocessor.Apply)
}

func (w *Workbench) pass(
	ctx context.Context,
	messages []int64,
	progress func(done, total int),
	do func(context.Context, reprocess.Pass) (domain.Reread, error),
) (domain.Reread, error) {
	registry := w.Registry()
	if messages == nil {
		err := w.store.Read(ctx, func(q domain.Reader) (err error) {
			messages, err = learned.Stale(q, registry.Fingerprint(), generic.Name)
			return err
		})
		if err != nil || len(messages) == 0 {
			return domain.Reread{}, err
		}
	}
	return do(ctx, reprocess.Pass{Readers: registry, Messages: messages, Progress: progress})
}

// Stale counts the messages that the readers in use have not read yet.
func (w *Workbench) Stale(ctx context.Context) (n int, err error) {
	err = w.store.Read(ctx, func(q domain.Reader) (err error) {
		n, err = learned.CountStale(q, w.Fingerprint(), generic.Name)
		return err
	})
	return n, err
}
