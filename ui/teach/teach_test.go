package teach_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/report"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

// newLesson is a desk whose inbox has an unread mail of one line, shown as text.
func newLesson(t *testing.T) *uitest.Desk {
	t.Helper()
	d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Fill(t, store, 3) }, func(p *features.Params) {
		p.View.Report = func(context.Context, int64) (report.Content, error) {
			return report.Content{Text: "Outcome: in order\n"}, nil
		}
	})
	d.Deliver("From: Depot <depot@example.com>\r\nSubject: Depot run\r\n\r\nOutcome: in order\r\n")
	d.W.Open(shell.Inbox)
	d.Settle()
	d.Letter('t')
	if d.W.Shown() != shell.Teach {
		t.Fatalf("screen %s", d.W.Shown())
	}
	return d
}

func TestAnUnmatchedMailOfTheInboxIsTaughtByKeys(t *testing.T) {
	d := newLesson(t)
	for range 2 { // Outcome:, in
		d.Key(fyne.KeyRight)
	}
	d.Key(fyne.KeyReturn)
	if d.W.Canvas().Overlays().Top() == nil {
		t.Fatal("no menu at the selection")
	}
	d.Letter('1')
	if d.W.Canvas().Overlays().Top() != nil || d.W.Teach.Model.Unknown() != 0 {
		t.Fatalf("menu open %t, %d Unknown", d.W.Canvas().Overlays().Top() != nil, d.W.Teach.Model.Unknown())
	}
	d.W.Screen().Undo() // within the lesson: the word
	d.Settle()
	if d.W.Teach.Model.Unknown() != 1 {
		t.Error("Ctrl+Z did not take the word back")
	}
	d.Letter('1') // of the question that is asked
	d.Short(uitest.Pressed("Ctrl+Enter"))
	d.W.Open(shell.ReaderSet)
	d.Settle()
	own := func() (n int) {
		for _, r := range d.W.Readers.Model.Rows() {
			if r.Origin == domain.ReaderOwn && !r.Draft {
				n++
			}
		}
		return n
	}
	if own() != 1 {
		t.Errorf("%d definitions in use", own())
	}
	d.W.Screen().Undo()
	d.Settle()
	if own() != 0 {
		t.Errorf("%d definitions in use after the undo", own())
	}
}

func TestTheMenuAtASelectionIsClosedByEscape(t *testing.T) {
	d := newLesson(t)
	d.Key(fyne.KeyRight)
	d.Key(fyne.KeyRight)
	d.Key(fyne.KeyReturn)
	d.Key(fyne.KeyDown)
	d.Key(fyne.KeyEscape)
	if d.W.Canvas().Overlays().Top() != nil || d.W.Teach.Model.State().CanUndo {
		t.Error("the menu is open, or something was said")
	}
	d.Key(fyne.KeyEscape)
	if d.W.Shown() != shell.Inbox {
		t.Errorf("Escape leads to %s", d.W.Shown())
	}
}

func TestALessonIsTriedOnAllMessagesAfterALook(t *testing.T) {
	d := newLesson(t)
	d.Short(uitest.Pressed("Ctrl+T"))
	if !d.W.Covered() {
		t.Fatal("the look did not open")
	}
	d.Key(fyne.KeyReturn)
	if d.W.Covered() || d.W.Teach.Model.CanUse() {
		t.Error("the definition is not in use")
	}
	d.Short(uitest.Pressed("Ctrl+J"))
	d.Key(fyne.KeyF6)
	d.Letter('d')
}
