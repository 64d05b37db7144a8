package ingest_test

import (
	"context"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/ingest"
)

// room is an ingest over an empty cache whose folder is first synced at storagetest.Now.
type room struct {
	*testing.T
	store  *storage.DB
	ingest *ingest.Ingest
}

func newRoom(t *testing.T) *room {
	t.Helper()
	store, err := fresh.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	in, err := ingest.New(store, func() time.Time { return storagetest.Now }, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Mailbox(t, store)
	return &room{t, store, in}
}

func (r *room) add(items ...ingest.Item) ingest.Counts {
	r.Helper()
	counts, err := r.ingest.Batch(context.Background(), domain.Folder{Account: 1, Name: "INBOX", UIDValidity: 1, LastUID: 1, FirstSync: storagetest.Now}, items)
	if err != nil {
		r.Fatal(err)
	}
	return counts
}

// jobs returns every job with its number of waiting runs.
func (r *room) jobs() (out []domain.JobRow) {
	r.Helper()
	err := r.store.Read(context.Background(), func(q domain.Reader) (err error) {
		out, err = q.Jobs()
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

// mail is a report of one run of a job at a time.
func mail(id, job string, at time.Time, status domain.Status) ingest.Item {
	return ingest.Item{
		FromAddress: "backup@example.com", Raw: []byte("Received: by way " + id + "\r\nSubject: x\r\n\r\nbody of " + id),
		Message: domain.Message{From: "Backup <backup@example.com>", Subject: job, MessageID: id, Date: at, Received: at},
		Results: []domain.Result{{Product: "Veeam", JobType: "Backup", JobName: job, Kind: domain.KindRun, Status: status, Started: domain.Stamp{Time: at, Zoned: true}}},
	}
}

var night = storagetest.Now.Add(-10 * time.Hour)

func TestOneMailOverTwoWaysMakesOneRun(t *testing.T) {
	r := newRoom(t)
	first := mail("1@example.com", "NW", night, domain.Success)
	second := first
	second.Raw = []byte("Received: another way\r\nSubject: x\r\n\r\nbody of 1@example.com")
	if c := r.add(first, second); c.Messages != 1 || c.Duplicates != 1 || c.Runs != 1 {
		t.Errorf("got %+v", c)
	}
	if c := r.add(first); c.Messages != 0 || c.Duplicates != 1 {
		t.Errorf("again: %+v", c)
	}
}

func TestARepeatedMessageIDWithAnotherTextIsAnotherMail(t *testing.T) {
	r := newRoom(t)
	first, second := mail("1@example.com", "NW", night, domain.Success), mail("1@example.com", "NW", night.Add(time.Hour), domain.Failed)
	second.Raw = []byte("Subject: x\r\n\r\nanother body")
	if c := r.add(first, second); c.Messages != 2 || c.Runs != 2 {
		t.Errorf("got %+v", c)
	}
}

func TestTwoMailsAboutOneRunMakeOneRun(t *testing.T) {
	r := newRoom(t)
	if c := r.add(mail("1@example.com", "NW", night, domain.Success), mail("2@example.com", "NW", night, domain.Success)); c.Messages != 2 || c.Runs != 1 {
		t.Errorf("got %+v", c)
	}
}

func TestReportsWithoutATimeAreTwoRunsOnTwoNights(t *testing.T) {
	r := newRoom(t)
	first, second := mail("1@example.com", "NW", night, domain.Success), mail("2@example.com", "NW", night.Add(-24*time.Hour), domain.Success)
	first.Results[0].Started, second.Results[0].Started = domain.Stamp{}, domain.Stamp{}
	if c := r.add(first, second); c.Runs != 2 {
		t.Errorf("got %+v", c)
	}
}

func TestMailsWithoutAnyIdentityAreToldApartByTheServersDate(t *testing.T) {
	r := newRoom(t)
	bare := func(at time.Time) ingest.Item {
		item := mail("", "NW", at, domain.Success)
		item.Message.Date = time.Time{}
		item.Results[0].Started = domain.Stamp{}
		return item
	}
	if c := r.add(bare(night), bare(night.Add(-24*time.Hour)), bare(night)); c.Messages != 2 || c.Duplicates != 1 {
		t.Errorf("got %+v", c)
	}
}

func TestImportedHistoryStartsAsReviewed(t *testing.T) {
	r := newRoom(t)
	r.add(mail("1@example.com", "NW", night, domain.Failed), mail("2@example.com", "NW", storagetest.Now.Add(-72*time.Hour), domain.Failed))
	if jobs := r.jobs(); len(jobs) != 1 || jobs[0].Runs != 1 {
		t.Errorf("got %+v", jobs)
	}
}

func TestOneSenderWithJobsOfTheSameNameOnTwoServersHasTwoJobs(t *testing.T) {
	r := newRoom(t)
	first, second := mail("1@example.com", "Backup Configuration Job", night, domain.Success), mail("2@example.com", "Backup Configuration Job", night, domain.Failed)
	first.Results[0].Identity, second.Results[0].Identity = "vbr01", "vbr02"
	r.add(first, second)
	if jobs := r.jobs(); len(jobs) != 2 {
		t.Errorf("got %+v", jobs)
	}
}

func TestWhatNobodyUnderstandsWaitsWithItsReason(t *testing.T) {
	r := newRoom(t)
	unmatched := ingest.Item{Message: domain.Message{MessageID: "1@x", Received: night}, Unmatched: "No reader knows this layout."}
	broken := mail("2@x", "NW", night, domain.Success)
	broken.Unreadable = "The reader failed."
	information := mail("3@x", "", night, domain.Unknown)
	information.Results[0].Kind = domain.KindInformation
	c := r.add(unmatched, broken, information)
	if c.Messages != 3 || c.SetAside != 2 || c.Runs != 0 {
		t.Errorf("got %+v", c)
	}
	err := r.store.Read(context.Background(), func(q domain.Reader) error {
		inbox, err := q.Inbox(0)
		states := map[domain.MessageState]string{}
		for _, m := range inbox {
			states[m.State] = m.Reason
		}
		if states[domain.MessageUnmatched] != unmatched.Unmatched || states[domain.MessageUnreadable] != broken.Unreadable || states[domain.MessageInformation] == "" {
			t.Errorf("inbox: %v", states)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestABatchThatFailsLeavesTheFolderWhereItStood(t *testing.T) {
	r := newRoom(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.ingest.Batch(ctx, domain.Folder{Account: 1, Name: "INBOX", LastUID: 99}, []ingest.Item{mail("1@x", "NW", night, domain.Success)}); err == nil {
		t.Fatal("no error")
	}
	err := r.store.Read(context.Background(), func(q domain.Reader) error {
		_, err := q.Folder(1, "INBOX")
		return err
	})
	if domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("got %v", err)
	}
}

func TestANewRunIsJudgedByTheRulesThatStand(t *testing.T) {
	r := newRoom(t)
	err := r.store.Write(context.Background(), func(tx domain.Tx) error {
		return tx.PutOverride(domain.Override{Key: "01", Level: domain.LevelGlobal, Product: "Veeam", Text: "vss", Mode: domain.MatchContains, From: night.Add(-time.Hour), Enabled: true, Reason: "known"})
	})
	if err != nil {
		t.Fatal(err)
	}
	item := mail("1@x", "NW", night, domain.Failed)
	item.Results[0].Objects = []domain.Object{{Name: "fs04", Status: domain.Failed, Message: "VSS snapshot"}}
	r.add(item)
	if jobs := r.jobs(); jobs[0].Status != domain.SuccessOverride {
		t.Errorf("got %+v", jobs)
	}
}
