package toast

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// said is a queue whose time passes when the test says so.
func said(t *testing.T) (q *Queue, pass func(), want func(...string)) {
	t.Helper()
	test.NewTempApp(t)
	q = NewQueue()
	var due []func()
	q.After = func(then func()) { due = append(due, then) }
	pass = func() {
		now := due
		due = nil
		for _, f := range now {
			f()
		}
	}
	want = func(texts ...string) {
		t.Helper()
		if got := q.Shown(); fmt.Sprint(got) != fmt.Sprint(texts) {
			t.Errorf("shown %q, want %q", got, texts)
		}
		if q.Toast.Visible() != (len(texts) > 0) {
			t.Errorf("visible %t with %d messages", q.Toast.Visible(), len(texts))
		}
	}
	return q, pass, want
}

func TestASecondMessageWaitsForTheFirst(t *testing.T) {
	q, pass, want := said(t)
	q.Say(Message{Text: "synced"})
	q.Say(Message{Text: "copied"})
	if q.Toast.message.Text != "synced" || q.Toast.message.More != "" {
		t.Errorf("%+v is shown", q.Toast.message)
	}
	q.Say(Message{Text: "saved"})
	if q.Toast.message.More == "" {
		t.Error("nothing says that two more wait")
	}
	pass()
	want("copied", "saved")
	pass()
	pass()
	want()
}

func TestWhatNeedsAPersonStaysAndIsSaidOnce(t *testing.T) {
	q, pass, want := said(t)
	q.Say(Message{Kind: Problem, Text: "the sync failed"})
	q.Say(Message{Kind: Problem, Text: "the sync failed"})
	q.Say(Message{Text: "copied"})
	pass()
	want("the sync failed", "copied")
	if !q.Close() {
		t.Error("it cannot be closed")
	}
	want("copied")
	pass()
	want()
	if q.Close() {
		t.Error("something was closed where nothing was shown")
	}
}

func TestTheLastDecisionTakesThePlaceOfTheOneBefore(t *testing.T) {
	q, pass, want := said(t)
	q.Say(Message{Text: "one reviewed", Last: true, Action: "Undo"})
	q.Say(Message{Text: "two reviewed", Last: true, Action: "Undo"})
	want("two reviewed")
	if !q.Undoes() {
		t.Error("it does not offer to undo")
	}
	pass()
	want()
	if q.Undoes() {
		t.Error("nothing is shown, yet it offers to undo")
	}
}

func TestAMessageStaysWhileThePointerOrTheKeyboardIsOnIt(t *testing.T) {
	q, pass, want := said(t)
	q.Say(Message{Text: "synced"})
	q.Toast.MouseIn(nil)
	pass()
	want("synced")
	q.Toast.FocusGained()
	q.Toast.MouseOut()
	want("synced")
	q.Toast.FocusLost()
	want()
}

func TestTheActionOfAMessageClosesItAndEscapeDoes(t *testing.T) {
	q, _, want := said(t)
	done := 0
	q.Say(Message{Kind: Problem, Text: "a", Action: "Accounts", Do: func() { done++ }})
	q.Toast.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	want()
	q.Say(Message{Kind: Problem, Text: "b"})
	q.Toast.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	want()
	if done != 1 {
		t.Errorf("done %d times", done)
	}
}

func TestOldNewsIsForgottenAndProblemsAreNot(t *testing.T) {
	q, _, want := said(t)
	q.Say(Message{Text: "first"})
	q.Say(Message{Text: "trouble", Kind: Problem})
	for _, text := range []string{"a", "b", "c", "d"} {
		q.Say(Message{Text: text})
	}
	want("first", "trouble", "c", "d")
}
