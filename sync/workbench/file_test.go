package workbench_test

import (
	"fmt"
	"os"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

func TestAMailFromAFileIsTaughtWithAndNeverStored(t *testing.T) {
	s := newShop(t)
	b := s.bench
	raw, err := os.ReadFile("../readers/testdata/mails/phpbu/error.eml")
	if err != nil {
		t.Fatal(err)
	}
	count := func() (n int) {
		if err := s.store.Read(t.Context(), func(q domain.Reader) error {
			list, err := q.Messages(domain.MessageFilter{Limit: 1000})
			n = len(list)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	id, err := b.OpenFile(t.Context(), raw, storagetest.Now)
	if err != nil || id >= 0 {
		t.Fatal(id, err)
	}
	lesson, err := b.Teach(t.Context(), id, "", "")
	if err != nil {
		t.Fatal(err)
	}
	if state := lesson.State(t.Context(), nil); len(state.Mails) != 1 || state.Mails[0].ID != id {
		t.Errorf("taught with %+v", state.Mails)
	}
	if _, got, ok := b.File(id); !ok || string(got) != string(raw) {
		t.Error("the file is not what it was")
	}
	if after := count(); after != before {
		t.Errorf("%d messages became %d", before, after)
	}
	for n := range 12 {
		if _, err := b.OpenFile(t.Context(), fmt.Appendf(nil, "Subject: %d\r\n\r\nx", n), storagetest.Now); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, ok := b.File(id); ok {
		t.Error("files are kept for ever")
	}
	if _, err := b.OpenFile(t.Context(), []byte("\x89PNG\r\n"), storagetest.Now); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("a picture is opened: %v", err)
	}
}
