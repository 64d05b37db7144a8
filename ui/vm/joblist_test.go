package vm_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/vm"
)

// nightly are three jobs: the first ran every night for 40 days, the second once, the
// third never.
func nightly(t *testing.T, role domain.Role) (*fixture, *vm.Jobs) {
	s := newFixture(t, role)
	ctx := context.Background()
	for n := 1; n <= 3; n++ {
		job, err := storagetest.Job(ctx, s.store, "customer"+string(rune('0'+n)), n)
		if err != nil {
			t.Fatal(err)
		}
		var runs []domain.Run
		for d := range []int{0, 40, 1, 0}[n] {
			runs = append(runs, storagetest.Run(job, d, night.AddDate(0, 0, -d), storagetest.Object("vm", []domain.Status{0, domain.Success, domain.Failed}[n], "x")))
		}
		if _, err := storagetest.Put(ctx, s.store, runs...); err != nil {
			t.Fatal(err)
		}
	}
	m := vm.NewJobs(s.params(), nothing)
	s.opened(m)
	return s, m
}

func TestJobsTellTheirLearnedScheduleAndHistory(t *testing.T) {
	_, m := nightly(t, domain.RoleViewer)
	if got := column(m, "schedule"); got != "Daily 22:00, Irregular, Irregular" || m.Detail() != "3, 2 without a schedule" {
		t.Errorf("%s; %s", got, m.Detail())
	}
	if c := m.Cell(0, "schedule"); !strings.HasPrefix(c.Secondary, "learned, ") || m.Cell(1, "schedule").Secondary != "missed after 14 silent days" || m.Cell(2, "status").Text != "no run yet" {
		t.Errorf("%+v", c)
	}
	if got := fact(m, "Next expected"); got != "Sun 22 Nov 22:00, missed after 7 h 00 min" {
		t.Error(got)
	}
	if b := m.Below(); b.Detail != "40" || b.Rows[0][1].Text != "Yesterday 22:00" || b.Rows[0][3].Text != "open" {
		t.Errorf("%+v", b.Rows[0])
	}
	slots, runs, since := m.Evidence()
	if len(runs) != 40 || len(slots) == 0 || !since.Before(storagetest.Now.AddDate(0, 0, -90)) {
		t.Errorf("%d slots, %d runs since %v", len(slots), len(runs), since)
	}
}

