package shell

import "runchecks/ui/words"

// showLog shows the last lines of the profile's log.
func (w *Window) showLog() {
	text, err := w.p.Log()
	switch {
	case err != nil:
		w.Say(words.Failed(err))
	case text == "":
		w.Say(words.Toast{Text: words.T("shell.log_empty"), Notice: true})
	default:
		w.ShowText(words.T("shell.log_title"), text)
	}
}

// Crashed says that a fault ended the program the last time, and shows what is known of
// it; "" is none.
func (w *Window) Crashed(fault string) {
	if fault != "" {
		w.Say(words.Toast{Text: words.T("shell.crashed"), Details: fault, Error: true})
	}
}
