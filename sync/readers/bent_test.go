package readers_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// badLines are what may stand anywhere in a report beside a stated success.
var badLines = []string{
	"Backup was not run.", "exit code: 23", "Killed", "1 of 3 databases saved", "No space left on device", "备份失败", "ERROR: disk read failure", "Sicherung von SRV2 fehlgeschlagen",
	"La sauvegarde de SRV2 a échoué", "rsync: connection unexpectedly closed", "SRV9: offline", "Errors: 4", "Not backed up: 3", "Nothing was backed up.", "SRV4 could not be contacted", "Certificate has run out", "SRV4 hat sich in Luft aufgelöst",
}

// alterations write a text again so that a careful person would no longer call it a
// success, or not better than before.
func alterations(text string) map[string]string {
	out := map[string]string{}
	lines := strings.Split(strings.TrimRight(text, "\r\n"), "\n")
	for _, bad := range badLines {
		out["at the end: "+bad] = strings.Join(lines, "\n") + "\n\n" + bad + "\n"
		mid := len(lines) / 2
		out["in the middle: "+bad] = strings.Join(lines[:mid], "\n") + "\n" + bad + "\n" + strings.Join(lines[mid:], "\n") + "\n"
	}
	return out
}

var goodHeads = regexp.MustCompile(`(?i)\b(success|successful|successfully|succeeded|completed|complete|finished|ok|passed|saved|erfolgreich|abgeschlossen|beendet|completato|terminata|terminé|terminée|réussie|correctamente|done)\b`)

// The generic reader alone, on every sample: with a bad line it is no success, with a
// word that nobody knows beside every good one it is none either.
func TestNoSampleWithABadLineOrABentHeadIsASuccessForTheGenericReaderAlone(t *testing.T) {
	alone, _ := readers.Default().Only("generic")
	read := func(subject, text, html string, m *message.Message) domain.Status {
		x := &message.Message{From: m.From, FromAddress: m.FromAddress, Subject: subject, Text: text, HTML: html, Date: m.Date}
		r := alone.Read(context.Background(), x, readers.Env{Received: received, Location: time.UTC})
		worst := domain.Unknown
		for i, y := range r.Results {
			if s := y.Status.Known(); (i == 0 || s > worst) && y.Kind != domain.KindInformation {
				worst = s
			}
		}
		return worst
	}
	tried, base := 0, 0
	for _, set := range []string{"mails", "mails-2"} {
		for _, s := range samplesOf(t, set, 41) {
			m, err := message.Decode(context.Background(), s.raw)
			if err != nil {
				t.Fatal(err)
			}
			if m.Forwarded != nil {
				m = m.Forwarded
			}
			if read(m.Subject, m.Text, m.HTML, m) != domain.Success {
				continue
			}
			base++
			check := func(what string, status domain.Status) {
				tried++
				if status == domain.Success {
					t.Errorf("%s, %s: Success", s.path, what)
				}
			}
			if m.HTML != "" {
				for _, bad := range badLines {
					html := m.HTML
					if i := strings.LastIndex(strings.ToLower(html), "</body>"); i >= 0 {
						html = html[:i] + "<p>" + bad + "</p>" + html[i:]
					} else {
						html += "<p>" + bad + "</p>"
					}
					check(bad, read(m.Subject, "", html, m))
				}
			} else {
				for what, text := range alterations(m.Text) {
					check(what, read(m.Subject, text, "", m))
				}
			}
			bend := func(s string) string { return goodHeads.ReplaceAllString(s, "xqzlorem $1") }
			html := m.HTML
			if html != "" {
				html = betweenTags(html, bend)
			}
			if goodHeads.MatchString(m.Subject+m.Text) || html != m.HTML {
				check("bent heads", read(bend(m.Subject), bend(m.Text), html, m))
			}
		}
	}
	t.Logf("%d changes of %d good samples", tried, base)
	if base < 20 {
		t.Errorf("only %d samples are read as good", base)
	}
}
