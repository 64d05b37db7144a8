package main

import (
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/storage/storagetest"
)

// oldNights puts two years of reviewed nights of a job, with their mails, into a profile.
func oldNights(t *testing.T, folder string) {
	t.Helper()
	db, err := storage.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	job, err := storagetest.Job(t.Context(), db, "contoso", 1)
	if err == nil {
		err = db.Write(t.Context(), func(tx domain.Tx) error {
			for n := range 80 {
				at := time.Now().AddDate(0, 0, -10*n)
				m := domain.Message{Key: fmt.Sprint(n, "@x"), Subject: "report", Received: at, State: domain.MessageRead}
				id, err := tx.PutMessage(m, db.Pack([]byte("Subject: report\r\nReceived: from a\r\n\r\nsuccess")))
				if err != nil {
					return err
				}
				r := storagetest.Run(job, n, at)
				r.Message, r.Review = id, &domain.Review{At: at, By: "kim"}
				if _, err := tx.PutRun(r, ""); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsOldGoesAndComesBackInTheTerminal(t *testing.T) {
	folder := labProfile(t)
	oldNights(t, folder)
	do := func(code int, args ...string) map[string]any {
		t.Helper()
		lines := rcheck(t, code, append([]string{"--profile", folder}, args...)...)
		if len(lines) == 0 {
			return nil
		}
		return lines[0]
	}
	do(exitFailed, "retention", "--yes")
	do(exitGood, "settings", "set", "keep.history", "400")
	do(exitGood, "settings", "set", "keep.originals", "100")
	step := func() map[string]any {
		t.Helper()
		for _, m := range rcheck(t, exitGood, "--profile", folder, "maintain") {
			if m["step"] == "retention" {
				return m
			}
		}
		t.Fatal("no step is about the retention")
		return nil
	}
	if m := step(); m["done"] != false {
		t.Errorf("something went that nobody saw the plan of: %v", m)
	}
	plan := do(exitGood, "retention")
	if plan["waits"] != true || plan["runs"].(float64) < 30 || plan["messages"] != plan["runs"] || plan["originals"].(float64) < 20 ||
		plan["bytes"].(float64) < 1 {
		t.Errorf("the plan is %v", plan)
	}
	gone := do(exitGood, "retention", "--yes")
	if gone["runs"] != plan["runs"] || gone["originals"] != plan["originals"] || gone["state"] != "removed" {
		t.Errorf("of %v went %v", plan, gone)
	}
	if got := do(exitGood, "journal"); got["kind"] != "retention" {
		t.Errorf("the newest decision is %v", got)
	}
	if got := do(exitGood, "retention", "undo"); got["runs"] != plan["runs"] || got["state"] != "undone" {
		t.Errorf("%v came back", got)
	}
	do(exitFailed, "retention", "undo")
	if m := step(); m["done"] != false {
		t.Errorf("what was brought back went by itself: %v", m)
	}
	do(exitGood, "retention", "--yes")
	do(exitFailed, "retention", "--yes")
	if m := step(); m["error"] != nil || m["done"] != false {
		t.Errorf("nothing is old, and maintenance says %v", m)
	}
}
