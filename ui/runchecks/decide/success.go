package decide

import (
	"cmp"
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// MarkSuccess records the selected run as success by override; it leaves the list
// at once. then is called with the view model of the dialog "Apply override for
// future runs?". With ticks nothing is recorded yet: all is called with the view model
// of the window that asks for the reason.
func (m *Model) MarkSuccess(then func(*SuccessDialog), all func(*BulkSuccess)) {
	if !m.Can(DoSuccess) {
		return
	}
	if s := m.Scope(); s.Ticked {
		if all != nil {
			r := s.reach(DoSuccess)
			all(&BulkSuccess{m: m, targets: r.targets, Title: words.T("runchecks.success_do", "runs", s.runWords(r))})
		}
		return
	}
	if !m.Fresh() {
		m.OnceFresh(func() { m.MarkSuccess(then, all) }) // what the technician sees selected, not what is still shown
		return
	}
	d := *m.Details()
	var targets []review.Target
	if len(m.Attempts().Rows) == 1 && m.Attempts().Rows[0].ID == d.Run.ID && d.Run.Review == nil {
		targets = []review.Target{{Job: d.Job.ID, Last: m.Attempts().Newest()}}
	}
	if len(targets) == 0 && !m.otherProblems() && m.Selected() >= 0 && m.Selected()+1 < m.Len() {
		m.Select(m.Selected() + 1) // the job stays with its good runs, further down
	}
	m.Decide(targets, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.MarkSuccess(ctx, d.Run.ID, "")
	}, func() {
		m.offerProse(d.Run.ID, false)
		if then != nil && m.p.Desk.May(rules.ActOverride) {
			then(newSuccessDialog(m, d))
		}
	})
}

// BulkSuccess is the view model of the window that asks why the problem runs of all
// ticked jobs count as success.
type BulkSuccess struct {
	m       *Model
	targets []review.Target
	Title   string // how much it is about
}

// Apply marks them, with one reason; false where there is none.
func (b *BulkSuccess) Apply(reason string) bool {
	if strings.TrimSpace(reason) == "" {
		return false
	}
	m := b.m
	m.Untick()
	m.Decide(nil, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.MarkJobsSuccess(ctx, b.targets, reason)
	}, nil)
	return true
}

// otherProblems reports whether a waiting run beside the selected one is not good.
func (m *Model) otherProblems() bool {
	for _, r := range m.Attempts().Rows {
		if r.ID != m.RunID() && !r.Reviewed && !r.Status.Good() {
			return true
		}
	}
	return false
}

// SuccessDialog is the view model of "Apply override for future runs?"
// (product.md, section 2). The run itself is marked already: closing the dialog
// without Apply keeps that.
type SuccessDialog struct {
	m       *Model
	details domain.Details
	request review.OverrideRequest
	texts   []string
	preview string
	found   domain.OverridePreview
	err     string
	loader  *task.Latest
	changed func()
}

func newSuccessDialog(m *Model, d domain.Details) *SuccessDialog {
	s := &SuccessDialog{m: m, details: d, texts: review.SuggestTexts(d.Run), loader: task.NewLatest(m.p.Background), changed: func() {}}
	s.request = review.OverrideRequest{Run: d.Run.ID, Scope: review.ScopeRun, For: review.OneWeek, Mode: domain.MatchContains}
	if len(s.texts) > 0 {
		s.request.Text = s.texts[0]
	}
	return s
}

// OnChange sets what is called, on the interface thread, when the preview changed.
func (s *SuccessDialog) OnChange(f func()) { s.changed = f }

// Title names the run.
func (s *SuccessDialog) Title() string {
	at := words.Stamp(s.details.Run.At.In(s.m.p.Location), words.DayClock)
	return words.T("runchecks.success_title", "job", s.details.Job.Name, "time", at)
}

// Job returns the job that the run belongs to.
func (s *SuccessDialog) Job() domain.Job { return s.details.Job }

// Texts are the distinct messages of the run's problems, most frequent first.
func (s *SuccessDialog) Texts() []string { return s.texts }

// Request returns what Apply would ask for.
func (s *SuccessDialog) Request() review.OverrideRequest { return s.request }

// OnlyThisRun reports whether no rule can be made: the run has no report.
func (s *SuccessDialog) OnlyThisRun() bool {
	doubted := s.details.Run.Sender.Doubt != "" && len(rules.Problems(s.details.Run)) == 0
	return doubted || s.details.Run.Source == domain.SourceSchedule || s.details.Run.Source == domain.SourceOffline
}

// Set changes the request and reads the preview again.
func (s *SuccessDialog) Set(q review.OverrideRequest) {
	q.Run = s.request.Run
	if s.OnlyThisRun() {
		q.Scope = review.ScopeRun
	}
	if q == s.request && s.preview != "" {
		return
	}
	s.request = q
	if q.Scope == review.ScopeRun {
		s.loader.Run(func(context.Context) func() { return nil })
		s.preview, s.found, s.err = words.T("runchecks.only_this_run"), domain.OverridePreview{}, ""
		s.changed()
		return
	}
	s.loader.Run(func(ctx context.Context) func() {
		p, err := s.m.p.Desk.Preview(ctx, q)
		return func() {
			s.preview, s.found, s.err = "", p, ""
			if err != nil {
				s.err, _ = words.Error(err)
			} else {
				s.preview = words.OverridePreview(p)
			}
			s.changed()
		}
	})
}

// Preview returns the sentence about what the rule would have matched, or the
// reason why there can be no such rule.
func (s *SuccessDialog) Preview() (text string, refused bool) {
	return cmp.Or(s.err, s.preview), s.err != ""
}

// Found is what the rule changes now and what it would have matched, each with its list;
// empty for only this run.
func (s *SuccessDialog) Found() domain.OverridePreview { return s.found }

// SeverityChoice is how bad a problem may be that a rule still covers.
type SeverityChoice struct {
	Words string
	Worst domain.Status // 0: as bad as that of the run
}

// Severities are the choices: as bad as the run unless somebody chooses otherwise, so
// that a rule made from a Warning never turns a Failed run into a success by itself.
func (s *SuccessDialog) Severities() []SeverityChoice {
	own := rules.Severity(rules.Problems(s.details.Run))
	list := []SeverityChoice{{words.T("runchecks.not_worse"), 0}}
	for _, worst := range []domain.Status{domain.Failed, domain.Missed, domain.Warning, domain.Unknown} {
		if worst != own {
			list = append(list, SeverityChoice{words.T("runchecks.up_to", "status", words.Status(worst)), worst})
		}
	}
	return list
}

// CanApply reports whether Apply would make a rule, or has nothing to do.
func (s *SuccessDialog) CanApply() bool { return s.err == "" }

// Apply makes the override for future runs; with the scope "only this run" it keeps the
// reason, if there is one.
func (s *SuccessDialog) Apply() {
	q := s.request
	if q.Scope == review.ScopeRun {
		if strings.TrimSpace(q.Reason) != "" {
			s.m.Decide(nil, func(ctx context.Context) (domain.Decision, error) {
				return s.m.p.Desk.ExplainSuccess(ctx, q.Run, q.Reason)
			}, nil)
		}
		return
	}
	s.m.Decide(nil, func(ctx context.Context) (domain.Decision, error) { return s.m.p.Desk.CreateOverride(ctx, q) }, nil)
}
