package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/rules/schedule"
	"runchecks/ui/exchange"
	"runchecks/ui/vm"
)

type dayJSON struct {
	Job      int64   `json:"job"`
	Customer string  `json:"customer"`
	Name     string  `json:"name"`
	Schedule string  `json:"schedule"`
	Status   *string `json:"status"`
	Expected *string `json:"expected"`
	Runs     int     `json:"runs"`
	Open     int     `json:"open"`
}

// daily lists what every job did on a day and what is still expected.
func daily(ctx context.Context, t *terminal, args []string) error {
	words, err := arguments(flag.NewFlagSet("daily", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		day, err := t.day(w, words)
		if err != nil {
			return err
		}
		list, err := vm.ReadDay(ctx, vm.Params{Store: w.Store, Clock: w.Clock, Location: w.Location}, day)
		if err != nil {
			return err
		}
		for _, j := range list {
			line := dayJSON{Job: j.ID, Customer: j.Customer.Name, Name: j.Name, Schedule: vm.ScheduleWords(j.Schedule, w.Clock(), w.Location), Runs: j.Runs, Open: j.Open}
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
			if err := t.print(line, fmt.Sprintf("%-18s %s · %s, %s", state, j.Customer.Name, j.Name, line.Schedule)); err != nil {
				return err
			}
		}
		return nil
	})
}

// day reads the date that a command names, today where it names none.
func (t *terminal) day(w *workspace.Workspace, words []string) (time.Time, error) {
	if len(words) == 0 {
		return w.Clock(), nil
	}
	day, err := time.ParseInLocation(time.DateOnly, words[0], w.Location)
	if err != nil || len(words) > 1 {
		return day, usagef("name one date such as 2026-11-23, not %q", strings.Join(words, " "))
	}
	return day, nil
}

