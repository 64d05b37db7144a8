package main

import (
	"cmp"
	"context"
	"flag"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/words"
)

type ticketJSON struct {
	Key         domain.DecisionID `json:"key"`
	Code        string            `json:"code"`
	Description string            `json:"description"`
	Created     string            `json:"created"`
	Resolved    *string           `json:"resolved"`
	Autotask    *string           `json:"autotask"` // its number in the service desk
	Desk        *string           `json:"desk"`     // the kind of the service desk
	Runs        int               `json:"runs"`
}

// documented reads --run, --job and --review: what a ticket or remark is made from.
type documented struct {
	run, job int64
	customer string
	reviewed bool
	object   string
}

func (d *documented) flags(f *flag.FlagSet) {
	f.Int64Var(&d.run, "run", 0, "`number` of the run that it is made from: it is linked")
	f.Int64Var(&d.job, "job", 0, "`number` of the job that it is about: its waiting problems are linked")
	f.StringVar(&d.customer, "customer", "", "`name` of the customer that it is about")
	f.StringVar(&d.object, "object", "", "with --run or --job: only this `object` of the job")
	f.BoolVar(&d.reviewed, "review", false, "mark the waiting runs as reviewed, too")
}

// check refuses where nothing is named.
func (d *documented) check(command string) error {
	if d.run == 0 && d.job == 0 && d.customer == "" {
		return usagef("%s: name --run, --job or --customer", command)
	}
	return nil
}

// read turns the flags into what the desk asks for, and the scope that they name.
func (d *documented) read(ctx context.Context, w *workspace.Workspace) (from review.Documented, scope domain.Scope, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		from, scope, err = d.from(q)
		return err
	})
	return from, scope, err
}

// from turns the flags into what the desk asks for, and the scope that they name.
func (d *documented) from(q domain.Reader) (review.Documented, domain.Scope, error) {
	from := review.Documented{Review: d.reviewed}
	if d.run != 0 {
		r, err := q.Run(d.run)
		if err != nil {
			return from, domain.Scope{}, err
		}
		from.Runs, d.job = []int64{d.run}, r.JobID
	}
	if d.customer != "" {
		return from, domain.Scope{Customer: d.customer}, nil
	}
	job, err := q.Job(d.job)
	from.Jobs = []review.Target{{Job: d.job}}
	return from, domain.Scope{Job: job.Key, Object: d.object}, err
}

// aboutTicket carries out what decide decides about a ticket.
func (t *terminal) aboutTicket(
	ctx context.Context,
	code string,
	decide func(*workspace.Workspace, domain.Ticket) (domain.Decision, error),
) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		var known domain.Ticket
		err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
			known, err = q.TicketByCode(code)
			return err
		})
		if domain.CodeOf(err) == domain.CodeNotFound {
			return &domain.Error{
				Code:    domain.CodeNotFound,
				Message: "There is no ticket " + code + "; 'rcheck ticket' lists them. Nothing was changed.",
				Cause:   err,
			}
		}
		if err != nil {
			return err
		}
		d, err := decide(w, known)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

// ticketNew makes a ticket.
func ticketNew(f *flag.FlagSet) action {
	var d documented
	d.flags(f)
	description := f.String("description", "", "`text` for people")
	return func(ctx context.Context, t *terminal, words []string) error {
		if err := d.check("ticket new"); err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			from, scope, err := d.read(ctx, w)
			if err != nil {
				return err
			}
			done, err := w.Desk.CreateTicket(
				ctx,
				domain.Ticket{Code: words[0], Description: *description, Scopes: []domain.Scope{scope}},
				from,
			)
			if err != nil {
				return err
			}
			return t.decision(w, done)
		})
	}
}

// ticketLink links a ticket to runs, and to later problems of their jobs.
func ticketLink(f *flag.FlagSet) action {
	var d documented
	d.flags(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		if err := d.check("ticket link"); err != nil {
			return err
		}
		return t.aboutTicket(ctx, words[0], func(w *workspace.Workspace, known domain.Ticket) (done domain.Decision, err error) {
			from, _, err := d.read(ctx, w)
			if err != nil {
				return done, err
			}
			return w.Desk.LinkTicket(ctx, known.Key, from, true)
		})
	}
}

// ticketUnlink takes a ticket off a run.
func ticketUnlink(f *flag.FlagSet) action {
	run := f.Int64("run", 0, "`number` of the run")
	return func(ctx context.Context, t *terminal, words []string) error {
		if *run == 0 {
			return usagef("ticket unlink: name --run")
		}
		return t.aboutTicket(ctx, words[0], func(w *workspace.Workspace, known domain.Ticket) (domain.Decision, error) {
			return w.Desk.UnlinkTicket(ctx, known.Key, *run)
		})
	}
}

