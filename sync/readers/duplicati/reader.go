// Package duplicati reads the report mails of Duplicati: key and value lines, JSON,
// and the worded template. The subject names the backup but never its result.
package duplicati

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// Reader reads Duplicati's reports.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "duplicati" }

// marks are words, folded, of which every body of Duplicati has one.
var marks = []string{"duplicati", "parsedresult", "mainoperation:", "examinedfiles:", "verboseoutput:", "begintime:", "listfilesets:"}

var subjectForm = regexp.MustCompile(`(?i)\bduplicati\b(?:\s+(\w+))?\s+report(?:\s+for\s+(.+?))?\s*$`)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	if !strings.Contains(m.FoldedSubject(), "duplicati") && !slices.ContainsFunc(marks, m.Holds) {
		return nil, false // spares the bodies of other products
	}
	lines := m.Lines()
	body := strings.TrimSpace(strings.Join(lines, "\n"))
	subject := subjectForm.FindStringSubmatch(m.BareSubject())
	isJSON := strings.HasPrefix(body, "{") && strings.Contains(body, `"Data"`)
	known := isJSON && (subject != nil || strings.Contains(body, `"ParsedResult"`)) || keyValues(lines) || strings.Contains(body, "uplicati") && worded.MatchString(body)
	if !known && subject == nil {
		return nil, false
	}
	r := domain.Result{Product: "Duplicati", JobType: "Backup", Kind: domain.KindRun, Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNotSent}
	operation := ""
	if subject != nil {
		operation = subject[1]
		r.JobName = strings.TrimSpace(subject[2])
	}
	var f facts
	switch {
	case isJSON:
		f = readJSON(body)
	default:
		f = readLines(lines, env.Hint(m))
	}
	if f.name != "" && r.JobName == "" {
		r.JobName = f.name
	}
	if f.operation != "" {
		operation = f.operation
	}
	if operation != "" && !strings.EqualFold(operation, "backup") {
		r.JobType = operation + " operation (not a backup)"
		r.Kind = domain.KindInformation
	}
	r.Identity = f.machine
	if r.JobName == "" && r.Identity == "" {
		r.Identity = m.FromAddress
	}
	r.Started, r.Ended = f.started, f.ended
	r.Status, r.Evidence = f.tally.Status(), f.tally.Evidence()
	if f.own != 0 {
		r.Stated = f.tally.Stated(f.own)
	}
	text := strings.Join(f.messages, "; ")
	r.Error = f.exception
	if r.Kind == domain.KindInformation && !f.tally.Any() {
		r.NoObjects = domain.ObjectsNone
		r.Status = domain.Unknown
		r.Evidence = domain.Evidence{Words: operation, Where: "operation"}
		return []domain.Result{r}, true
	}
	switch {
	case f.machine != "":
		r.Objects = []domain.Object{{Name: f.machine, Type: "Machine", Status: r.Status, Message: text}}
	case pair.MatchString(r.JobName):
		// The convention of dupReport: source-destination.
		r.Objects = []domain.Object{{Name: pair.FindStringSubmatch(r.JobName)[1], Type: "Source", Status: r.Status, Message: text}}
	default:
		if r.Error == "" {
			r.Error = text
		}
	}
	return []domain.Result{r}, true
}

var pair = regexp.MustCompile(`^([^-]+)-[^-]+$`)
