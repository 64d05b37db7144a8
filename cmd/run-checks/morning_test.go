//go:build display

package main

import (
	"strings"
	"testing"
	"time"
)

const (
	mostKeys     = 60                      // of a morning
	mostMorning  = 3 * time.Minute         // with the time to think
	thinking     = 1350 * time.Millisecond // before each decision
	leastRuns    = 280                     // that wait on the demo this morning, in
	leastTrouble = 30                      // jobs with problems, with
	leastCauses  = 14                      // causes: a few more or less, by the time of day
)

// A deed is what a careful technician does with a cause, by keys: a word in it is typed.
type deed struct {
	name string
	keys []string
}

// What is new gets a ticket or is looked at; what is known and being worked on is accepted
// until it changes; what is no trouble counts as success, and says why.
func ticket(code string) deed {
	return deed{"a ticket", []string{"t", "type:" + code, "alt+e", "Return"}}
}

var (
	reviewed = deed{"looked at", []string{"e"}}
	accepted = deed{"accepted until it changes", []string{"a", "Return"}}
	harmless = deed{"success, for a reason", []string{"s", "type:ok", "Return"}}
)

// A technician with 300 runs, 35 problems and 16 causes is done in three minutes, by keys alone.
// The window's part is measured to its last change after a key, the technician's is reckoned.
func TestAMorningOfSixteenCausesTakesSixtyKeysAndThreeMinutes(t *testing.T) {
	r := newRobot(t, "light")
	r.until("the whole night to be judged", func() bool { return strings.Contains(r.rcheck("--json", "jobs"), `"status":"unknown"`) })
	jobs, runs, trouble := r.night()
	t.Logf("%d jobs with %d runs wait, %d of them have problems", jobs, runs, trouble)
	if runs < leastRuns || trouble < leastTrouble {
		t.Fatalf("the demo is no such morning")
	}
	m := &measuredKeys{robot: r}
	m.do("g", "Home")
	causes := 0
	plan := []deed{
		ticket("t1"), ticket("t2"), accepted, reviewed, reviewed, accepted, ticket("t3"), ticket("t4"), accepted, accepted, ticket("t5"),
		reviewed, accepted, harmless, accepted, reviewed,
	}
	for _, left, _ := r.problems(); left > 0; _, left, _ = r.problems() {
		d := reviewed
		if causes < len(plan) {
			d = plan[causes]
		}
		before := left
		m.do(d.keys...)
		causes++
		now := left
		r.until("the cause to leave the list", func() bool { _, now, _ = r.problems(); return now < before })
		t.Logf("%2d. %s: %d jobs, %d keys so far", causes, d.name, before-now, m.keys)
		if causes > 2*len(plan) {
			t.Fatal("causes do not leave the list")
		}
	}
	m.do("shift+e") // what is fine
	r.until("the list to be empty", func() bool { return r.waiting() == 0 })
	r.picture("60-morning")
	whole := m.spent + time.Duration(causes+1)*thinking
	t.Logf("%d problems, %d causes: %d keys, %.1f s: %.1f s of the window, %d decisions of %s each",
		trouble, causes, m.keys, whole.Seconds(), m.spent.Seconds(), causes+1, thinking)
	if causes < leastCauses {
		t.Errorf("%d causes", causes)
	}
	if m.keys > mostKeys {
		t.Errorf("%d keys, at most %d", m.keys, mostKeys)
	}
	if whole > mostMorning {
		t.Errorf("%s, at most %s", whole, mostMorning)
	}
	r.stop()
}

// night counts what waits: jobs, runs and jobs with problems.
func (r *robot) night() (jobs, runs, trouble int) {
	r.Helper()
	for _, line := range strings.Split(r.rcheck("--json", "jobs"), "\n") {
		if line == "" {
			continue
		}
		jobs++
		runs += number(line, `"runs":`)
		if !strings.Contains(line, `"status":"success"`) {
			trouble++
		}
	}
	return jobs, runs, trouble
}

// problems counts the jobs that wait, those with problems and those without.
func (r *robot) problems() (jobs, trouble, fine int) {
	r.Helper()
	jobs, _, trouble = r.night()
	return jobs, trouble, jobs - trouble
}

// number is that behind a word of a line.
func number(line, behind string) (n int) {
	_, rest, _ := strings.Cut(line, behind)
	for _, c := range rest {
		if c < '0' || c > '9' {
			break
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// measuredKeys counts keys, each letter that is typed too, and how long the window takes for
// what they do.
type measuredKeys struct {
	*robot
	keys  int
	spent time.Duration
}

func (m *measuredKeys) do(keys ...string) {
	m.Helper()
	for _, k := range keys {
		begun := time.Now()
		last, same, changed := m.capture(), 0, begun
		if text, typed := strings.CutPrefix(k, "type:"); typed {
			m.tool("xdotool", "type", "--delay", "30", "--", text)
			m.keys += len(text)
		} else {
			m.tool("xdotool", "key", "--clearmodifiers", k)
			m.keys++
		}
		until := time.Now().Add(answer)
		m.until("the window to be still", func() bool {
			now := m.capture()
			if differ(last, now) > cursor {
				same, changed = 0, time.Now()
			} else {
				same++
			}
			last = now
			return same >= 2 && (changed != begun || time.Now().After(until))
		})
		m.spent += changed.Sub(begun)
	}
}
