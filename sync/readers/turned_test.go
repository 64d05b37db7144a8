package readers_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
)

// goodWords finds every word by which a report says that something went well,
// wherever it stands.
var goodWords = regexp.MustCompile(`(?i)\b(success|successful|successfully|succeeded|succeed|ok|erfolgreich|completato|finished)\b`)

// sayLittle are places where another word leaves the report a success, because they
// do not tell how the run went.
var sayLittle = map[string]string{
	"INFO: failed Backup of VM":  "a line of vzdump's log that vzdump never writes: a guest that failed has ERROR there and in the table",
	"Log of files failed backed": "the name of a file list",
	"Nightly delta failed":       "the name of the job",
}

// Every word that speaks for a success is turned into "failed", one at a time, in
// the text and in the HTML by itself: no mail may still be a success.
func TestNoMailIsASuccessAfterAnyWordForItTurnedToFailed(t *testing.T) {
	changed := 0
	for _, s := range samples(t) {
		if _, own := ownReader[s.folder]; !own || s.want.Status != "success" {
			continue
		}
		_, m := read(t, s.raw)
		if m.Forwarded != nil {
			m = m.Forwarded
		}
		forms := []*message.Message{m}
		if m.Text != "" && m.HTML != "" {
			forms = []*message.Message{{From: m.From, Subject: m.Subject, Text: m.Text}, {From: m.From, Subject: m.Subject, HTML: m.HTML}}
		}
		for _, form := range forms {
			raw := plain(form)
			start := bytes.Index(raw, []byte("Subject:"))
			for _, g := range goodWords.FindAllIndex(raw[start:], -1) {
				from, to := start+g[0], start+g[1]
				damaged := append(append(append([]byte{}, raw[:from]...), "failed"...), raw[to:]...)
				r, _ := read(t, damaged)
				changed++
				if got, ok := worstOf(r); !ok || got != domain.Success {
					continue
				}
				around := string(damaged[max(0, from-50):min(len(damaged), from+40)])
				excused := false
				for words := range sayLittle {
					excused = excused || strings.Contains(around, words)
				}
				if !excused {
					t.Errorf("%s: still Success by %s from %+v: ...%q", s.path, r.Reader, r.Results[0].Evidence, around)
				}
			}
		}
	}
	if changed < 80 {
		t.Errorf("only %d words were turned", changed)
	}
	t.Logf("%d words were turned", changed)
}
