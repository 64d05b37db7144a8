package simulate

import (
	"strings"
	"testing"
	"time"

	"runchecks/sync/message"
)

// told is a mail as a reader of the morning finds it.
type told struct {
	Mail
	from, subject, body string
}

// lately returns the decoded mails of the demo's last day, or of all its days.
func lately(t *testing.T, all bool) (out []told) {
	t.Helper()
	for _, m := range NewDemo(morning, 1).Mails {
		if !all && morning.Sub(m.Received) > 26*time.Hour {
			continue
		}
		msg, err := message.Decode(t.Context(), m.Raw)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, told{Mail: m, from: msg.FromAddress, subject: msg.Subject, body: strings.Join(msg.HTMLLines(), "\n") + msg.Text})
	}
	return out
}

func TestTwoCustomersShareOneCauseThisMorning(t *testing.T) {
	senders := map[string]bool{}
	for _, m := range lately(t, false) {
		if strings.Contains(m.body, troubleGateway) {
			senders[m.from] = true
		}
	}
	if len(senders) != 2 {
		t.Errorf("the gateway failed %v", senders)
	}
}

func TestOneJobFailedAndItsRetryWasWell(t *testing.T) {
	var subjects []string
	for _, m := range lately(t, false) {
		if m.from == "veeam@juniperrow.example" && strings.Contains(m.subject, "] Servers daily") {
			subjects = append(subjects, m.subject)
			if again := strings.Contains(m.body, "(Retry 1)"); again != (len(subjects) == 2) {
				t.Errorf("%q says retry: %v", m.subject, again)
			}
		}
	}
	if len(subjects) != 2 || !strings.HasPrefix(subjects[0], "[Failed]") || !strings.HasPrefix(subjects[1], "[Success]") {
		t.Errorf("%q", subjects)
	}
}

func TestOneJobIsSilentForThreeDaysAndOneMachineWarnsForWeeks(t *testing.T) {
	var silence time.Duration
	warnings := 0
	for _, m := range lately(t, true) {
		switch {
		case m.from == "nas@waardhoek.example" && strings.Contains(m.subject, "Data backup task"):
			silence = morning.Sub(m.Received)
		case m.from == "veeam@grootvelde.example" && strings.HasPrefix(m.subject, "[Warning] Servers daily"):
			if strings.Contains(m.body, troubleTools) {
				warnings++
			}
		}
	}
	if silence < 3*24*time.Hour || silence > 4*24*time.Hour {
		t.Errorf("the silent job last reported %v ago", silence)
	}
	if warnings < 28 {
		t.Errorf("the machine warned in %d nights", warnings)
	}
}
