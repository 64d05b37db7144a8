package pointing

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/reader"
)

// Outcome is what the definition makes of all mails.
type Outcome struct {
	Problems []definition.Problem // it is no definition then
	Mails    []MailOutcome        // in the order of the lesson
}

// MailOutcome is what the definition makes of one mail.
type MailOutcome struct {
	Matched bool
	Results []domain.Result
	// Open counts the words of this mail that nobody decided.
	Open int
}

// Status is the worst of the results, Unknown where there is none.
func (o MailOutcome) Status() domain.Status {
	worst := domain.Status(0)
	for _, r := range o.Results {
		worst = max(worst, r.Status)
	}
	return worst.Known()
}

// Undecided counts the mails whose run stays Unknown.
func (o Outcome) Undecided() (n int) {
	for _, m := range o.Mails {
		if !m.Matched || m.Status() == domain.Unknown {
			n++
		}
	}
	return n
}

// Try reads all mails with the definition, until ctx ends. loc is where the reports are from;
// progress is told of how many it was tried, nil for nobody.
func (l *Lesson) Try(ctx context.Context, loc *time.Location, progress func(done, total int)) Outcome {
	out := Outcome{Mails: make([]MailOutcome, len(l.Mails))}
	d, err := definition.Parse("teach.toml", []byte(l.Text()))
	if err != nil {
		var invalid *definition.Invalid
		if errors.As(err, &invalid) {
			out.Problems = invalid.Problems
		}
		return out
	}
	var group sync.WaitGroup
	next, tried := make(chan int, len(l.Mails)), make(chan bool, len(l.Mails))
	for i := range l.Mails {
		next <- i
	}
	close(next)
	for range min(runtime.GOMAXPROCS(0), len(l.Mails)) {
		group.Go(func() {
			for i := range next {
				m := l.Mails[i]
				o := &out.Mails[i]
				if ctx.Err() == nil {
					o.Results, o.Matched = d.Read(ctx, m.Message, reader.Env{Received: m.Received, Location: loc})
				}
				tried <- true
			}
		})
	}
	for i := range l.Mails {
		if <-tried; progress != nil {
			progress(i+1, len(l.Mails))
		}
	}
	group.Wait()
	if ctx.Err() != nil {
		return out
	}
	if !l.plan.tells() {
		for i := range out.Mails {
			for n := range out.Mails[i].Results {
				out.Mails[i].Results[n].Evidence = domain.Evidence{Words: "nothing tells the status yet", Where: "the whole message"}
			}
		}
	}
	for _, q := range l.questions(&out) {
		for _, i := range q.Mails {
			out.Mails[i].Open++
		}
	}
	return out
}

// doubt is what the generic reader holds against a mail, "" for nothing.
type doubt struct {
	words, where string
	is           Meaning
}

// in is where the words of a doubt stand, as a definition names it.
func (d doubt) in() string {
	if strings.HasPrefix(d.where, "subject") {
		return "subject"
	}
	return "body"
}

// doubtOf asks the generic reader once for a mail: what it takes for trouble is shown where
// the definition reads a success.
func (l *Lesson) doubtOf(m *Mail) doubt {
	d, ok := l.doubts[m]
	if ok {
		return d
	}
	results, _ := (generic.Reader{}).Read(context.Background(), m.Message, reader.Env{Received: m.Received})
	for _, r := range results {
		if r.Status > domain.Success && meaningOf(r.Status) != "" && d.words == "" {
			d = doubt{strings.TrimSpace(r.Evidence.Words), r.Evidence.Where, meaningOf(r.Status)}
		}
	}
	l.doubts[m] = d
	return d
}
