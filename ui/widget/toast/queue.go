package toast

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/ui/words"
)

// Queue shows what was said: one line for failures, one for everything else. A failure
// stays until a person closes it. Later ones wait behind it, good news stand below it.
type Queue struct {
	Content *fyne.Container

	failures []Message // the first is shown
	failure  *Toast
	news     *Toast
}

// NewQueue returns a queue with nothing to say.
func NewQueue() *Queue {
	q := &Queue{failure: New(), news: New()}
	q.failure.OnClosed = q.next
	q.Content = container.NewVBox(q.failure, q.news)
	return q
}

// Say shows a message. A failure that waits already is not said twice.
func (q *Queue) Say(m Message) {
	if m.Kind != Problem {
		q.news.Say(m)
		return
	}
	if slices.ContainsFunc(q.failures, func(f Message) bool { return f.Text == m.Text }) {
		return
	}
	q.failures = append(q.failures, m)
	q.show()
}

// Fade removes the news; failures stay.
func (q *Queue) Fade() { q.news.Clear() }

// Close removes the failure that is shown, and the news where there is none.
func (q *Queue) Close() {
	if len(q.failures) == 0 {
		q.news.Clear()
		return
	}
	q.next()
}

// Shown returns the texts that are shown, the failure first.
func (q *Queue) Shown() (out []string) {
	for _, t := range []*Toast{q.failure, q.news} {
		if t.Visible() {
			out = append(out, t.Message().Text)
		}
	}
	return out
}

func (q *Queue) next() {
	if len(q.failures) > 0 {
		q.failures = q.failures[1:]
	}
	q.show()
}

func (q *Queue) show() {
	if len(q.failures) == 0 {
		q.failure.Clear()
		return
	}
	m := q.failures[0]
	if n := len(q.failures); n > 1 {
		m.Text = words.T("widget.of_failures", "text", m.Text, "n", n)
	}
	q.failure.Say(m)
}
