package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
	"runchecks/ui/export"
	"runchecks/ui/words"
)

type dayJSON struct {
	Night    string  `json:"night"`
	Job      int64   `json:"job"`
	Customer string  `json:"customer"`
	Name     string  `json:"name"`
	Schedule string  `json:"schedule"`
	Status   *string `json:"status"`
	Expected *string `json:"expected"`
	Runs     int     `json:"runs"`
	Open     int     `json:"open"`
}

// daily lists what every job did in a night and what is still expected.
func daily(ctx context.Context, t *terminal, parts []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		day, err := t.day(w, parts)
		if err != nil {
			return err
		}
		list, err := w.Desk.Day(ctx, day)
		if err != nil {
			return err
		}
		t.columns("STATUS", "CUSTOMER", "JOB", "SCHEDULE")
		for _, j := range list.Jobs {
			line := dayJSON{
				Night:    list.Night.Date.Format(time.DateOnly),
				Job:      j.ID,
				Customer: j.Customer.Name,
				Name:     j.Name,
				Schedule: words.Schedule(j.Schedule, w.Clock(), w.Location),
				Runs:     j.Runs,
				Open:     j.Open,
			}
			state := "no run"
			if j.State.Status != 0 {
				line.Status, state = orNull(j.State.Status.Code()), j.State.Status.String()
			}
			if !j.State.Expected.IsZero() {
				line.Expected = orNull(j.State.Expected.UTC().Format(time.RFC3339))
				if j.State.Status == 0 {
					state = "expected " + j.State.Expected.In(w.Location).Format("15:04")
				}
			}
			text := fmt.Sprintf("%-18s %s · %s, %s", state, j.Customer.Name, j.Name, line.Schedule)
			if err := t.row(line, text, state, j.Customer.Name, j.Name, line.Schedule); err != nil {
				return err
			}
		}
		return nil
	})
}

// day reads the date of a night that a command names, zero where it names none.
func (t *terminal) day(w *workspace.Workspace, words []string) (time.Time, error) {
	if len(words) == 0 {
		return time.Time{}, nil
	}
	day, ok := readDate(w, words[0])
	if !ok || len(words) > 1 {
		return day, usagef("name one date: %s; not %q", dateWords, strings.Join(words, " "))
	}
	return day, nil
}

// scheduleJob sets the schedule of a job by hand, or gives it back to learning.
func scheduleJob(f *flag.FlagSet) action {
	set := f.String("set", "", "the schedule in `words`, such as \"mon-fri 22:00; sat 10:00\"")
	learn := f.Bool("learn", false, "learn it from the runs again")
	pause := f.String(
		"pause-until",
		"",
		"with --set: nothing is expected before this `date`, or the pause ends: never; without it a pause stays",
	)
	return func(ctx context.Context, t *terminal, words []string) error {
		job, err := number("schedule", words, "job")
		switch {
		case err != nil:
			return err
		case (*set == "") == !*learn:
			return usagef("schedule: say --set WORDS or --learn")
		case *learn && *pause != "":
			return usagef("schedule: --pause-until belongs to --set")
		}
		return t.schedule(ctx, job, *set, *pause)
	}
}

func (t *terminal) schedule(ctx context.Context, job int64, set, pause string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		var s *domain.Schedule
		if set != "" {
			read, err := schedule.Parse(set, w.Clock().In(w.Location))
			if err != nil {
				return usagef("schedule: %v", err)
			}
			switch pause {
			case never:
			case "":
				if read.PausedUntil, err = pausedUntil(ctx, w, job); err != nil {
					return err
				}
			default:
				if read.PausedUntil, err = date(w, "schedule: --pause-until", pause); err != nil {
					return err
				}
			}
			s = &read
		}
		d, err := w.Desk.SetSchedule(ctx, job, s)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

// pausedUntil is how long nothing is expected of a job already.
func pausedUntil(ctx context.Context, w *workspace.Workspace, job int64) (until time.Time, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		set, err := q.Schedules()
		until = set[job].PausedUntil
		return err
	})
	return until, err
}

