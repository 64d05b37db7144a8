package teach

import (
	"context"
	"sync/atomic"
	"time"

	"runchecks/ui/words"
)

// patience is how long a trial takes before it is counted.
const patience = 300 * time.Millisecond

// trial is a step of the lesson while it is tried on all mails.
type trial struct {
	ctx         context.Context
	cancel      context.CancelFunc
	done, total atomic.Int64
	slow        atomic.Bool
	over        bool
	counted     func() // shows how far it is
}

// begin begins a trial, which is shown once it has lasted for some time.
func (m *Model) begin() *trial {
	t := &trial{}
	t.ctx, t.cancel = context.WithCancel(m.p.Background.Context())
	t.total.Store(int64(len(m.state.Mails)))
	t.counted = func() {
		m.p.Background.Show(func() {
			if m.trial == t {
				m.changed(PartTrial)
			}
		})
	}
	var show func()
	show = func() {
		switch {
		case t.over:
		case m.trial != nil: // the one before it
			m.p.Background.After(patience, show)
		default:
			m.trial = t
			t.slow.Store(true)
			m.changed(PartTrial)
		}
	}
	m.p.Background.After(patience, show)
	return t
}

// progress tells of how many mails it was tried. It is called beside the interface thread.
func (t *trial) progress(done, total int) {
	t.done.Store(int64(done))
	t.total.Store(int64(total))
	if t.slow.Load() {
		t.counted()
	}
}

// end ends a trial.
func (m *Model) end(t *trial) {
	t.over = true
	t.cancel()
	if m.trial == t {
		m.trial = nil
		m.changed(PartTrial)
	}
}

// Cancel ends the trial that takes long; false where none does.
func (m *Model) Cancel() bool {
	if m.trial == nil {
		return false
	}
	m.trial.cancel()
	return true
}

// TrialWords says how far a trial is that takes long, "" where none does.
func (m *Model) TrialWords() string {
	if m.trial == nil {
		return ""
	}
	return words.T("teach.trial", "done", int(m.trial.done.Load()), "total", int(m.trial.total.Load()), "key", "Esc")
}
