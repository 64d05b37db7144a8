package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/plainfile"
	"runchecks/domain/rules"
	"runchecks/sync/message"
	"runchecks/sync/readers"
	"runchecks/sync/readers/definition"
	"runchecks/sync/workbench/pointing"
	"runchecks/ui/words"
)

type readerJSON struct {
	Name     string   `json:"name"`
	Product  string   `json:"product"`
	About    string   `json:"about"`
	Origin   string   `json:"origin"`
	File     *string  `json:"file"`
	Messages int      `json:"messages"`
	Newest   *string  `json:"newest"`
	Problems []string `json:"problems"`
}

// listReaders lists what reads what.
func listReaders(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		rows, err := w.Bench.Readers(ctx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			out := readerJSON{
				Name:     r.Name,
				Product:  r.Product,
				About:    r.About,
				Origin:   string(r.Origin),
				File:     orNull(r.File),
				Messages: r.Messages,
				Problems: []string{},
			}
			newest := "-"
			if !r.Newest.IsZero() {
				newest = local(w, r.Newest)
				out.Newest = orNull(r.Newest.UTC().Format(time.RFC3339))
			}
			name := r.Name
			if name == "" {
				name = "(nobody)"
			}
			text := fmt.Sprintf("%-24s %-8s %7d  %-16s  %s", name, r.Origin, r.Messages, newest, r.About)
			for _, p := range r.Problems {
				out.Problems = append(out.Problems, words.DefinitionProblem(p))
				text += "\n    not in use: " + words.DefinitionProblem(p)
			}
			if err := t.print(out, text); err != nil {
				return err
			}
		}
		for _, f := range w.Readers.WordFaults() {
			_, _ = fmt.Fprintln(t.err, words.WordFault(f))
		}
		return nil
	})
}

// definitionFile reads a definition from a file of the file system.
func definitionFile(path string) (file, text string, err error) {
	b, err := plainfile.Read(path, 1<<20)
	return filepath.Base(path), string(b), err
}

// testDefinition shows what a definition makes of mails in files: no workspace.
func testDefinition(ctx context.Context, t *terminal, words []string) error {
	file, text, err := definitionFile(words[0])
	if err != nil {
		return err
	}
	d, err := definition.Parse(file, []byte(text))
	if err != nil {
		return err
	}
	failed := 0
	for _, path := range words[1:] {
		raw, err := t.readFile(path, maxFile)
		var m *message.Message
		if err == nil {
			m, err = message.Decode(ctx, raw)
		}
		if err != nil {
			failed++
			_, _ = fmt.Fprintf(t.err, "rcheck: %s: %v\n", path, err)
			continue
		}
		x := d.Explain(ctx, m, readers.Env{Location: time.Local})
		out := readFileResult(path, x.Results)
		text := out.text()
		if !x.Matched {
			out.Reason = "the definition does not read this message"
			text = path + "\n  " + out.Reason
		}
		for _, c := range x.Conditions {
			if !c.Held {
				text += "\n    not there: " + c.Rule
			}
		}
		for _, f := range x.Found {
			text += fmt.Sprintf("\n    line %d, %s: %q in %s", f.Line, f.Rule, f.Words, f.Where)
		}
		if err := t.print(out, text); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d files could not be read", failed, len(words)-1)
	}
	return nil
}

// mails decodes files, or stored messages by their numbers; all are of one kind.
func (t *terminal) mails(ctx context.Context, words []string) (mails []*pointing.Mail, customers []string, err error) {
	if _, bad := strconv.ParseInt(words[0], 10, 64); bad == nil {
		ids, err := numbers("readers", words, "message")
		if err != nil {
			return nil, nil, err
		}
		err = t.with(ctx, func(w *workspace.Workspace) (err error) {
			mails, customers, err = w.Bench.Mails(ctx, ids)
			return err
		})
		return mails, customers, err
	}
	for _, path := range words {
		raw, err := t.readFile(path, maxFile)
		if err != nil {
			return nil, nil, err
		}
		m, err := message.Decode(ctx, raw)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", path, err)
		}
		if m.Forwarded != nil && m.HTML == "" && m.Text == "" {
			m = m.Forwarded
		}
		mails = append(mails, &pointing.Mail{Name: path, Message: m, Received: m.Date})
	}
	return mails, nil, nil
}

