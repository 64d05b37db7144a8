package daily_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/daily"
	"runchecks/ui/modeltest"
)

var today = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) // it is eight o'clock

// dayOf are jobs 1 to n: those with hours ran at them on the 40 days before today.
func dayOf(t *testing.T, role domain.Role, hours ...[]int) (*modeltest.Fixture, *daily.Model, []domain.Job) {
	s := modeltest.New(t, role)
	ctx := context.Background()
	var jobs []domain.Job
	for i, list := range hours {
		job, err := storagetest.Job(ctx, s.Store, "customer"+string(rune('1'+i)), i+1)
		if err != nil {
			t.Fatal(err)
		}
		jobs = append(jobs, job)
		var runs []domain.Run
		for d := 1; d <= 40; d++ {
			for _, hour := range list {
				runs = append(runs, storagetest.Run(job, d*100+hour, today.AddDate(0, 0, -d).Add(time.Duration(hour)*time.Hour)))
			}
		}
		s.PutRuns(runs...)
	}
	return s, daily.New(s.Params().Base, modeltest.Nothing), jobs
}

// states says how every row stands: job, state and hour.
func states(m *daily.Model) string {
	var out []string
	for i := range m.Len() {
		c := m.Cell(i, "status")
		text := c.Text
		if c.Status != 0 {
			text = c.Status.String()
		}
		out = append(out, strings.TrimSpace(strings.TrimPrefix(m.Cell(i, "job").Text, "Job 000")+" "+text+" "+m.Cell(i, "run").Text))
	}
	return strings.Join(out, ", ")
}

