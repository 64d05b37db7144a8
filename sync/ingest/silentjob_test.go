package ingest_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/sync/ingest"
)

// manual brings a job without a schedule, approves it, and sets the clock to nine in the
// morning some days after its last run, of 23 November.
func (n *nights) manual(days int) {
	n.Helper()
	n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, day := range []int{-40, -31, -29, -12, 0} {
		n.receive(n.item(n.now.AddDate(0, 0, day)))
	}
	n.must(n.desk.Approve(n.ctx, []domain.JobKey{n.job().Key}, "Northwind"))
	n.now = n.now.AddDate(0, 0, days)
}

// silent lists what the Missed runs of silences say, newest first.
func (n *nights) silent() (words []string) {
	n.Helper()
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		all, err := q.SilenceRuns()
		for _, r := range all[n.job().ID] {
			words = append([]string{r.Words}, words...)
		}
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return words
}

func (n *nights) silentIs(what string, want ...string) {
	n.Helper()
	got := n.silent()
	if len(got) != len(want) {
		n.Errorf("%s: %q", what, got)
		return
	}
	for i := range want {
		if got[i] != want[i] {
			n.Errorf("%s: %q", what, got)
		}
	}
}

func TestASilentJobIsMissedOnceAndSaysHowLongUntilItRuns(t *testing.T) {
	n := newNights(t)
	n.manual(13)
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("thirteen days: %+v", c)
	}
	n.now = n.now.AddDate(0, 0, 3)
	if c := n.look(); c != (ingest.MissedCounts{}) {
		t.Errorf("no complete sync has looked since: %+v", c)
	}
	if c := n.synced(); c != (ingest.MissedCounts{Silent: 1}) {
		t.Errorf("sixteen days: %+v", c)
	}
	n.silentIs("sixteen days", "Silent for 16 days: the last run was on 23 Nov.")
	if r := n.runs()[0]; r.Raw != domain.Missed || r.Status != domain.Missed || r.Reviewed {
		t.Errorf("run %+v", r)
	}
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("looked again: %+v", c)
	}
	n.now = n.now.AddDate(0, 0, 1)
	if c := n.synced(); c != (ingest.MissedCounts{Longer: 1}) {
		t.Errorf("the next day: %+v", c)
	}
	n.silentIs("the next day", "Silent for 17 days: the last run was on 23 Nov.")
	n.receive(n.item(n.now.Add(-30 * time.Hour)))
	if c := n.synced(); c != (ingest.MissedCounts{Withdrawn: 1}) {
		t.Errorf("a report came, late at that: %+v", c)
	}
	n.silentIs("after the report")
}

func TestAReviewedSilenceIsLeftAloneAndTheNextOneIsAnother(t *testing.T) {
	n := newNights(t)
	n.manual(16)
	n.synced()
	n.must(n.desk.MarkReviewed(n.ctx, []review.Target{{Job: n.job().ID}}))
	n.now = n.now.AddDate(0, 0, 5)
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("reviewed: %+v", c)
	}
	n.receive(n.item(n.now))
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("a report came: %+v", c)
	}
	n.now = n.now.AddDate(0, 0, 15)
	if c := n.synced(); c != (ingest.MissedCounts{Silent: 1}) {
		t.Errorf("silent again: %+v", c)
	}
	n.silentIs("both", "Silent for 15 days: the last run was on 14 Dec.", "Silent for 16 days: the last run was on 23 Nov.")
}

func TestAPauseMakesNoSilenceAndWithdrawsNone(t *testing.T) {
	n := newNights(t)
	n.manual(16)
	n.synced()
	pause := domain.Schedule{Kind: domain.ScheduleIrregular, PausedUntil: n.now.AddDate(0, 0, 10)}
	n.must(n.desk.SetSchedule(n.ctx, n.job().ID, &pause))
	n.now = n.now.AddDate(0, 0, 5)
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("paused: %+v", c)
	}
	n.now = n.now.AddDate(0, 0, 10)
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("five days after the pause: %+v", c)
	}
	n.silentIs("after the pause", "Silent for 16 days: the last run was on 23 Nov.")
	n.now = n.now.AddDate(0, 0, 10)
	if c := n.synced(); c != (ingest.MissedCounts{Silent: 1}) {
		t.Errorf("fifteen days after the pause: %+v", c)
	}
}

