package model_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/sync/ingest"
	"runchecks/sync/library"
	"runchecks/sync/mailitem"
	"runchecks/sync/workbench"
	"runchecks/ui/list"
	"runchecks/ui/report"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/services"
)

// learning is the screen Run Checks over mails of a script that nobody knows, one a night.
type learning struct {
	*screen
	bench *workbench.Workbench
	lib   *library.Library
}

func newLearning(t *testing.T, role domain.Role, nights int) *learning {
	t.Helper()
	s := &learning{screen: newScreen(t, role)}
	clock := func() time.Time { return storagetest.Now }
	var err error
	if s.lib, err = library.Open(t.TempDir(), filepath.Join(t.TempDir(), "lexicon"), nil); err != nil {
		t.Fatal(err)
	}
	now := storagetest.Now
	desk, err := review.New(review.Params{
		Store: s.Store, Actor: domain.Actor{Name: "kim", Role: role}, Location: time.UTC, Definitions: s.lib, Words: s.lib.WordFiles(),
		Clock: func() time.Time { now = now.Add(time.Second); return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.bench, err = workbench.New(s.Store, s.lib, clock, time.UTC, desk.Permit); err != nil {
		t.Fatal(err)
	}
	in, err := ingest.New(s.Store, clock, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Mailbox(t, s.Store)
	for n := range nights {
		sent := storagetest.Now.AddDate(0, 0, n-nights)
		raw := "From: cron@tools.example\r\nSubject: Backup of SRV01\r\n" +
			fmt.Sprintf("Message-ID: <%d@x>\r\nDate: %s\r\n\r\n", n, sent.Format(time.RFC1123Z)) +
			"Backup of SRV01 completed successfully.\r\n\r\nThe frobnicator parked its wibbles beside the loft.\r\n"
		item := mailitem.Read(s.ctx(), mailitem.Reading{Readers: s.lib.Registry(), Account: 1, Location: time.UTC}, []byte(raw), sent)
		item.Message.Account, item.Message.Folder, item.Message.UID = 1, "INBOX", uint32(n+1)
		folder := domain.Folder{Account: 1, Name: "INBOX", FirstSync: storagetest.Now.AddDate(0, -1, 0)}
		if _, err := in.Batch(s.ctx(), folder, []ingest.Item{item}); err != nil {
			t.Fatal(err)
		}
	}
	err = s.Store.Write(s.ctx(), func(tx domain.Tx) error {
		c, err := tx.PutCustomer("Contoso")
		if err != nil {
			return err
		}
		jobs, err := tx.Jobs()
		if err != nil {
			return err
		}
		return tx.SetJob(jobs[0].ID, domain.JobActive, c.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.m, err = decide.New(services.Params{
		Base: services.Base{Store: s.Store, Desk: desk, Clock: clock, Location: time.UTC, Background: s.Background},
		Reports: services.Reports{
			Workbench: s.bench, Report: func(context.Context, int64) (report.Content, error) { return report.Content{}, nil },
		},
		Syncs: services.Syncs{Sync: func() {}, CancelSync: func() {}},
	}, func(list.Part) {})
	if err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.Settle()
	s.m.Select(0)
	s.Settle()
	return s
}

func (s *learning) ctx() context.Context { return context.Background() }

func (s *learning) learned() int {
	s.Helper()
	list, err := s.bench.LearnedProse(s.ctx(), "")
	if err != nil {
		s.Fatal(err)
	}
	return len(list)
}

func TestProseIsOfferedAfterTheThirdAcceptanceAndTakesOneKey(t *testing.T) {
	s := newLearning(t, domain.RoleOperator, 5)
	s.m.LearnProse()
	s.Settle()
	if got := s.m.Toast(); !got.Notice || !strings.Contains(got.Text, "There is nothing to learn of cron@tools.example yet") {
		t.Errorf("asked too early: %+v", got)
	}
	for n := range 3 {
		s.m.MarkSuccess(nil, nil)
		s.Settle()
		offered := strings.Contains(s.m.Toast().Text, "1 line of cron@tools.example stood in 3 accepted mails")
		if offered != (n == 2) || s.learned() != 0 {
			t.Errorf("after %d acceptances: %+v, %d learned", n+1, s.m.Toast(), s.learned())
		}
	}
	if got := s.m.LearnLabel(); got != "Understand 1 line of cron@tools.example" {
		t.Errorf("label %q", got)
	}
	s.m.LearnProse()
	s.Settle()
	if s.learned() != 1 || s.m.Toast().Text != "1 line of cron@tools.example understood from now on" || !s.m.Toast().Undo {
		t.Errorf("%d learned, %+v", s.learned(), s.m.Toast())
	}
	s.m.Undo()
	s.Settle()
	if s.learned() != 0 {
		t.Error("the undo left what was learned")
	}
}

func TestAViewerTeachesNothing(t *testing.T) {
	s := newLearning(t, domain.RoleViewer, 2)
	if s.m.CanLearnProse() {
		t.Error("a viewer may learn prose")
	}
	s.m.PutWord("frobnicator", "neutral")
	s.Settle()
	if len(s.bench.OwnWords()) != 0 || !s.m.Toast().Error {
		t.Errorf("a viewer put a word: %+v", s.m.Toast())
	}
}

func TestAWordIsPutIntoAClassAndTakenBack(t *testing.T) {
	s := newLearning(t, domain.RoleOperator, 2)
	s.m.PutWord("frobnicator", "neutral")
	s.Settle()
	if own := s.bench.OwnWords(); len(own) != 1 || s.m.Toast().Text != "the word “frobnicator” is neutral" {
		t.Errorf("%+v, %+v", own, s.m.Toast())
	}
	s.m.PutWord("failed", "good")
	s.Settle()
	if got := s.m.Toast(); !got.Error || !strings.Contains(got.Text+got.Details, "is failed already") {
		t.Errorf("a bad word as good: %+v", got)
	}
	s.m.Undo()
	s.Settle()
	if own := s.bench.OwnWords(); len(own) != 0 {
		t.Errorf("after the undo: %+v", own)
	}
}
