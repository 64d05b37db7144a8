package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/known"
	"runchecks/ui/words"
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
	// LastRun and LastSuccess are of reports, never of Missed or offline runs.
	LastRun     *string `json:"last_run"`
	LastSuccess *string `json:"last_success"`
	// Silence is after how many days of silence it is Missed, set by hand: 0 as the profile says, -1 never.
	Silence int `json:"silence_days"`
}

// jobs lists the jobs that wait for review; what else waits is said after them.
func jobs(f *flag.FlagSet) action {
	all := f.Bool("all", false, "every job, whether its runs were reviewed or not")
	exit := f.Bool("exit-code", false, "end with 3 while anything waits: runs, or what would keep the list from being the whole truth")
	return func(ctx context.Context, t *terminal, _ []string) error { return t.jobs(ctx, *all, *exit) }
}

func (t *terminal) jobs(ctx context.Context, all, exit bool) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := mayOpen(w, all); err != nil {
			return err
		}
		var rows []domain.JobRow
		var last map[int64]domain.LastRun
		err := w.Store.Read(ctx, func(tx domain.Reader) (err error) {
			if all {
				rows, err = tx.Jobs()
			} else {
				rows, err = tx.OpenJobs()
			}
			if err == nil {
				last, err = tx.LastRuns()
			}
			return err
		})
		if err != nil {
			return err
		}
		if !all {
			t.columns("JOB", "STATUS", "CUSTOMER", "NAME", "RUNS", "NEWEST", "PRODUCT")
		}
		for _, r := range rows {
			l := last[r.ID]
			line := jobJSON{
				r.ID, r.Key, orNull(r.Customer.Name), r.Product, r.Type, r.Name, r.State, r.Status.Known(), r.Runs, timeOrNull(r.Newest),
				timeOrNull(l.Run), timeOrNull(l.Success), r.Silence,
			}
			text := fmt.Sprintf(
				"%5d  %-18s  %-26s  %-36s  %3d  %s  %s",
				r.ID,
				r.Status,
				r.Customer.Name,
				r.Name,
				r.Runs,
				local(w, r.Newest),
				r.Product,
			)
			if all {
				text += fmt.Sprintf("  %s  ran %s  succeeded %s", r.State, local(w, l.Run), local(w, l.Success))
			}
			cells := []string{
				fmt.Sprint(r.ID), r.Status.String(), r.Customer.Name, r.Name, fmt.Sprint(r.Runs), local(w, r.Newest), r.Product,
			}
			if err := t.row(line, text, cells...); err != nil {
				return err
			}
		}
		if err := t.flush(); err != nil || all && !exit {
			return err
		}
		reasons, err := w.Desk.Settled(ctx)
		if err != nil {
			return err
		}
		for _, r := range reasons {
			if r.Kind != rules.ReasonWaiting { // they stand above
				_, _ = fmt.Fprintln(t.err, words.Reason(r, w.Clock().In(w.Location)))
			}
		}
		if exit && len(reasons) > 0 {
			return errWaits
		}
		return nil
	})
}

type reasonJSON struct {
	Waits    rules.ReasonKind `json:"waits"`
	Count    int              `json:"count"`
	Runs     int              `json:"runs"`
	Problems int              `json:"problems"`
	Account  *string          `json:"account"`
	Text     string           `json:"text"`
}

// status lists everything that waits: why nobody may say that everything was reviewed.
func status(f *flag.FlagSet) action {
	exit := f.Bool("exit-code", false, "end with 3 while anything waits")
	return func(ctx context.Context, t *terminal, _ []string) error {
		return t.with(ctx, func(w *workspace.Workspace) error {
			reasons, err := w.Desk.Settled(ctx)
			if err != nil {
				return err
			}
			for _, r := range reasons {
				text := words.Reason(r, w.Clock().In(w.Location))
				if err := t.print(reasonJSON{r.Kind, r.Count, r.Runs, r.Problems, orNull(r.Account.Name), text}, text); err != nil {
					return err
				}
			}
			if len(reasons) == 0 {
				_, _ = fmt.Fprintln(t.err, "All reviewed: nothing waits.")
			}
			if *exit && len(reasons) > 0 {
				return errWaits
			}
			return nil
		})
	}
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
	Hidden   bool          `json:"hidden"`
	Hides    int           `json:"hides"`
	Tickets  int           `json:"tickets"`
	Remarks  int           `json:"remarks"`
	Note     string        `json:"note"`
	// Attempts counts the tries of its night of which the run is one; TriedAgain is the run
	// that was the last of them, null for the last one itself.
	Attempts   int    `json:"attempts"`
	TriedAgain *int64 `json:"tried_again_by"`
}

// runs lists the runs of a job.
func runs(f *flag.FlagSet) action {
	reviewed := f.Bool("include-reviewed", false, "the reviewed and the hidden ones, too (Admin)")
	return func(ctx context.Context, t *terminal, words []string) error {
		job, err := number("runs", words, "job")
		if err != nil {
			return err
		}
		return t.runs(ctx, job, *reviewed)
	}
}