func TestJobsTellTheirLastRunAndLastSuccessAndAreFoundByThem(t *testing.T) {
	_, m := nightly(t, domain.RoleViewer)
	if got := column(m, "newest"); got != "22:00, 22:00, never" {
		t.Errorf("last runs: %s", got)
	}
	if got := column(m, "success"); got != "22:00, never, never" {
		t.Errorf("last successes: %s", got)
	}
	for search, want := range map[string]string{
		"silent:1d": "Job 0003", "silent:1h": "Job 0001, Job 0002, Job 0003", "silent:": "Job 0001, Job 0002, Job 0003", "silent:7 customer2": "", "silent:soon": "",
		"nosuccess:3d": "Job 0002, Job 0003", "nosuccess:1w customer2": "Job 0002", "nosuccess:12h": "Job 0002, Job 0003", "nosuccess:1h": "Job 0001, Job 0002, Job 0003",
	} {
		m.SetSearch(search)
		if got := column(m, "job"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
	m.SetSearch("silent:soon")
	if got := m.EmptyText(); got != "“soon” is no age; write silent:12h, silent:7d or silent:2w." {
		t.Errorf("an age that is none: %q", got)
	}
	m.SetSearch("")
	m.SortBy("success")
	if got := column(m, "job"); got != "Job 0001, Job 0002, Job 0003" {
		t.Errorf("by last success: %s", got)
	}
	m.SortBy("success")
	if got := column(m, "job"); got != "Job 0003, Job 0002, Job 0001" {
		t.Errorf("by last success, the oldest first: %s", got)
	}
}

func TestTheDaysOfSilenceAreSetForTheTickedJobs(t *testing.T) {
	s, m := nightly(t, domain.RoleOperator)
	if got := fact(m, "Silence"); got != "what its schedule expects is missed" || fact(m, "Last success") != "22:00" {
		t.Errorf("a daily job: %q", got)
	}
	m.Select(1)
	s.settle()
	if got := fact(m, "Silence"); got != "missed after 14 days without a run (as the profile says)" || fact(m, "Last success") != "never" {
		t.Errorf("an irregular job: %q", got)
	}
	m.ToggleTick(1)
	m.ToggleTick(2)
	if len(m.ForSilence()) != 2 || !m.CanSilence() {
		t.Errorf("%d jobs", len(m.ForSilence()))
	}
	m.SetSilence(3)
	s.settle()
	if got := fact(m, "Silence"); got != "missed after 3 days without a run (set by hand)" || m.Cell(2, "schedule").Secondary != "missed after 3 silent days" {
		t.Errorf("set for two: %q", got)
	}
	m.Undo()
	s.settle()
	m.SetSilence(domain.SilenceNever)
	s.settle()
	if got := fact(m, "Silence"); got != "never missed for silence (set by hand)" || m.Cell(1, "schedule").Secondary != "nothing is missed" {
		t.Errorf("never: %q", got)
	}
}

func TestJobsAreFoundByScheduleStateStatusAndCustomer(t *testing.T) {
	_, m := nightly(t, domain.RoleViewer)
	for search, want := range map[string]string{
		"schedule:daily": "Job 0001", "schedule:irregular": "Job 0002, Job 0003", "status:failed": "Job 0002", "customer:customer3": "Job 0003", "product:veeam schedule:daily": "Job 0001", "backup@customer2": "Job 0002", "state:archived": "",
	} {
		m.SetSearch(search)
		if got := column(m, "job"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
	m.SetSearch("")
	for by, want := range map[string]string{"status": "Job 0002, Job 0001, Job 0003", "schedule": "Job 0001, Job 0002, Job 0003", "customer": "Job 0001, Job 0002, Job 0003", "newest": "Job 0001, Job 0002, Job 0003"} {
		m.SortBy(by)
		if got := column(m, "job"); got != want {
			t.Errorf("by %s: %s", by, got)
		}
	}
}

func TestAScheduleIsSetPausedAndLearnedAgain(t *testing.T) {
	s, m := nightly(t, domain.RoleOperator)
	m.SetSchedule(&domain.Schedule{Kind: domain.ScheduleMonthly, Days: []int{1}, Times: []int{60}, PausedUntil: storagetest.Now.AddDate(0, 0, 3)})
	s.settle()
	if c := m.Cell(0, "schedule"); c.Text != "Monthly: 1st 01:00, paused until 25 Nov" || c.Secondary != "set by hand" {
		t.Errorf("%+v", c)
	}
	m.SetSchedule(&domain.Schedule{Kind: domain.ScheduleMonthly})
	s.settle()
	if !m.Toast().Error {
		t.Error("a schedule without a day was taken")
	}
	m.SetSchedule(nil)
	s.settle()
	if c := m.Cell(0, "schedule"); c.Text != "Daily 22:00" || !strings.HasPrefix(c.Secondary, "learned") {
		t.Errorf("learned again: %+v", c)
	}
	m.Undo()
	m.Undo()
	s.settle()
	if c := m.Cell(0, "schedule"); c.Text != "Daily 22:00" {
		t.Errorf("after every undo: %+v", c)
	}
}

func TestArchivedJobsAreShownAndBroughtBackByAdmins(t *testing.T) {
	s, m := nightly(t, domain.RoleAdmin)
	m.ToggleTick(0)
	m.ToggleTick(2)
	if targets := m.Targets(); len(targets) != 2 || targets[0].Last == 0 {
		t.Errorf("%+v", targets)
	}
	m.Archive()
	s.settle()
	if column(m, "job") != "Job 0002" || m.Ticked(0) {
		t.Error(column(m, "job"))
	}
	m.SwitchArchive()
	s.settle()
	if !m.ShowsArchive() || m.Detail() != "1, 1 without a schedule, 2 archived" || m.Cell(0, "status").Text != "○ archived" {
		t.Errorf("%s: %s", m.Detail(), column(m, "status"))
	}
	m.Select(0)
	s.settle()
	if !strings.HasPrefix(fact(m, "State"), "Archived") || fact(m, "Next expected") != "" {
		t.Errorf("%+v", m.Facts())
	}
	m.Archive()
	s.settle()
	if m.Detail() != "2, 1 without a schedule, 1 archived" || m.Job().State != domain.JobActive {
		t.Errorf("brought back: %s", m.Detail())
	}
}

func TestRolesKeepJobsFromBeingChanged(t *testing.T) {
	for role, want := range map[domain.Role][2]bool{domain.RoleAdmin: {true, true}, domain.RoleOperator: {false, true}, domain.RoleViewer: {false, false}} {
		s, m := nightly(t, role)
		if got := [2]bool{m.CanArchive(), m.CanSchedule()}; got != want {
			t.Errorf("%s: %v", role, got)
		}
		m.Archive()
		s.settle()
		if left := m.Len(); (left == 2) != want[0] {
			t.Errorf("%s: %d jobs left", role, left)
		}
	}
}

func TestTheWordsOfAScheduleNameItsPause(t *testing.T) {
	now := storagetest.Now
	for want, s := range map[string]domain.Schedule{
		"Irregular":           {},
		"At least once a day": {Kind: domain.ScheduleOften, PausedUntil: now.Add(-time.Hour)},
		"At least once a day, paused until 23 Nov": {Kind: domain.ScheduleOften, PausedUntil: now.Add(24 * time.Hour)},
	} {
		if got := vm.ScheduleWords(s, now, time.UTC); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
