package reprocess_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/mailitem"
	"runchecks/sync/readers"
	"runchecks/sync/reprocess"
)

func TestAMailThatWasFetchedInPartSaysSoAfterItIsReadAgain(t *testing.T) {
	raw := []byte("From: backup@example.com\r\nSubject: [Success] Nightly backup\r\n\r\nStatus: Success\r\n")
	for state, want := range map[domain.MessageState]string{domain.MessageRead: "in part", domain.MessageUnmatched: ""} {
		with := mailitem.Reading{Readers: readers.Default(), Location: time.UTC}
		item := reprocess.Item(t.Context(), with, domain.Message{State: state, Reason: "in part"}, raw)
		if item.Partial != want || len(item.Results) != 1 {
			t.Errorf("%s: partial %q, %d results", state, item.Partial, len(item.Results))
		}
	}
}
