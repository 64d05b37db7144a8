package vm_test

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
	"runchecks/ui/vm"
)

// benchFixture is a fixture with real readers, and mails that came by them.
type benchFixture struct {
	*fixture
	lib    *library.Library
	bench  *workbench.Workbench
	folder string
}

// newBench returns a fixture with mails; kim works in a role.
func newBench(t *testing.T, role domain.Role, mails ...string) *benchFixture {
	t.Helper()
	s := &benchFixture{fixture: newFixture(t, role), folder: filepath.Join(t.TempDir(), "readers")}
	var err error
	if s.lib, err = library.Open(s.folder, t.TempDir(), nil); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return storagetest.Now }
	if s.bench, err = workbench.New(s.store, s.lib, clock, time.UTC, s.benchParams(role).Desk.Permit); err != nil {
		t.Fatal(err)
	}
	in, err := ingest.New(s.store, clock, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Mailbox(t, s.store)
	for _, raw := range mails {
		with := mailitem.Reading{Readers: s.lib.Registry(), Location: time.UTC}
		item := mailitem.Read(context.Background(), with, []byte(raw), storagetest.Now)
		folder := domain.Folder{Account: 1, Name: "INBOX", FirstSync: storagetest.Now}
		if _, err := in.Batch(context.Background(), folder, []ingest.Item{item}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// benchParams are those of a model in which kim changes definitions in a role.
func (s *benchFixture) benchParams(role domain.Role) vm.Params {
	s.Helper()
	p := s.params()
	var err error
	p.Desk, err = review.New(review.Params{
		Store: s.store, Actor: domain.Actor{Name: "kim", Role: role}, Location: time.UTC, Clock: p.Clock, Definitions: s.lib,
	})
	if err != nil {
		s.Fatal(err)
	}
	p.Workbench = s.bench
	p.Report = func(_ context.Context, id int64) (vm.Report, error) {
		return vm.Report{Text: fmt.Sprint("report ", id)}, nil
	}
	p.Reread, p.CancelReread = func([]int64) {}, func() {}
	return p
}
