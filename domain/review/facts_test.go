package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/sync/ingest"
)

// diskFull brings a report of the job "tape" an hour later, by mail.
func (c *chaos) diskFull(s domain.Status) {
	c.Helper()
	c.mails++
	c.now = c.now.Add(time.Hour)
	folder := domain.Folder{Account: 1, Name: "INBOX", UIDValidity: 1, LastUID: uint32(c.mails), FirstSync: storagetest.Now}
	_, err := c.ingest.Batch(c.ctx, folder, []ingest.Item{{
		Message: domain.Message{
			MessageID: fmt.Sprintf("%d@x", c.mails), Folder: "INBOX", UID: uint32(c.mails), Subject: "report", From: "a@b.example",
			Date: c.now, Received: c.now, Account: 1,
		},
		Raw: fmt.Appendf(nil, "Subject: report\r\n\r\n%d", c.mails), FromAddress: "a@b.example",
		Results: []domain.Result{{
			Product: "Veeam", JobType: "Backup", JobName: "tape", Kind: domain.KindRun, Status: s, Ended: domain.Stamp{Time: c.now, Zoned: true},
			Objects: []domain.Object{{Name: "vm1", Type: "VM", Status: s, Message: "Disk is full"}},
		}},
	}})
	if err != nil {
		c.Fatal(err)
	}
}

// brought fails where no row of a table says all this: the test would see nothing.
func brought(t *testing.T, rows []string, table string, says ...string) {
	t.Helper()
	for _, row := range rows {
		found := strings.HasPrefix(row, table+" ")
		for _, s := range says {
			found = found && strings.Contains(row, s)
		}
		if found {
			return
		}
	}
	t.Fatalf("no row of %s has %q", table, says)
}

// What reports brought to an acceptance and a ticket after their undo was taken back is no
// decision: a rebuild cannot make it from the journal, and must not lose it.
func TestARebuildKeepsWhatCameByItselfAfterARedo(t *testing.T) {
	for name, turns := range map[string]int{"never undone": 0, "undone once": 1, "undone twice": 2} {
		t.Run(name, func(t *testing.T) {
			c := newChaos(t, 0)
			svc := c.services[0]
			c.diskFull(domain.Warning)
			job := c.look().jobs[0]
			c.must(svc.Approve(c.ctx, []domain.JobKey{job.Key}, "Adatum"))
			again := func() {
				for range turns {
					c.now = c.now.Add(time.Minute)
					c.must(svc.Undo(c.ctx))
					c.must(svc.Redo(c.ctx))
					c.diskFull(domain.Warning)
				}
			}
			c.must(svc.CreateTicket(c.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: job.Key}}}, review.Documented{}))
			again()
			c.must(svc.Accept(c.ctx, review.AcceptRequest{Run: c.look().runs[0].ID, Level: domain.AcceptJob, UntilWorse: true}))
			again()
			c.diskFull(domain.Warning)
			c.diskFull(domain.Failed)
			c.diskFull(domain.Warning)
			before := c.projections()
			brought(t, before, "run", "review_note='known problem, accepted'", "born='{")
			brought(t, before, "run", "note='is back: ")
			brought(t, before, "acceptance", "ended_why='it was Warning", `"Back":"mail:`)
			brought(t, before, "ticket_run", "by_hand=0", "decision=''")
			for _, what := range []string{"a rebuild", "a second one"} {
				if _, err := svc.Rebuild(c.ctx); err != nil {
					t.Fatal(err)
				}
				if found := difference(before, c.projections()); found != "" {
					t.Errorf("after %s:\n%s", what, found)
				}
			}
			// What was known to the undo is gone with it, for good.
			c.now = c.now.Add(time.Minute)
			c.must(svc.Undo(c.ctx))
			before = c.projections()
			if _, err := svc.Rebuild(c.ctx); err != nil {
				t.Fatal(err)
			}
			if found := difference(before, c.projections()); found != "" {
				t.Errorf("after a rebuild with the acceptance taken back:\n%s", found)
			}
		})
	}
}
