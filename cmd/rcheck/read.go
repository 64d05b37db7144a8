package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/mailitem"
	"runchecks/sync/readers"
)

// maxFile bounds what read takes from a file: as much as a sync takes from a mail.
const maxFile = 256 << 20

type readObject struct {
	Name    string         `json:"name"`
	Type    *string        `json:"type"`
	Status  *domain.Status `json:"status"`
	Message string         `json:"message"`
}

type readResult struct {
	Product    string            `json:"product"`
	JobType    string            `json:"job_type"`
	JobName    *string           `json:"job_name"`
	Identity   *string           `json:"identity"`
	Kind       domain.Kind       `json:"kind"`
	Status     domain.Status     `json:"status"`
	Stated     *domain.Status    `json:"stated_status"`
	Started    *string           `json:"started_at"`
	Ended      *string           `json:"ended_at"`
	Objects    []readObject      `json:"objects"`
	Error      string            `json:"error,omitempty"`
	Reader     string            `json:"reader"`
	Confidence domain.Confidence `json:"confidence"`
	Evidence   domain.Evidence   `json:"evidence"`
	// UnknownWords stood where a status stands and are in no list of the definition.
	UnknownWords []domain.Evidence `json:"unknown_words,omitempty"`
}

type readJSON struct {
	File    string       `json:"file"`
	Results []readResult `json:"results"`
	// Reason says why there are no results.
	Reason string `json:"reason,omitempty"`
}

// read shows what the readers make of files, without storing anything.
func read(f *flag.FlagSet) action {
	only := f.String("reader", "", "`name` of the one reader that reads them; 'rcheck readers list' names them")
	without := f.String("without", "", "leave out the readers that know this `product`")
	return func(ctx context.Context, t *terminal, words []string) error {
		registry, err := chosen(*only, *without)
		if err != nil {
			return err
		}
		return t.read(ctx, registry, words)
	}
}

func (t *terminal) read(ctx context.Context, registry *readers.Registry, files []string) error {
	failed := 0
	for _, file := range files {
		raw, err := t.readFile(file, maxFile)
		if err != nil {
			failed++
			_, _ = fmt.Fprintf(t.err, "rcheck: cannot read the mail: %v\n", err)
			continue
		}
		item := mailitem.Read(ctx, mailitem.Reading{Readers: registry, Location: time.Local}, raw, time.Time{})
		out := readFileResult(file, item.Results)
		out.Reason = item.Unreadable + item.Unmatched
		if err := t.print(out, out.text()); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d files could not be read", failed, len(files))
	}
	return nil
}

// chosen returns the readers of the program: all of them, one alone, or all but those
// of a product.
func chosen(only, without string) (*readers.Registry, error) {
	registry := readers.Default()
	if only != "" && without != "" {
		return nil, usagef("read: --reader and --without exclude each other")
	}
	switch {
	case only != "":
		one, ok := registry.Only(only)
		if !ok {
			return nil, usagef("read: there is no reader %q; see rcheck readers list", only)
		}
		return one, nil
	case without != "":
		rest, ok := registry.Without(without)
		if !ok {
			return nil, usagef("read: no reader is of %q; see rcheck readers list", without)
		}
		return rest, nil
	}
	return registry, nil
}

func readFileResult(file string, results []domain.Result) readJSON {
	out := readJSON{File: file, Results: []readResult{}}
	for _, r := range results {
		out.Results = append(out.Results, resultOf(r))
	}
	return out
}

func resultOf(r domain.Result) readResult {
	out := readResult{
		Product: r.Product, JobType: r.JobType, JobName: orNull(r.JobName), Identity: orNull(r.Identity), Kind: r.Kind, Status: r.Status.Known(),
		Started: orNull(r.Started.String()), Ended: orNull(r.Ended.String()), Objects: []readObject{}, Error: r.Error,
		Reader: r.Reader, Confidence: r.Confidence, Evidence: r.Evidence,
		UnknownWords: r.UnknownWords,
	}
	if r.Stated != 0 && r.Stated != r.Status {
		out.Stated = &r.Stated
	}
	for _, o := range r.Objects {
		object := readObject{Name: o.Name, Type: orNull(o.Type), Message: o.Message}
		if o.Status != 0 {
			object.Status = &o.Status
		}
		out.Objects = append(out.Objects, object)
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (f readJSON) text() string {
	var b strings.Builder
	b.WriteString(f.File)
	if len(f.Results) == 0 {
		fmt.Fprintf(&b, "\n  no result: %s", f.Reason)
	}
	for _, r := range f.Results {
		fmt.Fprintf(&b, "\n  %s  %s · %s · %s (%s, read by %s)", r.Status, r.Product, r.JobType, name(r), r.Kind, r.Reader)
		fmt.Fprintf(&b, "\n    because %q in %s", r.Evidence.Words, r.Evidence.Where)
		for _, w := range r.UnknownWords {
			fmt.Fprintf(&b, "\n    in no list: %q in %s", w.Words, w.Where)
		}
		for _, o := range r.Objects {
			status := "-"
			if o.Status != nil {
				status = o.Status.String()
			}
			fmt.Fprintf(&b, "\n    %-8s %s  %s", status, o.Name, o.Message)
		}
	}
	return b.String()
}

func name(r readResult) string {
	for _, s := range []*string{r.JobName, r.Identity} {
		if s != nil {
			return *s
		}
	}
	return "no name"
}
