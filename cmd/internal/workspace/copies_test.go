package workspace

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

func TestTheDaysCopyIsMadeInTheBackgroundAndAFaultIsToldOnce(t *testing.T) {
	now := storagetest.Now
	w, err := Open(t.Context(), Options{
		Folder: t.TempDir(), Create: true, Ring: &ring{entries: map[string]string{}}, Clock: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	folder := filepath.Join(w.Folder, "backups")
	if err := os.WriteFile(folder, []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	tick, told := make(chan time.Time), make(chan error)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		w.Care(ctx, tick, func(err error) { told <- err })
		close(ended)
	}()
	if err := <-told; domain.CodeOf(err) != domain.CodeStorage {
		t.Errorf("told %v", err)
	}
	tick <- now // the same fault again: nobody waits to be told
	tick <- now
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	for made := false; !made; {
		select {
		case tick <- now:
		case err := <-told:
			if err != nil {
				t.Fatal(err)
			}
			made = true
		}
	}
	tick <- now // the day's copy is there
	tick <- now
	cancel()
	<-ended
	if copies, err := w.Copies(); err != nil || len(copies) != 1 || !copies[0].At.Equal(now) {
		t.Errorf("%+v, %v", copies, err)
	}
}