// ticketEdit changes what is given and leaves the rest.
func ticketEdit(f *flag.FlagSet) action {
	code := f.String("code", "", "another `code`")
	description := f.String("description", "", "another `text`")
	from := f.String("from", "", "runs of before this `date` are not linked")
	return func(ctx context.Context, t *terminal, words []string) error {
		set := map[string]bool{}
		f.Visit(func(f *flag.Flag) { set[f.Name] = true })
		if len(set) == 0 {
			return usagef("ticket edit: say what is to change: --code, --description or --from")
		}
		return t.aboutTicket(ctx, words[0], func(w *workspace.Workspace, known domain.Ticket) (done domain.Decision, err error) {
			if set["code"] {
				known.Code = *code
			}
			if set["description"] {
				known.Description = *description
			}
			if set["from"] {
				if known.ActiveFrom, err = date(w, "ticket edit: --from", *from); err != nil {
					return done, err
				}
			}
			return w.Desk.SaveTicket(ctx, known)
		})
	}
}

func ticketResolve(ctx context.Context, t *terminal, words []string) error {
	return t.aboutTicket(ctx, words[0], func(w *workspace.Workspace, known domain.Ticket) (domain.Decision, error) {
		return w.Desk.ResolveTicket(ctx, known.Key)
	})
}

func ticketReopen(ctx context.Context, t *terminal, words []string) error {
	return t.aboutTicket(ctx, words[0], func(w *workspace.Workspace, known domain.Ticket) (domain.Decision, error) {
		return w.Desk.ReopenTicket(ctx, known.Key)
	})
}

// date reads a day as the profile's time zone has it.
func date(w *workspace.Workspace, what, word string) (time.Time, error) {
	day, ok := readDate(w, word)
	if !ok {
		return day, usagef("%s takes %s, not %q", what, dateWords, word)
	}
	return day, nil
}

// tickets lists tickets, open ones first.
func tickets(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error { return listTickets(ctx, t, w) })
}

func listTickets(ctx context.Context, t *terminal, w *workspace.Workspace) error {
	return w.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Tickets()
		if err != nil {
			return err
		}
		t.columns("TICKET", "STATE", "RUNS", "DESCRIPTION")
		for _, k := range list {
			runs, err := q.TicketRuns(k.Key, 1<<20)
			if err != nil {
				return err
			}
			line := ticketJSON{
				Key:         k.Key,
				Code:        k.Code,
				Description: k.Description,
				Created:     k.Created.UTC().Format(time.RFC3339),
				Runs:        len(runs),
			}
			state := "open"
			if !k.Resolved.IsZero() {
				line.Resolved, state = orNull(k.Resolved.UTC().Format(time.RFC3339)), "resolved"
			}
			if k.Desk != nil {
				line.Autotask, line.Desk = orNull(k.Desk.Number), orNull(string(k.Desk.Desk.Kind()))
			}
			err = t.row(
				line,
				strings.Join([]string{k.Code, state, words.Number(len(runs)) + " runs", k.Description}, "  "),
				k.Code, state, words.Number(len(runs)), k.Description,
			)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

type remarkJSON struct {
	Key     domain.DecisionID `json:"key"`
	Text    string            `json:"text"`
	Created string            `json:"created"`
	By      string            `json:"by"`
	Expires *string           `json:"expires"`
	Shown   bool              `json:"shown"`
	Runs    int               `json:"runs"`
}

func listRemarks(ctx context.Context, t *terminal, w *workspace.Workspace) error {
	return w.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Remarks()
		if err != nil {
			return err
		}
		for _, r := range list {
			runs, err := q.RemarkRuns(r.Key, 1<<20)
			if err != nil {
				return err
			}
			state := "always"
			switch {
			case !r.Shown(w.Clock()):
				state = "expired " + r.Expires.In(w.Location).Format(time.DateOnly)
			case !r.Expires.IsZero():
				state = "until " + r.Expires.In(w.Location).Format(time.DateOnly)
			}
			line := remarkJSON{
				r.Key,
				r.Text,
				r.Created.UTC().Format(time.RFC3339),
				r.By,
				timeOrNull(r.Expires),
				r.Shown(w.Clock()),
				len(runs),
			}
			if err := t.print(
				line,
				strings.Join(
					[]string{string(r.Key), state, words.Number(len(runs)) + " runs", strings.Join(strings.Fields(r.Text), " ")},
					"  ",
				),
			); err != nil {
				return err
			}
		}
		return nil
	})
}

