package generic

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/learned"
	"runchecks/sync/readers/reader"
)

// Every bad line that may stand beside a success is tried below prose that was learned, and
// as what stood in three accepted mails with another line of its language: what was learned
// of the one never lets the other pass.
func TestNoBadLineHidesBehindWhatWasLearned(t *testing.T) {
	const loft = "The frobnicator parked its wibbles beside the loft."
	var subject, sentence, before string
	mail := func(lines ...string) *message.Message {
		text := sentence + "\n\n" + strings.Join(lines, "\n\n") + "\n"
		return &message.Message{From: "Backup <a@example.com>", FromAddress: "a@example.com", Subject: subject, Date: night, Text: text}
	}
	env := reader.Env{Received: night}
	teach := func(lines ...string) *learned.Set {
		var mails []learned.Mail
		for n := range learned.Needed {
			mails = append(mails, learned.Mail{Decision: domain.DecisionID(fmt.Sprint(n)), Lines: Reader{}.Prose(mail(lines...), env)})
		}
		var list []domain.Learned
		for _, p := range learned.Learn(mails, nil) {
			list = append(list, domain.Learned{Prose: p})
		}
		return learned.NewSet(list)
	}
	status := func(set *learned.Set, lines ...string) domain.Status {
		with := env
		with.Learned = set
		got, ok := Reader{}.Read(context.Background(), mail(lines...), with)
		if !ok || got[0].Kind == domain.KindInformation {
			return domain.Unknown
		}
		return got[0].Status
	}
	lines, teachable := 0, 0
	var set *learned.Set
	for line := range strings.Lines(besideSuccess) {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "=== "); ok {
			part := strings.Split(head, " | ")
			subject, sentence, before = part[1], part[2], ""
			if set = teach(loft); status(set, loft) != domain.Success {
				t.Errorf("%s: prose beside %q is not understood", part[0], sentence)
			}
			continue
		}
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		lines++
		if got := status(set, loft, line); got == domain.Success {
			t.Errorf("%q beside what was learned is a success", line)
		}
		if before != "" && before != line && status(teach(before), line) == domain.Success {
			t.Errorf("%q is a success, learned of %q", line, before)
		}
		if status(teach(line), line) == domain.Success {
			teachable++ // a person said so three times, of this line as it stands
		}
		before = line
	}
	t.Logf("%d lines; %d of them are understood once a person accepted exactly them three times", lines, teachable)
}
