// Package readertest tries a reader on made mails of its format: variants that the
// samples do not hold, contradictions, and look-alikes that it must leave alone.
package readertest

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// Mail is one variant and what is to be read from it. Without a Status the reader
// must not claim it.
type Mail struct {
	Name, Subject, Text, HTML string
	Status                    domain.Status
	Kind                      domain.Kind
	Job                       string
	Objects                   int // their number
}

// Read tries x on every mail; address is the bare address of the sender.
func Read(t *testing.T, x reader.Reader, address string, list []Mail) {
	t.Helper()
	for _, c := range list {
		m := &message.Message{From: "Backup <" + address + ">", FromAddress: address, Subject: c.Subject, Text: c.Text, HTML: c.HTML}
		got, ok := x.Read(t.Context(), m, reader.Env{})
		if c.Status == 0 {
			if ok {
				t.Errorf("%s: claimed: %+v", c.Name, got)
			}
			continue
		}
		if !ok || len(got) != 1 {
			t.Errorf("%s: recognised %t, %d results", c.Name, ok, len(got))
			continue
		}
		r := got[0]
		if r.Status != c.Status || r.Kind != c.Kind || r.JobName != c.Job || len(r.Objects) != c.Objects {
			t.Errorf("%s: %s %s %q %d objects from %+v\n%+v", c.Name, r.Status, r.Kind, r.JobName, len(r.Objects), r.Evidence, r.Objects)
		}
	}
}

// CutAtLines cuts the text of every mail that is no success at each line, from first
// on: no part of it may be a success.
func CutAtLines(t *testing.T, x reader.Reader, first int, list []Mail) {
	t.Helper()
	for _, c := range list {
		lines := strings.Split(c.Text, "\n")
		if c.HTML != "" || c.Status == 0 || c.Status == domain.Success {
			continue
		}
		for n := first; n < len(lines); n++ {
			m := &message.Message{Subject: c.Subject, Text: strings.Join(lines[:n], "\n")}
			got, _ := x.Read(t.Context(), m, reader.Env{})
			for _, r := range got {
				if r.Status == domain.Success {
					t.Errorf("%s: Success after %d lines from %+v", c.Name, n, r.Evidence)
				}
			}
		}
	}
}
