package storagetest

import (
	"context"
	"slices"
	"testing"

	"runchecks/domain"
)

// Tickets runs what a store must hold of tickets.
func Tickets(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()

	t.Run("a ticket comes back with its scopes, links and signs", func(t *testing.T) {
		s := open(t)
		job, other := newJob(t, s, "contoso", 1), newJob(t, s, "contoso", 2)
		ids := put(t, s, Run(job, 1, night, bad), Run(other, 1, night, bad))
		want := domain.Ticket{
			Key:         "01",
			Code:        "T1",
			Description: "disk",
			ActiveFrom:  night,
			Created:     Now,
			By:          "kim",
			Scopes:      []domain.Scope{{Job: job.Key, Object: "fs04"}, {Customer: "contoso"}},
		}
		write(t, s, func(tx domain.Tx) error {
			if err := tx.PutTicket(want); err != nil {
				return err
			}
			return tx.LinkTicket("01", []domain.TicketLink{{Run: Run(job, 1, night, bad).Key, ByHand: true, Decision: "01"}})
		})
		read(t, s, func(q domain.Reader) error {
			got, err := q.TicketByCode("t1")
			if err != nil {
				return err
			}
			if !slices.Equal(got.Scopes, want.Scopes) || got.Description != "disk" || !got.Created.Equal(Now) || !got.Open() {
				t.Errorf("ticket %+v", got)
			}
			linked, err := q.TicketRuns("01", 0)
			if err != nil || len(linked) != 1 || linked[0].ID != ids[0] || !linked[0].ByHand || linked[0].Job.Name != job.Name {
				t.Errorf("linked %+v, %v", linked, err)
			}
			rows, err := q.OpenJobs()
			for _, r := range rows {
				if want := map[int64]int{job.ID: 2, other.ID: 1}[r.ID]; r.Tickets != want {
					t.Errorf("%s has %d ticket signs, want %d", r.Name, r.Tickets, want)
				}
			}
			runs, err2 := q.JobRuns(job.ID, false, 0)
			if runs[0].Tickets != 1 {
				t.Errorf("run %+v", runs[0])
			}
			if err2 != nil {
				return err2
			}
			return err
		})
		if err := s.Write(ctx, func(tx domain.Tx) error {
			return tx.PutTicket(domain.Ticket{Key: "02", Code: "t1", Scopes: want.Scopes})
		}); domain.CodeOf(err) != domain.CodeConflict {
			t.Errorf("the code again: %v", err)
		}
		write(t, s, func(tx domain.Tx) error { return tx.DeleteTicket("01") })
		read(t, s, func(q domain.Reader) error {
			list, err := q.RunTickets(ids[0])
			if len(list) != 0 {
				t.Errorf("after the deletion %+v", list)
			}
			return err
		})
	})

	t.Run("what Autotask says outlives the decision and is not brought back by it", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		ticket := domain.Ticket{
			Key:    "01",
			Code:   "T1",
			Scopes: []domain.Scope{{Job: job.Key}},
			Desk:   &domain.DeskTicket{ID: 7, Number: "T1", Status: "New"},
		}
		write(t, s, func(tx domain.Tx) error { return tx.PutTicket(ticket) })
		write(t, s, func(tx domain.Tx) error {
			return tx.PutDeskTicket(domain.DeskTicket{ID: 7, Number: "T1", Status: "Complete", Resolved: Now}, true)
		})
		write(t, s, func(tx domain.Tx) error { return tx.PutTicket(ticket) })
		read(t, s, func(q domain.Reader) error {
			got, err := q.Ticket("01")
			if got.Desk == nil || got.Desk.Status != "Complete" || got.Open() {
				t.Errorf("got %+v", got.Desk)
			}
			return err
		})
	})
}
