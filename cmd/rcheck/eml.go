package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/rules"
)

// eml writes a stored message byte for byte, as it was fetched.
func eml(f *flag.FlagSet) action {
	run := f.Int64("run", 0, "the message of the run of this `number`, in place of MESSAGE")
	out := f.String("out", "", "`file` that it is written to; without it, standard output")
	force := forceFlag(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		ids, err := numbers("eml", words, "message")
		if err != nil {
			return err
		}
		if (len(ids) == 1) == (*run != 0) {
			return usagef("eml: name one message by its number, or a run with --run")
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			var raw []byte
			err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
				var m domain.Message
				if *run != 0 {
					m, err = messageOfRun(q, *run)
				} else {
					m, err = q.Message(ids[0])
				}
				if err == nil {
					err = maySee(w, q, m)
				}
				if err == nil {
					raw, err = q.RawMessage(m.ID)
				}
				return err
			})
			if err != nil {
				return err
			}
			if *out == "" || *out == stdio {
				to := t.raw
				if screen(to) {
					to = t.out // it would obey the message
				}
				_, err := to.Write(raw)
				return err
			}
			err = writeFile(*out, *force, func(f io.Writer) error {
				_, err := f.Write(raw)
				return err
			})
			if err != nil {
				return err
			}
			return t.print(emlJSON{*out, len(raw)}, fmt.Sprintf("%d bytes written to %s", len(raw), *out))
		})
	}
}

type emlJSON struct {
	File string `json:"file"`
	Size int    `json:"size"`
}

func messageOfRun(q domain.Reader, id int64) (domain.Message, error) {
	r, err := q.Run(id)
	if err != nil {
		return domain.Message{}, err
	}
	if r.Message == 0 {
		return domain.Message{}, &domain.Error{
			Code:    domain.CodeNotFound,
			Message: fmt.Sprintf("Run %d was read from no mail: it came from %s.", id, r.Source),
		}
	}
	return q.Message(r.Message)
}

// maySee refuses messages that the role cannot open in the window: a Viewer sees those of
// the inbox, an Admin alone the deleted ones.
func maySee(w *workspace.Workspace, q domain.Reader, m domain.Message) error {
	switch {
	case !m.Deleted.IsZero() && !w.Desk.May(rules.ActDeleted):
		return &domain.Error{Code: domain.CodePermission, Message: "Only an Admin may see deleted messages."}
	case w.Desk.May(rules.ActReview):
		return nil
	}
	rows, err := q.Inbox(inboxLimit)
	if err == nil && !slices.ContainsFunc(rows, func(r domain.InboxRow) bool { return r.ID == m.ID }) {
		err = &domain.Error{Code: domain.CodePermission, Message: "A viewer sees the messages of the inbox alone."}
	}
	return err
}
