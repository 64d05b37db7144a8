package simulate

import (
	"fmt"
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

func TestOneCauseBefallsManyJobsThisMorning(t *testing.T) {
	for _, cause := range []struct {
		words           string
		jobs, customers int
	}{
		{"Unable to establish connection to the offsite gateway", 8, 6},
		{troubleCertificate, 3, 3},
		{"There is not enough space on the disk", 2, 1},
	} {
		jobs, senders := map[string]bool{}, map[string]bool{}
		for _, m := range lately(t, false) {
			if m.want.status == "Failed" && strings.Contains(m.body, cause.words) {
				senders[m.from] = true
				jobs[m.from+strings.Join(strings.Fields(m.subject)[1:4], " ")] = true
			}
		}
		if len(senders) != cause.customers || len(jobs) != cause.jobs {
			t.Errorf("%q befell %v", cause.words, jobs)
		}
	}
}

func TestTheGatewayWasDownBeforeForThreeNights(t *testing.T) {
	nights, senders := map[string]bool{}, map[string]bool{}
	for _, m := range lately(t, true) {
		if morning.Sub(m.Received) > 48*time.Hour && strings.Contains(m.body, "offsite gateway "+gatewayName) {
			nights[m.Received.Format(time.DateOnly)], senders[m.from] = true, true
		}
	}
	if len(nights) != 3 || len(senders) != 4 {
		t.Errorf("it was down in the nights %v for %v", nights, senders)
	}
}

func TestOneJobFailedTwiceAndItsThirdTryWasWell(t *testing.T) {
	var subjects []string
	for _, m := range lately(t, false) {
		if m.from == "veeam@juniperrow.example" && strings.Contains(m.subject, "] Servers daily") {
			subjects = append(subjects, m.subject)
			if again := strings.Contains(m.body, fmt.Sprintf("(Retry %d)", len(subjects)-1)); again != (len(subjects) > 1) {
				t.Errorf("%q says retry: %v", m.subject, again)
			}
		}
	}
	if len(subjects) != 3 || !strings.HasPrefix(subjects[1], "[Failed]") || !strings.HasPrefix(subjects[2], "[Success]") {
		t.Errorf("%q", subjects)
	}
}

func TestOneJobIsSilentForThreeDaysAndOneMachineWarnsForSixteenNights(t *testing.T) {
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
	if warnings != 16 {
		t.Errorf("the machine warned in %d nights", warnings)
	}
}
