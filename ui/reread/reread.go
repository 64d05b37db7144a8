// Package reread is the look at what reading stored messages again would change, before
// anything does.
package reread

import (
	"context"
	"errors"

	"runchecks/domain"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// Preview is the view model of the window that shows what reading messages again
// would change, before anything does (product.md, section 7).
type Preview struct {
	Title   string
	changed func()
	apply   func()
	cancel  context.CancelFunc

	done, total int
	over        bool
	result      domain.Reread
	err         error
}

// NewPreview starts to look; apply is what the window's button does then.
func NewPreview(
	b *task.Background,
	title string,
	look func(ctx context.Context, progress func(done, total int)) (domain.Reread, error),
	apply, changed func(),
) *Preview {
	ctx, cancel := context.WithCancel(b.Context())
	m := &Preview{Title: title, changed: changed, apply: apply, cancel: cancel}
	b.Go(func(context.Context) func() {
		defer cancel()
		result, err := look(ctx, func(done, total int) {
			b.Show(func() {
				m.done, m.total = done, total
				m.changed()
			})
		})
		return func() {
			m.over, m.result, m.err = true, result, err
			m.changed()
		}
	})
	return m
}

// Cancel ends the look; nothing was changed by it.
func (m *Preview) Cancel() { m.cancel() }

// Over reports whether the look has ended.
func (m *Preview) Over() bool { return m.over }

// Share returns how much was looked at, between 0 and 1.
func (m *Preview) Share() float64 {
	if m.total == 0 {
		return 0
	}
	return float64(m.done) / float64(m.total)
}

// Rows lists the differences.
func (m *Preview) Rows() []domain.RereadChange { return m.result.Rows }

// CanApply reports whether there is something to apply.
func (m *Preview) CanApply() bool { return m.over && m.err == nil }

// Apply does it.
func (m *Preview) Apply() {
	if m.CanApply() {
		m.apply()
	}
}

// Lines tells the outcome in words, the most important first.
func (m *Preview) Lines() []string {
	switch {
	case !m.over && m.total > 0:
		return []string{words.T("reread.looked", "done", m.done, "messages", words.Count(m.total, "message"))}
	case !m.over:
		return []string{words.T("reread.looking")}
	case errors.Is(m.err, context.Canceled):
		return []string{words.T("reread.cancelled")}
	case m.err != nil:
		text, _ := words.Error(m.err)
		return []string{text}
	}
	return words.Reread(m.result, false)
}
