// Package bacula reads the job reports of Bacula and of Bareos, which sprang from
// it. The rules follow the report that the director writes at the end of every job:
// keys and values whose last, Termination, is the verdict, among the messages of
// the daemons. A mail may hold several reports, messages of jobs that still run,
// and messages of the daemons. The subject is the site's; the default one names the
// type, the exit status, the client and the level.
package bacula

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Bacula reads the mails of Bacula.
type Bacula struct{}

// Bareos reads the mails of Bareos.
type Bareos struct{}

// Name implements reader.Reader.
func (Bacula) Name() string { return "bacula" }

// Name implements reader.Reader.
func (Bareos) Name() string { return "bareos" }

// Read implements reader.Reader.
func (Bacula) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	return read("Bacula", m, env)
}

// Read implements reader.Reader.
func (Bareos) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	return read("Bareos", m, env)
}

func read(product string, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	name := strings.ToLower(product)
	heading := domain.Fold(m.From + " " + m.Subject)
	if !strings.Contains(heading, name) && !m.Holds(name) {
		return nil, false // spares the bodies of other products
	}
	l := readLog(m.Lines())
	s := readSubject(m.BareSubject())
	if !l.any() && !s.sufficient(m) || l.product(s, heading) != name {
		return nil, false
	}
	common := domain.Result{Product: product, Kind: domain.KindRun, Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNotSent}
	calendar := when.New(env.Hint(m), l.times()...)
	var out []domain.Result
	at := l.spokenOf(s)
	for i, j := range l.jobs {
		var t verdict.Tally
		if i == at {
			t.Add(s.bad(j), s.text, "subject")
		}
		if j.last && m.Text != "" && s.status != domain.Success {
			t.Add(domain.Unknown, "the line of the verdict is not ended", "end of the body") // "OK" may go on
		}
		if i == len(l.jobs)-1 {
			t.Add(l.daemonTrouble())
		}
		out = append(out, j.result(common, l, &t, calendar))
	}
	out = append(out, l.unfinished(common)...)
	if len(out) == 0 {
		out = append(out, l.notice(common, s))
	}
	for i := range out {
		if out[i].JobName == "" && out[i].Identity == "" {
			out[i].Identity = m.FromAddress
		}
	}
	return out, true
}

// product tells whose mail it is, in lower case: the head of a report says it for
// certain, then the subject, then the sender.
func (l *log) product(s subject, heading string) string {
	switch {
	case l.name != "":
		return l.name
	case s.product != "":
		return s.product
	case strings.Contains(heading, "bareos"):
		return "bareos"
	case strings.Contains(heading, "bacula"):
		return "bacula"
	case l.bareos:
		return "bareos"
	}
	return "bacula"
}
