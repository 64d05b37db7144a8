package schedule

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // zones where the machine has none

	"runchecks/domain"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// at reads a time on the wall of a zone.
func at(t testing.TB, text string, loc *time.Location) time.Time {
	t.Helper()
	out, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// parse reads a schedule for tests.
func parse(t testing.TB, text string) domain.Schedule {
	t.Helper()
	s, err := Parse(text, time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

// followed returns the runs of a job that keeps to a schedule, with some minutes of jitter.
func followed(s domain.Schedule, from, to time.Time, jitter int, loc *time.Location) []time.Time {
	rng := rand.New(rand.NewPCG(1, uint64(jitter)))
	var out []time.Time
	for _, slot := range Slots(s, from, to, loc) {
		if s.Kind == domain.ScheduleOften {
			slot = slot.Add(-10 * time.Hour)
		}
		if jitter > 0 {
			slot = slot.Add(time.Duration(rng.IntN(2*jitter+1)-jitter) * time.Minute)
		}
		out = append(out, slot)
	}
	return out
}

func TestAScheduleIsLearnedFromRunsThatKeepToIt(t *testing.T) {
	for _, place := range []string{"Europe/Amsterdam", "America/New_York", "UTC", "Asia/Kathmandu"} {
		loc := zone(t, place)
		now := at(t, "2026-11-23 09:00", loc)
		for _, c := range []struct{ runs, want string }{
			{"Daily 22:00", "Daily 22:00"}, {"Daily 00:00", "Daily 00:00"}, {"Daily 23:55", "Daily 23:55"}, {"Daily 02:30", "Daily 02:30"},
			{"Daily 06:00, 18:00", "Daily 06:00, 18:00"}, {"mon-fri 21:00", "Weekly: Mon, Tue, Wed, Thu, Fri 21:00"}, {"mon, wed, fri 22:00", "Weekly: Mon, Wed, Fri 22:00"},
			{"mon 22:00; sat 10:00", "Weekly: Mon 22:00; Sat 10:00"}, {"sun 04:00", "Weekly: Sun 04:00"}, {"Monthly: 1st 03:00", "Monthly: 1st 03:00"},
			{"Monthly: last day 23:00", "Monthly: last day 23:00"}, {"Daily 01:00, 05:00, 09:00, 13:00, 17:00, 21:00", "At least once a day"},
		} {
			s := Learn(followed(parse(t, c.runs), now.AddDate(0, 0, -170), now, 2, loc), now, loc)
			if Words(s) != c.want || s.Confidence < 0.95 {
				t.Errorf("%s in %s: learned %s with %.2f", c.runs, place, Words(s), s.Confidence)
			}
		}
	}
}

func TestWhatIsTooRareOrTooWildIsIrregular(t *testing.T) {
	loc := zone(t, "Europe/Amsterdam")
	now := at(t, "2026-11-23 09:00", loc)
	rng := rand.New(rand.NewPCG(7, 7))
	var wild []time.Time
	for range 25 {
		wild = append(wild, now.Add(-time.Duration(rng.IntN(90*24*60))*time.Minute))
	}
	for name, runs := range map[string][]time.Time{
		"no run":            nil,
		"two runs":          {now.AddDate(0, 0, -7), now.AddDate(0, 0, -14)},
		"now and then":      wild,
		"long ago":          followed(parse(t, "Daily 22:00"), now.AddDate(0, 0, -170), now.AddDate(0, 0, -100), 0, loc),
		"every seven weeks": followed(parse(t, "Every 49 days 22:00 from 2026-01-05"), now.AddDate(0, 0, -170), now, 0, loc),
	} {
		if s := Learn(runs, now, loc); s.Kind != domain.ScheduleIrregular {
			t.Errorf("%s: learned %s", name, Words(s))
		}
	}
}

func TestSlotsAreBelievedAndDroppedAsTheContractSays(t *testing.T) {
	loc := zone(t, "Europe/Amsterdam")
	now := at(t, "2026-11-23 09:00", loc)
	daily := parse(t, "Daily 22:00")
	mondays := func(weeks int) []time.Time {
		return followed(parse(t, "mon 22:00"), now.AddDate(0, 0, -7*weeks), now, 0, loc)
	}
	half := slices.DeleteFunc(mondays(12), func(r time.Time) bool { return r.YearDay()/7%2 == 0 })
	moved := append(followed(daily, now.AddDate(0, 0, -90), now.AddDate(0, 0, -22), 0, loc), followed(parse(t, "Daily 19:00"), now.AddDate(0, 0, -22), now, 0, loc)...)
	retried := followed(daily, now.AddDate(0, 0, -80), now, 0, loc)
	for _, r := range slices.Clone(retried) {
		retried = append(retried, r.Add(10*time.Minute), r.Add(25*time.Minute))
	}
	manual := followed(daily, now.AddDate(0, 0, -80), now, 5, loc)
	rng := rand.New(rand.NewPCG(3, 3))
	for range 12 {
		manual = append(manual, now.Add(-time.Duration(rng.IntN(80*24*60))*time.Minute))
	}
	hour := append(followed(daily, now.AddDate(0, 0, -90), now.AddDate(0, 0, -23), 0, loc), followed(parse(t, "Daily 23:15"), now.AddDate(0, 0, -23), now, 0, loc)...)
	second := followed(parse(t, "Every 2 days 22:00 from 2026-08-27"), now.AddDate(0, 0, -90), now, 5, loc)

	var hourly []time.Time
	for h := now.AddDate(0, 0, -80).Truncate(time.Hour); h.Before(now); h = h.Add(time.Hour) {
		if d := h.In(loc).Weekday(); d != time.Saturday && d != time.Sunday {
			hourly = append(hourly, h)
		}
	}
	var midnights []time.Time
	for i, m := range followed(parse(t, "Monthly: 1st 00:00"), now.AddDate(0, 0, -170), now, 0, loc) {
		midnights = append(midnights, m.Add(time.Duration(i%2*20-10)*time.Minute))
	}
	silent := followed(daily, now.AddDate(0, 0, -80), now.AddDate(0, 0, -20), 0, loc)
	for _, c := range []struct {
		name string
		runs []time.Time
		want string
	}{
		{"three Mondays of three are believed", mondays(3), "Weekly: Mon 22:00"},
		{"two Mondays of two are not", mondays(2), "Irregular"},
		{"half of the Mondays have a gap of two weeks", half, "Every 2 weeks: Mon 22:00 from 2026-09-07"},
		{"a job that moved three weeks ago is expected where it is now", moved, "Daily 19:00"},
		{"retries count as one", retried, "Daily 22:00"},
		{"a move of an hour is noticed", hour, "Daily 23:15"},
		{"every second day is no weekly job", second, "Every 2 days 22:00 from 2026-08-27"},
		{"hourly on working days expects nothing at the weekend", hourly, "At least once a day: Mon, Tue, Wed, Thu, Fri"},
		{"midnight does not split a monthly one", midnights, "Monthly: last day 23:50"},
		{"runs by hand do not blur a daily one", manual, "Daily 22:00"},
		{"silence does not unlearn", silent, "Daily 22:00"},
	} {
		if got := Words(Learn(c.runs, now, loc)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTheToleranceIsTwiceTheMedianDeviationWithinItsBounds(t *testing.T) {
	loc := zone(t, "Europe/Amsterdam")
	now := at(t, "2026-11-23 09:00", loc)
	steady := Learn(followed(parse(t, "Daily 20:00"), now.AddDate(0, 0, -80), now, 5, loc), now, loc)
	loose := Learn(followed(parse(t, "Daily 20:00"), now.AddDate(0, 0, -80), now, 140, loc), now, loc)
	if steady.Tolerance != time.Hour {
		t.Errorf("steady: %v", steady.Tolerance)
	}
	if loose.Tolerance < 100*time.Minute || loose.Tolerance > 6*time.Hour {
		t.Errorf("loose: %v", loose.Tolerance)
	}
}

func TestOneRunThatDidNotComeIsOneMissedSlot(t *testing.T) {
	for _, place := range []string{"Europe/Amsterdam", "America/New_York", "UTC"} {
		loc := zone(t, place)
		// Around both changes of the clock, and on an ordinary day.
		for _, day := range []string{"2026-03-31 12:00", "2026-10-28 12:00", "2026-11-04 12:00", "2026-03-11 12:00", "2026-07-01 12:00"} {
			covered := at(t, day, loc)
			for _, text := range []string{"Daily 22:00", "Daily 02:30", "Daily 00:05", "Daily 06:00, 18:00", "Daily 08:00, 09:00", "mon-fri 21:00", "Every 2 days 03:00 from 2026-01-01", "At least once a day"} {
				s := parse(t, text)
				runs := followed(s, covered.AddDate(0, 0, -40), covered, 20, loc)
				if got := Missed(s, runs, runs[0], covered, loc); len(got) != 0 {
					t.Errorf("%s until %s in %s: nothing is missing, but %v is missed", text, day, place, got)
				}
				slots := Slots(s, covered.AddDate(0, 0, -40), covered, loc)
				for i := range runs {
					due := slots[i].Add(7 * time.Hour).Before(covered)
					if slots[i].Before(covered.AddDate(0, 0, -6)) || !due {
						continue
					}
					without := slices.Delete(slices.Clone(runs), i, i+1)
					if got := Missed(s, without, runs[0], covered, loc); len(got) != 1 || got[0].Sub(slots[i]).Abs() > 70*time.Minute {
						t.Errorf("%s in %s without the run of %v: missed %v", text, place, slots[i], got)
					}
				}
			}
		}
	}
}

func TestNothingIsMissedThatNobodyLookedFor(t *testing.T) {
	loc := time.UTC
	s := parse(t, "Daily 22:00")
	covered := at(t, "2026-11-23 09:00", loc)
	old := covered.AddDate(0, 0, -60)
	for _, c := range []struct {
		name           string
		s              domain.Schedule
		since, covered time.Time
		want           int
	}{
		{"a silent job misses seven nights and no more", s, old, covered, 7},
		{"before the first run nothing is missed", s, covered.AddDate(0, 0, -3), covered, 3},
		{"the grace of six hours and the tolerance must have passed", s, old, at(t, "2026-11-23 04:59", loc), 6},
		{"then it is missed", s, old, at(t, "2026-11-23 05:01", loc), 7},
		{"without a complete sync nothing is", s, old, time.Time{}, 0},
		{"an irregular job misses nothing", domain.Schedule{Kind: domain.ScheduleIrregular}, old, covered, 0},
		{"a paused one neither", paused(s, covered.AddDate(0, 0, 10)), old, covered, 0},
		{"after the pause it does", paused(s, covered.AddDate(0, 0, -2)), old, covered, 2},
	} {
		if got := Missed(c.s, []time.Time{old}, c.since, c.covered, loc); len(got) != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func paused(s domain.Schedule, until time.Time) domain.Schedule {
	s.PausedUntil = until
	return s
}

func TestTwoNearSlotsShareRunsOneToOne(t *testing.T) {
	loc := time.UTC
	s := parse(t, "Daily 08:00, 09:00")
	slots := []time.Time{at(t, "2026-11-23 08:00", loc), at(t, "2026-11-23 09:00", loc)}
	hits := func(runs ...string) (out []string) {
		var times []time.Time
		for _, r := range runs {
			times = append(times, at(t, "2026-11-23 "+r, loc))
		}
		for _, h := range Assign(s, slots, times, loc) {
			if h.Run.IsZero() {
				out = append(out, "-")
			} else {
				out = append(out, h.Run.Format("15:04"))
			}
		}
		return out
	}
	for _, c := range []struct{ runs, want []string }{
		{[]string{"08:10", "08:50"}, []string{"08:10", "08:50"}}, {[]string{"08:20"}, []string{"08:20", "-"}}, {[]string{"08:40"}, []string{"-", "08:40"}},
		{[]string{"08:05", "08:20"}, []string{"08:05", "08:20"}}, {[]string{"10:30"}, []string{"-", "-"}},
	} {
		if got := hits(c.runs...); !slices.Equal(got, c.want) {
			t.Errorf("%v: got %v, want %v", c.runs, got, c.want)
		}
	}
}

func TestMonthEndsAndWeekdaysOfTheMonthAreFound(t *testing.T) {
	for text, want := range map[string][]string{
		"Monthly: last day 23:00":    {"2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"},
		"Monthly: 30 03:00":          {"2027-01-30", "2027-02-28", "2027-03-30", "2027-04-30"},
		"Monthly: 30, last 03:00":    {"2027-01-30", "2027-01-31", "2027-02-28", "2027-03-30", "2027-03-31", "2027-04-30"},
		"2nd tue 22:00":              {"2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13"},
		"last fri of the month 2:00": {"2027-01-29", "2027-02-26", "2027-03-26", "2027-04-30"},
	} {
		var got []string
		for _, s := range Slots(parse(t, text), at(t, "2027-01-01 00:00", time.UTC), at(t, "2027-05-01 00:00", time.UTC), time.UTC) {
			got = append(got, s.Format(time.DateOnly))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
	if next := Next(parse(t, "Monthly: last day 23:00"), at(t, "2028-02-10 00:00", time.UTC), time.UTC); next.Format(time.DateOnly) != "2028-02-29" {
		t.Errorf("in a leap year: %v", next)
	}
}

func TestAnIntervalCountsCalendarDaysOverChangesOfTheClock(t *testing.T) {
	loc := zone(t, "Europe/Amsterdam")
	slots := Slots(parse(t, "Every 3 days 02:30 from 2026-03-20"), at(t, "2026-03-20 00:00", loc), at(t, "2026-04-05 00:00", loc), loc)
	var got []string
	for _, s := range slots {
		got = append(got, s.In(loc).Format("01-02 15:04"))
	}
	if want := []string{"03-20 02:30", "03-23 02:30", "03-26 02:30", "03-29 03:30", "04-01 02:30", "04-04 02:30"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTheWordsOfAScheduleAreReadBack(t *testing.T) {
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	rng := rand.New(rand.NewPCG(5, 5))
	minute := func() int { return rng.IntN(dayMinutes) }
	times := func() (out []int) {
		for range rng.IntN(4) { // none is any time of the day
			out = append(out, minute())
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	for range 5000 {
		s := domain.Schedule{ByHand: true, Confidence: 1}
		switch rng.IntN(6) {
		case 0:
			s.Kind = domain.ScheduleIrregular
		case 1:
			s.Kind = domain.ScheduleOften
			for _, d := range week {
				if rng.IntN(2) == 0 {
					s.Slots = append(s.Slots, domain.WeekSlot{Weekday: d})
				}
			}
		case 2:
			s.Kind, s.Every, s.Anchor, s.Times = domain.ScheduleInterval, 1+rng.IntN(366), today.AddDate(0, 0, -rng.IntN(500)).Format(time.DateOnly), times()
			if rng.IntN(2) == 0 {
				s.Every = 7 * (1 + rng.IntN(52))
			}
		case 3:
			s.Kind, s.Nth, s.Weekday, s.Times = domain.ScheduleNth, []int{-1, 1, 2, 3, 4}[rng.IntN(5)], time.Weekday(rng.IntN(7)), times()
		case 4:
			s.Kind, s.Times = domain.ScheduleMonthly, times()
			for range 1 + rng.IntN(4) {
				s.Days = append(s.Days, 1+rng.IntN(31))
			}
			slices.Sort(s.Days)
			s.Days = slices.Compact(s.Days)
		default:
			s.Kind = domain.ScheduleWeekly
			for _, d := range week {
				if rng.IntN(2) == 0 {
					for range 1 + rng.IntN(3) {
						s.Slots = append(s.Slots, domain.WeekSlot{Weekday: d, Minute: minute()})
					}
				}
			}
			inOrder(s.Slots)
			if s.Slots = slices.Compact(s.Slots); len(s.Slots) == 0 {
				continue
			}
		}
		words := Words(s)
		got, err := Parse(words, today)
		if err != nil || !reflect.DeepEqual(got, s) {
			t.Fatalf("%s: read as %+v, %v; was %+v", words, got, err, s)
		}
	}
}

func TestPeopleWriteSchedulesInTheirWay(t *testing.T) {
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"daily 6:00 18:00": "Daily 06:00, 18:00", "every day at 22:00": "Daily 22:00", "weekdays 21.30": "Weekly: Mon, Tue, Wed, Thu, Fri 21:30", "Fri-Mon 4:00": "Weekly: Mon, Fri, Sat, Sun 04:00",
		"monday and thursday at 22:00": "Weekly: Mon, Thu 22:00", "every 2 days 21:30": "Every 2 days 21:30 from 2026-11-23", "first sunday of every month 3:00": "1st Sun of the month 03:00",
		"monthly on the 1st and 15th at 3:00": "Monthly: 1st, 15th 03:00", "often": "At least once a day", "Weekly: Mon 22:00, Sat 10:00": "Weekly: Mon 22:00; Sat 10:00", "1st, 15th 03:00": "Monthly: 1st, 15th 03:00", "Mon – Fri 22:00": "Weekly: Mon, Tue, Wed, Thu, Fri 22:00", "Monthly: 1st, 15th": "Monthly: 1st, 15th",
		"at least once a day: mon-wed": "At least once a day: Mon, Tue, Wed", "every monday 22:00": "Weekly: Mon 22:00", "every mon, thu at 22:00": "Weekly: Mon, Thu 22:00",
		"last day of the month 06:00": "Monthly: last day 06:00", "Last day of each month at 6:00": "Monthly: last day 06:00", "end of the month 23:00": "Monthly: last day 23:00",
		"month-end 6:00": "Monthly: last day 06:00", "last day 6:00": "Monthly: last day 06:00", "15th and last day of the month 6:00": "Monthly: 15th, last day 06:00",
		"monthly on the last day 06:00": "Monthly: last day 06:00", "31st 06:00": "Monthly: last day 06:00",
		"every second week on monday at 22:00": "Every 2 weeks: Mon 22:00 from 2026-11-23", "every other tuesday 22:00": "Every 2 weeks: Tue 22:00 from 2026-11-24",
		"every 2 weeks: sun 4:00": "Every 2 weeks: Sun 04:00 from 2026-11-29", "fortnightly fri 22:00": "Every 2 weeks: Fri 22:00 from 2026-11-27",
		"every 3 weeks 22:00 from 2026-11-25": "Every 3 weeks: Wed 22:00 from 2026-11-25", "every second tue of the month 22:00": "2nd Tue of the month 22:00",
		"every other day 22:00": "Every 2 days 22:00 from 2026-11-23", "every 14 days 22:00": "Every 2 weeks: Mon 22:00 from 2026-11-23", "every 1 week mon 22:00": "Every 7 days 22:00 from 2026-11-23",
	} {
		if s, err := Parse(text, today); err != nil || Words(s) != want {
			t.Errorf("%q: %s, %v", text, Words(s), err)
		}
	}
	for _, text := range []string{"", "22:00", "monday", "mon 25:00", "daily at noon", "every 0 days 3:00", "monthly 32 3:00", "5th mon 3:00", "mon 22:00 fri", "every 99999999999999999999 days 3:00",
		"every 99999999999999999999 weeks 3:00", "every 2 weeks: mon, thu 3:00", "every 2 weeks: mon 3:00 from 2026-11-24", "every 2 backups 3:00", "last month 6:00"} {
		if s, err := Parse(text, today); err == nil {
			t.Errorf("%q was read as %s", text, Words(s))
		}
	}
	for _, text := range Examples {
		if _, err := Parse(text, today); err != nil {
			t.Errorf("the example %q: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range Examples {
		f.Add(text)
	}
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text, today)
		if err != nil {
			return
		}
		again, err := Parse(Words(s), today)
		if err != nil || Words(again) != Words(s) {
			t.Errorf("%q is %s, and that is %s, %v", text, Words(s), Words(again), err)
		}
	})
}

func FuzzLearn(f *testing.F) {
	f.Add(uint64(1), 40, 1000)
	loc := zone(f, "Europe/Amsterdam")
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, loc)
	f.Fuzz(func(t *testing.T, seed uint64, runs, spread int) {
		rng := rand.New(rand.NewPCG(seed, 1))
		var list []time.Time
		for range runs % 2000 {
			list = append(list, now.Add(-time.Duration(rng.IntN(1+(spread&0xffffff)))*time.Minute))
		}
		s := Learn(list, now, loc)
		if err := Validate(s); err != nil {
			t.Fatalf("learned %+v: %v", s, err)
		}
		if s.Confidence < 0 || s.Confidence > 1 || s.Tolerance > maxTolerance*time.Minute {
			t.Errorf("learned %+v", s)
		}
		if got := Missed(s, list, now.AddDate(-1, 0, 0), now, loc); len(got) > 7*25 {
			t.Errorf("%d missed slots", len(got))
		}
	})
}

func BenchmarkLearn2000Jobs(b *testing.B) {
	loc := zone(b, "Europe/Amsterdam")
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, loc)
	s, err := Parse("Daily 22:00", now)
	if err != nil {
		b.Fatal(err)
	}
	runs := followed(s, now.AddDate(0, 0, -180), now, 20, loc)
	b.ReportAllocs()
	for b.Loop() {
		for range 2000 {
			if Learn(runs, now, loc).Kind != domain.ScheduleWeekly {
				b.Fatal("learned nothing")
			}
		}
	}
}