// archive archives jobs, or brings them back.
func archive(f *flag.FlagSet) action {
	back := f.Bool("back", false, "bring them back")
	return func(ctx context.Context, t *terminal, words []string) error {
		ids, err := numbers("archive", words, "job")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			d, err := w.Desk.Archive(ctx, ids, !*back)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

type customerJSON struct {
	Name    string `json:"name"`
	Active  bool   `json:"active"`
	Jobs    int    `json:"jobs"`
	Company int64  `json:"autotask_company"` // in the service desk, 0: none
	Desk    string `json:"company_desk"`     // which service desk that is
}

// knownCustomers lists the customers, and how many jobs each has.
func knownCustomers(ctx context.Context, w *workspace.Workspace) (known []domain.Customer, jobs map[int64]int, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		if known, err = q.Customers(); err != nil {
			return err
		}
		jobs, err = q.CustomerJobs()
		return err
	})
	return known, jobs, err
}

// companyDesk is the service desk that the company of a customer is in, "" for none.
func companyDesk(c domain.Customer) string {
	if c.CompanyDesk == "" && c.CompanyID != 0 {
		return string(domain.DeskAutotask)
	}
	return string(c.CompanyDesk)
}

// listCustomers lists customers.
func listCustomers(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		known, jobs, err := knownCustomers(ctx, w)
		if err != nil {
			return err
		}
		t.columns("JOBS", "CUSTOMER", "STATE")
		for _, c := range known {
			state := ""
			if !c.Active {
				state = "  (inactive)"
			}
			line := customerJSON{c.Name, c.Active, jobs[c.ID], c.CompanyID, companyDesk(c)}
			text := fmt.Sprintf("%3d  %s%s", jobs[c.ID], c.Name, state)
			if err := t.row(line, text, fmt.Sprint(jobs[c.ID]), c.Name, strings.Trim(state, " ()")); err != nil {
				return err
			}
		}
		return nil
	})
}

// customersExport writes the customers into a file.
func customersExport(f *flag.FlagSet) action {
	force := forceFlag(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		return t.with(ctx, func(w *workspace.Workspace) error {
			known, _, err := knownCustomers(ctx, w)
			if err != nil {
				return err
			}
			var rows []rules.CustomerRow
			for _, c := range known {
				rows = append(
					rows,
					rules.CustomerRow{
						Name: c.Name, Active: &c.Active, CompanyID: c.CompanyID, CompanyName: c.CompanyName, CompanyDesk: c.CompanyDesk,
					},
				)
			}
			err = t.writeFile(words[0], *force, func(f io.Writer) error { return export.WriteCustomers(f, rows) })
			if err != nil || words[0] == stdio {
				return err
			}
			return t.print(fileWritten{words[0], len(rows)}, fmt.Sprintf("%d customers written to %s", len(rows), words[0]))
		})
	}
}

type fileWritten struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
}

// customersImport takes a file of customers over at once, as version 0.1 did.
func customersImport(ctx context.Context, t *terminal, words []string) error {
	_, _ = fmt.Fprintln(t.err, "rcheck: 'rcheck import customers' says first what it would change")
	return t.importCustomers(ctx, words[0], true)
}

// importCustomers says what a file of customers would change and, with --yes, does it.
func importCustomers(f *flag.FlagSet) action {
	yes := f.Bool("yes", false, "do it; without this flag it is only said what would be changed")
	return func(ctx context.Context, t *terminal, words []string) error {
		return t.importCustomers(ctx, words[0], *yes)
	}
}

// importJSON is what a file of customers would change.
type importJSON struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	Refused int `json:"refused"` // lines that were not understood
}

func (t *terminal) importCustomers(ctx context.Context, name string, yes bool) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		known, _, err := knownCustomers(ctx, w)
		if err != nil {
			return err
		}
		data, err := t.readFile(name, export.MaxCustomerBytes)
		if err != nil {
			return err
		}
		file, err := export.ReadCustomers(data)
		if err != nil {
			return err
		}
		for _, r := range file.Refused {
			_, _ = fmt.Fprintf(t.err, "line %d not taken: %s (%s)\n", r.Line, r.Reason, r.Text)
		}
		plan := rules.PlanImport(file.Rows, known)
		if !yes {
			return t.print(
				importJSON{plan.New, plan.Changed, plan.Unchanged, len(file.Refused)},
				words.CustomerImport(plan)+"\nNothing was changed: --yes does it.",
			)
		}
		_, _ = fmt.Fprintln(t.err, words.CustomerImport(plan))
		if len(plan.Changes) == 0 {
			return nil
		}
		d, err := w.Desk.SaveCustomers(ctx, plan.Changes)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

