// Package synology reads the notifications of Hyper Backup, Active Backup and
// Snapshot Replication. Administrators can edit their texts and DSM translates
// them; only the documented English sentences are read, with low confidence, and
// anything else is left to the generic reader.
package synology

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Reader reads Synology's notifications.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "synology" }

var (
	sentence = regexp.MustCompile(
		`(?i)\b((?:data |image |cloud )?backup|replication|snapshot(?: replication)?|data protection|integrity check|restore|retention) (?:task|plan|job)\s*(.*?)\s*(?:\bon (\S+)\s+)?((?:was|has been|has|is|were|could not be|will be|cannot be)?\s*(?:partially |successfully |not )*(?:completed|succeeded|successful|failed|finished|cancell?ed|suspended|aborted|skipped|interrupted|started|backed up)(?: (?:successfully|partially|with (?:errors?|warnings?)))?)\b`,
	)
	item    = regexp.MustCompile(`^-?\s*\[([^\[\]]{2,30})\]\s*(.+?)\s*:\s*(.{0,60})$`)
	nasName = regexp.MustCompile(`^\[([^\[\]]+)\]`)
	label   = regexp.MustCompile(`^([A-Z][A-Za-z ]{2,30}):\s*(\S.*)$`)
)

// sentenceIn looks for a sentence of the product where its words stand; most lines of
// a table have none. words is the line in lower case.
func sentenceIn(line, words string) []string {
	if !strings.Contains(words, " task") && !strings.Contains(words, " plan") && !strings.Contains(words, " job") {
		return nil
	}
	return sentence.FindStringSubmatch(line)
}

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	product := productOf(m)
	if product == "" {
		return nil, false
	}
	subject := m.BareSubject()
	inSubject := sentence.FindStringSubmatch(subject)
	var inBody []string
	var t verdict.Tally
	own := domain.Status(0)
	if inSubject != nil {
		own = phrase(inSubject[4])
		t.Add(own, inSubject[4], "subject")
	}
	labels := map[string]string{}
	r := domain.Result{
		Product: "Synology " + product, JobType: product, Kind: domain.KindRun, Confidence: domain.ConfidenceLow, NoObjects: domain.ObjectsNotSent,
	}
	for i, l := range m.Lines() {
		if g := item.FindStringSubmatch(l); g != nil {
			st := verdict.Word(g[3]).Known()
			t.Add(st, g[3], "line "+strconv.Itoa(i+1))
			r.Objects = append(r.Objects, domain.Object{Name: g[2], Type: g[1], Status: st, Message: messageFor(st, g[3])})
			continue
		}
		words := strings.ToLower(l)
		if g := sentenceIn(l, words); g != nil {
			if inBody == nil {
				inBody = g
			}
			st := phrase(g[4])
			own = max(own, st)
			t.Add(st, g[0], "line "+strconv.Itoa(i+1))
			continue
		}
		if g := label.FindStringSubmatch(l); g != nil {
			key := domain.Fold(g[1])
			if _, twice := labels[key]; !twice {
				labels[key] = g[2]
			}
			if key == "status" || key == "result" || key == "task status" {
				t.Add(verdict.Word(g[2]).Known(), l, "line "+strconv.Itoa(i+1))
			}
			continue
		}
		if (strings.Contains(words, "fail") || strings.Contains(words, "error") || strings.Contains(words, "unable to") || strings.Contains(words, "partially")) &&
			bad.MatchString(l) {
			t.Add(domain.Warning, l, "line "+strconv.Itoa(i+1))
		}
	}
	if inSubject == nil && inBody == nil {
		return nil, false
	}
	for _, g := range [][]string{inBody, inSubject} {
		if g == nil {
			continue
		}
		if r.JobName == "" {
			r.JobName = strings.Trim(g[2], `"'[] `)
		}
		if r.Identity == "" {
			r.Identity = strings.TrimRight(g[3], ".,")
		}
		switch strings.ToLower(g[1]) {
		case "integrity check", "restore", "retention":
			r.Kind = domain.KindInformation
			r.JobType = product + " " + strings.ToLower(g[1]) + " (not a backup)"
		}
	}
	for _, key := range []string{"backup task", "task name", "task"} {
		if v := labels[key]; v != "" {
			r.JobName = v
			break
		}
	}
	if g := nasName.FindStringSubmatch(subject); g != nil && r.Identity == "" {
		r.Identity = g[1]
	}
	if r.Identity == "" {
		r.Identity = m.FromAddress
	}
	cal := when.New(env.Hint(m), labels["start time"], labels["end time"])
	r.Started, r.Ended = cal.Stamp(labels["start time"]), cal.Stamp(labels["end time"])
	r.Status, r.Evidence, r.Stated = t.Status(), t.Evidence(), t.Stated(own)
	return []domain.Result{r}, true
}

// products are the packages of a disk station.
var products = []string{
	"Active Backup for Business",
	"Active Backup for Microsoft 365",
	"Active Backup for Google Workspace",
	"Hyper Backup",
	"Snapshot Replication",
}

// mentions are words, folded, of which every mail of them has some.
var mentions = []string{"active backup for", "hyper backup", "snapshot replication", "data backup task"}

func productOf(m *message.Message) string {
	if !slices.ContainsFunc(mentions, func(words string) bool {
		return strings.Contains(m.FoldedSubject(), words) || m.Holds(words)
	}) {
		return "" // spares the bodies of other products
	}
	says := func(words string) bool {
		return strings.Contains(m.FoldedSubject(), words) || m.Holds(words)
	}
	for _, p := range products {
		if says(strings.ToLower(p)) {
			return p
		}
	}
	if nasName.MatchString(m.BareSubject()) && says("data backup task") {
		return "Hyper Backup"
	}
	return ""
}

var bad = regexp.MustCompile(`(?i)\b(?:failed|failure|errors?|unable to|partially)\b`)

// phrase reads the verb of the sentence.
func phrase(s string) domain.Status {
	s = domain.Fold(s)
	switch {
	case strings.Contains(s, "partially"), strings.Contains(s, "with warning"), strings.Contains(s, "skipped"):
		return domain.Warning
	case strings.Contains(s, "fail"),
		strings.Contains(s, "with error"),
		strings.Contains(s, "not "),
		strings.Contains(s, "cannot"),
		strings.Contains(s, "cancel"),
		strings.Contains(s, "suspended"),
		strings.Contains(s, "abort"),
		strings.Contains(s, "interrupted"):
		return domain.Failed
	case strings.Contains(s, "started"), strings.Contains(s, "will be"):
		return domain.Unknown
	case strings.Contains(s, "completed"),
		strings.Contains(s, "success"),
		strings.Contains(s, "succeeded"),
		strings.Contains(s, "finished"),
		strings.Contains(s, "backed up"):
		return domain.Success
	}
	return domain.Unknown
}

func messageFor(st domain.Status, word string) string {
	if st == domain.Success {
		return ""
	}
	return word
}
