package veeam

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

var (
	productTail = regexp.MustCompile(
		`\s+(Veeam (?:Agent for [A-Z][\w ]+|Backup for Microsoft (?:Office )?365|Backup & Replication)[\w .]*?)\s*$`,
	)
	zeroCount = regexp.MustCompile(`(?i)\b(?:errors?|failed|warnings?)\b\s*[:=]?\s*0\b`)
	// failedRow is a row of the lost table: a name, its status, then times or the end.
	failedRow = regexp.MustCompile(`^\S.*\s(?:Failed|Error)(?:\s+\d{1,2}[:/.]\d|\s*$)`)
	someOf    = regexp.MustCompile(
		`(?i)\b(\d+) of (\d+) (?:VMs?|virtual machines?|machines?|objects?|computers?|servers?|disks?|mailboxes|hosts?|items?)\b`,
	)
	anyTrouble = regexp.MustCompile(`(?i)\b(?:errors?|failed|failure|warnings?|pending|missed|unable|cannot)\b`)
)

// flattened reads a report that arrived as plain text: from a relay, or forwarded
// by a mail program that threw the HTML away. The table is gone, so Success needs
// a status line and no word of trouble anywhere below it.
func flattened(m *message.Message, cal when.Calendar) (domain.Result, bool) {
	lines := m.Lines()
	start := -1
	var title []string
	for i, l := range lines {
		if i > 80 {
			break
		}
		if g := jobTitle.FindStringSubmatch(l); g != nil && plausibleType(g[1]) {
			start, title = i, g
			break
		}
	}
	if start < 0 || !strings.Contains(strings.ToLower(m.From+m.Subject+m.Text+m.HTML), "veeam") {
		return domain.Result{}, false
	}
	b := &banner{title: title[0], jobType: title[1], name: title[2]}
	r := domain.Result{
		Product:    "Veeam Backup & Replication",
		Kind:       domain.KindRun,
		Confidence: domain.ConfidenceMedium,
		NoObjects:  domain.ObjectsNotRecognised,
	}
	if g := productTail.FindStringSubmatchIndex(b.name); g != nil {
		b.description = strings.TrimSpace(b.name[g[2]:g[3]])
		b.name = b.name[:g[0]]
		r.Product = b.description
	} else {
		r.Product = product(m, b)
	}
	for {
		loc := runMode.FindStringIndex(b.name)
		if loc == nil || loc[0] == 0 {
			break
		}
		b.name = strings.TrimSpace(b.name[:loc[0]])
	}
	subjectLine := m.BareSubject()
	s := readSubject(subjectLine)
	var t verdict.Tally
	t.Add(s.status, s.word, "subject")
	t.Add(s.issues, s.issue, "subject")

	own := domain.Status(0)
	word := ""
	seen := 0
	for i := start + 1; i < len(lines); i++ {
		l := lines[i]
		if l == "" {
			continue
		}
		if seen++; seen <= 6 && own == 0 {
			st := statusWord(l)
			if st == domain.Unknown {
				st = 0
			}
			if st != 0 && !followedByNumber(lines, i) {
				own, word = st, l
				t.Add(st, l, lineAt(i))
				continue
			}
		}
		if rest := zeroCount.ReplaceAllString(l, ""); anyTrouble.MatchString(rest) && !followedByZero(lines, i) {
			st := max(textStatus(rest), domain.Warning)
			if w := statusWord(strings.TrimLeft(rest, "0123456789 ")); w == domain.Failed || failedRow.MatchString(rest) {
				st = domain.Failed // alone or with a count, as in "1 Failed", or the cell of a row
			}
			t.Add(st, l, lineAt(i))
		}
		if g := someOf.FindStringSubmatch(l); g != nil && g[1] != g[2] {
			t.Add(domain.Warning, l, lineAt(i))
		}
	}
	r.Status = t.Status()
	if r.Status == domain.Success && own == 0 && s.status == 0 {
		r.Status = domain.Unknown
	}
	r.Evidence = t.Evidence()
	if own == 0 {
		own = s.status
	}
	if own != 0 && own != r.Status {
		r.Stated = own
	}
	classify(&r, b, grid{}, s)
	r.Started = cal.Stamp(subjectLine)
	if strings.Contains(strings.ToLower(b.jobType), "agent") {
		if name := computer(s.rest, b.name); name != "" {
			x := domain.Object{Name: name, Type: "Computer", Status: r.Status}
			if r.Status != domain.Success {
				x.Message = word
			}
			r.Objects = []domain.Object{x}
		}
	}
	return r, true
}

// plausibleType keeps sentences that happen to contain "job:" away.
func plausibleType(s string) bool {
	lower := strings.ToLower(s)
	for _, w := range []string{"backup", "replication", "copy", "surebackup", "archive", "tape", "restore", "cdp", "snapshot", "migration"} {
		if strings.Contains(lower, w) {
			return len(strings.Fields(s)) <= 6
		}
	}
	return false
}

// computer is what stands before the job's name in an agent's subject.
func computer(rest, job string) string {
	i := strings.Index(rest, " - "+job)
	if i <= 0 {
		name, _, ok := strings.Cut(rest, " - ")
		if !ok {
			return ""
		}
		return strings.TrimSpace(name)
	}
	return strings.TrimSpace(rest[:i])
}

func followedByNumber(lines []string, i int) bool {
	for j := i + 1; j < len(lines) && j <= i+2; j++ {
		if lines[j] != "" {
			return strings.Trim(lines[j], "0123456789") == ""
		}
	}
	return false
}

func followedByZero(lines []string, i int) bool {
	for j := i + 1; j < len(lines) && j <= i+2; j++ {
		if lines[j] != "" {
			return lines[j] == "0" && statusWord(lines[i]) != 0
		}
	}
	return false
}

func lineAt(i int) string { return "line " + strconv.Itoa(i+1) }