// signOff writes the sign-off sheet of a night.
func signOff(f *flag.FlagSet) action {
	customer := f.String("customer", "", "`name` of the one customer that it is for")
	out := f.String("out", "", "`file` that it is written to; it ends in .pdf or .csv. - is CSV on standard output")
	force := forceFlag(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		if !strings.HasSuffix(*out, ".pdf") && !strings.HasSuffix(*out, ".csv") && *out != stdio {
			return usagef("sign-off: --out names a file that ends in .pdf or .csv, or - for CSV on standard output")
		}
		return t.signOff(ctx, words, *customer, *out, *force)
	}
}

func (t *terminal) signOff(ctx context.Context, words []string, customer, out string, force bool) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		day, err := t.day(w, words)
		if err != nil {
			return err
		}
		s, err := w.Desk.SignOff(ctx, day, customer)
		if err != nil {
			return err
		}
		err = t.writeFile(out, force, func(f io.Writer) error {
			if strings.HasSuffix(out, ".pdf") {
				return export.WriteSignOffPDF(f, s, w.Location)
			}
			return export.WriteSignOffCSV(f, s, w.Location)
		})
		if err != nil || out == stdio {
			return err
		}
		n, reviewed, open, problems := s.Counts()
		return t.print(
			signOffJSON{
				Day: s.Day, From: timeOrNull(s.From), To: timeOrNull(s.To), Remarks: len(s.Remarks), Tickets: len(s.Tickets),
				WaitingApprovals: s.Approvals.Jobs, WaitingProblems: s.Approvals.Problems, Unmatched: s.Unmatched,
				Runs: n, Reviewed: reviewed, Open: open, Problems: problems, Hash: s.LastHash,
			},
			fmt.Sprintf(
				"night of %s: %d runs, %d with problems, %d reviewed, %d open; %d jobs wait for approval, %d remarks",
				s.Day,
				n,
				problems,
				reviewed,
				open,
				s.Approvals.Jobs,
				len(s.Remarks),
			),
		)
	})
}

// rebuild makes every projection anew from the runs and the journal.
func rebuild(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		n, err := w.Desk.Rebuild(ctx)
		if err != nil {
			return err
		}
		return t.print(rebuiltJSON{n}, fmt.Sprintf("rebuilt from %d journal entries", n))
	})
}

// discard deletes messages from the inbox, or restores them.
func discard(f *flag.FlagSet) action {
	restore := f.Bool("restore", false, "bring them back (Admin); 'rcheck deleted' lists them")
	return func(ctx context.Context, t *terminal, words []string) error {
		ids, err := numbers("delete", words, "message")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			change := w.Desk.DeleteMessages
			if *restore {
				change = w.Desk.RestoreMessages
			}
			d, err := change(ctx, ids)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

// passphrase sets the administrator's passphrase, or with --remove removes it; old and
// new come from variables, since words on a command line are seen by everybody on the
// machine.
func passphrase(f *flag.FlagSet) action {
	remove := f.Bool("remove", false, "remove it: from then on anybody may step up")
	return func(ctx context.Context, t *terminal, _ []string) error {
		fresh := os.Getenv(newPassphraseVariable)
		switch {
		case *remove && fresh != "":
			return usagef("passphrase: --remove sets no new one, but %s holds one", newPassphraseVariable)
		case !*remove && fresh == "":
			return usagef("passphrase: the new one is read from %s, which is empty; --remove removes the passphrase", newPassphraseVariable)
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			d, err := w.Desk.SetPassphrase(ctx, os.Getenv(passphraseVariable), fresh)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

const newPassphraseVariable = "RCHECK_NEW_PASSPHRASE"
