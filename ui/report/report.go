// Package report is the report of a run as the interface shows it: what stands in the pane,
// or why nothing does.
package report

import (
	"runchecks/ui/words"
)

// Unreadable is a report that could not be read.
func Unreadable(err error) Content {
	text, _ := words.Error(err)
	return Content{None: words.T("report.unreadable", "why", text)}
}

// Content is what the report pane shows of a message.
type Content struct {
	HTML   string
	Text   string
	Source string // the raw message as text
	// Headers is the head of the message as it was sent.
	Headers  string
	Pictures []Picture
	// None says why there is nothing to show, empty otherwise.
	None string
}

// Picture is a picture that a message carries.
type Picture struct {
	ID      string // that its HTML names it by (RFC 2392), without angle brackets
	Content []byte
}
