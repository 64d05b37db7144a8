package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/query"
	"runchecks/domain/search"
	"runchecks/ui/words"
)

type searchJSON struct {
	Job      int64         `json:"job"`
	Key      domain.JobKey `json:"key"`
	Customer *string       `json:"customer"`
	Product  string        `json:"product"`
	Type     string        `json:"job_type"`
	Name     string        `json:"job_name"`
	Status   domain.Status `json:"status"`
	Runs     int           `json:"runs"`
	// Run is the newest run of the job that meets the search, null where it asks nothing of runs.
	Run *int64 `json:"run"`
}

// searchJobs lists the jobs that a search finds, each with the run that hits.
func searchJobs(f *flag.FlagSet) action {
	all := f.Bool("all", false, "the reviewed runs, too (Admin), as is:reviewed, since: and before: do by themselves")
	return func(ctx context.Context, t *terminal, words []string) error {
		return t.search(ctx, strings.Join(words, " "), *all)
	}
}

func (t *terminal) search(ctx context.Context, text string, all bool) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := mayOpen(w, false); err != nil {
			return err
		}
		now := w.Clock().In(w.Location)
		q := query.Parse(text, now)
		if fault := words.SearchFault(q.Faults); fault != "" {
			_, _ = fmt.Fprintln(t.err, fault)
		}
		if all = all || search.Beyond(q); all && !w.Desk.May(rules.ActIncludeReviewed) {
			return &domain.Error{Code: domain.CodePermission, Message: "Only an Admin may include reviewed runs."}
		}
		if err := w.Index(ctx); err != nil {
			return err
		}
		var rows []domain.JobRow
		var facts *search.Facts
		err := w.Store.Read(ctx, func(tx domain.Reader) (err error) {
			if rows, err = search.Rows(tx, all, now, w.Location); err == nil {
				facts, err = search.ReadFacts(tx, rows, w.Desk.Actor().Name, now)
			}
			return err
		})
		if err != nil {
			return err
		}
		found, err := search.Find(ctx, w.Store, q, rows, facts, all)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r domain.JobRow) bool { _, hit := found.Hits[r.ID]; return !hit })
		for _, r := range rows {
			line := searchJSON{Job: r.ID, Key: r.Key, Customer: orNull(r.Customer.Name), Product: r.Product, Type: r.Type, Name: r.Name,
				Status: r.Status.Known(), Runs: r.Runs}
			run := "-"
			if id := found.Hits[r.ID]; id != 0 {
				line.Run, run = &id, fmt.Sprint(id)
			}
			err := t.print(line, fmt.Sprintf("%5d  %-18s  %-26s  %-36s  %7s  %s", r.ID, r.Status, r.Customer.Name, r.Name, run, r.Product))
			if err != nil {
				return err
			}
		}
		switch {
		case len(rows) == 0 && len(q.Terms) > 0:
			_, _ = fmt.Fprintln(t.err, words.NothingFound(text))
		case found.More:
			_, _ = fmt.Fprintln(t.err, words.FirstFound(len(rows)))
		}
		if behind := words.Behind(found.Behind); behind != "" {
			_, _ = fmt.Fprintln(t.err, behind)
		}
		return nil
	})
}
