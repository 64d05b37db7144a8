package shell

import (
	"time"

	"runchecks/ui/keys"
	"runchecks/ui/theme"
	"runchecks/ui/widget/statusbar"
	"runchecks/ui/widget/tooltip"
	"runchecks/ui/words"
)

// statusLine is the status bar and what it says.
type statusLine struct {
	bar          *statusbar.Bar
	keys         *keys.Board
	state        State
	features     []Feature
	open         func(screen string)
	run          func(command string)
	reverse      func()
	undoes       func() bool // a message says what Undo would reverse
	cancelReread func()
	stale        func()
	counts       func() // says in the bar at the top what waits
	after        func(time.Duration, func())
	tip          *tooltip.Layer
	tips         int    // how often something else came under the pointer
	under        string // the full text of what is under the pointer
}

// ShowStatus shows how the accounts are, what is under way and what waits.
func (l *statusLine) ShowStatus() {
	s := l.state.Status()
	var segments []statusbar.Segment
	for _, a := range s.Accounts {
		dot := theme.Green
		switch {
		case a.Waiting:
			dot = theme.Amber
		case !a.Good:
			dot = theme.Red
		}
		segments = append(segments, statusbar.Segment{Text: a.Text, Dot: dot, OnTap: func() { l.open(Accounts) }})
	}
	if s.Progress != "" {
		segments = append(
			segments,
			statusbar.Segment{
				Text:  words.T("shell.cancels", "progress", s.Progress, "key", string(l.keys.On("", keys.CancelSync))),
				Dot:   theme.Accent,
				OnTap: l.state.CancelSync,
			},
		)
	}
	if s.Reread != "" {
		segments = append(
			segments,
			statusbar.Segment{
				Text:  words.T("shell.cancels", "progress", s.Reread, "key", string(l.keys.On("", keys.CancelSync))),
				Dot:   theme.Accent,
				OnTap: l.cancelReread,
			},
		)
	}
	if s.Stale > 0 && s.Reread == "" {
		segments = append(
			segments,
			statusbar.Segment{Text: words.T("shell.stale", "n", s.Stale), Dot: theme.Amber, OnTap: l.stale},
		)
	}
	segments = append(segments, l.stated()...)
	if s.Unmatched > 0 {
		segments = append(
			segments,
			statusbar.Segment{Text: words.T("shell.unmatched", "n", s.Unmatched), Dot: theme.Amber, OnTap: func() { l.open(Inbox) }},
		)
	}
	if s.Undo != "" && !l.undoes() { // never in both places
		segments = append(segments, statusbar.Segment{
			Text:  words.T("shell.undoes", "what", s.Undo, "key", string(l.keys.Of("window.undo", keys.Undo))),
			OnTap: l.reverse,
		})
	}
	l.bar.Set(segments...)
	l.showRight()
	l.counts()
}

// stated are the lines of features.
func (l *statusLine) stated() (out []statusbar.Segment) {
	for _, f := range l.features {
		stated, ok := f.(Stated)
		if !ok {
			continue
		}
		if text, good, command := stated.StatusLine(); text != "" {
			dot := theme.Green
			if !good {
				dot = theme.Amber
			}
			out = append(out, statusbar.Segment{Text: text, Dot: dot, OnTap: func() { l.run(command) }})
		}
	}
	return out
}

// showRight shows what is under the pointer in full, else what is left to decide.
func (l *statusLine) showRight() {
	if l.under != "" {
		l.bar.SetRight(statusbar.Segment{Text: l.under})
		return
	}
	l.bar.SetRight(statusbar.Segment{Text: l.state.Status().Decided})
}

// tipAfter is how long the pointer rests on something before a tip is shown beside it.
const tipAfter = 500 * time.Millisecond

// Hover shows the full text of what is under the pointer, "" for nothing: at once in the status
// bar, and after a while beside the pointer.
func (l *statusLine) Hover(text string) {
	if l.under == text {
		return
	}
	l.under = text
	l.showRight()
	l.tip.Say("")
	l.tips++
	if text == "" {
		return
	}
	asked := l.tips
	l.after(tipAfter, func() {
		if asked == l.tips {
			l.tip.Say(text)
		}
	})
}
