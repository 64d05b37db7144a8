package toast

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestAFailureStaysUntilAPersonClosesIt(t *testing.T) {
	test.NewTempApp(t)
	q := NewQueue()
	expect := func(want ...string) {
		t.Helper()
		if got := q.Shown(); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("shown %q, want %q", got, want)
		}
	}
	q.Say(Message{Kind: Problem, Text: "first failure"})
	q.Say(Message{Text: "4 runs reviewed"})
	q.Say(Message{Kind: Notice, Text: "copied"})
	expect("first failure", "copied")
	q.Say(Message{Kind: Problem, Text: "second failure"})
	q.Say(Message{Kind: Problem, Text: "first failure"}) // once more the same
	expect("first failure   (1 of 2)", "copied")
	q.Fade()
	expect("first failure   (1 of 2)")
	q.failure.closed()
	expect("second failure")
	q.Say(Message{Text: "good news"})
	q.Close() // the failure first
	expect("good news")
	q.Close()
	expect()
	q.Close()
	expect()
}

func TestTheActionOfAFailureClosesItAlone(t *testing.T) {
	test.NewTempApp(t)
	q := NewQueue()
	done := 0
	q.Say(Message{Kind: Problem, Text: "a", Action: "Accounts", Do: func() { done++ }})
	q.Say(Message{Kind: Problem, Text: "b"})
	q.failure.act()
	if got := q.Shown(); done != 1 || len(got) != 1 || got[0] != "b" {
		t.Errorf("done %d, shown %q", done, got)
	}
}
