package main

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/sync/known"
)

// join says that a message of the inbox, and later ones like it, are reports of a job: the
// one that it looks like, or --job.
func join(f *flag.FlagSet) action {
	job := f.Int64("job", 0, "`number` of the job, where it looks like none or like several")
	return func(ctx context.Context, t *terminal, words []string) error {
		ids, err := numbers("join", words, "message")
		if err != nil {
			return err
		}
		if len(ids) != 1 {
			return usagef("join: name one message of the inbox by its number")
		}
		return t.join(ctx, ids[0], *job)
	}
}

func (t *terminal) join(ctx context.Context, message, job int64) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		var into domain.Job
		var keys []domain.JobKey
		err := w.Store.Read(ctx, func(q domain.Reader) error {
			rows, err := q.Inbox(inboxLimit)
			if err != nil {
				return err
			}
			at := -1
			for i := range rows {
				if rows[i].ID == message {
					at = i
				}
			}
			if at < 0 {
				return fmt.Errorf("message %d does not wait in the inbox; nothing was joined", message)
			}
			like, err := known.Like(q, rows[at:at+1])
			if err != nil {
				return err
			}
			if keys = known.KeysOf(&rows[at]); len(keys) == 0 {
				return fmt.Errorf("message %d has no words to know later ones by; nothing was joined", message)
			}
			jobs := like[message].Jobs
			switch {
			case job != 0:
				into, err = q.Job(job)
				return err
			case len(jobs) == 1:
				into = jobs[0]
				return nil
			case len(jobs) == 0:
				return fmt.Errorf("message %d looks like no approved job: name one with --job NUMBER", message)
			}
			return fmt.Errorf("message %d %s: name one with --job NUMBER", message, likeWords(jobs))
		})
		if err != nil {
			return err
		}
		d, err := w.Desk.Join(ctx, into.Key, keys)
		if err != nil {
			return err
		}
		if err := t.decision(w, d); err != nil {
			return err
		}
		_, err = w.Bench.Reread(ctx, []int64{message}, func(int, int) {})
		return err
	})
}

// likeWords says which jobs a message looks like, with their numbers.
func likeWords(jobs []domain.Job) string {
	var names []string
	for _, j := range jobs {
		names = append(names, fmt.Sprintf("%s of %s (%d)", j.Name, j.Customer.Name, j.ID))
	}
	return "looks like " + strings.Join(names, " or ")
}
