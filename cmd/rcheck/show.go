package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/ui/words"
)

// showJSON is everything that the details of the window show of a run.
type showJSON struct {
	Run       int64           `json:"run"`
	Key       domain.RunKey   `json:"key"`
	Job       int64           `json:"job"`
	Customer  *string         `json:"customer"`
	At        string          `json:"at"`
	Effective domain.Status   `json:"effective_status"`
	Partly    bool            `json:"partly"`
	Reason    string          `json:"reason"`
	Source    domain.Source   `json:"source"`
	Seconds   float64         `json:"duration_seconds"`
	Reviewed  *string         `json:"reviewed_at"`
	By        string          `json:"reviewed_by"`
	Note      string          `json:"review_note"`
	RunNote   string          `json:"note"`
	Sender    string          `json:"sender"`
	SenderIs  string          `json:"sender_words"`
	Doubt     string          `json:"sender_doubt"`
	Hidden    bool            `json:"hidden"`
	Hides     int             `json:"hides"`
	NoObjects string          `json:"no_objects"`
	Tickets   []runTicketJSON `json:"tickets"`
	Remarks   []runRemarkJSON `json:"remarks"`
	Accepted  []runAcceptJSON `json:"accepted"`
	Message   *messageJSON    `json:"message"`
	Summary   *summaryJSON    `json:"summary"`
	Changed   []string        `json:"changed_objects"`
	readResult
}

type runTicketJSON struct {
	Code        string  `json:"code"`
	Description string  `json:"description"`
	Resolved    *string `json:"resolved"`
	Autotask    *string `json:"autotask"` // its number in the service desk
	Desk        *string `json:"desk"`     // the kind of the service desk
	Status      string  `json:"autotask_status"`
	URL         string  `json:"autotask_url"`
}

type runRemarkJSON struct {
	Key     domain.DecisionID `json:"key"`
	Text    string            `json:"text"`
	By      string            `json:"by"`
	Expires *string           `json:"expires"`
}

type runAcceptJSON struct {
	Key   domain.DecisionID `json:"key"`
	Until string            `json:"until"`
	Note  string            `json:"note"`
	By    string            `json:"by"`
}

// show prints one run with all that the window shows of it.
func show(ctx context.Context, t *terminal, words []string) error {
	id, err := number("show", words, "run")
	if err != nil {
		return err
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := mayOpen(w, false); err != nil {
			return err
		}
		var d domain.Details
		row := domain.RunRow{}
		err := w.Store.Read(ctx, func(tx domain.Reader) (err error) {
			if d, err = tx.Details(id); err != nil {
				return err
			}
			list, err := tx.JobRuns(d.Job.ID, true, mostRuns)
			if i := slices.IndexFunc(list, func(r domain.RunRow) bool { return r.ID == id }); i >= 0 {
				row = list[i]
			}
			return err
		})
		if err != nil {
			return err
		}
		return t.print(shown(w, d, row), showText(w, d, row))
	})
}

func shown(w *workspace.Workspace, d domain.Details, row domain.RunRow) showJSON {
	r := d.Run
	r.JobType, r.JobName = d.Job.Type, d.Job.Name
	out := showJSON{
		Run: r.ID, Key: r.Key, Job: d.Job.ID, Customer: orNull(d.Job.Customer.Name), At: r.At.UTC().Format(time.RFC3339), Effective: r.Effective.Status.Known(),
		Partly: r.Effective.Partly, Reason: r.Effective.Reason, Source: r.Source, Seconds: r.Duration().Seconds(), RunNote: r.Note,
		Sender: string(r.Sender.Check), SenderIs: r.Sender.Words, Doubt: r.Sender.Doubt, Hidden: row.Hidden, Hides: row.Hides,
		Tickets: []runTicketJSON{}, Remarks: []runRemarkJSON{}, Accepted: []runAcceptJSON{}, Summary: summaryOf(d.Summary),
		Changed: []string{}, readResult: resultOf(r.Result),
	}
	if len(r.Objects) == 0 {
		out.NoObjects = words.NoObjectsText(&d, w.Location)
	}
	if r.Review != nil {
		out.Reviewed, out.By, out.Note = timeOrNull(r.Review.At), r.Review.By, r.Review.Note
	}
	if d.Message != nil {
		m := messageOf(*d.Message)
		out.Message = &m
	}
	for _, k := range d.Tickets {
		line := runTicketJSON{Code: k.Code, Description: k.Description, Resolved: timeOrNull(k.Resolved)}
		if k.Desk != nil {
			line.Desk = orNull(string(k.Desk.Desk.Kind()))
			line.Autotask, line.Status, line.URL = orNull(k.Desk.Number), k.Desk.Status, k.Desk.URL
		}
		out.Tickets = append(out.Tickets, line)
	}
	for _, m := range d.Remarks {
		out.Remarks = append(out.Remarks, runRemarkJSON{m.Key, m.Text, m.By, timeOrNull(m.Expires)})
	}
	for _, a := range d.Accepted {
		out.Accepted = append(out.Accepted, runAcceptJSON{a.Key, words.Acceptance(a, w.Location), a.Note, a.By})
	}
	for _, o := range r.Objects {
		if before, ok := d.Before[o.Name]; ok && before.Known() != o.Status.Known() {
			out.Changed = append(out.Changed, o.Name)
		}
	}
	return out
}

func showText(w *workspace.Workspace, d domain.Details, row domain.RunRow) string {
	var b strings.Builder
	fmt.Fprintf(
		&b,
		"%s  %s\n%s\n",
		d.Run.Effective.Status,
		d.Job.Name,
		strings.Join(nonEmpty(d.Job.Customer.Name, d.Job.Product, d.Job.Type), " · "),
	)
	fmt.Fprintf(&b, "at %s, raw status %s, %s", local(w, d.Run.At), d.Run.Status, words.WhenLine(&d, w.Location))
	for _, line := range nonEmpty(words.WhyLine(&d), mark(row.Hidden, "hidden: a success of its day came before it"), hides(row.Hides)) {
		b.WriteString("\n" + line)
	}
	for _, o := range d.Run.Objects {
		changed := ""
		if before, ok := d.Before[o.Name]; ok && before.Known() != o.Status.Known() {
			changed = "  (was " + before.String() + ")"
		}
		fmt.Fprintf(&b, "\n  %-8s  %-30s  %s%s", o.Status, o.Name, o.Message, changed)
	}
	if len(d.Run.Objects) == 0 {
		b.WriteString("\n" + words.NoObjectsText(&d, w.Location))
	}
	for _, fact := range words.Metadata(&d, w.Location) {
		fmt.Fprintf(&b, "\n%-20s  %s", fact[0], fact[1])
	}
	if d.Summary != nil {
		_, text := words.Summary(*d.Summary, "", w.Location)
		b.WriteString("\n\n" + strings.TrimRight(text, "\n"))
	}
	return b.String()
}
