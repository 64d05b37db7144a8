package modeltest

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/sync/ingest"
	"runchecks/sync/library"
	"runchecks/sync/mailitem"
	"runchecks/sync/workbench"
	"runchecks/ui/report"
	"runchecks/ui/services"
)

// Bench is a fixture with real readers, and mails that came by them.
type Bench struct {
	*Fixture
	Lib       *library.Library
	Workbench *workbench.Workbench
	folder    string
}

// NewBench returns a fixture with mails; kim works in a role.
func NewBench(t *testing.T, role domain.Role, mails ...string) *Bench {
	t.Helper()
	s := &Bench{Fixture: New(t, role), folder: filepath.Join(t.TempDir(), "readers")}
	var err error
	if s.Lib, err = library.Open(s.folder, t.TempDir(), nil); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return storagetest.Now }
	if s.Workbench, err = workbench.New(s.Store, s.Lib, clock, time.UTC, s.BenchParams(role).Desk.Permit); err != nil {
		t.Fatal(err)
	}
	in, err := ingest.New(s.Store, clock, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Mailbox(t, s.Store)
	for _, raw := range mails {
		with := mailitem.Reading{Readers: s.Lib.Registry(), Location: time.UTC}
		item := mailitem.Read(context.Background(), with, []byte(raw), storagetest.Now)
		folder := domain.Folder{Account: 1, Name: "INBOX", FirstSync: storagetest.Now}
		if _, err := in.Batch(context.Background(), folder, []ingest.Item{item}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// BenchParams are those of a model in which kim changes definitions in a role.
func (s *Bench) BenchParams(role domain.Role) services.Params {
	s.Helper()
	p := s.Params()
	var err error
	p.Desk, err = review.New(review.Params{
		Store: s.Store, Actor: domain.Actor{Name: "kim", Role: role}, Location: time.UTC, Clock: p.Clock, Definitions: s.Lib,
	})
	if err != nil {
		s.Fatal(err)
	}
	p.Workbench = s.Workbench
	p.Report = func(_ context.Context, id int64) (report.Content, error) {
		return report.Content{Text: fmt.Sprint("report ", id)}, nil
	}
	p.Reread, p.CancelReread = func([]int64) {}, func() {}
	return p
}
