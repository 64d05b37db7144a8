package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// marked is the payload of DecideSuccess.
type marked struct {
	Reason string `json:"reason"`
	// Was is the reason before, where a run that is marked was given another one.
	Was *string `json:"was,omitempty"`
}

// MarkSuccess records that one problem run counts as success and reviews it
// (product.md, section 2: the first step of "Mark as success"). A run that is a
// success already gives CodeInvalid. The override for future runs is a decision
// of its own, see Apply.
func (d *Desk) MarkSuccess(ctx context.Context, run int64, reason string) (domain.Decision, error) {
	return d.decide(ctx, rules.ActReview, domain.DecideSuccess, func(q domain.Queries, e *entry) error {
		r, err := q.Run(run)
		if err != nil {
			return err
		}
		job, err := q.Job(r.JobID)
		if err != nil {
			return err
		}
		if len(rules.Problems(r)) == 0 {
			return invalid("This run of %s is a success already; nothing was changed.", job.Name)
		}
		if r.Marked != "" {
			return conflict("This run of %s is marked as success already; nothing was changed.", job.Name)
		}
		e.Targets = []string{string(r.Key)}
		e.payload = marked{Reason: cmp.Or(strings.TrimSpace(reason), "marked as success by "+e.Actor)}
		e.Summary = fmt.Sprintf("%s of %s marked as success", r.At.In(d.p.Location).Format("2 Jan 15:04"), job.Name)
		return nil
	})
}

func (h *hand) markSuccess(d domain.Decision) error {
	mark, err := payload[marked](d)
	if err != nil {
		return err
	}
	if mark.Was != nil {
		return h.explain(d, mark.Reason)
	}
	return h.eachRun(d, func(r domain.Run, job domain.Job) error {
		if err := h.tx.SetSuccessMark(r.ID, d.ID, &mark.Reason); err != nil {
			return err
		}
		r.Marked = mark.Reason
		if err := h.judge(r, job); err != nil || r.Review != nil {
			return err
		}
		return h.tx.SetReview([]int64{r.ID}, &domain.Review{At: d.At, By: d.Actor, Decision: d.ID})
	})
}

func (h *hand) reverseSuccess(d domain.Decision) error {
	mark, err := payload[marked](d)
	if err != nil {
		return err
	}
	if mark.Was != nil {
		return h.explain(d, *mark.Was)
	}
	err = h.eachRun(d, func(r domain.Run, job domain.Job) error {
		if err := h.tx.SetSuccessMark(r.ID, "", nil); err != nil {
			return err
		}
		r.Marked = ""
		return h.judge(r, job)
	})
	if err != nil {
		return err
	}
	return h.reverseReview(d.ID)
}

// eachRun visits the runs that an entry names and that are still there.
func (h *hand) eachRun(d domain.Decision, visit func(domain.Run, domain.Job) error) error {
	ids, err := h.tx.RunIDs(d.Targets)
	if err != nil {
		return err
	}
	for _, id := range ids {
		r, err := h.tx.Run(id)
		if err != nil {
			return err
		}
		job, err := h.tx.Job(r.JobID)
		if err != nil {
			return err
		}
		if err := visit(r, job); err != nil {
			return err
		}
	}
	return nil
}

// Scope says which future runs an override made from a run is for.
type Scope string

// The scopes of the dialog "Apply override for future runs?".
const (
	ScopeRun Scope = "run" // only this run: nothing beyond MarkSuccess
	ScopeJob Scope = "job"
	ScopeAll Scope = "all" // all jobs of the same product
)

// Period says how long an override lasts.
type Period string

// The durations of the dialog.
const (
	OneWeek   Period = "1w"
	OneMonth  Period = "1m"
	Permanent Period = "permanent"
)

// Request is what the dialog asks for.
type Request struct {
	Run      int64
	Scope    Scope
	SameType bool // with ScopeAll: only jobs of the same type
	For      Period
	Text     string // empty matches everything; refused for ScopeAll
	Mode     domain.MatchMode
	Reason   string
}

// sameNight is how far before the run it was made from an override begins, so
// that jobs which met the same cause earlier in the night are covered too.
const sameNight = 24 * time.Hour

