package shell

import (
	"time"

	"runchecks/ui/keys"
	"runchecks/ui/theme"
	"runchecks/ui/widget/statusbar"
	"runchecks/ui/widget/toast"
	"runchecks/ui/words"
)

// Say shows a line about what happened: for a while, or until it is closed where it needs a
// person.
func (w *Window) Say(t words.Toast) {
	m := toast.Message{Kind: toast.Done, Text: t.Text}
	switch {
	case t.Error:
		m.Kind = toast.Problem
	case t.Notice:
		m.Kind = toast.Notice
	case t.Sync:
		m.Kind = toast.Synced
	}
	switch {
	case t.Undo:
		m.Kind, m.Last = toast.Undone, true
		m.Action, m.Key, m.Do = words.T("shell.undo_button"), string(keys.Undo), w.undo
	case t.Details != "":
		m.Action, m.Do = words.T("shell.details"), func() {
			w.ShowText(words.T("shell.details"), words.T("shell.details_text", "text", t.Text, "details", t.Details))
		}
	}
	w.toast.Say(m)
	w.placeMessage()
	if t.Error || t.Notice {
		w.Unexpect() // what was to be shown in a window was said instead
	}
}

// ShowStatus shows how the accounts are, what is under way and what waits.
func (w *Window) ShowStatus() {
	s := w.parts.State.Status()
	var segments []statusbar.Segment
	for _, a := range s.Accounts {
		dot := theme.Green
		switch {
		case a.Waiting:
			dot = theme.Amber
		case !a.Good:
			dot = theme.Red
		}
		segments = append(segments, statusbar.Segment{Text: a.Text, Dot: dot, OnTap: func() { w.Open(Accounts) }})
	}
	if s.Progress != "" {
		segments = append(
			segments,
			statusbar.Segment{
				Text:  words.T("shell.cancels", "progress", s.Progress, "key", string(w.p.Keys.On("", keys.CancelSync))),
				Dot:   theme.Accent,
				OnTap: w.parts.State.CancelSync,
			},
		)
	}
	if s.Reread != "" {
		segments = append(
			segments,
			statusbar.Segment{
				Text:  words.T("shell.cancels", "progress", s.Reread, "key", string(w.p.Keys.On("", keys.CancelSync))),
				Dot:   theme.Accent,
				OnTap: w.p.CancelReread,
			},
		)
	}
	if s.Stale > 0 && s.Reread == "" {
		segments = append(
			segments,
			statusbar.Segment{Text: words.T("shell.stale", "n", s.Stale), Dot: theme.Amber, OnTap: w.parts.Stale},
		)
	}
	segments = append(segments, w.stated()...)
	if s.Unmatched > 0 {
		segments = append(
			segments,
			statusbar.Segment{Text: words.T("shell.unmatched", "n", s.Unmatched), Dot: theme.Amber, OnTap: func() { w.Open(Inbox) }},
		)
	}
	if s.Undo != "" && !w.toast.Undoes() { // never in both places
		segments = append(segments, statusbar.Segment{
			Text:  words.T("shell.undoes", "what", s.Undo, "key", string(w.p.Keys.Of("window.undo", keys.Undo))),
			OnTap: w.undo,
		})
	}
	w.status.Set(segments...)
	w.showRight()
	w.showCounts()
}

// stated are the lines of features.
func (w *Window) stated() (out []statusbar.Segment) {
	for _, f := range w.parts.Features {
		stated, ok := f.(Stated)
		if !ok {
			continue
		}
		if text, good, command := stated.StatusLine(); text != "" {
			dot := theme.Green
			if !good {
				dot = theme.Amber
			}
			out = append(out, statusbar.Segment{Text: text, Dot: dot, OnTap: func() { w.performID(command) }})
		}
	}
	return out
}

// performID runs the command of an id.
func (w *Window) performID(id string) {
	for i := range w.list {
		if w.list[i].ID == id {
			w.Perform(&w.list[i])
		}
	}
}

// showRight shows what is under the pointer in full, else what is left to decide.
func (w *Window) showRight() {
	if w.under != "" {
		w.status.SetRight(statusbar.Segment{Text: w.under})
		return
	}
	w.status.SetRight(statusbar.Segment{Text: w.parts.State.Status().Decided})
}

// tipAfter is how long the pointer rests on something before a tip is shown beside it.
const tipAfter = 500 * time.Millisecond

// Hover shows the full text of what is under the pointer, "" for nothing: at once in the status
// bar, and after a while beside the pointer.
func (w *Window) Hover(text string) {
	if w.under == text {
		return
	}
	w.under = text
	w.showRight()
	w.tip.Say("")
	w.tips++
	if text == "" {
		return
	}
	asked := w.tips
	w.p.Background.After(tipAfter, func() {
		if asked == w.tips {
			w.tip.Say(text)
		}
	})
}
