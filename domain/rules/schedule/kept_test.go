package schedule

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"runchecks/domain"
)

// Whatever the history and the clock, a schedule that is kept is the one that learning anew
// finds; and it is kept, or nothing would be gained.
func TestAKeptScheduleIsTheOneThatLearningAnewFinds(t *testing.T) {
	loc, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	anew, all := 0, 0
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 1))
		now := time.Date(2026, 3, 1, 0, 0, 0, 0, loc).Add(time.Duration(random.IntN(60*dayMinutes)) * time.Minute)
		every, spread := 1+random.IntN(3)*random.IntN(4), 1+random.IntN(200)
		slots := []int{random.IntN(dayMinutes)}
		if random.IntN(3) == 0 {
			slots = append(slots, random.IntN(dayMinutes))
		}
		var runs []time.Time
		for day := random.IntN(200); day >= 0; day -= every {
			for _, slot := range slots {
				midnight := time.Date(now.Year(), now.Month(), now.Day()-day, 0, 0, 0, 0, loc)
				at := midnight.Add(time.Duration(slot+random.IntN(spread)) * time.Minute).Add(time.Duration(random.IntN(60_000)) * time.Millisecond)
				if random.IntN(8) > 0 && at.Before(now) {
					runs = append(runs, at)
				}
			}
		}
		runs = rising(runs)
		var memory domain.ScheduleMemory
		for range 150 {
			was := memory.Of(1).At
			got := learned(&memory, 1, runs, now, loc)
			if want := Learn(runs, now, loc); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d at %s:\nkept  %+v\nlearn %+v", seed, now, got, want)
			}
			all++
			if memory.Of(1).At != was {
				anew++
			}
			now = now.Add(time.Duration(random.IntN(40*60)) * time.Second)
			switch random.IntN(40) {
			case 0:
				runs = append(runs, now)
			case 1: // a run was removed
				if len(runs) > 1 {
					runs = append(runs[:1:1], runs[2:]...)
				}
			case 2: // the clock was set back
				now = now.Add(-time.Hour)
			}
		}
	}
	if 2*anew > all {
		t.Errorf("learned %d of %d times", anew, all)
	}
}
