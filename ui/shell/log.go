package shell

import "runchecks/ui/words"

// showLog shows the last lines of the profile's log.
func (w *Window) showLog() {
	text, err := w.p.Log()
	switch {
	case err != nil:
		w.Say(words.Failed(err))
	case text == "":
		w.Say(words.Toast{Text: "The log is empty.", Notice: true})
	default:
		w.ShowText("Log", text)
	}
}

// Crashed says that a fault ended the program the last time, and shows what is known of
// it; "" is none.
func (w *Window) Crashed(fault string) {
	if fault != "" {
		w.Say(words.Toast{Text: "A fault ended Run Checks the last time. Nothing that was decided is lost.", Details: fault, Error: true})
	}
}
