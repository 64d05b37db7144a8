package workbench_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/ingest"
	"runchecks/sync/library"
	"runchecks/sync/mailitem"
	"runchecks/sync/workbench"
)

// shop is a workbench over a cache with mails, and the desk that changes definitions.
type shop struct {
	*testing.T
	ctx    context.Context
	store  *storage.DB
	lib    *library.Library
	bench  *workbench.Workbench
	desk   *review.Service
	folder string
	taught int
}

func newShop(t *testing.T) *shop {
	t.Helper()
	s := &shop{T: t, ctx: context.Background(), folder: filepath.Join(t.TempDir(), "readers")}
	clock := func() time.Time { return storagetest.Now }
	var err error
	if s.store, err = fresh.Open(s.ctx, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.store.Close() })
	storagetest.Mailbox(t, s.store)
	if s.lib, err = library.Open(s.folder, t.TempDir(), func() { s.taught++ }); err != nil {
		t.Fatal(err)
	}
	if s.desk, err = review.New(review.Params{
		Store: s.store, Clock: clock, Actor: domain.Actor{Name: "kim", Role: domain.RoleOperator}, Location: time.UTC,
		Definitions: s.lib, Words: s.lib.WordFiles(),
	}); err != nil {
		t.Fatal(err)
	}
	if s.bench, err = workbench.New(s.store, s.lib, clock, time.UTC, s.desk.Permit); err != nil {
		t.Fatal(err)
	}
	return s
}

// deliver stores a mail as a sync would.
func (s *shop) deliver(raw string) {
	s.Helper()
	in, err := ingest.New(s.store, func() time.Time { return storagetest.Now }, time.UTC)
	if err != nil {
		s.Fatal(err)
	}
	item := mailitem.Read(s.ctx, mailitem.Reading{Readers: s.lib.Registry(), Location: time.UTC}, []byte(raw), storagetest.Now)
	if _, err := in.Batch(s.ctx, domain.Folder{Account: 1, Name: "INBOX", FirstSync: storagetest.Now}, []ingest.Item{item}); err != nil {
		s.Fatal(err)
	}
}

// archive is a report that no reader of the program knows.
func archive(night int, word string) string {
	return fmt.Sprintf("From: Archive <archive@example.com>\r\nMessage-ID: <%d@example.com>\r\nDate: Fri, %02d Nov 2026 05:00:00 +0000\r\nSubject: Zebra sheet %02d.11.2026\r\nContent-Type: text/html\r\n\r\n"+
		"<p>Sum: %s</p><table><tr><th>Share</th><th>Code</th></tr><tr><td>Files</td><td>%s</td></tr></table></html>", night, night, night, word, word)
}

const archiveDefinition = `name = "archive"
product = "Archive"
[match]
all = [{ in = "subject", contains = "Zebra sheet" }]
[job]
name = "Archive"
[[status]]
label = "Sum"
success = ["A1"]
failed = ["F3"]
[[objects]]
from = "table"
headings = ["Share", "Code"]
name = { column = "Share" }
status = { column = "Code", success = ["A1"], failed = ["F3"] }
`

