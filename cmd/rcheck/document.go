package main

import (
	"context"
	"flag"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/vm"
)

type ticketJSON struct {
	Key         domain.DecisionID `json:"key"`
	Code        string            `json:"code"`
	Description string            `json:"description"`
	Created     string            `json:"created"`
	Resolved    *string           `json:"resolved"`
	Autotask    *string           `json:"autotask"`
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
	f.Int64Var(&d.run, "run", 0, "")
	f.Int64Var(&d.job, "job", 0, "")
	f.StringVar(&d.customer, "customer", "", "")
	f.StringVar(&d.object, "object", "", "")
	f.BoolVar(&d.reviewed, "review", false, "")
}

// from turns the flags into what the desk asks for, and the scope that they name.
func (d *documented) from(q domain.Queries) (review.Documented, domain.Scope, error) {
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

// ticket lists tickets, makes one, links, resolves or reopens one.
func ticket(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("ticket", flag.ContinueOnError)
	var d documented
	d.flags(flags)
	description := flags.String("description", "", "")
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return t.with(ctx, func(w *workspace.Workspace) error { return listTickets(ctx, t, w) })
	}
	if len(words) != 2 {
		return usagef("ticket: say nothing, or new, link, resolve or reopen and the code of a ticket")
	}
	verb, code := words[0], words[1]
	if (verb == "new" || verb == "link") && d.run == 0 && d.job == 0 && d.customer == "" {
		return usagef("ticket %s: name --run, --job or --customer", verb)
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		var known domain.Ticket
		var from review.Documented
		var scope domain.Scope
		err := w.Store.Read(ctx, func(q domain.Queries) (err error) {
			if verb != "new" {
				if known, err = q.TicketByCode(code); err != nil {
					return err
				}
			}
			if verb == "new" || verb == "link" {
				from, scope, err = d.from(q)
			}
			return err
		})
		if err != nil {
			return err
		}
		var done domain.Decision
		switch verb {
		case "new":
			done, err = w.Desk.CreateTicket(ctx, domain.Ticket{Code: code, Description: *description, Scopes: []domain.Scope{scope}}, from)
		case "link":
			done, err = w.Desk.LinkTicket(ctx, known.Key, from, true)
		case "resolve":
			done, err = w.Desk.ResolveTicket(ctx, known.Key)
		case "reopen":
			done, err = w.Desk.ReopenTicket(ctx, known.Key)
		default:
			return usagef("ticket: there is no %q; say new, link, resolve or reopen", verb)
		}
		if err != nil {
			return err
		}
		return t.decision(w, done)
	})
}

func listTickets(ctx context.Context, t *terminal, w *workspace.Workspace) error {
	return w.Store.Read(ctx, func(q domain.Queries) error {
		list, err := q.Tickets()
		if err != nil {
			return err
		}
		for _, k := range list {
			runs, err := q.TicketRuns(k.Key, 1<<20)
			if err != nil {
				return err
			}
			line := ticketJSON{Key: k.Key, Code: k.Code, Description: k.Description, Created: k.Created.UTC().Format(time.RFC3339), Runs: len(runs)}
			state := "open"
			if !k.Resolved.IsZero() {
				line.Resolved, state = orNull(k.Resolved.UTC().Format(time.RFC3339)), "resolved"
			}
			if k.Autotask != nil {
				line.Autotask = orNull(k.Autotask.Number)
			}
			if err := t.print(line, strings.Join([]string{k.Code, state, vm.Number(len(runs)) + " runs", k.Description}, "  ")); err != nil {
				return err
			}
		}
		return nil
	})
}

// remark makes a remark.
func remark(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("remark", flag.ContinueOnError)
	var d documented
	d.flags(flags)
	until := flags.String("until", "", "")
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) != 1 || d.run == 0 && d.job == 0 && d.customer == "" {
		return usagef("remark: say the text, and --run, --job or --customer")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		r := domain.Remark{Text: words[0]}
		if *until != "" {
			if r.Expires, err = time.ParseInLocation(time.DateOnly, *until, w.Location); err != nil {
				return usagef("remark: --until takes a date such as 2026-12-31, not %q", *until)
			}
		}
		var from review.Documented
		err := w.Store.Read(ctx, func(q domain.Queries) error {
			var scope domain.Scope
			from, scope, err = d.from(q)
			r.Scopes = []domain.Scope{scope}
			return err
		})
		if err != nil {
			return err
		}
		done, err := w.Desk.CreateRemark(ctx, r, from)
		if err != nil {
			return err
		}
		return t.decision(w, done)
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
func accept(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("accept", flag.ContinueOnError)
	var r review.AcceptRequest
	level := flags.String("level", string(domain.AcceptJob), "")
	flags.StringVar(&r.Object, "object", "", "")
	flags.StringVar(&r.Note, "note", "", "")
	until := flags.String("until", "success,worse,new-object", "")
	end := flags.String("end", "", "")
	ids, err := numbers(flags, args, "run")
	if err != nil {
		return err
	}
	r.Level = domain.AcceptLevel(*level)
	return t.with(ctx, func(w *workspace.Workspace) error {
		for word := range strings.SplitSeq(*until, ",") {
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
				if r.UntilDate, err = time.ParseInLocation(time.DateOnly, word, w.Location); err != nil {
					return usagef("accept: --until takes success, worse, new-object, next-run or a date, not %q", word)
				}
			}
		}
		var d domain.Decision
		switch {
		case *end != "":
			d, err = w.Desk.EndAccept(ctx, domain.DecisionID(*end))
		case len(ids) == 1:
			r.Run = ids[0]
			d, err = w.Desk.Accept(ctx, r)
		case len(ids) == 0:
			list, err := w.Desk.Accepted(ctx)
			if err != nil {
				return err
			}
			for _, a := range list {
				state := rules.AcceptWords(a.Acceptance, w.Location)
				if !a.Active() {
					state = "ended: " + a.EndedWhy
				}
				if err := t.print(acceptedJSON{a.Key, a.What, a.Until, a.Note, a.By, a.Active(), a.EndedWhy}, string(a.Key)+"  "+a.What+", "+state); err != nil {
					return err
				}
			}
			return nil
		default:
			return usagef("accept: name one run by its number")
		}
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}
