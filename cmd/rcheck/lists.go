package main

import (
	"context"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/rules"
)

type jobJSON struct {
	Job      int64           `json:"job"`
	Key      domain.JobKey   `json:"key"`
	Customer *string         `json:"customer"`
	Product  string          `json:"product"`
	Type     string          `json:"job_type"`
	Name     string          `json:"job_name"`
	State    domain.JobState `json:"state"`
	Status   domain.Status   `json:"status"`
	Runs     int             `json:"runs"`
	Newest   *string         `json:"newest"`
}

func jobs(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("jobs", flag.ContinueOnError)
	all := flags.Bool("all", false, "")
	if words, err := arguments(flags, args); err != nil {
		return err
	} else if len(words) > 0 {
		return usagef("jobs: %q is not expected", words[0])
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := mayOpen(w, *all); err != nil {
			return err
		}
		var rows []domain.JobRow
		err := w.Store.Read(ctx, func(tx domain.Queries) (err error) {
			if *all {
				rows, err = tx.Jobs()
			} else {
				rows, err = tx.OpenJobs()
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range rows {
			line := jobJSON{r.ID, r.Key, orNull(r.Customer.Name), r.Product, r.Type, r.Name, r.State, r.Status.Known(), r.Runs, timeOrNull(r.Newest)}
			text := fmt.Sprintf("%5d  %-18s  %-26s  %-36s  %3d  %s  %s", r.ID, r.Status, r.Customer.Name, r.Name, r.Runs, local(w, r.Newest), r.Product)
			if *all {
				text += "  " + string(r.State)
			}
			if err := t.print(line, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// mayOpen refuses Run Checks to a Viewer, who may still see the jobs (product.md, section 3).
func mayOpen(w *workspace.Workspace, all bool) error {
	if all || w.Desk.May(rules.ActReview) {
		return nil
	}
	return &domain.Error{Code: domain.CodePermission, Message: "A viewer cannot open Run Checks; 'rcheck jobs --all' lists the jobs."}
}

func local(w *workspace.Workspace, at time.Time) string {
	if at.IsZero() {
		return "never           "
	}
	return at.In(w.Location).Format("2006-01-02 15:04")
}

type runJSON struct {
	Run      int64         `json:"run"`
	Key      domain.RunKey `json:"key"`
	At       string        `json:"at"`
	Status   domain.Status `json:"status"`
	Raw      domain.Status `json:"raw_status"`
	Partly   bool          `json:"partly"`
	Source   domain.Source `json:"source"`
	Kind     domain.Kind   `json:"kind"`
	Seconds  float64       `json:"duration_seconds"`
	Objects  int           `json:"objects"`
	Problems int           `json:"problems"`
	Reviewed bool          `json:"reviewed"`
}

func runs(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("runs", flag.ContinueOnError)
	reviewed := flags.Bool("include-reviewed", false, "")
	ids, err := numbers(flags, args, "job")
	if err != nil {
		return err
	}
	if len(ids) != 1 {
		return usagef("runs: name one job by its number")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := mayOpen(w, false); err != nil {
			return err
		}
		if *reviewed && !w.Desk.May(rules.ActIncludeReviewed) {
			return &domain.Error{Code: domain.CodePermission, Message: "Only an Admin may include reviewed runs."}
		}
		var rows []domain.RunRow
		err := w.Store.Read(ctx, func(tx domain.Queries) (err error) {
			if _, err = tx.Job(ids[0]); err != nil {
				return err
			}
			rows, err = tx.JobRuns(ids[0], *reviewed, 10_000)
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range rows {
			line := runJSON{r.ID, r.Key, r.At.UTC().Format(time.RFC3339), r.Status.Known(), r.Raw.Known(), r.Partly, r.Source, r.Kind, r.Duration.Seconds(), r.Objects, r.Problems, r.Reviewed}
			mark := ""
			if r.Reviewed {
				mark = "reviewed"
			}
			if err := t.print(line, fmt.Sprintf("%6d  %s  %-18s  %4d objects, %d problems  %s", r.ID, local(w, r.At), r.Status, r.Objects, r.Problems, mark)); err != nil {
				return err
			}
		}
		return nil
	})
}

// numbers parses a command line whose words are ids.
func numbers(flags *flag.FlagSet, args []string, what string) ([]int64, error) {
	words, err := arguments(flags, args)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, word := range words {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil || id < 1 {
			return nil, usagef("%s: %q is not the number of a %s", flags.Name(), word, what)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

type showJSON struct {
	Run       int64         `json:"run"`
	Key       domain.RunKey `json:"key"`
	Job       int64         `json:"job"`
	Customer  *string       `json:"customer"`
	At        string        `json:"at"`
	Effective domain.Status `json:"effective_status"`
	Partly    bool          `json:"partly"`
	Reason    string        `json:"reason"`
	Source    domain.Source `json:"source"`
	Reviewed  *string       `json:"reviewed_at"`
	By        string        `json:"reviewed_by"`
	Note      string        `json:"review_note"`
	Message   *messageJSON  `json:"message"`
	Changed   []string      `json:"changed_objects"`
	readResult
}

type messageJSON struct {
	Message   int64   `json:"message"`
	MessageID string  `json:"message_id"`
	From      string  `json:"from"`
	To        string  `json:"to"`
	Subject   string  `json:"subject"`
	Date      *string `json:"date"`
	Received  *string `json:"received"`
	Size      int64   `json:"size"`
}

func messageOf(m domain.Message) messageJSON {
	return messageJSON{m.ID, m.MessageID, m.From, m.To, m.Subject, timeOrNull(m.Date), timeOrNull(m.Received), m.Size}
}

func show(ctx context.Context, t *terminal, args []string) error {
	ids, err := numbers(flag.NewFlagSet("show", flag.ContinueOnError), args, "run")
	if err != nil {
		return err
	}
	if len(ids) != 1 {
		return usagef("show: name one run by its number")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := mayOpen(w, false); err != nil {
			return err
		}
		var d domain.Details
		err := w.Store.Read(ctx, func(tx domain.Queries) (err error) {
			d, err = tx.Details(ids[0])
			return err
		})
		if err != nil {
			return err
		}
		r := d.Run
		r.JobType, r.JobName = d.Job.Type, d.Job.Name
		out := showJSON{Run: r.ID, Key: r.Key, Job: d.Job.ID, Customer: orNull(d.Job.Customer.Name), At: r.At.UTC().Format(time.RFC3339), Effective: r.Effective.Status.Known(),
			Partly: r.Effective.Partly, Reason: r.Effective.Reason, Source: r.Source, Changed: []string{}, readResult: resultOf(r.Result)}
		if r.Review != nil {
			out.Reviewed, out.By, out.Note = timeOrNull(r.Review.At), r.Review.By, r.Review.Note
		}
		if d.Message != nil {
			m := messageOf(*d.Message)
			out.Message = &m
		}
		for _, o := range r.Objects {
			if before, ok := d.Before[o.Name]; ok && before.Known() != o.Status.Known() {
				out.Changed = append(out.Changed, o.Name)
			}
		}
		return t.print(out, showText(w, d))
	})
}

func showText(w *workspace.Workspace, d domain.Details) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n%s · %s · %s\n", d.Run.Effective.Status, d.Job.Name, d.Job.Customer.Name, d.Job.Product, d.Job.Type)
	fmt.Fprintf(&b, "at %s, raw status %s, read by %s", local(w, d.Run.At), d.Run.Status, d.Run.Reader)
	if d.Run.Effective.Reason != "" {
		fmt.Fprintf(&b, "\nTreated as success: %s", d.Run.Effective.Reason)
	}
	fmt.Fprintf(&b, "\n%s because %q in %s", d.Run.Status, d.Run.Evidence.Words, d.Run.Evidence.Where)
	if d.Run.Error != "" {
		fmt.Fprintf(&b, "\n%s", d.Run.Error)
	}
	for _, o := range d.Run.Objects {
		fmt.Fprintf(&b, "\n  %-8s  %-30s  %s", o.Status, o.Name, o.Message)
	}
	if d.Message != nil {
		fmt.Fprintf(&b, "\nFrom %s\nSubject %s", d.Message.From, d.Message.Subject)
	}
	return b.String()
}

type inboxJSON struct {
	messageJSON
	State   domain.MessageState `json:"state"`
	Reason  string              `json:"reason"`
	Product string              `json:"product"`
	Type    string              `json:"job_type"`
	Name    string              `json:"job_name"`
	Status  *domain.Status      `json:"status"`
	Reader  string              `json:"reader"`
	Jobs    []domain.JobKey     `json:"jobs"`
}

func inbox(ctx context.Context, t *terminal, args []string) error {
	if words, err := arguments(flag.NewFlagSet("inbox", flag.ContinueOnError), args); err != nil {
		return err
	} else if len(words) > 0 {
		return usagef("inbox takes no words")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		rows, err := inboxRows(ctx, w)
		if err != nil {
			return err
		}
		for _, r := range rows {
			line := inboxJSON{messageOf(r.Message), r.State, r.Reason, r.Product, r.Type, r.Job, nil, r.Reader, append([]domain.JobKey{}, r.JobKeys...)}
			what := string(r.State)
			if len(r.JobKeys) > 0 {
				line.Status = &r.Status
				what = r.Status.String() + "  " + r.Job
			}
			if err := t.print(line, fmt.Sprintf("%6d  %s  %-12s  %s  %s", r.ID, local(w, r.Received), what, r.From, r.Subject)); err != nil {
				return err
			}
		}
		return nil
	})
}

// inboxLimit bounds how many messages the terminal lists.
const inboxLimit = 100_000

func inboxRows(ctx context.Context, w *workspace.Workspace) (rows []domain.InboxRow, err error) {
	err = w.Store.Read(ctx, func(tx domain.Queries) (err error) {
		rows, err = tx.Inbox(inboxLimit)
		return err
	})
	return rows, err
}
