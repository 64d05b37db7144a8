package toast

import (
	"slices"

	"runchecks/ui/words"
)

// Queue shows what was said, one message at a time: a second waits for the first. What needs a
// person stays until it is closed; the rest goes after a while, but not while the pointer or
// the keyboard is on it.
type Queue struct {
	// Toast is what is drawn.
	Toast *Toast
	// After runs something when a message has stood long enough; nil never does.
	After func(then func())
	// Changed is told that another message is shown, or none; nil where nobody asks.
	Changed func()

	waiting []Message // the first is shown
	number  int       // of the message that is shown
	due     bool      // it would have gone already
}

// NewQueue returns a queue with nothing to say.
func NewQueue() *Queue {
	q := &Queue{Toast: New()}
	q.Toast.OnClosed = q.next
	q.Toast.OnLeft = func() {
		if q.due {
			q.next()
		}
	}
	return q
}

// Say shows a message, or has it wait. What needs a person is not said twice; what can be
// undone takes the place of what could be before, since that no longer is the last.
func (q *Queue) Say(m Message) {
	same := func(o Message) bool {
		return m.Kind == Problem && o.Kind == Problem && o.Text == m.Text || m.Last && o.Last
	}
	if at := slices.IndexFunc(q.waiting, same); at >= 0 {
		q.waiting[at] = m
	} else {
		q.waiting = append(q.waiting, m)
	}
	q.forget()
	q.show()
}

// mostNews is how many messages that need nobody wait behind the shown one: what was said half
// a minute ago is not news.
const mostNews = 2

// forget drops the oldest news that waits where there is too much of it.
func (q *Queue) forget() {
	news := 0
	for at := len(q.waiting) - 1; at > 0; at-- {
		if q.waiting[at].Kind == Problem {
			continue
		}
		if news++; news > mostNews {
			q.waiting = slices.Delete(q.waiting, at, at+1)
		}
	}
}

// Close removes the message that is shown; false where there is none.
func (q *Queue) Close() bool {
	if len(q.waiting) == 0 {
		return false
	}
	q.next()
	return true
}

// Shown returns what is to be read, the message that is shown first.
func (q *Queue) Shown() (out []string) {
	for _, m := range q.waiting {
		out = append(out, m.Text)
	}
	return out
}

// Undoes reports whether the message that is shown offers to undo the last decision.
func (q *Queue) Undoes() bool { return len(q.waiting) > 0 && q.waiting[0].Last }

func (q *Queue) next() {
	q.due = false
	if len(q.waiting) > 0 {
		q.waiting = q.waiting[1:]
	}
	q.Toast.Clear()
	q.show()
}

func (q *Queue) show() {
	if q.Changed != nil {
		defer q.Changed()
	}
	if len(q.waiting) == 0 {
		return
	}
	m := q.waiting[0]
	again := m.Text == q.Toast.message.Text && q.Toast.Visible()
	shown := m
	if more := len(q.waiting) - 1; more > 1 {
		shown.More = words.T("widget.and_more", "n", more)
	}
	q.Toast.Say(shown)
	if again && !m.Last || m.Kind == Problem || q.After == nil {
		return
	}
	q.number++
	q.due = false
	number := q.number
	q.After(func() {
		switch {
		case number != q.number || len(q.waiting) == 0:
		case q.Toast.Held():
			q.due = true
		default:
			q.next()
		}
	})
}
