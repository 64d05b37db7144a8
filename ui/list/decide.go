package list

import (
	"context"
	"errors"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/words"
)

// Undo reverses the last decision.
func (l *List[T]) Undo() { l.Decide(l.Params.Desk.Undo) }

// Redo takes the last undo back.
func (l *List[T]) Redo() { l.Decide(l.Params.Desk.Redo) }

// Decide makes a decision in its turn and, where it was kept, unticks all rows and reads the
// list again.
func (l *List[T]) Decide(make func(context.Context) (domain.Decision, error)) {
	l.DecideThen(make, func(domain.Decision) { l.Untick() }, func(err error) {
		if err == nil {
			l.Reload()
		}
	})
}

// DecideThen makes a decision in its turn and says what became of it. kept is called before
// that where the decision was kept, and may be nil; then is called after it, with the error
// where it was not.
func (l *List[T]) DecideThen(make func(context.Context) (domain.Decision, error), kept func(domain.Decision), then func(error)) {
	l.Decisions.Add(func(ctx context.Context) func() {
		d, err := make(ctx)
		return func() {
			if err != nil {
				l.Fail(err)
				then(err)
				return
			}
			if kept != nil {
				kept(d)
			}
			if d.Kind == domain.DecideUndo {
				l.back = d.Targets
			}
			l.ShowToast(Decided(d, l.Params.Location))
			then(nil)
		}
	})
}

// Say tells what just happened; undo offers to take it back.
func (l *List[T]) Say(text string, undo bool) {
	l.ShowToast(words.Toast{Text: text, Undo: undo})
}

// Fail tells what failed; work that was cancelled did not.
func (l *List[T]) Fail(err error) {
	if !errors.Is(err, context.Canceled) {
		l.ShowToast(words.Failed(err))
	}
}

// ShowToast shows a line about what just happened.
func (l *List[T]) ShowToast(t words.Toast) {
	l.toast = t
	l.Changed(PartToast)
}

// Decided is the line about a decision; it offers undo where the kind can be undone.
func Decided(d domain.Decision, loc *time.Location) words.Toast {
	return words.Toast{Text: words.Decision(d, loc), Undo: review.CanUndo(d.Kind)}
}
