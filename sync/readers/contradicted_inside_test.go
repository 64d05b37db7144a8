package readers

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/generic"
)

// contradict asks what the generic reader says against a success of another one.
func contradict(limit time.Duration, text string) (domain.Evidence, bool) {
	m := &message.Message{Subject: "Backup of SRV1", Text: text}
	r := New(fake{"product", says(domain.Success)}, generic.Reader{})
	r.limit = limit
	return r.contradicted(context.Background(), []domain.Result{{Status: domain.Success}}, m, Env{})
}

func TestASuccessIsDoubtedWhereTheReaderOfEveryLineHadNoTime(t *testing.T) {
	long := strings.Repeat("file copied\n", 20_000)
	if against, found := contradict(time.Nanosecond, long+"Sicherung von SRV9: vielleicht Fehler, siehe unten?\n"); !found ||
		against.Words == "" {
		t.Errorf("found %v: %+v", found, against)
	}
	if against, found := contradict(time.Nanosecond, long+"backup of SRV9 failed\n"); !found || !strings.Contains(against.Words, "failed") {
		t.Errorf("the plain words of trouble: found %v: %+v", found, against)
	}
	if against, found := contradict(time.Nanosecond, long); found {
		t.Errorf("a mail without a word of trouble: %+v", against)
	}
}

func TestTroubleAtTheEndOfALongLineIsSeen(t *testing.T) {
	line := strings.Repeat("archive-2026.tar copied to nas1, ", 40) + "backup of SRV9 failed."
	if against, found := contradict(2*time.Second, "All done.\n"+line+"\n"); !found {
		t.Errorf("passed over: %+v", against)
	}
}
