package progress

import (
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

func TestTheStatusBarSumsUpSyncsThatRunBesideEachOther(t *testing.T) {
	s := Syncs{}
	now := storagetest.Now
	says := func(want string, p domain.SyncProgress) {
		t.Helper()
		s.Report(p, now)
		if got := s.Text(now); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	says("mail: connecting…", domain.SyncProgress{Account: "mail"})
	says("2 accounts: connecting…", domain.SyncProgress{Account: "other"})
	says("2 accounts: 10 of 5,010 messages", domain.SyncProgress{Account: "mail", Done: 10, Total: 5010})
	says("3 accounts: 10 of 5,010 messages", domain.SyncProgress{Account: "Cove", Things: "device", Done: 40})
	says("2 accounts: 10 of 5,010 messages", domain.SyncProgress{Account: "other", Finished: true})
	says("mail: 10 of 5,010 messages", domain.SyncProgress{Account: "Cove", Finished: true})
	says("", domain.SyncProgress{Account: "mail", Finished: true})
}