func (t *terminal) runs(ctx context.Context, job int64, reviewed bool) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := mayOpen(w, false); err != nil {
			return err
		}
		if reviewed && !w.Desk.May(rules.ActIncludeReviewed) {
			return &domain.Error{Code: domain.CodePermission, Message: "Only an Admin may include reviewed runs."}
		}
		var rows []domain.RunRow
		var judge domain.AttemptJudge
		err := w.Store.Read(ctx, func(tx domain.Reader) (err error) {
			if _, err = tx.Job(job); err != nil {
				return err
			}
			if rows, err = tx.JobRuns(job, reviewed, mostRuns); err != nil {
				return err
			}
			judge, err = tx.AttemptJudge()
			return err
		})
		if err != nil {
			return err
		}
		tries := words.Tries(rows, judge, w.Location)
		t.columns("RUN", "AT", "STATUS", "OBJECTS", "PROBLEMS", "MARKS")
		for _, r := range rows {
			line := runJSON{
				r.ID,
				r.Key,
				r.At.UTC().Format(time.RFC3339),
				r.Status.Known(),
				r.Raw.Known(),
				r.Partly,
				r.Source,
				r.Kind,
				r.Duration.Seconds(),
				r.Objects,
				r.Problems,
				r.Reviewed,
				r.Hidden,
				r.Hides,
				r.Tickets,
				r.Remarks,
				r.Note,
				r.Attempts,
				nil,
			}
			if r.LastAttempt != 0 {
				line.TriedAgain = &r.LastAttempt
			}
			marks := nonEmpty(
				tries[r.ID],
				mark(r.Reviewed, "reviewed"),
				mark(r.Hidden, "hidden"),
				hides(r.Hides),
				several(r.Tickets, "ticket"),
				several(r.Remarks, "remark"),
				r.Note,
			)
			text := fmt.Sprintf(
				"%6d  %s  %-18s  %4d objects, %d problems  %s",
				r.ID,
				local(w, r.At),
				r.Status,
				r.Objects,
				r.Problems,
				strings.Join(marks, ", "),
			)
			cells := []string{
				fmt.Sprint(r.ID), local(w, r.At), r.Status.String(), fmt.Sprint(r.Objects), fmt.Sprint(r.Problems),
				strings.Join(marks, ", "),
			}
			if err := t.row(line, text, cells...); err != nil {
				return err
			}
		}
		return nil
	})
}

// mostRuns bounds how many runs of a job are listed.
const mostRuns = 10_000

func mark(is bool, word string) string {
	if is {
		return word
	}
	return ""
}

// hides says how many later runs of the same day a success hides (product.md, section 2).
func hides(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("hides %d later of its day", n)
}

func several(n int, one string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 " + one
	default:
		return fmt.Sprintf("%d %ss", n, one)
	}
}

// nonEmpty leaves out the empty ones.
func nonEmpty(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
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
	Deleted *string             `json:"deleted"`
	Like    []string            `json:"looks_like"`
}

// inbox lists the messages without an approved job.
func inbox(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		rows, err := inboxRows(ctx, w)
		if err != nil {
			return err
		}
		var like map[int64]domain.Lookalike
		err = w.Store.Read(ctx, func(q domain.Reader) (err error) {
			like, err = known.Like(q, rows)
			return err
		})
		if err != nil {
			return err
		}
		return t.messages(w, rows, like)
	})
}

// deleted lists the messages that were deleted from the inbox.
func deleted(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if !w.Desk.May(rules.ActDeleted) {
			return &domain.Error{Code: domain.CodePermission, Message: "Only an Admin may see deleted messages."}
		}
		var rows []domain.InboxRow
		err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
			rows, err = q.DeletedMessages(inboxLimit)
			return err
		})
		if err != nil {
			return err
		}
		return t.messages(w, rows, nil)
	})
}

func (t *terminal) messages(w *workspace.Workspace, rows []domain.InboxRow, like map[int64]domain.Lookalike) error {
	t.columns("MESSAGE", "RECEIVED", "STATE", "FROM", "SUBJECT", "LIKE OR DELETED")
	for _, r := range rows {
		line := inboxJSON{
			messageOf(r.Message),
			r.State,
			r.Reason,
			r.Product,
			r.Type,
			r.Job,
			nil,
			r.Reader,
			append([]domain.JobKey{}, r.JobKeys...),
			timeOrNull(r.Deleted),
			[]string{},
		}
		what := string(r.State)
		if len(r.JobKeys) > 0 {
			line.Status = &r.Status
			what = r.Status.String() + "  " + r.Job
		}
		text := fmt.Sprintf("%6d  %s  %-12s  %s  %s", r.ID, local(w, r.Received), what, r.From, r.Subject)
		cells := []string{fmt.Sprint(r.ID), local(w, r.Received), what, r.From, r.Subject, ""}
		if jobs := like[r.ID].Jobs; len(jobs) > 0 {
			text += "  (" + likeWords(jobs) + ")"
			cells[5] = likeWords(jobs)
			for _, j := range jobs {
				line.Like = append(line.Like, j.Name)
			}
		}
		if !r.Deleted.IsZero() {
			text += "  (deleted " + local(w, r.Deleted) + ")"
			cells[5] += " deleted " + local(w, r.Deleted)
		}
		if err := t.row(line, text, cells...); err != nil {
			return err
		}
	}
	return nil
}

// inboxLimit bounds how many messages the terminal lists.
const inboxLimit = 100_000

func inboxRows(ctx context.Context, w *workspace.Workspace) (rows []domain.InboxRow, err error) {
	err = w.Store.Read(ctx, func(tx domain.Reader) (err error) {
		rows, err = tx.Inbox(inboxLimit)
		return err
	})
	return rows, err
}
