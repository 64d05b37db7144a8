package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"reflect"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/export"
)

// What can be exported.
const (
	exportJobs    = "jobs"
	exportRuns    = "runs"
	exportObjects = "objects"
	exportJournal = "journal"
)

// exportedJob is a job.
type exportedJob struct {
	Job      int64           `json:"job"`
	Key      domain.JobKey   `json:"key"`
	Customer string          `json:"customer"`
	Product  string          `json:"product"`
	Type     string          `json:"job_type"`
	Name     string          `json:"job_name"`
	State    domain.JobState `json:"state"`
}

// exportedRun is a run of a job, reviewed or not.
type exportedRun struct {
	Run       int64         `json:"run"`
	Key       domain.RunKey `json:"key"`
	Job       int64         `json:"job"`
	JobKey    domain.JobKey `json:"job_key"`
	Customer  string        `json:"customer"`
	Name      string        `json:"job_name"`
	At        string        `json:"at"`
	Raw       string        `json:"raw_status"`
	Effective string        `json:"effective_status"`
	Source    domain.Source `json:"source"`
	Kind      domain.Kind   `json:"kind"`
	Seconds   float64       `json:"duration_seconds"`
	Objects   int           `json:"objects"`
	Problems  int           `json:"problems"`
	Reviewed  bool          `json:"reviewed"`
	Tickets   int           `json:"tickets"`
	Remarks   int           `json:"remarks"`
	Note      string        `json:"note"`
}

// exportedObject is an object of a run.
type exportedObject struct {
	Run      int64         `json:"run"`
	RunKey   domain.RunKey `json:"run_key"`
	Job      int64         `json:"job"`
	Customer string        `json:"customer"`
	JobName  string        `json:"job_name"`
	At       string        `json:"at"`
	Name     string        `json:"name"`
	Type     string        `json:"type"`
	Status   string        `json:"status"`
	Message  string        `json:"message"`
}

// exportedDecision is an entry of the journal.
type exportedDecision struct {
	Decision domain.DecisionID   `json:"decision"`
	At       string              `json:"at"`
	Actor    string              `json:"actor"`
	Kind     domain.DecisionKind `json:"kind"`
	Summary  string              `json:"summary"`
	Undoes   domain.DecisionID   `json:"undoes"`
	UndoneBy domain.DecisionID   `json:"undone_by"`
	Hash     string              `json:"hash"`
}

// exportData writes what the profile holds for another program.
func exportData(f *flag.FlagSet) action {
	format := f.String("format", "jsonl", "`jsonl|csv`: a JSON value a line, or CSV with a head")
	out := f.String("out", "-", "`file` that it is written to; - is standard output")
	since := f.String("since", "", "of runs, objects and journal: from this `date` on")
	force := forceFlag(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		if _, err := choice("export", "format", *format, "jsonl", "csv"); err != nil {
			return err
		}
		what := words[0]
		needs, ok := map[string]rules.Action{
			exportJobs: rules.ActSee, exportJournal: rules.ActAudit,
			exportRuns: rules.ActIncludeReviewed, exportObjects: rules.ActIncludeReviewed,
		}[what]
		if !ok {
			return usagef("export: say jobs, runs, objects or journal, not %q", what)
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if !w.Desk.May(needs) {
				return &domain.Error{Code: domain.CodePermission, Message: "Your role may not export " + what + "."}
			}
			from := time.Time{}
			if *since != "" {
				var err error
				if from, err = date(w, "--since", *since); err != nil {
					return err
				}
			}
			rows := 0
			err := t.writeFile(*out, *force, func(to io.Writer) (err error) {
				x := exporter{to: to, csv: *format == "csv"}
				err = x.write(ctx, w, what, from)
				rows = x.rows
				return err
			})
			if err != nil || *out == stdio {
				return err
			}
			return t.print(fileWritten{*out, rows}, fmt.Sprintf("%d %s written to %s", rows, what, *out))
		})
	}
}

