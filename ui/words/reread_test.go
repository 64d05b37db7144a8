package words_test

import (
	"slices"
	"testing"

	"runchecks/domain"
	"runchecks/ui/words"
)

func TestWhatReadingAgainChangesIsToldInWords(t *testing.T) {
	for name, c := range map[string]struct {
		r    domain.Reread
		want []string
	}{
		"nothing": {domain.Reread{Messages: 1200}, []string{"1,200 messages read: none change."}},
		"a definition": {
			domain.Reread{Messages: 30, Changed: 6, NewRuns: 6, PendingJobs: 1, Hits: 6, Conflicts: []domain.ReaderHits{{Reader: "veeam",
				Messages: 1}}},
			[]string{"The definition reads 6 messages. 1 of them would be read by veeam too: the definition comes first.",
				"6 of 30 messages change: 6 runs new.", "Their jobs that wait for approval in the inbox: 1."},
		},
		"worse": {
			domain.Reread{Messages: 2, Changed: 1, StatusChanges: 1, Worse: 1, KeptRuns: 2},
			[]string{
				"1 of 2 messages change: 1 run with another status.", "Reviewed runs that turn out worse: 1. They stand first; their reviews stay.",
				"Reviewed runs that no reader finds any more: 2. They stay as they are.",
			},
		},
	} {
		if got := words.Reread(c.r, false); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q", name, got)
		}
	}
}