// rule turns the request into an override, validated.
func (d *Desk) rule(tx domain.Queries, q Request) (domain.Override, domain.Job, error) {
	run, err := tx.Run(q.Run)
	if err != nil {
		return domain.Override{}, domain.Job{}, err
	}
	job, err := tx.Job(run.JobID)
	if err != nil {
		return domain.Override{}, job, err
	}
	if run.Source == domain.SourceSchedule || run.Source == domain.SourceOffline {
		return domain.Override{}, job, &domain.Error{Code: domain.CodeInvalid, Message: "A missed or offline run can only be marked by itself: there is no report whose text a rule could match."}
	}
	now := d.p.Clock()
	o := domain.Override{
		Product: job.Product, Text: strings.TrimSpace(q.Text), Mode: cmp.Or(q.Mode, domain.MatchContains), Enabled: true, Source: run.Key,
		From: run.At.Add(-sameNight), By: d.p.Actor.Name, Reason: strings.TrimSpace(q.Reason),
	}
	switch q.Scope {
	case ScopeJob:
		o.Level, o.Job = domain.LevelJob, job.Key
	case ScopeAll:
		o.Level = domain.LevelGlobal
		if q.SameType {
			o.Type = job.Type
		}
	default:
		return o, job, &domain.Error{Code: domain.CodeInvalid, Message: fmt.Sprintf("%q is not a scope for future runs; use job or all.", q.Scope)}
	}
	local := now.In(d.p.Location)
	switch q.For {
	case OneWeek:
		o.Until = local.AddDate(0, 0, 7)
	case OneMonth:
		o.Until = rules.AddMonth(local)
	case Permanent:
	default:
		return o, job, &domain.Error{Code: domain.CodeInvalid, Message: fmt.Sprintf("%q is not a duration; use 1w, 1m or permanent.", q.For)}
	}
	if err := o.Validate(); err != nil {
		return o, job, &domain.Error{Code: domain.CodeInvalid, Message: "Cannot make the override: " + err.Error() + ".", Cause: err}
	}
	return o, job, nil
}

// Apply makes an override for future runs from a run, and judges waiting runs by it.
func (d *Desk) Apply(ctx context.Context, q Request) (domain.Decision, error) {
	return d.decide(ctx, rules.ActOverride, domain.DecideOverride, func(tx domain.Queries, e *entry) error {
		o, job, err := d.rule(tx, q)
		if err != nil {
			return err
		}
		o.Key = e.ID
		e.Targets = []string{string(o.Key), string(o.Source)}
		e.payload = ruled{After: keep(&o)}
		reach := job.Name
		if o.Level == domain.LevelGlobal {
			reach = "all jobs of " + o.Product
		}
		e.Summary = fmt.Sprintf("override for %s, %s", reach, until(o, d.p.Location))
		return nil
	})
}

func until(o domain.Override, loc *time.Location) string {
	if o.Until.IsZero() {
		return "permanent"
	}
	return "until " + o.Until.In(loc).Format("2 Jan 2006 15:04")
}

// previewReach is how far back a preview looks (product.md, section 2).
const previewReach = 90 * 24 * time.Hour

// previewRows bounds how many matches a preview lists.
const previewRows = 100

// errEnough ends a preview early: the context was cancelled by newer input.
var errEnough = errors.New("preview no longer wanted")

// Preview tells what the rule of a request would have matched in the last 90 days.
func (d *Desk) Preview(ctx context.Context, q Request) (domain.OverridePreview, error) {
	var p domain.OverridePreview
	err := d.p.Store.Read(ctx, func(tx domain.Queries) error {
		o, _, err := d.rule(tx, q)
		if err != nil {
			return err
		}
		p, err = d.matches(ctx, tx, o)
		return err
	})
	return p, err
}

// Matches tells what an override matched in the last 90 days, or would have, whether
// it is switched on or not.
func (d *Desk) Matches(ctx context.Context, o domain.Override) (p domain.OverridePreview, err error) {
	err = d.p.Store.Read(ctx, func(tx domain.Queries) error {
		p, err = d.matches(ctx, tx, o)
		return err
	})
	return p, err
}

func (d *Desk) matches(ctx context.Context, tx domain.Queries, o domain.Override) (p domain.OverridePreview, err error) {
	since := d.p.Clock().Add(-previewReach)
	o.From, o.Until, o.Enabled = since, time.Time{}, true
	jobs := map[domain.JobKey]bool{}
	book := rules.NewBook([]domain.Override{o})
	err = tx.ProblemRuns(domain.ProblemFilter{Since: since, Job: o.Job, Product: o.Product, Type: o.Type}, func(run domain.Run, job domain.Job) error {
		if ctx.Err() != nil {
			return errEnough
		}
		p.Of++
		if !rules.Matches(book, run, job) {
			return nil
		}
		p.Runs++
		jobs[job.Key] = true
		p.Jobs = len(jobs)
		if len(p.Rows) < previewRows {
			p.Rows = append(p.Rows, domain.OverrideMatch{Run: run.Key, Customer: job.Customer.Name, Job: job.Name, At: run.At, Message: firstMatch(o, run)})
		}
		return nil
	})
	return p, err
}

func firstMatch(o domain.Override, run domain.Run) string {
	for _, p := range rules.Problems(run) {
		if rules.TextMatches(o.Mode, o.Text, p.Message) {
			return p.Message
		}
	}
	return ""
}

// SuggestTexts returns the distinct messages of a run's problems, most frequent
// first; the first one pre-fills the dialog.
func SuggestTexts(run domain.Run) []string {
	count := map[string]int{}
	var texts []string
	for _, p := range rules.Problems(run) {
		text := strings.Join(strings.Fields(p.Message), " ")
		if text == "" {
			continue
		}
		if count[text] == 0 {
			texts = append(texts, text)
		}
		count[text]++
	}
	slices.SortStableFunc(texts, func(a, b string) int { return count[b] - count[a] })
	return texts
}
