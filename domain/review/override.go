package review

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

var overrideKind = func() kind {
	k := ruleKind
	k.permission = asks(rules.ActOverride)
	k.words = wordsOf(func(p rulePayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		o := p.After.override()
		if o == nil {
			return Phrase{}, false
		}
		reach := phrase("text", p.Names.Job)
		if o.Level == domain.LevelGlobal {
			reach = phrase("reach.product", o.Product)
		}
		if o.Until.IsZero() {
			return phrase("override.permanent", reach), true
		}
		return phrase("override.until", reach, o.Until), true
	})
	return k
}()

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

// OverrideRequest is what the dialog asks for.
type OverrideRequest struct {
	Run      int64
	Scope    Scope
	SameType bool // with ScopeAll: only jobs of the same type
	For      Period
	Text     string // empty matches everything; refused for ScopeAll
	Mode     domain.MatchMode
	Reason   string
	// Worst is the worst status that the rule covers. Zero is that of the run it is made
	// from, so that a rule made from a Warning never turns a Failed run blue; Failed
	// covers every problem.
	Worst domain.Status
	// ThisNight begins the rule with the night of the run. Without it the waiting runs of
	// the job from nights before are covered, too.
	ThisNight bool
}

// newOverride turns the request into an override, validated.
func (svc *Service) newOverride(tx domain.Reader, q OverrideRequest) (domain.Override, domain.Job, error) {
	run, err := tx.Run(q.Run)
	if err != nil {
		return domain.Override{}, domain.Job{}, err
	}
	job, err := tx.Job(run.JobID)
	if err != nil {
		return domain.Override{}, job, err
	}
	if len(rules.Problems(run)) == 0 && run.Sender.Doubt != "" {
		return domain.Override{}, job, invalid(
			"refusal.override_sender",
		)
	}
	if run.Source == domain.SourceSchedule || run.Source == domain.SourceOffline {
		return domain.Override{}, job, invalid(
			"refusal.override_no_report",
		)
	}
	now := svc.p.Clock().Truncate(time.Millisecond)
	o := domain.Override{
		Product: job.Product, Text: strings.TrimSpace(q.Text), Mode: cmp.Or(q.Mode, domain.MatchContains), Enabled: true, Source: run.Key,
		By: svc.Actor().Name, Reason: strings.TrimSpace(q.Reason),
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
		return o, job, invalid("refusal.override_scope", q.Scope)
	}
	local := now.In(svc.p.Location)
	switch q.For {
	case OneWeek:
		o.Until = local.AddDate(0, 0, 7)
	case OneMonth:
		o.Until = rules.AddMonth(local)
	case Permanent:
	default:
		return o, job, invalid("refusal.override_duration", q.For)
	}
	problems := rules.Problems(run)
	if reached := rules.Reached(o, run, job); len(reached) > 0 {
		problems = reached
	}
	o.Worst = cmp.Or(q.Worst, rules.Severity(problems))
	if o.From, err = svc.overrideStart(tx, o, run, job, q.ThisNight); err != nil {
		return o, job, err
	}
	if err := o.Validate(); err != nil {
		return o, job, domain.Refuse(domain.CodeInvalid, "refusal.cannot_make_override", err).With(err, domain.Remedy{})
	}
	return o, job, nil
}

// overrideStart says from when a rule made from a run is to count: from the beginning of the
// run's night, so that jobs which met the same cause earlier in it are covered, or from
// the oldest waiting run of the job that the rule covers.
func (svc *Service) overrideStart(
	tx domain.Reader,
	o domain.Override,
	run domain.Run,
	job domain.Job,
	thisNight bool,
) (time.Time, error) {
	nights, err := rules.ReadNights(tx, svc.p.Location)
	if err != nil {
		return time.Time{}, err
	}
	from := nights.Of(run.At).From
	if thisNight {
		return from, nil
	}
	err = tx.WaitingProblems(domain.ProblemFilter{Job: job.Key}, func(r domain.Run, job domain.Job) error {
		if r.At.Before(from) && len(rules.Reached(o, r, job)) > 0 {
			from = r.At
		}
		return nil
	})
	return from, err
}

// CreateOverride makes an override for future runs from a run, and judges waiting runs by it.
func (svc *Service) CreateOverride(ctx context.Context, q OverrideRequest) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActOverride, domain.DecideOverride, func(tx domain.Reader, e *entry) error {
		o, job, err := svc.newOverride(tx, q)
		if err != nil {
			return err
		}
		o.Key = e.ID
		e.Targets = []string{string(o.Key), string(o.Source)}
		e.payload = rulePayload{After: storeOverride(&o), Names: names{Job: job.Name}}
		return nil
	})
}

// SuggestTexts returns the distinct messages of a run's problems; the first one pre-fills
// the dialog. One that covers the whole run by itself comes first, else the most frequent,
// else the one of the worst problem.
func SuggestTexts(run domain.Run) []string {
	type message struct {
		text  string
		count int
		worst domain.Status
		whole bool
	}
	var list []*message
	for _, p := range rules.Problems(run) {
		text := strings.Join(strings.Fields(p.Message), " ")
		if text == "" {
			continue
		}
		at := slices.IndexFunc(list, func(m *message) bool { return m.text == text })
		if at < 0 {
			at = len(list)
			list = append(list, &message{text: text})
		}
		list[at].count++
		list[at].worst = max(list[at].worst, p.Status.Known())
	}
	problems := len(rules.Problems(run))
	for _, m := range list {
		o := domain.Override{Level: domain.LevelJob, Text: m.text, Mode: domain.MatchContains}
		m.whole = len(rules.Reached(o, run, domain.Job{})) == problems
	}
	slices.SortStableFunc(list, func(a, b *message) int {
		if a.whole != b.whole {
			return map[bool]int{true: -1, false: 1}[a.whole]
		}
		return cmp.Or(b.count-a.count, cmp.Compare(b.worst, a.worst))
	})
	texts := make([]string, len(list))
	for i, m := range list {
		texts[i] = m.text
	}
	return texts
}