// proposeDefinition writes a definition to begin with.
func proposeDefinition(ctx context.Context, t *terminal, words []string) error {
	mails, customers, err := t.mails(ctx, words)
	if err != nil {
		return err
	}
	lesson := pointing.Begin(mails, customers)
	outcome := lesson.Try(ctx, time.Local, nil)
	open := []string{}
	for _, q := range lesson.Questions(&outcome) {
		open = append(open, q.Describe())
		if !t.json {
			_, _ = fmt.Fprintln(t.err, q.Describe())
		}
	}
	text := lesson.Text()
	return t.print(proposalJSON{text, open}, strings.TrimRight(text, "\n"))
}

// showFacts prints what a definition can address in a mail.
func showFacts(ctx context.Context, t *terminal, words []string) error {
	mails, _, err := t.mails(ctx, words)
	if err != nil {
		return err
	}
	for _, m := range mails {
		s := pointing.Show(m.Message, m.Received)
		if err := t.print(s, s.Text()); err != nil {
			return err
		}
	}
	return nil
}

type rereadJSON struct {
	Messages      int          `json:"messages"`
	Changed       int          `json:"changed"`
	Hits          int          `json:"hits"`
	Conflicts     []hitsJSON   `json:"conflicts"`
	NewRuns       int          `json:"new_runs"`
	GoneRuns      int          `json:"gone_runs"`
	KeptRuns      int          `json:"kept_runs"`
	StatusChanges int          `json:"status_changes"`
	JobChanges    int          `json:"job_changes"`
	ObjectChanges int          `json:"object_changes"`
	PendingJobs   int          `json:"pending_jobs"`
	Worse         int          `json:"worse"`
	Failed        int          `json:"failed"`
	Joins         []joinJSON   `json:"joins"`
	Rows          []changeJSON `json:"rows"`
}

// joinJSON is a job that others join, or whose reports have another name.
type joinJSON struct {
	Job     string          `json:"job"`
	Becomes string          `json:"becomes"`
	Joined  []string        `json:"joined"`
	Keys    []domain.JobKey `json:"keys"`
	Runs    int             `json:"runs"`
}

type changeJSON struct {
	Kind    domain.RereadKind `json:"kind"`
	Message int64             `json:"message"`
	Subject string            `json:"subject"`
	Before  string            `json:"before"`
	After   string            `json:"after"`
	Was     domain.Status     `json:"was"`
	Becomes domain.Status     `json:"becomes"`
	Decided bool              `json:"decided"`
}

// mostRows is how many differences the terminal lists.
const mostRows = 40

func (t *terminal) reread(r domain.Reread, done bool) error {
	out := rereadJSON{
		Messages: r.Messages, Changed: r.Changed, Hits: r.Hits, Conflicts: []hitsJSON{},
		NewRuns: r.NewRuns, GoneRuns: r.GoneRuns, KeptRuns: r.KeptRuns,
		StatusChanges: r.StatusChanges, JobChanges: r.JobChanges, ObjectChanges: r.ObjChanges, PendingJobs: r.PendingJobs, Worse: r.Worse, Failed: r.Failed, Rows: []changeJSON{},
	}
	for _, c := range r.Conflicts {
		out.Conflicts = append(out.Conflicts, hitsJSON(c))
	}
	out.Joins = []joinJSON{}
	for _, j := range r.Plan.Joins {
		out.Joins = append(out.Joins, joinJSON{j.Name, j.Becomes, append([]string{}, j.Names...), j.Keys, j.Runs})
	}
	text := strings.Join(words.Reread(r, done), "\n")
	for i, c := range r.Rows {
		before, after := words.RereadChange(c)
		out.Rows = append(
			out.Rows,
			changeJSON{c.Kind, c.Message, c.Subject, before, after, c.Before.Status.Known(), c.After.Status.Known(), c.Decided},
		)
		if i < mostRows {
			text += fmt.Sprintf("\n  %-40.40s  %s %s  ->  %s %s", c.Subject, statusWord(c.Before), before, statusWord(c.After), after)
		}
	}
	if n := len(r.Rows) - mostRows; n > 0 {
		text += fmt.Sprintf("\n  and %d more", n)
	}
	return t.print(out, text)
}