func TestNeitherArchivedJobsNorThoseOfInactiveCustomersAreSilent(t *testing.T) {
	n := newNights(t)
	n.manual(16)
	customer := n.job().Customer
	customer.Active = false
	n.must(n.desk.SaveCustomers(n.ctx, []domain.Customer{customer}))
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("inactive: %+v", c)
	}
	n.must(n.desk.Undo(n.ctx))
	n.must(n.desk.Archive(n.ctx, []int64{n.job().ID}, true))
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("archived: %+v", c)
	}
	n.must(n.desk.Archive(n.ctx, []int64{n.job().ID}, false))
	if c := n.synced(); c != (ingest.MissedCounts{}) {
		t.Errorf("back just now: %+v", c)
	}
	n.now = n.now.AddDate(0, 0, 14)
	if c := n.synced(); c != (ingest.MissedCounts{Silent: 1}) {
		t.Errorf("two weeks after it came back: %+v", c)
	}
}

func TestAJobWhoseSlotsAreMissedIsNotSilentAsWell(t *testing.T) {
	n := newNights(t)
	n.daily()
	for day := range 20 {
		n.now = n.night(day).Add(9 * time.Hour)
		if c := n.synced(); c.Silent != 0 || c.Made != 1 {
			t.Fatalf("day %d: %+v", day, c)
		}
	}
}

func TestTheDaysOfSilenceAreThoseOfTheJobOrElseOfTheProfile(t *testing.T) {
	n := newNights(t)
	n.manual(5)
	n.must(n.desk.SetProfileSilence(n.ctx, 4))
	if c := n.synced(); c != (ingest.MissedCounts{Silent: 1}) {
		t.Errorf("four days of the profile: %+v", c)
	}
	n.must(n.desk.SetSilence(n.ctx, []int64{n.job().ID}, 6))
	if c := n.synced(); c != (ingest.MissedCounts{Withdrawn: 1}) {
		t.Errorf("six days of the job: %+v", c)
	}
	n.must(n.desk.Undo(n.ctx))
	if c := n.synced(); c != (ingest.MissedCounts{Silent: 1}) {
		t.Errorf("undone: %+v", c)
	}
	n.must(n.desk.SetSilence(n.ctx, []int64{n.job().ID}, domain.SilenceNever))
	n.now = n.now.AddDate(0, 0, 100)
	if c := n.synced(); c != (ingest.MissedCounts{Withdrawn: 1}) {
		t.Errorf("never: %+v", c)
	}
}

func TestInformationIsMissedWhereItCameByAHabitAlone(t *testing.T) {
	for name, hours := range map[string]int{"every night": 24, "as it happens": 0} {
		n := newNights(t)
		n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		var items []ingest.Item
		for i := 20; i >= 0; i-- {
			at := n.now.Add(-time.Duration(i*hours) * time.Hour)
			if hours == 0 {
				at = n.now.Add(-time.Duration(i*i*7) * time.Hour)
			}
			item := n.item(at)
			item.Results[0].Kind = domain.KindInformation
			items = append(items, item)
		}
		n.receive(items...)
		n.must(n.desk.Approve(n.ctx, []domain.JobKey{n.job().Key}, "Northwind"))
		n.now = n.now.AddDate(0, 0, 20)
		c, want := n.synced(), ingest.MissedCounts{}
		if hours > 0 {
			want.Silent = 1
		}
		if c != want {
			t.Errorf("information that comes %s: %+v", name, c)
		}
	}
}