// remark lists the remarks, or makes one.
func remark(f *flag.FlagSet) action {
	var d documented
	d.flags(f)
	until := f.String("until", "", "it is shown until this `date`")
	return func(ctx context.Context, t *terminal, words []string) error {
		if len(words) == 0 && f.NFlag() == 0 {
			return t.with(ctx, func(w *workspace.Workspace) error { return listRemarks(ctx, t, w) })
		}
		if len(words) == 0 {
			return usagef("remark: say its text")
		}
		if err := d.check("remark"); err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			r := domain.Remark{Text: words[0]}
			from, scope, err := d.read(ctx, w)
			if err == nil && *until != "" {
				r.Expires, err = date(w, "remark: --until", *until)
			}
			if err != nil {
				return err
			}
			r.Scopes = []domain.Scope{scope}
			done, err := w.Desk.CreateRemark(ctx, r, from)
			if err != nil {
				return err
			}
			return t.decision(w, done)
		})
	}
}

// never is the word for no date.
const never = "never"

// remarkEdit changes what is given and leaves the rest.
func remarkEdit(f *flag.FlagSet) action {
	text := f.String("text", "", "another `text`")
	until := f.String("until", "", "it is shown until this `date`, or never expires: never")
	return func(ctx context.Context, t *terminal, words []string) error {
		if *text == "" && *until == "" {
			return usagef("remark edit: say what is to change: --text or --until")
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			var r domain.Remark
			err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
				r, err = q.Remark(domain.DecisionID(words[0]))
				return err
			})
			if err != nil {
				return err
			}
			r.Text = cmp.Or(*text, r.Text)
			switch *until {
			case "":
			case never:
				r.Expires = time.Time{}
			default:
				if r.Expires, err = date(w, "remark edit: --until", *until); err != nil {
					return err
				}
			}
			d, err := w.Desk.SaveRemark(ctx, r)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

func remarkDelete(ctx context.Context, t *terminal, words []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		d, err := w.Desk.DeleteRemark(ctx, domain.DecisionID(words[0]))
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

type acceptedJSON struct {
	Key    domain.DecisionID `json:"key"`
	What   string            `json:"what"`
	Until  string            `json:"until"`
	Note   string            `json:"note"`
	By     string            `json:"by"`
	Active bool              `json:"active"`
	Ended  string            `json:"ended_because"`
}

// accept lists accepted problems, accepts the problem of a run until it changes, or
// ends an acceptance.
func accept(f *flag.FlagSet) action {
	var r review.AcceptRequest
	level := f.String(
		"level",
		string(domain.AcceptJob),
		"`job|object|error`: accept the problems of the job, of one object, or this error in all jobs of the product",
	)
	f.StringVar(&r.Object, "object", "", "with --level object: its `name`")
	f.StringVar(&r.Note, "note", "", "`text` for people")
	until := f.String(
		"until",
		"success,worse,new-object",
		"`when` it comes back, joined by commas: success, worse, new-object, next-run, or a date",
	)
	end := f.String("end", "", "`key` of an acceptance that ends now")
	return func(ctx context.Context, t *terminal, words []string) (err error) {
		if *end != "" && len(words) > 0 {
			return usagef("accept: name a run, or --end KEY")
		}
		if len(words) == 1 {
			if r.Run, err = number("accept", words, "run"); err != nil {
				return err
			}
		}
		if r.Level, err = choice("accept", "level", *level, domain.AcceptJob, domain.AcceptObject, domain.AcceptError); err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if len(words) == 0 && *end == "" {
				return listAccepted(ctx, t, w)
			}
			decide := func() (domain.Decision, error) { return w.Desk.EndAccept(ctx, domain.DecisionID(*end)) }
			if *end == "" {
				if err := acceptUntil(w, *until, &r); err != nil {
					return err
				}
				decide = func() (domain.Decision, error) { return w.Desk.Accept(ctx, r) }
			}
			d, err := decide()
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

// acceptUntil reads the words of --until.
func acceptUntil(w *workspace.Workspace, until string, r *review.AcceptRequest) error {
	for word := range strings.SplitSeq(until, ",") {
		switch word {
		case "success":
			r.UntilSuccess = true
		case "worse":
			r.UntilWorse = true
		case "new-object":
			r.UntilNewObject = true
		case "next-run":
			r.UntilNextRun = true
		default:
			day, ok := readDate(w, word)
			if !ok {
				return usagef("accept: --until takes success, worse, new-object, next-run or %s, not %q", dateWords, word)
			}
			r.UntilDate = day
		}
	}
	return nil
}

func listAccepted(ctx context.Context, t *terminal, w *workspace.Workspace) error {
	list, err := w.Desk.Accepted(ctx)
	if err != nil {
		return err
	}
	for _, a := range list {
		state := words.Acceptance(a.Acceptance, w.Location)
		if !a.Active() {
			state = "ended: " + a.EndedWhy
		}
		if err := t.print(
			acceptedJSON{a.Key, a.What, a.Until, a.Note, a.By, a.Active(), a.EndedWhy},
			string(a.Key)+"  "+a.What+", "+state,
		); err != nil {
			return err
		}
	}
	return nil
}
