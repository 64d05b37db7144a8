package proxmox

import (
	"context"
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// VE reads the mails of Proxmox VE.
type VE struct{}

// Name implements reader.Reader.
func (VE) Name() string { return "proxmox-ve" }

var (
	vzdumpSubject      = regexp.MustCompile(`(?i)vzdump backup status \(([^()]+)\)\s*:\s*backup (successful|failed)(?::\s*(.+))?`)
	replicationSubject = regexp.MustCompile(`(?i)replication job:?\s*'?([^' ]+)'?\s+failed`)
	updatesSubject     = regexp.MustCompile(`(?i)new software packages available(?: \(([^()]+)\))?`)
	fencingSubject     = regexp.MustCompile(`(?i)^(?:SUCCEED|FENCE)\b.*fencing|node '[^']+' fencing|fencing status`)
)

// Read implements reader.Reader.
func (VE) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	s, folded := m.BareSubject(), m.FoldedSubject()
	switch {
	case strings.Contains(folded, "vzdump backup status"), hasGuestTable(m):
		return []domain.Result{vzdump(m, when.New(env.Hint(m)))}, true
	case strings.Contains(folded, "replication") && replicationSubject.MatchString(s) && hasLine(m, "replication job '"):
		return []domain.Result{replication(m)}, true
	case strings.Contains(folded, "new software packages available"):
		return []domain.Result{updates(m, "Proxmox VE")}, true
	case strings.Contains(folded, "fenc") && fencingSubject.MatchString(s) && strings.Contains(m.Body(), "fenc"):
		r := domain.Result{Product: "Proxmox VE", JobType: "Node fencing (not a run)", Identity: m.FromAddress, Kind: domain.KindInformation, Status: domain.Warning,
			Confidence: domain.ConfidenceMedium, NoObjects: domain.ObjectsNone, Evidence: domain.Evidence{Words: m.Subject, Where: "subject"}}
		return []domain.Result{r}, true
	}
	return nil, false
}

func updates(m *message.Message, product string) domain.Result {
	host := m.FromAddress
	if g := updatesSubject.FindStringSubmatch(m.Subject); g != nil && g[1] != "" {
		host = g[1]
	}
	return domain.Result{
		Product: product, JobType: "Package updates (not a run)", Identity: host, Kind: domain.KindInformation, Status: domain.Unknown,
		Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNone, Evidence: domain.Evidence{Words: m.Subject, Where: "subject"},
	}
}

// guest is one row of the table.
type guest struct {
	id, name, word, file, reason string
	container                    bool
}

func (g guest) status() domain.Status {
	switch strings.ToLower(g.word) {
	case "ok":
		return domain.Success
	case "err", "error", "failed":
		return domain.Failed
	case "warn", "warning":
		return domain.Warning
	}
	return domain.Unknown
}

var (
	logLine    = regexp.MustCompile(`^(?:(\d+):\s+)?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (INFO|ERROR|WARN|WARNING):\s*(.*)$`)
	starting   = regexp.MustCompile(`^Starting Backup of (?:VM|CT) (\d+) \((\w+)\)`)
	finished   = regexp.MustCompile(`^Finished Backup of (?:VM|CT) (\d+)`)
	broken     = regexp.MustCompile(`^Backup of (?:VM|CT) (\d+) failed(?:\s+-\s+(.*))?`)
	textHeader = regexp.MustCompile(`(?i)^VMID\s+NAME\s+STATUS\s+TIME\s+SIZE\s+FILENAME$`)
	textRow    = regexp.MustCompile(`^(\d{1,9})\s+(.*?)\s+(\S+)\s+(\d+:\d\d:\d\d|(?:\d+[dhms]\s*)+|<0\.1s|[\d.]+\s*m?s)\s+(\d[\d.]*\s*[KMGTP]?i?B|0)\s+(.*)$`)
	snapshot   = regexp.MustCompile(`\b(?:vm|ct)/\d+/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)`)
	running    = regexp.MustCompile(`(?i)^total running time\b|^TOTAL\b`)
)