func TestTheNightIsWorstFirstAndEveryStateHasItsWord(t *testing.T) {
	s, m, jobs := dayOf(t, domain.RoleViewer, []int{1}, []int{0}, []int{10}, []int{4}, nil, []int{2})
	missed := storagetest.Run(jobs[1], 1, today)
	missed.Source, missed.Status, missed.Effective.Status = domain.SourceSchedule, domain.Missed, domain.Missed
	s.PutRuns(
		storagetest.Run(
			jobs[0],
			1,
			today.Add(time.Hour),
			storagetest.Object("vm", domain.Failed, "x"),
			storagetest.Object("vm2", domain.Failed, "x"),
		),
		missed,
		storagetest.Run(jobs[5], 1, today.Add(2*time.Hour)),
	)
	s.Opened(m)
	if got := states(m); got != "1 Failed 01:00, 2 Missed 00:00, 6 Success 02:00, 5 – No run, 4 ○ Expected 04:00, 3 ○ Expected 10:00" {
		t.Error(got)
	}
	if got := m.Detail(); got != "Tonight, night of Sunday 22 November 2026 · 1 Failed · 1 Missed · 2 Expected · 1 No run · 1 Success" {
		t.Error(got)
	}
	if job, run := m.Chosen(); job != jobs[0].ID || run == 0 || modeltest.Below(m, 2) != "2 problems" {
		t.Errorf("chosen %d of %d: %+v", run, job, m.Below())
	}
	for search, want := range map[string]string{
		"status:missed": "2 Missed 00:00", "status:expected": "4 ○ Expected 04:00, 3 ○ Expected 10:00", "customer:customer6": "6 Success 02:00", "status:no product:veeam": "5 – No run", "status:warning": "",
	} {
		m.SetSearch(search)
		if got := states(m); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
	m.SetSearch("")
	m.SortBy("job")
	if got := modeltest.Column(m, "job"); got != "Job 0001, Job 0002, Job 0003, Job 0004, Job 0005, Job 0006" {
		t.Errorf("by job: %s", got)
	}
}

func TestALateJobIsNotMissedYetAndSaysSo(t *testing.T) {
	s, m, _ := dayOf(t, domain.RoleViewer, []int{4}, []int{10})
	s.Opened(m)
	if got := modeltest.Fact(m, "Expected"); !strings.HasPrefix(got, "04:00: late") {
		t.Errorf("late: %q", got)
	}
	m.Move(1)
	s.Settle()
	if got := modeltest.Fact(m, "Expected"); got != "10:00" {
		t.Errorf("still to come: %q", got)
	}
	if job, run := m.Chosen(); job == 0 || run != 0 || len(m.Below().Rows) != 0 {
		t.Errorf("a run %d that never was", run)
	}
}

func TestALateRunIsNotHiddenByTheNextOneOfTheDay(t *testing.T) {
	s, m, _ := dayOf(t, domain.RoleViewer, []int{2, 10})
	s.Opened(m)
	if got := modeltest.Fact(m, "Expected"); !strings.HasPrefix(got, "02:00: late") {
		t.Errorf("%q; %s", got, states(m))
	}
}

func TestALateRunIsSaidThoughAnotherOfTheNightCame(t *testing.T) {
	s, m, _ := dayOf(t, domain.RoleViewer, []int{2, 20})
	s.Opened(m)
	if got := states(m); got != "1 Success 20:00" || !strings.HasPrefix(modeltest.Fact(m, "Expected"), "02:00: late") {
		t.Errorf("%s; expected %q", got, modeltest.Fact(m, "Expected"))
	}
}

func TestNothingIsExpectedFromBeforeTheFirstRun(t *testing.T) {
	s, m, _ := dayOf(t, domain.RoleViewer, []int{4})
	s.Opened(m)
	m.GoNight(-60)
	s.Settle()
	if m.Len() != 0 || m.EmptyText() == "" {
		t.Error(states(m))
	}
}

func TestOneGoesToOtherNightsButNotToTheNextOne(t *testing.T) {
	s, m, _ := dayOf(t, domain.RoleViewer, []int{4}, []int{22})
	s.Opened(m)
	m.GoNight(1)
	s.Settle()
	if !m.Night().Date.Equal(today) {
		t.Errorf("went to %v", m.Night().Date)
	}
	m.GoNight(-2)
	s.Settle()
	if got := states(m); got != "1 Success 04:00, 2 Success 22:00" || m.Detail() != "Night of Friday 20 November 2026 · 2 Success" {
		t.Errorf("%s; %s", got, m.Detail())
	}
	m.Move(1)
	s.Settle()
	if got := modeltest.Below(m, 1); got != "Thu 22:00:00" {
		t.Error(got)
	}
	m.GoNight(0)
	s.Settle()
	if !m.Night().Date.Equal(today) || m.Heading() != "Job 0002" {
		t.Errorf("back on %v at %s", m.Night().Date, m.Heading())
	}
}

func TestSeveralRunsOfANightAreOneRowWithTheWorst(t *testing.T) {
	s, m, jobs := dayOf(t, domain.RoleViewer, []int{1})
	s.PutRuns(
		storagetest.Run(jobs[0], 1, today.Add(time.Hour), storagetest.Object("vm", domain.Warning, "x")),
		storagetest.Run(jobs[0], 2, today.Add(2*time.Hour)),
	)
	s.Opened(m)
	if c := m.Cell(
		0,
		"run",
	); states(m) != "1 Warning 01:00" || c.Secondary != "2 runs" || m.Cell(0, "review").Text != "open" ||
		modeltest.Below(m, 1) != "Sun 02:00:00, Sun 01:00:00" {
		t.Errorf("%s %+v %s", states(m), c, modeltest.Below(m, 1))
	}
}

func TestArchivedJobsAndInactiveCustomersAreInNoNight(t *testing.T) {
	s, m, jobs := dayOf(t, domain.RoleAdmin, []int{4}, []int{5}, []int{6})
	ctx := context.Background()
	s.Must(s.Desk.Archive(ctx, []int64{jobs[0].ID}, true))
	inactive := jobs[1].Customer
	inactive.Active = false
	s.Must(s.Desk.SaveCustomers(ctx, []domain.Customer{inactive}))
	s.Opened(m)
	if got := states(m); got != "3 ○ Expected 06:00" {
		t.Error(got)
	}
}

func TestTheHourOfTheNightMovesRunsToAnotherNight(t *testing.T) {
	s, m, _ := dayOf(t, domain.RoleAdmin, []int{4}, []int{22})
	s.Opened(m)
	if got := states(m); got != "2 Success 22:00, 1 ○ Expected 04:00" {
		t.Error(got)
	}
	s.Must(s.Desk.SetNightStart(context.Background(), 0))
	s.Opened(m)
	if got := states(m); got != "1 ○ Expected 04:00, 2 ○ Expected 22:00" || m.Detail() != "Today, Sunday 22 November 2026 · 2 Expected" {
		t.Error(got, m.Detail())
	}
	s.Must(s.Desk.SetNightStart(context.Background(), 6)) // it is eight: the next night has begun
	s.Opened(m)
	if got := states(m); got != "2 ○ Expected 22:00, 1 ○ Expected 04:00" || !m.Night().Date.Equal(today.AddDate(0, 0, 1)) {
		t.Error(got, m.Night())
	}
}

func TestDailyJobsAreFoundByTheirLastRun(t *testing.T) {
	s, m, _ := dayOf(t, domain.RoleViewer, []int{1}, nil)
	s.Opened(m)
	for search, want := range map[string]string{"silent:2d": "Job 0002", "nosuccess:1h": "Job 0002, Job 0001"} {
		m.SetSearch(search)
		if got := modeltest.Column(m, "job"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
}

func TestADayTellsFailedMissedExpectedAndSilentJobsApart(t *testing.T) {
	s := modeltest.New(t, domain.RoleViewer)
	ctx := context.Background()
	now := storagetest.Now // noon
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	var runs []domain.Run
	for n := range 4 {
		job, err := storagetest.Job(ctx, s.Store, "customer", n)
		if err != nil {
			t.Fatal(err)
		}
		hour := []int{1, 3, 10, 2}[n]
		for d := 1; d <= 30; d++ {
			if n == 3 && d%5 != 0 {
				continue // now and then
			}
			runs = append(
				runs,
				storagetest.Run(
					job,
					d,
					day.AddDate(0, 0, -d).Add(time.Duration(hour)*time.Hour),
					storagetest.Object("vm", domain.Success, ""),
				),
			)
		}
		switch n {
		case 0:
			runs = append(runs, storagetest.Run(job, 99, day.Add(time.Hour), storagetest.Object("vm", domain.Failed, "x")))
		case 1:
			missed := storagetest.Run(job, 99, day.Add(3*time.Hour))
			missed.Source, missed.Status, missed.Effective.Status = domain.SourceSchedule, domain.Missed, domain.Missed
			runs = append(runs, missed)
		}
	}
	if _, err := storagetest.Put(ctx, s.Store, runs...); err != nil {
		t.Fatal(err)
	}
	list, err := s.Desk.Day(ctx, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, j := range list.Jobs {
		state := "no run"
		switch {
		case j.State.Status != 0:
			state = j.State.Status.String()
		case !j.State.Expected.IsZero():
			state = "expected " + j.State.Expected.Format("15:04")
		}
		got[j.Name] = state
	}
	for name, want := range map[string]string{"Job 0000": "Failed", "Job 0001": "Missed", "Job 0002": "expected 10:00"} {
		if got[name] != want {
			t.Errorf("%s is %s, want %s", name, got[name], want)
		}
	}
}
