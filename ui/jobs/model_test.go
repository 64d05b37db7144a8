package jobs_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/jobs"
	"runchecks/ui/modeltest"
	"runchecks/ui/words"
)

// nightly are three jobs: the first ran every night for 40 days, the second once, the
// third never.
func nightly(t *testing.T, role domain.Role) (*modeltest.Fixture, *jobs.Model) {
	s := modeltest.New(t, role)
	ctx := context.Background()
	for n := 1; n <= 3; n++ {
		job, err := storagetest.Job(ctx, s.Store, "customer"+string(rune('0'+n)), n)
		if err != nil {
			t.Fatal(err)
		}
		var runs []domain.Run
		for d := range []int{0, 40, 1, 0}[n] {
			runs = append(
				runs,
				storagetest.Run(
					job,
					d,
					modeltest.Night.AddDate(0, 0, -d),
					storagetest.Object("vm", []domain.Status{0, domain.Success, domain.Failed}[n], "x"),
				),
			)
		}
		if _, err := storagetest.Put(ctx, s.Store, runs...); err != nil {
			t.Fatal(err)
		}
	}
	m := jobs.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	return s, m
}

func TestJobsTellTheirLearnedScheduleAndHistory(t *testing.T) {
	_, m := nightly(t, domain.RoleViewer)
	if got := modeltest.Column(m, "schedule"); got != "Daily 22:00, Irregular, Irregular" || m.Detail() != "3, 2 without a schedule" {
		t.Errorf("%s; %s", got, m.Detail())
	}
	if c := m.Cell(
		0,
		"schedule",
	); !strings.HasPrefix(c.Secondary, "learned, ") || m.Cell(1, "schedule").Secondary != "missed after 14 silent days" ||
		m.Cell(2, "status").Text != "no run yet" {
		t.Errorf("%+v", c)
	}
	if got := modeltest.Fact(m, "Next expected"); got != "Sun 22 Nov 22:00, missed after 7 h 00 min" {
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
	if got := modeltest.Column(m, "newest"); got != "22:00, 22:00, never" {
		t.Errorf("last runs: %s", got)
	}
	if got := modeltest.Column(m, "success"); got != "22:00, never, never" {
		t.Errorf("last successes: %s", got)
	}
	for search, want := range map[string]string{
		"silent:1d": "Job 0003", "silent:1h": "Job 0001, Job 0002, Job 0003", "silent:": "Job 0001, Job 0002, Job 0003", "silent:7 customer2": "", "silent:soon": "",
		"nosuccess:3d": "Job 0002, Job 0003", "nosuccess:1w customer2": "Job 0002", "nosuccess:12h": "Job 0002, Job 0003", "nosuccess:1h": "Job 0001, Job 0002, Job 0003",
	} {
		m.SetSearch(search)
		if got := modeltest.Column(m, "job"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
	m.SetSearch("silent:soon")
	if got := m.EmptyText(); got != "“soon” is no age; write silent:12h, silent:7d or silent:2w." {
		t.Errorf("an age that is none: %q", got)
	}
	m.SetSearch("")
	m.SortBy("success")
	if got := modeltest.Column(m, "job"); got != "Job 0001, Job 0002, Job 0003" {
		t.Errorf("by last success: %s", got)
	}
	m.SortBy("success")
	if got := modeltest.Column(m, "job"); got != "Job 0003, Job 0002, Job 0001" {
		t.Errorf("by last success, the oldest first: %s", got)
	}
}

func TestTheDaysOfSilenceAreSetForTheTickedJobs(t *testing.T) {
	s, m := nightly(t, domain.RoleOperator)
	if got := modeltest.Fact(m, "Silence"); got != "what its schedule expects is missed" || modeltest.Fact(m, "Last success") != "22:00" {
		t.Errorf("a daily job: %q", got)
	}
	m.Select(1)
	s.Settle()
	if got := modeltest.Fact(
		m,
		"Silence",
	); got != "missed after 14 days without a run (as the profile says)" ||
		modeltest.Fact(m, "Last success") != "never" {
		t.Errorf("an irregular job: %q", got)
	}
	m.ToggleTick(1)
	m.ToggleTick(2)
	if len(m.ForSilence()) != 2 || !m.CanSilence() {
		t.Errorf("%d jobs", len(m.ForSilence()))
	}
	m.SetSilence(3)
	s.Settle()
	if got := modeltest.Fact(
		m,
		"Silence",
	); got != "missed after 3 days without a run (set by hand)" ||
		m.Cell(2, "schedule").Secondary != "missed after 3 silent days" {
		t.Errorf("set for two: %q", got)
	}
	m.Undo()
	s.Settle()
	m.SetSilence(domain.SilenceNever)
	s.Settle()
	if got := modeltest.Fact(
		m,
		"Silence",
	); got != "never missed for silence (set by hand)" ||
		m.Cell(1, "schedule").Secondary != "nothing is missed" {
		t.Errorf("never: %q", got)
	}
}

func TestJobsAreFoundByScheduleStateStatusAndCustomer(t *testing.T) {
	_, m := nightly(t, domain.RoleViewer)
	for search, want := range map[string]string{
		"schedule:daily": "Job 0001", "schedule:irregular": "Job 0002, Job 0003", "status:failed": "Job 0002", "customer:customer3": "Job 0003", "product:veeam schedule:daily": "Job 0001", "backup@customer2": "Job 0002", "state:archived": "",
	} {
		m.SetSearch(search)
		if got := modeltest.Column(m, "job"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
	m.SetSearch("")
	for by, want := range map[string]string{"status": "Job 0002, Job 0001, Job 0003", "schedule": "Job 0001, Job 0002, Job 0003", "customer": "Job 0001, Job 0002, Job 0003", "newest": "Job 0001, Job 0002, Job 0003"} {
		m.SortBy(by)
		if got := modeltest.Column(m, "job"); got != want {
			t.Errorf("by %s: %s", by, got)
		}
	}
}

func TestAScheduleIsSetPausedAndLearnedAgain(t *testing.T) {
	s, m := nightly(t, domain.RoleOperator)
	m.SetSchedule(
		&domain.Schedule{Kind: domain.ScheduleMonthly, Days: []int{1}, Times: []int{60}, PausedUntil: storagetest.Now.AddDate(0, 0, 3)},
	)
	s.Settle()
	if c := m.Cell(0, "schedule"); c.Text != "Monthly: 1st 01:00, paused until 25 Nov" || c.Secondary != "set by hand" {
		t.Errorf("%+v", c)
	}
	m.SetSchedule(&domain.Schedule{Kind: domain.ScheduleMonthly})
	s.Settle()
	if !m.Toast().Error {
		t.Error("a schedule without a day was taken")
	}
	m.SetSchedule(nil)
	s.Settle()
	if c := m.Cell(0, "schedule"); c.Text != "Daily 22:00" || !strings.HasPrefix(c.Secondary, "learned") {
		t.Errorf("learned again: %+v", c)
	}
	m.Undo()
	m.Undo()
	s.Settle()
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
	s.Settle()
	if modeltest.Column(m, "job") != "Job 0002" || m.Ticked(0) {
		t.Error(modeltest.Column(m, "job"))
	}
	m.SwitchArchive()
	s.Settle()
	if !m.ShowsArchive() || m.Detail() != "1, 1 without a schedule, 2 archived" || m.Cell(0, "status").Text != "○ archived" {
		t.Errorf("%s: %s", m.Detail(), modeltest.Column(m, "status"))
	}
	m.Select(0)
	s.Settle()
	if !strings.HasPrefix(modeltest.Fact(m, "State"), "Archived") || modeltest.Fact(m, "Next expected") != "" {
		t.Errorf("%+v", m.Facts())
	}
	m.Archive()
	s.Settle()
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
		s.Settle()
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
		if got := words.Schedule(s, now, time.UTC); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestJobsAreArchivedAndGetASchedule(t *testing.T) {
	s := modeltest.New(t, domain.RoleAdmin)
	s.Fill(3)
	m := jobs.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	m.SetSchedule(&domain.Schedule{Kind: domain.ScheduleOften})
	s.Settle()
	if got := m.Cell(0, "schedule"); got.Text != "At least once a day" || got.Secondary != "set by hand" {
		t.Errorf("schedule %+v", got)
	}
	m.ToggleTick(0)
	m.ToggleTick(1)
	m.Archive()
	s.Settle()
	if m.Len() != 1 {
		t.Errorf("%d jobs left", m.Len())
	}
	m.SwitchArchive()
	s.Settle()
	m.SetSearch("state:archived")
	if m.Len() != 2 {
		t.Errorf("%d archived", m.Len())
	}
	m.Archive()
	s.Settle()
	m.SetSearch("")
	if got := modeltest.Column(m, "status"); strings.Contains(got, "archived") && strings.Count(got, "archived") != 1 {
		t.Errorf("one was brought back: %s", got)
	}
}

func TestWhatStandsBesideAListIsThatOfTheSelectedRow(t *testing.T) {
	s := modeltest.New(t, domain.RoleOperator)
	s.Fill(3)
	m := jobs.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	if !m.Opened() || len(m.Below().Rows) != 1 {
		t.Fatalf("opened %t, %d runs", m.Opened(), len(m.Below().Rows))
	}
	m.Select(2)
	if m.Opened() {
		t.Error("the history of another job is taken for that of the selected one")
	}
	s.Settle()
	if !m.Opened() {
		t.Error("it is never read")
	}
	m.SetSearch("nobody")
	s.Settle()
	if slots, runs, _ := m.Evidence(); m.Opened() || m.Heading() != "" || m.Facts() != nil || slots != nil || runs != nil {
		t.Errorf("without a row: %q, %v", m.Heading(), m.Facts())
	}
}