func hasGuestTable(m *message.Message) bool {
	if !m.Holds("vmid") {
		return false
	}
	for _, l := range m.Lines() {
		if textHeader.MatchString(l) {
			return true
		}
	}
	return m.HTML != "" && len(guestsHTML(m)) > 0
}

func vzdump(m *message.Message, cal when.Calendar) domain.Result {
	r := domain.Result{
		Product: "Proxmox VE", JobType: "vzdump backup", Kind: domain.KindRun,
		Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNotRecognised,
	}
	var t verdict.Tally
	own := domain.Status(0)
	g := vzdumpSubject.FindStringSubmatch(m.BareSubject())
	if g != nil {
		r.Identity = strings.TrimSpace(g[1])
		own = domain.Success
		if strings.EqualFold(g[2], "failed") {
			own = domain.Failed
		}
		t.Add(own, "backup "+strings.ToLower(g[2]), "subject")
		r.Error = strings.TrimSpace(g[3])
	} else {
		r.Identity = m.FromAddress
		r.Confidence = domain.ConfidenceMedium
		if strings.Contains(m.FoldedSubject(), "vzdump backup status") {
			t.Add(domain.Unknown, m.Subject, "subject")
		}
	}
	guests := merge(guestsHTML(m), guestsText(m))
	log := readLog(m)
	total := false
	for _, l := range m.Lines() {
		total = total || running.MatchString(l)
	}
	for _, l := range m.HTMLLines() {
		total = total || running.MatchString(l)
	}
	for i := range guests {
		x := &guests[i]
		x.container = log.containers[x.id] || strings.HasPrefix(x.file, "ct/") || strings.Contains(x.file, "vzdump-lxc-")
		st := x.status()
		t.Add(st, x.word, "row "+x.name+", column Status")
		if x.reason == "" && st != domain.Success {
			x.reason = log.reasons[x.id]
		}
		if st == domain.Success && log.reasons[x.id] != "" {
			t.Add(domain.Failed, log.reasons[x.id], "log of "+x.id)
		}
		kind := "VM "
		if x.container {
			kind = "CT "
		}
		r.Objects = append(r.Objects, domain.Object{Name: x.name, Type: kind + x.id, Status: st, Message: x.reason})
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if own == 0 && r.Status == domain.Success && !total {
		r.Status = domain.Unknown // a table without its end proves nothing
	}
	r.Stated = t.Stated(own)
	if own == 0 {
		r.Stated = 0
	}
	if len(r.Objects) == 0 && r.Error != "" {
		r.NoObjects = domain.ObjectsNone
	}
	r.Started, r.Ended = log.span(guests, cal)
	return r
}

// guestsHTML reads the table of the HTML part, where names are whole.
func guestsHTML(m *message.Message) []guest {
	if m.HTML == "" {
		return nil
	}
	for _, t := range m.Tables() {
		var out []guest
		header := false
		for _, row := range t.Rows {
			texts := row.Texts()
			if !header {
				header = len(texts) >= 5 && strings.EqualFold(texts[0], "VMID") && strings.EqualFold(texts[2], "STATUS")
				continue
			}
			if len(texts) < 4 || strings.Trim(texts[0], "0123456789") != "" || texts[0] == "" {
				continue
			}
			x := guest{id: texts[0], name: texts[1], word: texts[2]}
			last := row.Cells[len(row.Cells)-1]
			if last.ColSpan > 1 {
				x.reason = last.Line()
			} else if len(texts) > 5 {
				x.file = texts[5]
			}
			out = append(out, x)
		}
		if header {
			return out
		}
	}
	return nil
}

// guestsText reads the table of the text part. The old one cuts names.
func guestsText(m *message.Message) []guest {
	var out []guest
	header := false
	for _, l := range m.Lines() {
		if !header {
			header = textHeader.MatchString(l)
			continue
		}
		if g := textRow.FindStringSubmatch(l); g != nil {
			out = append(out, guest{id: g[1], name: strings.TrimSpace(g[2]), word: g[3], file: strings.TrimSpace(g[6])})
			continue
		}
		if l == "" || running.MatchString(l) {
			break
		}
		if f := strings.Fields(l); len(f) > 1 && strings.Trim(f[0], "0123456789") == "" {
			// A row that is cut off or unknown: its status is unknown too.
			out = append(out, guest{id: f[0], name: f[1]})
		}
	}
	return out
}

// merge joins the two copies of the table. They should agree; where they do not,
// the worse status counts.
func merge(html, text []guest) []guest {
	out := append([]guest(nil), html...)
	for _, g := range text {
		at := -1
		for i := range out {
			if out[i].id == g.id {
				at = i
				break
			}
		}
		if at < 0 {
			out = append(out, g)
			continue
		}
		if g.status() > out[at].status() {
			out[at].word = g.word
		}
		if out[at].file == "" {
			out[at].file = g.file
		}
	}
	return out
}

// logFacts is what the detailed log tells.
type logFacts struct {
	starts, ends map[string]string
	firstStart   string
	lastEnd      string
	containers   map[string]bool
	reasons      map[string]string
}

func readLog(m *message.Message) logFacts {
	f := logFacts{starts: map[string]string{}, ends: map[string]string{}, containers: map[string]bool{}, reasons: map[string]string{}}
	for _, l := range m.Lines() {
		g := logLine.FindStringSubmatch(l)
		if g == nil {
			continue
		}
		at, text := g[2], g[4]
		if s := starting.FindStringSubmatch(text); s != nil {
			f.starts[s[1]] = at
			f.containers[s[1]] = f.containers[s[1]] || s[2] == "lxc"
			if f.firstStart == "" || at < f.firstStart {
				f.firstStart = at
			}
		} else if s := finished.FindStringSubmatch(text); s != nil {
			f.ends[s[1]] = at
			f.lastEnd = max(f.lastEnd, at)
		} else if s := broken.FindStringSubmatch(text); s != nil && g[3] == "ERROR" {
			f.ends[s[1]] = at
			f.lastEnd = max(f.lastEnd, at)
			f.reasons[s[1]] = strings.TrimSpace(s[2])
			if f.reasons[s[1]] == "" {
				f.reasons[s[1]] = text
			}
		}
	}
	return f
}

// span gives start and end of the run. The log counts only where it covers every
// guest; otherwise the oldest snapshot on a backup server tells the start, in UTC.
func (f logFacts) span(guests []guest, cal when.Calendar) (started, ended domain.Stamp) {
	complete := len(guests) > 0
	for _, g := range guests {
		complete = complete && f.starts[g.id] != "" && f.ends[g.id] != ""
	}
	if f.firstStart != "" {
		started = cal.Stamp(f.firstStart)
		if complete {
			ended = cal.Stamp(f.lastEnd)
		}
		return started, ended
	}
	first := ""
	for _, g := range guests {
		if s := snapshot.FindStringSubmatch(g.file); s != nil && (first == "" || s[1] < first) {
			first = s[1]
		}
	}
	if first != "" {
		started = cal.Stamp(first)
	}
	return started, ended
}

func replication(m *message.Message) domain.Result {
	g := replicationSubject.FindStringSubmatch(m.BareSubject())
	reason := ""
	lines := m.Lines()
	for i, l := range lines {
		if strings.HasPrefix(strings.ToLower(l), "error:") {
			reason = strings.TrimSpace(strings.TrimSpace(l[len("error:"):]) + " " + strings.Join(nonEmpty(lines[i+1:]), " "))
			break
		}
	}
	return domain.Result{
		Product: "Proxmox VE", JobType: "Storage replication", JobName: g[1], Identity: m.FromAddress, Kind: domain.KindRun,
		Status: domain.Failed, Confidence: domain.ConfidenceHigh,
		Objects:  []domain.Object{{Name: g[1], Type: "Replication job", Status: domain.Failed, Message: reason}},
		Evidence: domain.Evidence{Words: g[0], Where: "subject"},
		Error:    reason,
	}
}

func hasLine(m *message.Message, prefix string) bool {
	for _, l := range m.Lines() {
		if strings.HasPrefix(strings.ToLower(l), prefix) {
			return true
		}
	}
	return false
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
