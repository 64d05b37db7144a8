package simulate

import (
	"math/rand/v2"
	"strings"
	"time"
)

// outcome is how a run or an object of it ended.
type outcome uint8

const (
	fine outcome = iota
	warned
	failed
)

// word returns the outcome in the vocabulary of the application.
func (o outcome) word() string {
	return [...]string{"Success", "Warning", "Failed"}[o]
}

// thing is one object of a run: a VM, a computer, a server.
type thing struct {
	name       string
	outcome    outcome
	message    string
	start, end time.Time
	size       float64 // GB
	read       float64
	moved      float64
}

// run is one execution of a job, before it is written down as a mail.
type run struct {
	start, end time.Time
	outcome    outcome
	message    string // of the whole run, where no object carries it
	things     []thing
	attempt    int  // 0 first, 1 first retry
	full       bool // a full backup instead of an incremental one
}

// count returns how many objects ended so.
func (r *run) count(o outcome) (n int) {
	for i := range r.things {
		if r.things[i].outcome == o {
			n++
		}
	}
	return n
}

// sum returns the sizes of all objects.
func (r *run) sum() (size, read, moved float64) {
	for i := range r.things {
		size += r.things[i].size
		read += r.things[i].read
		moved += r.things[i].moved
	}
	return size, read, moved
}

// writer writes a run down in the format of a product.
type writer func(j *job, r *run, rng *rand.Rand) letter

// job is one backup job of a customer.
type job struct {
	owner  *company
	name   string
	host   string // the machine that runs the job
	label  string // the sender's display name
	sender string // the sender's address
	write  writer
	want   want // kind, product and job; the rest comes with the run

	objects  []string
	gigs     []float64 // of each object
	hour     int
	minute   int
	again    int // hours until it starts once more on the same day, 0 for once a day
	weeks    int // since the job was made, 0 for longer than the demo goes back
	days     days
	each     time.Duration // what one object takes
	remote   string        // target or store, where the report names one
	locale   locale
	encoding string

	chance chance
	story  story
}

// days is the set of weekdays on which a job starts.
type days uint8

const (
	nightly  days = 1<<7 - 1
	weekdays days = 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday
)

func on(d time.Weekday) days { return 1 << d }

func (d days) has(w time.Weekday) bool { return d&(1<<w) != 0 }

// story is what is special about a job. The zero value is a job that mostly works.
type story struct {
	last   *trouble // what befell the newest runs
	nights int      // how many of them; 0 is 1
	tries  int      // of the newest run, which failed at first; 0 is 1
	mended bool     // the last of the tries was well
	silent bool     // the job sent nothing for three days
	calm   bool     // never any trouble by chance
	// before befell the job earlier: in the runs from the first to the last of these
	// numbers ago.
	before       *trouble
	first, until int
}

// trouble is something going wrong.
type trouble struct {
	outcome outcome
	message string
	all     bool // every object, not one
	object  int  // which one
}

// runOf plays one run of the job that begins at start.
func (j *job) runOf(start time.Time, t *trouble, rng *rand.Rand) *run {
	// Saturdays are for full backups, and so is every job that runs once a week.
	r := &run{start: start, full: start.Weekday() == time.Saturday || j.days == on(start.Weekday())}
	victim := j.victim(t)
	at := start.Add(time.Duration(8+rng.IntN(40)) * time.Second)
	for i, name := range j.objects {
		took := time.Duration(float64(j.each) * (0.6 + 0.8*rng.Float64()))
		share := 0.004 + 0.03*rng.Float64()
		if r.full {
			share, took = 0.5+0.3*rng.Float64(), took*2
		}
		g := j.gigs[i]
		o := thing{name: name, start: at, size: g, read: g * share, moved: g * share * (0.4 + 0.2*rng.Float64())}
		if t != nil && (t.all || i == victim) {
			o.outcome, o.message = t.outcome, t.message
			if t.outcome == failed {
				took = time.Duration(2+rng.IntN(70)) * time.Second
				o.read, o.moved = 0, 0
			}
		}
		o.end = at.Add(took.Round(time.Second))
		r.things = append(r.things, o)
		at = o.end.Add(time.Duration(1+rng.IntN(6)) * time.Second)
	}
	if len(j.objects) == 0 {
		at = at.Add(time.Duration(float64(j.each) * (0.6 + 0.8*rng.Float64()))).Round(time.Second)
	}
	if t != nil {
		r.outcome, r.message = t.outcome, t.message
	}
	r.end = at
	return r
}

// victim returns which object a trouble befalls: those of a database befall a
// database server, if there is one.
func (j *job) victim(t *trouble) int {
	if t == nil || len(j.objects) == 0 {
		return -1
	}
	if strings.Contains(t.message, "Sql") {
		for i, name := range j.objects {
			if strings.Contains(name, "SQL") {
				return i
			}
		}
	}
	return t.object % len(j.objects)
}

// retryOf plays the retry of a failed run: only the objects that failed, which fail again
// unless it ends well.
func (j *job) retryOf(first *run, well bool, rng *rand.Rand) *run {
	start := first.end.Add(10 * time.Minute)
	r := &run{start: start, attempt: first.attempt + 1, full: first.full}
	at := start.Add(15 * time.Second)
	for _, o := range first.things {
		if o.outcome != failed {
			continue
		}
		if well {
			o.outcome, o.message = fine, ""
		}
		o.start, o.end = at, at.Add(time.Duration(float64(j.each)*(0.6+0.8*rng.Float64())).Round(time.Second))
		if well {
			o.read = o.size * 0.02
			o.moved = o.read / 2
		}
		at = o.end.Add(3 * time.Second)
		r.things = append(r.things, o)
	}
	if !well {
		r.outcome, r.message = first.outcome, first.message
	}
	r.end = at
	return r
}