func statusWord(f domain.RereadFacts) string {
	if f.Status == 0 {
		return "-"
	}
	return f.Status.String()
}

func (t *terminal) rereadProgress(done, total int) {
	_, _ = fmt.Fprintf(t.err, "%d of %d messages\n", done, total)
}

// tryDefinition says what a definition would change among the stored messages.
func tryDefinition(ctx context.Context, t *terminal, words []string) error {
	file, text, err := definitionFile(words[0])
	if err != nil {
		return err
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		r, err := w.Bench.Try(ctx, file, text, t.rereadProgress)
		if err != nil {
			return err
		}
		return t.reread(r, false)
	})
}

// changeDefinition puts a definition in use or takes it out, and reads the messages
// again that it concerns.
func changeDefinition(verb string) func(*flag.FlagSet) action {
	return plain(func(ctx context.Context, t *terminal, words []string) error {
		return t.changeDefinition(ctx, verb, words[0])
	})
}

func (t *terminal) changeDefinition(ctx context.Context, verb, name string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		var d domain.Decision
		var err error
		if verb == "remove" {
			d, err = w.Desk.DeleteDefinition(ctx, name)
		} else {
			var file, text string
			if file, text, err = definitionFile(name); err == nil {
				d, err = w.Desk.SaveDefinition(ctx, file, text)
			}
		}
		if err != nil {
			return err
		}
		if err := t.decision(w, d); err != nil {
			return err
		}
		return t.rereadStale(ctx, w)
	})
}

func (t *terminal) rereadStale(ctx context.Context, w *workspace.Workspace) error {
	r, err := w.Bench.Reread(ctx, nil, t.rereadProgress)
	if err != nil {
		return err
	}
	return t.reread(r, true)
}

// readAgain reads stored messages again: those named, those of --job, all with
// --all, else those that the readers in use have not read yet. With --look it only
// says what would change.
func readAgain(f *flag.FlagSet) action {
	all := f.Bool("all", false, "every stored message")
	look := f.Bool("look", false, "only say what would change")
	job := f.Int64("job", 0, "the messages of the job of this `number`")
	return func(ctx context.Context, t *terminal, words []string) error {
		ids, err := numbers("readers again", words, "message")
		if err != nil {
			return err
		}
		return t.readAgain(ctx, ids, *job, *all, *look)
	}
}

func (t *terminal) readAgain(ctx context.Context, ids []int64, job int64, all, look bool) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if !w.Desk.May(rules.ActTeach) {
			return &domain.Error{
				Code:    domain.CodePermission,
				Message: fmt.Sprintf("The role %s may not %s.", w.Desk.Actor().Role, rules.ActTeach),
			}
		}
		err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
			switch {
			case all:
				ids, err = q.MessageIDs("")
			case job != 0:
				ids, err = q.JobMessages(job)
			}
			return err
		})
		if err != nil {
			return err
		}
		if (all || job != 0) && len(ids) == 0 {
			return errors.New("there is no such message to read again")
		}
		if len(ids) == 0 {
			ids = nil
		}
		r, err := w.Bench.Look(ctx, ids, t.rereadProgress)
		if err != nil || look {
			return errors.Join(err, t.reread(r, false))
		}
		plan := r.Plan
		for _, j := range plan.Joins {
			d, err := w.Desk.Join(ctx, j.Into, j.Keys)
			if err != nil {
				return err
			}
			if err := t.decision(w, d); err != nil {
				return err
			}
		}
		if r, err = w.Bench.Reread(ctx, ids, t.rereadProgress); err != nil {
			return err
		}
		r.Plan = plan
		return t.reread(r, true)
	})
}