// scheduleJob sets the schedule of a job by hand, or gives it back to learning.
func scheduleJob(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("schedule", flag.ContinueOnError)
	set := flags.String("set", "", "")
	learn := flags.Bool("learn", false, "")
	pause := flags.String("pause-until", "", "")
	ids, err := numbers(flags, args, "job")
	if err != nil {
		return err
	}
	if len(ids) != 1 || (*set == "") == !*learn {
		return usagef("schedule: name one job, and --set WORDS or --learn")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		var s *domain.Schedule
		if *set != "" {
			read, err := schedule.Parse(*set, w.Clock().In(w.Location))
			if err != nil {
				return usagef("schedule: %v", err)
			}
			if *pause != "" {
				if read.PausedUntil, err = time.ParseInLocation(time.DateOnly, *pause, w.Location); err != nil {
					return usagef("schedule: --pause-until takes a date such as 2026-12-31")
				}
			}
			s = &read
		}
		d, err := w.Desk.SetSchedule(ctx, ids[0], s)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

// archive archives jobs, or brings them back.
func archive(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("archive", flag.ContinueOnError)
	back := flags.Bool("back", false, "")
	ids, err := numbers(flags, args, "job")
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return usagef("archive: name jobs by their numbers")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		d, err := w.Desk.Archive(ctx, ids, !*back)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

type customerJSON struct {
	Name    string `json:"name"`
	Active  bool   `json:"active"`
	Jobs    int    `json:"jobs"`
	Company int64  `json:"autotask_company"`
}

// customers lists customers, or takes a file of them over, or writes one.
func customers(ctx context.Context, t *terminal, args []string) error {
	words, err := arguments(flag.NewFlagSet("customers", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	if len(words) != 0 && (len(words) != 2 || words[0] != "import" && words[0] != "export") {
		return usagef("customers: say nothing, or import FILE.csv or export FILE.csv")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		var known []domain.Customer
		var counts map[int64]int
		err := w.Store.Read(ctx, func(q domain.Queries) (err error) {
			if known, err = q.Customers(); err != nil {
				return err
			}
			counts, err = q.CustomerJobs()
			return err
		})
		switch {
		case err != nil:
			return err
		case len(words) == 0:
			for _, c := range known {
				state := ""
				if !c.Active {
					state = "  (inactive)"
				}
				if err := t.print(customerJSON{c.Name, c.Active, counts[c.ID], c.CompanyID}, fmt.Sprintf("%3d  %s%s", counts[c.ID], c.Name, state)); err != nil {
					return err
				}
			}
			return nil
		case words[0] == "export":
			var rows []exchange.CustomerRow
			for _, c := range known {
				rows = append(rows, exchange.CustomerRow{Name: c.Name, Active: &c.Active, CompanyID: c.CompanyID, CompanyName: c.CompanyName})
			}
			return writeFile(words[1], func(f *os.File) error { return exchange.WriteCustomers(f, rows) })
		default:
			return t.importCustomers(ctx, w, words[1], known)
		}
	})
}

func (t *terminal) importCustomers(ctx context.Context, w *workspace.Workspace, name string, known []domain.Customer) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := exchange.ReadCustomers(data)
	if err != nil {
		return err
	}
	for _, r := range file.Refused {
		_, _ = fmt.Fprintf(t.err, "line %d not taken: %s (%s)\n", r.Line, r.Reason, r.Text)
	}
	rows := make([]vm.ImportRow, len(file.Rows))
	for i, r := range file.Rows {
		rows[i] = vm.ImportRow{Name: r.Name, Active: r.Active, CompanyID: r.CompanyID, CompanyName: r.CompanyName}
	}
	plan := vm.PlanImport(rows, known)
	_, _ = fmt.Fprintln(t.err, plan.Line())
	if len(plan.Changes) == 0 {
		return nil
	}
	d, err := w.Desk.SaveCustomers(ctx, plan.Changes)
	if err != nil {
		return err
	}
	return t.decision(w, d)
}

// writeFile makes a file and writes it whole, or removes it again.
func writeFile(name string, write func(*os.File) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// signOff writes the sign-off sheet of a day.
func signOff(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("sign-off", flag.ContinueOnError)
	customer := flags.String("customer", "", "")
	out := flags.String("out", "", "")
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	pdf := strings.HasSuffix(*out, ".pdf")
	if !pdf && !strings.HasSuffix(*out, ".csv") {
		return usagef("sign-off: --out names a file that ends in .pdf or .csv")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		day, err := t.day(w, words)
		if err != nil {
			return err
		}
		s, err := w.Desk.SignOff(ctx, day, *customer)
		if err != nil {
			return err
		}
		err = writeFile(*out, func(f *os.File) error {
			if pdf {
				return exchange.WriteSignOffPDF(f, s, w.Location)
			}
			return exchange.WriteSignOffCSV(f, s, w.Location)
		})
		if err != nil {
			return err
		}
		n, reviewed, open, problems := s.Counts()
		return t.print(map[string]any{"day": s.Day, "runs": n, "reviewed": reviewed, "open": open, "problems": problems, "hash": s.LastHash},
			fmt.Sprintf("%s: %d runs, %d with problems, %d reviewed, %d open", s.Day, n, problems, reviewed, open))
	})
}

// rebuild makes every projection anew from the runs and the journal.
func rebuild(ctx context.Context, t *terminal, args []string) error {
	if len(args) > 0 {
		return usagef("rebuild takes no words")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		n, err := w.Desk.Rebuild(ctx)
		if err != nil {
			return err
		}
		return t.print(map[string]int{"entries": n}, fmt.Sprintf("rebuilt from %d journal entries", n))
	})
}

// verifyJournal checks the chain of the journal.
func verifyJournal(ctx context.Context, t *terminal) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		c, err := w.Desk.VerifyJournal(ctx)
		if err != nil {
			return err
		}
		if err := t.print(map[string]any{"entries": c.Entries, "unlinked": c.Unlinked, "broken": orNull(string(c.Broken)), "last": c.Last, "hash": c.LastHash}, c.Words()); err != nil {
			return err
		}
		if c.Broken != "" {
			return errors.New("the journal was changed by other means")
		}
		return nil
	})
}

// discard deletes messages from the inbox, or restores them.
func discard(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("delete", flag.ContinueOnError)
	restore := flags.Bool("restore", false, "")
	ids, err := numbers(flags, args, "message")
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return usagef("delete: name messages by their numbers")
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

// passphrase sets the administrator's passphrase; old and new come from variables,
// since words on a command line are seen by everybody on the machine.
func passphrase(ctx context.Context, t *terminal, args []string) error {
	if len(args) > 0 {
		return usagef("passphrase takes no words: the old one is in %s, the new one in %s", passphraseVariable, newPassphraseVariable)
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		d, err := w.Desk.SetPassphrase(ctx, os.Getenv(passphraseVariable), os.Getenv(newPassphraseVariable))
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

const newPassphraseVariable = "RCHECK_NEW_PASSPHRASE"
