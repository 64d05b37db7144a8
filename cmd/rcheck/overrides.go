package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/words"
)

type overrideJSON struct {
	Key     domain.DecisionID `json:"key"`
	State   review.RuleState  `json:"state"`
	For     string            `json:"for"`
	Level   domain.Level      `json:"level"`
	Status  *domain.Status    `json:"status"`
	Worst   *domain.Status    `json:"up_to"`
	Text    string            `json:"text"`
	Match   domain.MatchMode  `json:"match"`
	From    string            `json:"from"`
	Until   *string           `json:"until"`
	Reason  string            `json:"reason"`
	By      string            `json:"by"`
	Runs    int               `json:"runs"`
	Jobs    int               `json:"jobs"`
	LastRun *string           `json:"last_run"`
}

// overrides lists the overrides with what each matched in the last 90 days.
func overrides(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error { return listOverrides(ctx, t, w) })
}

// overrideAction decides about one override.
func overrideAction(
	decide func(ctx context.Context, w *workspace.Workspace, key domain.DecisionID) (domain.Decision, error),
) func(*flag.FlagSet) action {
	return plain(func(ctx context.Context, t *terminal, words []string) error {
		return t.with(ctx, func(w *workspace.Workspace) error {
			d, err := decide(ctx, w, domain.DecisionID(words[0]))
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	})
}

// ruleFlags are what an override says.
type ruleFlags struct {
	f                                         *flag.FlagSet
	level, product, kind, object, text, match string
	alone, worst, from, until, reason         string
	job                                       int64
}

func (r *ruleFlags) declare(f *flag.FlagSet) {
	r.f = f
	f.StringVar(&r.level, "level", "", "`job|object|global`: what it is for: a job, an object of a job, or all jobs of a product")
	f.Int64Var(&r.job, "job", 0, "`number` of the job")
	f.StringVar(&r.object, "object", "", "`name` of the object")
	f.StringVar(&r.product, "product", "", "`name` of the product")
	f.StringVar(&r.kind, "type", "", "with --product: only jobs of this `type`; empty for every type")
	f.StringVar(&r.text, "text", "", "`text` of the error; empty matches any and none")
	f.StringVar(&r.match, "match", "", "`contains|exact|starts|ends`: how the text is compared with a message")
	f.StringVar(&r.alone, "status", "", "the one `status` that it covers: warning, failed or unknown; any for every one")
	f.StringVar(&r.worst, "up-to", "", "the worst `status` that it covers: failed for every problem")
	f.StringVar(&r.from, "from", "", "it holds for runs from this `date` on")
	f.StringVar(&r.until, "until", "", "it holds for runs until this `date`, or for ever: never")
	f.StringVar(&r.reason, "reason", "", "`why` it is no problem")
}

// set changes what is given of an override.
func (r *ruleFlags) set(ctx context.Context, w *workspace.Workspace, command string, o *domain.Override) (err error) {
	r.f.Visit(func(f *flag.Flag) {
		if err == nil {
			err = r.one(ctx, w, command, f.Name, o)
		}
	})
	return err
}

func (r *ruleFlags) one(ctx context.Context, w *workspace.Workspace, command, name string, o *domain.Override) (err error) {
	switch name {
	case "level":
		o.Level, err = choice(command, name, r.level, domain.LevelJob, domain.LevelObject, domain.LevelGlobal)
	case "job":
		var job domain.Job
		err = w.Store.Read(ctx, func(q domain.Reader) (err error) {
			job, err = q.Job(r.job)
			return err
		})
		o.Job, o.Product = job.Key, job.Product
	case "object":
		o.Object = r.object
	case "product":
		o.Product = r.product
	case "type":
		o.Type = r.kind
	case "text":
		o.Text = r.text
	case "match":
		o.Mode, err = choice(command, name, r.match, domain.MatchContains, domain.MatchExact, domain.MatchStarts, domain.MatchEnds)
	case "status":
		if o.Status = 0; r.alone != "any" {
			o.Status, err = problem(command, name, r.alone)
		}
	case "up-to":
		o.Worst, err = problem(command, name, r.worst)
	case "from":
		o.From, err = date(w, command+": --from", r.from)
	case "until":
		if o.Until = (time.Time{}); r.until != never {
			o.Until, err = date(w, command+": --until", r.until)
		}
	case "reason":
		o.Reason = r.reason
	}
	return err
}

// problem reads a status that an override can cover.
func problem(command, flag, word string) (domain.Status, error) {
	status, err := domain.ParseStatus(word)
	if err != nil || status.Good() {
		return 0, usagef("%s: --%s is warning, failed, missed or unknown, not %q", command, flag, word)
	}
	return status, nil
}

// override reads the override of a key; that of none is a new one.
func override(ctx context.Context, w *workspace.Workspace, words []string) (o domain.Override, err error) {
	if len(words) == 0 {
		return domain.Override{Level: domain.LevelJob, Mode: domain.MatchContains, Enabled: true}, nil
	}
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		o, err = q.Override(domain.DecisionID(words[0]))
		return err
	})
	return o, err
}

