package shell

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/report"
	"runchecks/ui/services"
)

// newLesson is a desk whose inbox has an unread mail of one line, shown as text.
func newLesson(t *testing.T) *desk {
	t.Helper()
	d := newDeskAs(t, domain.RoleAdmin, func(store domain.Store) { fill(t, store, 3) }, func(p *services.Params) {
		p.Report = func(context.Context, int64) (report.Content, error) {
			return report.Content{Text: "Outcome: in order\n"}, nil
		}
	})
	d.deliver(depot)
	d.w.open(screenInbox)
	d.settle()
	d.letter('t')
	if d.w.shown != screenTeach {
		t.Fatalf("screen %s", d.w.shown)
	}
	return d
}

func TestAnUnmatchedMailOfTheInboxIsTaughtByKeys(t *testing.T) {
	d := newLesson(t)
	for range 2 { // Outcome:, in
		d.key(fyne.KeyRight)
	}
	d.key(fyne.KeyReturn)
	if d.w.canvas().Overlays().Top() == nil {
		t.Fatal("no menu at the selection")
	}
	d.letter('1')
	if d.w.canvas().Overlays().Top() != nil || d.w.teachView.Unknown() != 0 {
		t.Fatalf("menu open %t, %d Unknown", d.w.canvas().Overlays().Top() != nil, d.w.teachView.Unknown())
	}
	d.w.undo() // within the lesson: the word
	d.settle()
	if d.w.teachView.Unknown() != 1 {
		t.Error("Ctrl+Z did not take the word back")
	}
	d.letter('1') // of the question that is asked
	d.short(pressed("Ctrl+Enter"))
	d.w.open(screenReaders)
	d.settle()
	own := func() (n int) {
		for _, r := range d.w.readView.Rows() {
			if r.Origin == domain.ReaderOwn && !r.Draft {
				n++
			}
		}
		return n
	}
	if own() != 1 {
		t.Errorf("%d definitions in use", own())
	}
	d.w.undo()
	d.settle()
	if own() != 0 {
		t.Errorf("%d definitions in use after the undo", own())
	}
}

func TestTheMenuAtASelectionIsClosedByEscape(t *testing.T) {
	d := newLesson(t)
	d.key(fyne.KeyRight)
	d.key(fyne.KeyRight)
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyDown)
	d.key(fyne.KeyEscape)
	if d.w.canvas().Overlays().Top() != nil || d.w.teachView.State().CanUndo {
		t.Error("the menu is open, or something was said")
	}
	d.key(fyne.KeyEscape)
	if d.w.shown != screenInbox {
		t.Errorf("Escape leads to %s", d.w.shown)
	}
}

func TestALessonIsTriedOnAllMessagesAfterALook(t *testing.T) {
	d := newLesson(t)
	d.short(pressed("Ctrl+T"))
	if d.w.popup == nil {
		t.Fatal("the look did not open")
	}
	d.key(fyne.KeyReturn)
	if d.w.popup != nil || d.w.teachView.CanUse() {
		t.Error("the definition is not in use")
	}
	d.short(pressed("Ctrl+J"))
	d.key(fyne.KeyF6)
	d.letter('d')
}
