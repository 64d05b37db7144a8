package storagetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Schedules runs what a store must hold of what schedules are learned from and compared with.
func Schedules(t *testing.T, open func(t *testing.T) domain.Store) {
	t.Run("schedules are learned from real runs alone", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		missed := Run(job, 3, night, bad)
		missed.Source = domain.SourceSchedule
		info := Run(job, 4, night)
		info.Kind = domain.KindInformation
		put(
			t,
			s,
			Run(job, 1, night.Add(-24*time.Hour)),
			Run(job, 2, night.Add(-48*time.Hour)),
			missed,
			info,
			Run(job, 5, night.AddDate(-1, 0, 0)),
		)
		read(t, s, func(q domain.Reader) error {
			of, err := q.RealRuns(0, night.AddDate(0, -1, 0))
			if got := of[job.ID]; len(of) != 1 || len(got) != 2 || !got[0].Equal(night.Add(-48*time.Hour)) {
				t.Errorf("runs %v", of)
			}
			all, err2 := q.MissedRuns(night.Add(-time.Hour))
			refs := all[job.ID]
			if len(refs) != 1 || refs[0].Key != missed.Key {
				t.Errorf("missed %+v", refs)
			}
			if err2 != nil {
				return err2
			}
			return err
		})
		want := domain.Schedule{
			Kind:       domain.ScheduleInterval,
			Every:      2,
			Anchor:     "2026-11-01",
			Times:      []int{600},
			ByHand:     true,
			Confidence: 1,
		}
		write(t, s, func(tx domain.Tx) error { return tx.PutSchedule(job.ID, &want) })
		read(t, s, func(q domain.Reader) error {
			all, err := q.Schedules()
			if got := all[job.ID]; got.Every != 2 || !got.ByHand || !slices.Equal(got.Times, want.Times) {
				t.Errorf("got %+v", got)
			}
			return err
		})
	})

	t.Run("the Missed runs of a silence are told from those of a slot", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		slot, silent := Run(job, 1, night, bad), Run(job, 2, night, bad)
		slot.Source, slot.Key = domain.SourceSchedule, domain.SlotRunKey(job.Key, night)
		silent.Source, silent.Key = domain.SourceSchedule, domain.SilenceRunKey(job.Key, night)
		put(t, s, slot, silent)
		write(t, s, func(tx domain.Tx) error { return tx.SetSilence(job.ID, 30) })
		read(t, s, func(q domain.Reader) error {
			ofSlots, err := q.MissedRuns(night.Add(-time.Hour))
			missed := ofSlots[job.ID]
			if len(missed) != 1 || missed[0].Key != slot.Key {
				t.Errorf("missed %+v", missed)
			}
			all, err2 := q.SilenceRuns()
			if got := all[job.ID]; len(got) != 1 || got[0].Key != silent.Key {
				t.Errorf("silent %+v", all)
			}
			if since, ok := silent.Key.SilentSince(); !ok || !since.Equal(night) {
				t.Errorf("silent since %v, %v", since, ok)
			}
			if _, ok := slot.Key.SilentSince(); ok {
				t.Error("a slot is no silence")
			}
			if j, err := q.Job(job.ID); err != nil || j.Silence != 30 {
				t.Errorf("job %+v, %v", j, err)
			}
			return errors.Join(err, err2)
		})
	})
}