// exporter writes rows of one type.
type exporter struct {
	to    io.Writer
	csv   bool
	sheet export.Sheet
	rows  int
}

func (x *exporter) write(ctx context.Context, w *workspace.Workspace, what string, since time.Time) error {
	if what == exportJournal {
		return x.journal(ctx, w, since)
	}
	return w.Store.Read(ctx, func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			if what == exportJobs {
				err = x.row(exportedJob{j.ID, j.Key, j.Customer.Name, j.Product, j.Type, j.Name, j.State})
			} else {
				err = x.runs(ctx, q, j, what, since)
			}
			if err != nil {
				return err
			}
		}
		return x.end(what)
	})
}

func (x *exporter) runs(ctx context.Context, q domain.Reader, j domain.JobRow, what string, since time.Time) error {
	list, err := q.JobRuns(j.ID, true, mostRuns)
	if err != nil {
		return err
	}
	for _, r := range list {
		if r.At.Before(since) {
			continue
		}
		at := r.At.UTC().Format(time.RFC3339)
		if what == exportRuns {
			err = x.row(exportedRun{
				r.ID, r.Key, j.ID, j.Key, j.Customer.Name, j.Name, at, r.Raw.Known().Code(), r.Status.Known().Code(), r.Source, r.Kind,
				r.Duration.Seconds(), r.Objects, r.Problems, r.Reviewed, r.Tickets, r.Remarks, r.Note,
			})
		} else {
			err = x.objects(q, j, r, at)
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) objects(q domain.Reader, j domain.JobRow, r domain.RunRow, at string) error {
	if r.Objects == 0 {
		return nil
	}
	run, err := q.Run(r.ID)
	if err != nil {
		return err
	}
	for _, o := range run.Objects {
		status := ""
		if o.Status != 0 {
			status = o.Status.Code()
		}
		if err := x.row(exportedObject{r.ID, r.Key, j.ID, j.Customer.Name, j.Name, at, o.Name, o.Type, status, o.Message}); err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) journal(ctx context.Context, w *workspace.Workspace, since time.Time) error {
	list, err := w.Desk.Journal(ctx, many)
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.At.Before(since) {
			continue
		}
		err := x.row(exportedDecision{
			d.ID, d.At.UTC().Format(time.RFC3339), d.Actor, d.Kind, review.Words(d, w.Location), d.Undoes, d.UndoneBy, d.Hash,
		})
		if err != nil {
			return err
		}
	}
	return x.end(exportJournal)
}

// end writes the head of a CSV file that has no rows, and what is not written yet.
func (x *exporter) end(what string) error {
	if !x.csv {
		return nil
	}
	if x.rows == 0 {
		err := x.head(map[string]any{
			exportJobs: exportedJob{}, exportRuns: exportedRun{}, exportObjects: exportedObject{}, exportJournal: exportedDecision{},
		}[what])
		if err != nil {
			return err
		}
	}
	return x.sheet.Close()
}

func (x *exporter) head(value any) (err error) {
	var heads []string
	for f := range reflect.TypeOf(value).Fields() {
		heads = append(heads, f.Tag.Get("json"))
	}
	x.sheet, err = export.NewSheet(x.to, heads)
	return err
}

// row writes one value. The columns of CSV are the fields of the JSON value, in their order.
func (x *exporter) row(value any) error {
	if !x.csv {
		line, err := json.Marshal(value)
		if err == nil {
			_, err = fmt.Fprintf(x.to, "%s\n", domain.VisibleJSON(string(line)))
		}
		x.rows++
		return err
	}
	if x.rows == 0 {
		if err := x.head(value); err != nil {
			return err
		}
	}
	x.rows++
	var cells []string
	for _, v := range reflect.ValueOf(value).Fields() {
		cells = append(cells, fmt.Sprint(v.Interface()))
	}
	return x.sheet.Row(cells)
}
