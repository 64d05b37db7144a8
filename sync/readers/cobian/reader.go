// Package cobian reads the mails of Cobian Backup and Cobian Reflector: the log of
// one task or of a whole day, in the body or attached. The rules follow the logs:
// the older versions count the errors of each task, the newer ones say in a
// sentence how all tasks since the last such sentence ended, and a line with an
// error begins with ERR in every language. The subject is the administrator's.
package cobian

import (
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Reader reads Cobian's mails.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "cobian" }

// What stands in every log of a language that we know, for mails that do not name
// the product.
var unmistakable = []string{`** backup done for the task "`, `** backup for task "`, `** respaldo terminado para la tarea "`}

const intro = "automatic mail message from cobian"

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	heading := domain.Fold(m.From + " " + m.Subject)
	named := strings.Contains(heading, "cobian") || m.Holds("cobian")
	if !named && !slices.ContainsFunc(unmistakable, m.Holds) {
		return nil, false // spares the bodies of other products
	}
	folded := m.Folded()
	l := readLog(m.Lines())
	if len(l.tasks) == 0 {
		if attached := readLog(attachedLines(m)); len(attached.tasks) > 0 {
			l = attached
		}
	}
	begun := strings.Contains(folded, intro) || strings.HasPrefix(domain.Fold(m.BareSubject()), "cobian ")
	if len(l.tasks) == 0 && !begun {
		return nil, false
	}
	s := readSubject(m.BareSubject())
	r := domain.Result{
		Product: product(heading+" "+folded, l), JobType: "Backup", JobName: s.name, Identity: s.machine,
		Kind: domain.KindRun, Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNotSent,
	}
	if r.JobName == "" && r.Identity == "" {
		r.Identity = m.FromAddress
	}
	if len(l.tasks) == 0 {
		// No run is reported, or the report is missing.
		r.JobType, r.Kind, r.Confidence = "Log without a backup (not a run)", domain.KindInformation, domain.ConfidenceMedium
		r.Status, r.NoObjects = domain.Unknown, domain.ObjectsNone
		r.Evidence = domain.Evidence{Words: "no task", Where: "body"}
		return []domain.Result{r}, true
	}
	return l.results(r, s, env.Hint(m)), true
}

func contains(text string, list []string) bool {
	for _, s := range list {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// product tells the two programs apart.
func product(text string, l *log) string {
	switch {
	case strings.Contains(text, "cobian reflector"):
		return "Cobian Reflector"
	case strings.Contains(text, "cobian backup"), l.counts > 0:
		return "Cobian Backup"
	}
	return "Cobian Reflector"
}

// results makes a run of every task, beginning with what they have in common.
func (l *log) results(common domain.Result, s subject, hint time.Time) []domain.Result {
	calendar := when.New(hint, l.stamps...)
	var out []domain.Result
	for i, x := range l.tasks {
		r := common
		if x.name != "" {
			r.JobName = x.name
		}
		r.Started, r.Ended = calendar.Stamp(x.begun), calendar.Stamp(x.ended)
		var t verdict.Tally
		own := x.judge(&t)
		if i == len(l.tasks)-1 {
			t.Add(s.errors, s.words, "subject")
		}
		r.Status, r.Evidence = t.Status(), t.Evidence()
		if own != 0 {
			r.Stated = t.Stated(own)
		}
		text := strings.Join(x.errors, "; ")
		if s.machine != "" {
			r.Objects = []domain.Object{{Name: s.machine, Type: "Computer", Status: r.Status, Message: text}}
		} else {
			r.Error = text
			if r.Status == domain.Failed && text == "" && x.name != "" {
				r.Objects = []domain.Object{{Name: x.name, Type: "Task", Status: r.Status, Message: r.Evidence.Words}}
			}
		}
		out = append(out, r)
	}
	return out
}
