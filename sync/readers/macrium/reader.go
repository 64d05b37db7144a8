// Package macrium reads the mails of Macrium Reflect, Site Manager and Image
// Guardian in their factory wording.
package macrium

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
)

// Reader reads Macrium's mails.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "macrium" }

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, _ reader.Env) ([]domain.Result, bool) {
	subject := m.BareSubject()
	if folded := m.FoldedSubject(); !strings.Contains(folded, "macrium") && !strings.Contains(folded, "site manager notification") {
		return nil, false
	}
	if strings.Contains(subject+m.Body(), "Cobian") {
		return nil, false // "Cobian Reflector"
	}
	switch {
	case guardianSubject.MatchString(subject):
		return []domain.Result{guardian(m)}, true
	case strings.Contains(subject, "Site Manager Notification Email"):
		return []domain.Result{siteManager(m)}, true
	case reflectSubject.MatchString(subject):
		return []domain.Result{reflect(m)}, true
	}
	return nil, false
}

var (
	guardianSubject = regexp.MustCompile(`(?i)Macrium Image Guardian\s*-\s*Event(?:\s*-\s*(.+))?`)
	reflectSubject  = regexp.MustCompile(`(?i)\bMacrium Reflect\b`)
	reflectFactory  = regexp.MustCompile(
		`(?i)^(.*?)\s*(?:\[([^\]]*)\]|\(([^)]*)\))?\s*Macrium Reflect(?: X)?\s*-\s*(?:Backup|Image|Clone)\s+(.+?)\s*$`,
	)
	reflectNeutral = regexp.MustCompile(`(?i)Macrium Reflect(?: X)?(?: Backup)?\s+-\s+(\S.*)$`)
	smiley         = regexp.MustCompile(`^(Success|Failed|Warning)\s*(:\)|:\(|:\|)?$`)
	computerLine   = regexp.MustCompile(`(?i)^Computer(?: Name)?:\s*(\S.*)$`)
	abortLine      = regexp.MustCompile(
		`(?i)^(?:(?:backup|image|clone)\s+(aborted|failed|cancell?ed|skipped|stopped)\b.*|.*\b(?:aborted by user|operation (?:cancell?ed|aborted)).*)$`,
	)
	goodLine = regexp.MustCompile(
		`(?i)^(?:backup|image|clone)\s+(?:completed successfully|successful|succeeded|completed)\.?(?:\s+in .*)?$`,
	)
	countLine    = regexp.MustCompile(`(?i)^(errors?|failures?|failure count|warnings?|warning count|error count)\s*[:=]\s*(\d+)$`)
	sentenceLine = regexp.MustCompile(
		`(?i)^((?:image|clone|backup) of (\S.*?)) (completed (?:with (?:errors|warnings)|successfully)|failed|aborted|was cancell?ed)\.?$`,
	)
	errorLine = regexp.MustCompile(`(?i)^(?:error\b|failed\b|failure\b|warning\b)`)
)

func outcome(word string) domain.Status {
	w := strings.Trim(domain.Fold(word), " .!:)(|-")
	switch {
	case strings.Contains(w, "warning"):
		return domain.Warning
	case strings.Contains(w, "fail"),
		strings.Contains(w, "abort"),
		strings.Contains(w, "cancel"),
		strings.Contains(w, "error"),
		strings.Contains(w, "skipped"),
		strings.Contains(w, "stopped"):
		return domain.Failed
	case w == "success", w == "successful", w == "succeeded", w == "completed successfully":
		return domain.Success
	}
	return domain.Unknown
}

// reflect reads the result mail of one definition on one computer.
func reflect(m *message.Message) domain.Result {
	r := domain.Result{Product: "Macrium Reflect", JobType: "Image backup", Kind: domain.KindRun, Confidence: domain.ConfidenceHigh}
	var t verdict.Tally
	subject := m.BareSubject()
	computer := ""
	if g := reflectFactory.FindStringSubmatch(subject); g != nil {
		computer = strings.Trim(g[1], " -")
		r.JobName = strings.TrimSpace(g[2] + g[3])
		t.Add(outcome(g[4]), g[4], "subject")
	} else if g := reflectNeutral.FindStringSubmatch(subject); g != nil {
		computer = strings.TrimSpace(g[1])
	}
	reason := ""
	for i, l := range m.Lines() {
		where := "line " + strconv.Itoa(i+1)
		switch {
		case smiley.MatchString(l):
			t.Add(outcome(l), l, where)
		case computerLine.MatchString(l):
			computer = computerLine.FindStringSubmatch(l)[1]
		case sentenceLine.MatchString(l):
			g := sentenceLine.FindStringSubmatch(l)
			t.Add(outcome(g[3]), l, where)
			if r.JobName == "" {
				r.JobName = g[1]
			}
			o := domain.Object{Name: g[2], Type: "Volume", Status: outcome(g[3])}
			if o.Status != domain.Success {
				o.Message = g[3]
			}
			r.Objects = append(r.Objects, o)
		case abortLine.MatchString(l):
			t.Add(domain.Failed, l, where)
			if reason == "" {
				reason = l
			}
		case goodLine.MatchString(l):
			t.Add(domain.Success, l, where)
		case countLine.MatchString(l):
			g := countLine.FindStringSubmatch(l)
			if strings.Trim(g[2], "0") != "" {
				st := domain.Failed
				if strings.HasPrefix(strings.ToLower(g[1]), "warn") {
					st = domain.Warning
				}
				t.Add(st, l, where)
			}
		case errorLine.MatchString(l):
			t.Add(domain.Warning, l, where)
			if reason == "" {
				reason = l
			}
		}
	}
	if computer == "" {
		computer = m.FromAddress
	}
	r.Identity = computer
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if r.Status == domain.Success {
		reason = ""
	}
	if len(r.Objects) == 0 {
		r.Objects = []domain.Object{{Name: computer, Type: "Computer", Status: r.Status, Message: reason}}
	}
	return r
}

// guardian reads an event of Image Guardian, which protects backup files. It is
// never the result of a backup.
func guardian(m *message.Message) domain.Result {
	computer := strings.TrimSpace(guardianSubject.FindStringSubmatch(m.BareSubject())[1])
	first, file := "", ""
	for _, l := range m.Lines() {
		if first == "" {
			first = l
		}
		if v, ok := strings.CutPrefix(l, "File:"); ok {
			file = strings.TrimSpace(v)
		}
	}
	if computer == "" {
		computer = m.FromAddress
	}
	return domain.Result{
		Product: "Macrium Image Guardian", JobType: "Protection event (not a run)", Identity: computer, Kind: domain.KindInformation,
		Status: domain.Warning, Confidence: domain.ConfidenceHigh, Evidence: domain.Evidence{Words: first, Where: "line 1"},
		Objects: []domain.Object{
			{Name: computer, Type: "Computer", Status: domain.Warning, Message: strings.TrimSpace(first + " " + file)},
		},
	}
}