func (s *shop) runs() string {
	s.Helper()
	var out []string
	err := s.store.Read(s.ctx, func(q domain.Reader) error {
		ids, err := q.MessageIDs("")
		for _, id := range ids {
			m, err := q.Message(id)
			if err != nil {
				return err
			}
			runs, err := q.MessageRuns(id)
			if err != nil {
				return err
			}
			line := string(m.State)
			for _, r := range runs {
				line += fmt.Sprintf(" %s %d", r.Status, len(r.Objects))
			}
			out = append(out, line)
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return strings.Join(out, ", ")
}

func (s *shop) want(what, list string) {
	s.Helper()
	if got := s.runs(); got != list {
		s.Errorf("%s: got %q, want %q", what, got, list)
	}
}

func none(int, int) {}

func TestAnUnmatchedMailBecomesAReadOneWithItsHistoryAndUndoTakesItBack(t *testing.T) {
	s := newShop(t)
	s.deliver(archive(20, "A1"))
	s.deliver(archive(21, "F3"))
	s.want("before", "unmatched, unmatched")

	look, err := s.bench.Try(s.ctx, "archive.toml", archiveDefinition, none)
	if err != nil || look.Hits != 2 || look.NewRuns != 2 || look.Changed != 2 || len(look.Conflicts) != 0 {
		t.Errorf("try: %+v, %v", look, err)
	}
	s.want("after a look", "unmatched, unmatched")

	if _, err := s.desk.SaveDefinition(s.ctx, "archive.toml", archiveDefinition); err != nil {
		t.Fatal(err)
	}
	if n, err := s.bench.Stale(s.ctx); n != 2 || err != nil || s.taught != 1 {
		t.Errorf("stale %d, %v; taught %d times", n, err, s.taught)
	}
	if r, err := s.bench.Reread(s.ctx, nil, none); err != nil || r.NewRuns != 2 {
		t.Errorf("reread %+v, %v", r, err)
	}
	s.want("in use", "read Success 1, read Failed 1")
	if n, err := s.bench.Stale(s.ctx); n != 0 || err != nil {
		t.Errorf("stale %d, %v", n, err)
	}

	if _, err := s.desk.Undo(s.ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.bench.Reread(s.ctx, nil, none); err != nil {
		t.Fatal(err)
	}
	s.want("undone", "unmatched, unmatched")
}

func TestAReviewOutlivesADefinitionAndItsUndo(t *testing.T) {
	s := newShop(t)
	s.deliver(archive(20, "A1"))
	if _, err := s.desk.SaveDefinition(s.ctx, "archive.toml", archiveDefinition); err != nil {
		t.Fatal(err)
	}
	if _, err := s.bench.Reread(s.ctx, nil, none); err != nil {
		t.Fatal(err)
	}
	if _, err := s.desk.MarkReviewed(s.ctx, []review.Target{{Job: 1}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.desk.DeleteDefinition(s.ctx, "archive.toml"); err != nil {
		t.Fatal(err)
	}
	look, err := s.bench.Look(s.ctx, nil, none)
	if err != nil || look.KeptRuns != 1 || look.GoneRuns != 0 {
		t.Errorf("look %+v, %v", look, err)
	}
	if _, err := s.bench.Reread(s.ctx, nil, none); err != nil {
		t.Fatal(err)
	}
	s.want("without its definition", "unmatched Success 1")
}

func TestADefinitionThatTakesMailsFromAnotherReaderSaysSo(t *testing.T) {
	s := newShop(t)
	raw, err := os.ReadFile("../readers/testdata/mails/backup-exec/job-success.eml")
	if err != nil {
		t.Fatal(err)
	}
	s.deliver(string(raw))
	greedy := strings.Replace(archiveDefinition, `contains = "Zebra sheet"`, `contains = "Backup Exec"`, 1)
	look, err := s.bench.Try(s.ctx, "archive.toml", greedy, none)
	if err != nil || look.Hits != 1 || len(look.Conflicts) != 1 || look.Conflicts[0] != (domain.ReaderHits{Reader: "backup-exec", Messages: 1}) {
		t.Errorf("try %+v, %v", look, err)
	}
	if look.StatusChanges != 1 || look.JobChanges != 1 {
		t.Errorf("what would change: %+v", look)
	}
}

func TestABadFileIsToldWithItsPlaceAndTheOthersAreLoaded(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"good.toml": archiveDefinition, "bad.toml": "name = \"bad\"\nproduct = 7\n", "notes.txt": "x"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lib, err := library.Open(folder, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var own []string
	for _, r := range lib.List() {
		if r.Origin == domain.ReaderOwn {
			line := r.Name
			if len(r.Problems) > 0 {
				line += fmt.Sprintf(" line %d", r.Problems[0].Line)
			}
			own = append(own, line)
		}
	}
	for _, r := range lib.List() {
		if r.File == "bad.toml" && lib.Text(r) != "name = \"bad\"\nproduct = 7\n" {
			t.Errorf("its text to be mended: %q", lib.Text(r))
		}
	}
	if got := strings.Join(own, ", "); got != "archive, bad line 1" {
		t.Errorf("own readers: %s", got)
	}
}

func TestTheProfilesDefinitionComesBeforeTheShippedOneOfItsName(t *testing.T) {
	s := newShop(t)
	own := strings.Replace(archiveDefinition, `name = "archive"`, `name = "phpbu"`, 1)
	if _, err := s.desk.SaveDefinition(s.ctx, "phpbu.toml", own); err != nil {
		t.Fatal(err)
	}
	rows, err := s.bench.Readers(s.ctx)
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for i, r := range rows {
		if r.Name == "phpbu" {
			named++
			if i != 1 || r.Origin != domain.ReaderOwn {
				t.Errorf("row %d: %+v", i, r)
			}
		}
	}
	if named != 1 {
		t.Errorf("%d readers of that name", named)
	}
}

func TestAFileNameNeverLeadsOutOfTheFolder(t *testing.T) {
	s := newShop(t)
	for _, name := range []string{"../x.toml", "a/b.toml", `a\b.toml`, ".toml", "x", "con:.toml", strings.Repeat("a", 90) + ".toml"} {
		if _, err := s.desk.SaveDefinition(s.ctx, name, archiveDefinition); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%q: %v", name, err)
		}
		if err := s.lib.KeepDraft(name, "x"); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("draft %q: %v", name, err)
		}
	}
}

func TestADraftIsKeptUntilItIsForgotten(t *testing.T) {
	s := newShop(t)
	if err := s.lib.KeepDraft("a.toml", "half a defini"); err != nil {
		t.Fatal(err)
	}
	if drafts, err := s.lib.Drafts(); err != nil || drafts["a.toml"] != "half a defini" {
		t.Errorf("%v, %v", drafts, err)
	}
	if err := s.lib.KeepDraft("a.toml", ""); err != nil {
		t.Fatal(err)
	}
	if drafts, err := s.lib.Drafts(); err != nil || len(drafts) != 0 {
		t.Errorf("%v, %v", drafts, err)
	}
}

func TestAnExplanationTellsProblemsConditionsAndFindings(t *testing.T) {
	s := newShop(t)
	s.deliver(archive(20, "F3"))
	x, err := s.bench.Explain(s.ctx, "archive.toml", archiveDefinition, 1)
	if err != nil || !x.Matched || len(x.Conditions) != 1 || len(x.Results) != 1 || x.Results[0].Status != domain.Failed || len(x.Found) < 2 || x.Other != "" {
		t.Errorf("%+v, %v", x, err)
	}
	x, err = s.bench.Explain(s.ctx, "archive.toml", strings.Replace(archiveDefinition, "Zebra sheet", "Other run", 1), 1)
	if err != nil || x.Matched || x.Conditions[0].Held {
		t.Errorf("%+v, %v", x, err)
	}
	x, err = s.bench.Explain(s.ctx, "archive.toml", strings.Replace(archiveDefinition, "match", "mach", 1), 1)
	if err != nil || len(x.Problems) == 0 || x.Problems[0].Line == 0 {
		t.Errorf("%+v, %v", x, err)
	}
}

func TestACancelledPassLeavesWholeBatchesAndGoesOnLater(t *testing.T) {
	s := newShop(t)
	for night := 1; night <= 28; night++ {
		s.deliver(archive(night, "A1"))
	}
	if _, err := s.desk.SaveDefinition(s.ctx, "archive.toml", archiveDefinition); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	if _, err := s.bench.Reread(ctx, nil, none); err == nil {
		t.Error("a cancelled pass came to its end")
	}
	if n, err := s.bench.Stale(s.ctx); n != 28 || err != nil {
		t.Errorf("stale %d, %v", n, err)
	}
	if r, err := s.bench.Reread(s.ctx, nil, none); err != nil || r.NewRuns != 28 {
		t.Errorf("%+v, %v", r, err)
	}
}
