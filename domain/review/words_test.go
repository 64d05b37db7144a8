package review_test

import (
	"compress/gzip"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
)

// version21 unpacks a database that the program wrote when it still stored the words of
// each entry: 106 decisions of two people and of every kind. It returns its folder.
func version21(t *testing.T) string {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", "version21.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = packed.Close() }()
	in, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	out, err := os.Create(filepath.Join(folder, storage.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return folder
}

func edit(t *testing.T, folder string) manipulator {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(folder, storage.FileName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return manipulator{T: t, db: db, folder: folder}
}

// in21 works in the folder of a profile as kim, from a week after its last decision on.
func in21(t *testing.T, folder string, work func(*review.Service)) {
	t.Helper()
	store, err := storage.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	svc, err := review.New(review.Params{
		Store: store, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Profile: "test", Location: time.UTC,
		Clock:       func() time.Time { now = now.Add(time.Second); return now },
		Definitions: shelf{}, Words: shelf{},
	})
	if err != nil {
		t.Fatal(err)
	}
	work(svc)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

func findings(t *testing.T, svc *review.Service) []review.Finding {
	t.Helper()
	c, err := svc.VerifyJournal(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c.Findings
}

// decideInstead makes decisions in a database of version 21: one of its own, and the undo
// of one that is there.
func decideInstead(t *testing.T, svc *review.Service) (undone domain.Decision) {
	t.Helper()
	if _, err := svc.SetNightStart(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	list, err := svc.Journal(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list[1:] {
		if d.Actor != "kim" || d.UndoneBy != "" || !review.CanUndo(d.Kind) {
			continue
		}
		if _, err := svc.UndoOne(t.Context(), d.ID); err == nil {
			return d
		}
	}
	t.Fatal("nothing could be undone")
	return undone
}

func TestAJournalFromBeforeItsWordsWereMadeWhenShownStaysWhole(t *testing.T) {
	folder := version21(t)
	m := edit(t, folder)
	if version := m.text("PRAGMA user_version"); version != "21" {
		t.Fatalf("version %s", version)
	}
	was := m.text("SELECT group_concat(hash, ' ') FROM (SELECT hash FROM journal ORDER BY id)")
	words := m.text("SELECT group_concat(summary, char(10)) FROM (SELECT summary FROM journal ORDER BY id DESC)")
	m.relink()
	if again := m.text("SELECT group_concat(hash, ' ') FROM (SELECT hash FROM journal ORDER BY id)"); again != was {
		t.Fatal("the chain was not whole before")
	}
	_ = m.db.Close()
	var shown []string
	in21(t, folder, func(svc *review.Service) {
		if found := findings(t, svc); len(found) > 0 {
			t.Errorf("after the migration: %+v", found)
		}
		list, err := svc.Journal(t.Context(), 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list {
			shown = append(shown, inWords(d))
		}
		undone := decideInstead(t, svc)
		if list, err = svc.Journal(t.Context(), 1); err != nil || inWords(list[0]) != "undone: "+undone.Summary {
			t.Errorf("the undo of %q is shown as %q, %v", undone.Summary, inWords(list[0]), err)
		}
		if found := findings(t, svc); len(found) > 0 {
			t.Errorf("after decisions of this version: %+v", found)
		}
		if _, err := svc.Rebuild(t.Context()); err != nil {
			t.Error(err)
		}
	})
	if strings.Join(shown, "\n") != words {
		t.Error("the words of older entries are others than those that they store")
	}
	m = edit(t, folder)
	if n := m.text("SELECT group_concat(kind || summary, ' ') FROM journal WHERE at > 1800000000000"); n != "setting undo" {
		t.Errorf("entries of this version store words: %s", n)
	}
}

func TestWhoeverChangesWhatAnOlderEntrySaysIsNoticed(t *testing.T) {
	const older = "(SELECT id FROM journal WHERE kind = 'review' LIMIT 1)"
	const newer = "(SELECT id FROM journal WHERE kind = 'setting' ORDER BY id DESC LIMIT 1)"
	for what, change := range map[string]string{
		"the payload of an older entry":            `payload = '{"x":1}' WHERE id = ` + older,
		"the words of an older entry":              "summary = 'nothing' WHERE id = " + older,
		"the words of an older entry, taken away":  "summary = '' WHERE id = " + older,
		"the payload of an entry of this version":  `payload = replace(payload, '3', '4') WHERE id = ` + newer,
		"words that an entry of this version gets": "summary = 'nothing' WHERE id = " + newer,
	} {
		t.Run(what, func(t *testing.T) {
			folder := version21(t)
			in21(t, folder, func(svc *review.Service) { decideInstead(t, svc) })
			m := edit(t, folder)
			m.quietly("UPDATE journal SET " + change)
			_ = m.db.Close()
			in21(t, folder, func(svc *review.Service) {
				if found := findings(t, svc); !slices.ContainsFunc(found, func(f review.Finding) bool { return f.Kind == review.FindingLink }) {
					t.Errorf("it was not noticed: %+v", found)
				}
			})
		})
	}
}

func TestTheJournalIsSearchedByTheWordsThatAreShown(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	b.must(b.svc.SetNightStart(b.ctx, 9))
	b.must(b.svc.SaveCustomers(b.ctx, []domain.Customer{{Name: "100% Ümlaut"}}))
	b.must(b.svc.SaveCustomers(b.ctx, []domain.Customer{{Name: "Adatum"}, {Name: "Contoso"}}))
	for text, want := range map[string]string{
		"":                               "customer customer setting",
		"A NIGHT begins":                 "setting",
		"customers added":                "customer",
		"100% ümlaut":                    "customer",
		"contoso":                        "customer", // a target, which its words do not name
		string(domain.SettingNightStart): "setting",
		"reviewed by somebody":           "",
	} {
		list, err := b.svc.SearchJournal(b.ctx, domain.JournalFilter{Text: text})
		var got []string
		for _, d := range list {
			got = append(got, string(d.Kind))
		}
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%q finds %v, %v", text, got, err)
		}
	}
	page, err := b.svc.SearchJournal(b.ctx, domain.JournalFilter{Text: "customer", Limit: 1})
	if err != nil || len(page) != 1 || inWords(page[0]) != "2 customers added" {
		t.Fatalf("the first page: %+v, %v", page, err)
	}
	page, err = b.svc.SearchJournal(b.ctx, domain.JournalFilter{Text: "customer", Limit: 1, Before: page[0].ID})
	if err != nil || len(page) != 1 || inWords(page[0]) != "customer 100% Ümlaut added" {
		t.Fatalf("the next page: %+v, %v", page, err)
	}
}
