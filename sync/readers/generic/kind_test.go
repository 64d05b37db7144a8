package generic

import (
	"context"
	"os"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

func TestAMailAboutAnotherEventIsNoRunOfABackup(t *testing.T) {
	text, err := os.ReadFile("testdata/kinds.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(text)) {
		fields := strings.SplitN(strings.TrimSpace(line), " | ", 4)
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(fields) != 4 {
			t.Fatalf("%q has no four fields", line)
		}
		seen++
		m := &message.Message{Subject: fields[2], Text: strings.ReplaceAll(fields[3], `\n`, "\n"), FromAddress: "a@example.com"}
		results, _ := Reader{}.Read(context.Background(), m, reader.Env{})
		kind, wanted, run := strings.Cut(fields[1], " ")
		if run != (kind == "run") {
			t.Fatalf("%q: a run, and only a run, has a status", line)
		}
		var runs []domain.Result
		for _, r := range results {
			if r.Kind == domain.KindRun {
				runs = append(runs, r)
			}
		}
		switch {
		case run && (len(runs) != 1 || domain.Fold(runs[0].Status.String()) != wanted):
			t.Errorf("%s %q: %+v, want a run that is %s", fields[0], fields[2], results, wanted)
		case !run && len(runs) > 0:
			t.Errorf("%s %s %q: a run that is %s from %+v", fields[0], kind, fields[2], runs[0].Status, runs[0].Evidence)
		}
	}
	if seen < 100 {
		t.Errorf("only %d mails", seen)
	}
}
