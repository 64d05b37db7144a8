package review_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
)

// shelf keeps definitions in memory and refuses those that say "bad".
type shelf map[string]string

func (s shelf) Definition(file string) (string, bool, error) {
	text, ok := s[file]
	return text, ok, nil
}

func (s shelf) PutDefinition(file, text string) error {
	if text == "bad" {
		return errors.New("line 1, column 1: bad")
	}
	s[file] = text
	return nil
}

func (s shelf) RemoveDefinition(file string) error { delete(s, file); return nil }

func (b *fixture) teacher(s shelf, role domain.Role) *review.Service {
	b.Helper()
	now := storagetest.Now
	svc, err := review.New(review.Params{
		Store: b.store, Actor: domain.Actor{Name: "kim", Role: role}, Profile: "test", Location: time.UTC, Definitions: s,
		Clock: func() time.Time { now = now.Add(time.Second); return now },
	})
	if err != nil {
		b.Fatal(err)
	}
	return svc
}

func TestEachStepOfADefinitionCanBeUndone(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	s := shelf{}
	svc := b.teacher(s, domain.RoleOperator)
	b.must(svc.SaveDefinition(b.ctx, "a.toml", "one"))
	b.must(svc.SaveDefinition(b.ctx, "a.toml", "two"))
	b.must(svc.DeleteDefinition(b.ctx, "a.toml"))
	for _, want := range []string{"two", "one", ""} {
		b.must(svc.Undo(b.ctx))
		if s["a.toml"] != want {
			t.Errorf("after an undo %q, want %q", s["a.toml"], want)
		}
	}
	if _, ok := s["a.toml"]; ok {
		t.Error("the file that was made is still there")
	}
}

func TestAFileThatWasChangedByOtherMeansIsNotLostByAnUndo(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	s := shelf{}
	svc := b.teacher(s, domain.RoleOperator)
	b.must(svc.SaveDefinition(b.ctx, "a.toml", "one"))
	b.must(svc.SaveDefinition(b.ctx, "a.toml", "two"))
	s["a.toml"] = "by hand"
	for range 2 {
		if d := b.must(svc.Undo(b.ctx)); !strings.Contains(inWords(d), "stays") {
			t.Errorf("summary %q", inWords(d))
		}
	}
	if s["a.toml"] != "by hand" {
		t.Errorf("the file says %q", s["a.toml"])
	}
}

func TestABadDefinitionLeavesTheGoodOneAndNoEntry(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	s := shelf{"a.toml": "good"}
	svc := b.teacher(s, domain.RoleOperator)
	if _, err := svc.SaveDefinition(b.ctx, "a.toml", "bad"); err == nil {
		t.Error("a bad definition was kept")
	}
	if s["a.toml"] != "good" {
		t.Errorf("the file says %q", s["a.toml"])
	}
	if list, err := svc.Journal(b.ctx, 0); err != nil || len(list) != 0 {
		t.Errorf("journal %+v, %v", list, err)
	}
}

func TestAViewerTeachesNothing(t *testing.T) {
	b := newFixture(t, domain.RoleViewer)
	if _, err := b.teacher(shelf{}, domain.RoleViewer).SaveDefinition(b.ctx, "a.toml", "x"); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("got %v", err)
	}
}