// overrideSave makes an override, or changes what is given of the one that is named.
func overrideSave(command string) func(*flag.FlagSet) action {
	return func(f *flag.FlagSet) action {
		var r ruleFlags
		r.declare(f)
		return func(ctx context.Context, t *terminal, words []string) error {
			if f.NFlag() == 0 {
				return usagef("%s: say what it is to be, such as --text or --until", command)
			}
			return t.with(ctx, func(w *workspace.Workspace) error {
				o, err := override(ctx, w, words)
				if err == nil {
					err = r.set(ctx, w, command, &o)
				}
				if err != nil {
					return err
				}
				d, err := w.Desk.SaveRule(ctx, o)
				if err != nil {
					return err
				}
				return t.decision(w, d)
			})
		}
	}
}

type matchJSON struct {
	Run      domain.RunKey `json:"run"`
	Customer string        `json:"customer"`
	Job      string        `json:"job_name"`
	At       string        `json:"at"`
	Message  string        `json:"message"`
}

// previewJSON is what an override changes now, exactly, and what it would have matched in
// the last 90 days.
type previewJSON struct {
	Changes  changesJSON `json:"changes_now"`
	Runs     int         `json:"runs"`
	Of       int         `json:"of"`
	Jobs     int         `json:"jobs"`
	Days     int         `json:"days"`
	Examples []matchJSON `json:"examples"`
}

type changesJSON struct {
	Runs    int         `json:"runs"`
	Jobs    int         `json:"jobs"`
	Success int         `json:"become_success"`
	Problem int         `json:"become_problem"`
	Rows    []matchJSON `json:"rows"`
}

// overridePreview says what an override would have matched, without keeping it.
func overridePreview(f *flag.FlagSet) action {
	var r ruleFlags
	r.declare(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		const command = "overrides preview"
		if f.NFlag() == 0 && len(words) == 0 {
			return usagef("%s: name an override by its key, or say what a new one would be", command)
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			o, err := override(ctx, w, words)
			if err == nil {
				err = r.set(ctx, w, command, &o)
			}
			if err != nil {
				return err
			}
			p, err := w.Desk.PreviewRule(ctx, o)
			if err != nil {
				return err
			}
			return t.preview(w, p)
		})
	}
}

func (t *terminal) preview(w *workspace.Workspace, p domain.OverridePreview) error {
	var b strings.Builder
	list := func(rows []domain.OverrideMatch) []matchJSON {
		out := []matchJSON{}
		for _, m := range rows {
			out = append(out, matchJSON{m.Run, m.Customer, m.Job, m.At.UTC().Format(time.RFC3339), m.Message})
			fmt.Fprintf(&b, "\n  %s  %s · %s  %s", local(w, m.At), m.Customer, m.Job, m.Message)
		}
		return out
	}
	fmt.Fprintf(
		&b,
		"changes %d waiting runs of %d jobs now: %d become a success, %d a problem",
		p.Now.Runs,
		p.Now.Jobs,
		p.Now.Success,
		p.Now.Problem,
	)
	out := previewJSON{
		Changes: changesJSON{p.Now.Runs, p.Now.Jobs, p.Now.Success, p.Now.Problem, list(p.Now.Rows)},
		Runs:    p.Runs,
		Of:      p.Of,
		Jobs:    p.Jobs,
		Days:    90,
	}
	fmt.Fprintf(&b, "\nwould have matched %d of %d problem runs of %d jobs in the last 90 days", p.Runs, p.Of, p.Jobs)
	out.Examples = list(p.Rows)
	return t.print(out, b.String())
}

func listOverrides(ctx context.Context, t *terminal, w *workspace.Workspace) error {
	list, err := w.Desk.Rules(ctx)
	if err != nil {
		return err
	}
	now := w.Clock()
	for _, o := range list {
		p, err := w.Desk.Matches(ctx, o.Override)
		if err != nil {
			return err
		}
		out := overrideJSON{
			Key: o.Key, State: o.State, For: o.Reach, Level: o.Level, Text: o.Text, Match: o.Mode, From: o.From.UTC().Format(time.RFC3339),
			Reason: o.Reason, By: o.By, Runs: p.Runs, Jobs: p.Jobs,
		}
		if o.Status != 0 {
			out.Status = &o.Status
		}
		if o.Worst != 0 {
			out.Worst = &o.Worst
		}
		if !o.Until.IsZero() {
			out.Until = orNull(o.Until.UTC().Format(time.RFC3339))
		}
		if len(p.Rows) > 0 {
			out.LastRun = orNull(p.Rows[0].At.UTC().Format(time.RFC3339))
		}
		text := fmt.Sprintf(
			"%s  %-8s %s: %s, %s; %s",
			o.Key,
			out.State,
			o.Reach,
			words.MatchText(o.Override),
			words.Until(o.Override, now, w.Location),
			words.Matches(p, true, now),
		)
		if err := t.print(out, text); err != nil {
			return err
		}
	}
	return nil
}
