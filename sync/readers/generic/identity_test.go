package generic

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// identitySet are mails of one job, and one of another.
type identitySet struct {
	Lang                   string
	Good, Bad, Next, Apart []string
}

func identitySets(t *testing.T, file string) []identitySet {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Set []identitySet }
	if err := toml.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all.Set
}

// keyOf is the key of the job that a mail is filed under, and "" for none.
func keyOf(mail []string) domain.JobKey {
	const sender = "backup@example.com"
	m := &message.Message{Subject: mail[0], Text: mail[1], FromAddress: sender}
	results, ok := Reader{}.Read(context.Background(), m, reader.Env{})
	if !ok || len(results) != 1 || results[0].Kind != domain.KindRun {
		return ""
	}
	return domain.NewJobKey(sender, results[0].Product, results[0].JobType, results[0].KeyName())
}

// A job that parts is a nuisance, one that merges with another hides a silent machine.
func TestTheFailureOfAJobIsFiledUnderItAndAnotherJobIsNot(t *testing.T) {
	for file, want := range map[string]int{"identity.toml": 57, "identity-2.toml": 44} {
		t.Run(file, func(t *testing.T) {
			right := 0
			for i, s := range identitySets(t, file) {
				good, bad, next := keyOf(s.Good), keyOf(s.Bad), keyOf(s.Next)
				fault := ""
				switch {
				case good == "" || bad == "" || next == "":
					fault = "no run"
				case good != bad || good != next:
					fault = "parts"
				case s.Apart != nil && keyOf(s.Apart) == good:
					t.Errorf("%d %s: merges %q with %q as %s", i+1, s.Lang, s.Apart[0], s.Good[0], good)
					continue
				case s.Apart != nil && keyOf(s.Apart) == "":
					fault = "no run"
				}
				if fault != "" {
					t.Logf("%d %s %s:%s", i+1, s.Lang, fault, fmt.Sprintf("\n\t%q %s\n\t%q %s\n\t%q %s", s.Good[0], good, s.Bad[0], bad, s.Next[0], next))
					continue
				}
				right++
			}
			t.Logf("%d of %d right", right, len(identitySets(t, file)))
			if right < want {
				t.Errorf("%d sets are right, %d were", right, want)
			}
		})
	}
}

func TestTheNameOfAJobIsWhatTellsItFromOthers(t *testing.T) {
	for _, tt := range []struct{ what, subject, job, identity string }{
		{"the product's name is none", "[Xen Orchestra] success − Backup report for Nightly delta", "", "Nightly delta"},
		{"beside a name", "[Xen Orchestra] Backup report for \"full-ASR\": success", "", "full-ASR"},
		{"a quoted number of a job", "Replication Job: '101-0' failed", "101-0", ""},
		{"a quoted date is none", "Backup job: '2026-11-27' failed", "", "a@example.com"},
		{"words that a hyphen joins", "Failed to create 1 of 4 snapshots on some-host", "", "some-host"},
	} {
		m := &message.Message{Subject: tt.subject, FromAddress: "a@example.com"}
		n := Reader{}.known().newCollector(m, reader.Env{}).identify()
		if n.jobName != tt.job || n.identity != tt.identity {
			t.Errorf("%s: job %q, identity %q, want %q, %q", tt.what, n.jobName, n.identity, tt.job, tt.identity)
		}
	}
}
