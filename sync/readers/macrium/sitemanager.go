package macrium

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/verdict"
)

var (
	repository = regexp.MustCompile(`(?i)^(.*?)\s+on repository (\S+|".+?")\s+(.*)$`)
	// The sentence that begins with its repository.
	aboutRepository = regexp.MustCompile(`(?i)^Repository (\S+|".+?") ((?:has|is|was|could|cannot|will)\b.*)$`)
	countedLine     = regexp.MustCompile(`^([A-Z][A-Za-z ]{3,50}):\s*(\d+)$`)
)

// siteManager reads a notification. Its subject is the same for every type; the
// first line of the body names it.
func siteManager(m *message.Message) domain.Result {
	lines := nonEmpty(m.Lines())
	kind := ""
	if len(lines) > 0 {
		kind = lines[0]
	}
	if strings.EqualFold(kind, "Backup Summary") {
		return summary(m, lines)
	}
	r := domain.Result{
		Product:    "Macrium Site Manager",
		Kind:       domain.KindInformation,
		Confidence: domain.ConfidenceHigh,
		NoObjects:  domain.ObjectsNone,
		Evidence:   domain.Evidence{Words: kind, Where: "line 1"},
	}
	computer, definition := "", ""
	for _, l := range lines {
		if g := computerLine.FindStringSubmatch(l); g != nil && computer == "" {
			computer = g[1]
		}
		if v, ok := strings.CutPrefix(l, "Backup Definition:"); ok {
			definition = strings.TrimSpace(v)
		}
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(kind), "backup "); ok && outcome(rest) != domain.Unknown {
		r.Kind, r.JobType = domain.KindRun, "Image backup"
		r.Status = outcome(rest)
		for i, l := range lines[1:] {
			if st := outcome(l); st > domain.Unknown && errorLine.MatchString(l) && st > r.Status {
				r.Status, r.Evidence = st, domain.Evidence{Words: l, Where: "line " + strconv.Itoa(i+2)}
			}
		}
		r.JobName, r.Identity = definition, computer
		if r.Identity == "" {
			r.Identity = m.FromAddress
		}
		if computer != "" {
			r.Objects = []domain.Object{{Name: computer, Type: "Computer", Status: r.Status}}
		}
		return r
	}
	r.Status = domain.Warning
	r.JobType = "Notification (not a run)"
	r.Identity = m.FromAddress
	if strings.Contains(strings.ToLower(kind), "started") {
		r.Status = domain.Unknown
	}
	for _, l := range lines {
		if g := repository.FindStringSubmatch(l); g != nil {
			r.JobType = "Repository alert (not a run)"
			r.Identity = strings.Trim(g[2], `"`)
			r.Objects = []domain.Object{{Name: r.Identity, Type: "Repository", Status: r.Status, Message: g[1] + " " + g[3]}}
			break
		}
		if g := aboutRepository.FindStringSubmatch(l); g != nil {
			r.JobType = "Repository alert (not a run)"
			r.Identity = strings.Trim(g[1], `"`)
			r.Objects = []domain.Object{{Name: r.Identity, Type: "Repository", Status: r.Status, Message: strings.TrimRight(g[2], ".")}}
			break
		}
	}
	return r
}

// summary reads the daily digest: counts with labels. A label with a zero count
// is good news, and the table of old failures at the end is history.
func summary(m *message.Message, lines []string) domain.Result {
	r := domain.Result{Product: "Macrium Site Manager", JobType: "Daily summary", Identity: m.FromAddress, Kind: domain.KindDigest,
		Confidence: domain.ConfidenceMedium, NoObjects: domain.ObjectsNone}
	var t verdict.Tally
	for i, l := range lines {
		g := countedLine.FindStringSubmatch(l)
		if g == nil {
			continue
		}
		n, err := strconv.Atoi(g[2])
		if err == nil && n == 0 {
			continue
		}
		label := strings.ToLower(g[1])
		st := domain.Warning
		switch {
		case strings.Contains(label, "fail"), strings.Contains(label, "error"):
			st = domain.Failed
		case strings.HasPrefix(label, "computers backed up"), strings.HasPrefix(label, "successful"):
			st = domain.Success
		case strings.HasPrefix(label, "total"), label == "computers", label == "licenses", label == "licences":
			continue
		}
		t.Add(st, l, "line "+strconv.Itoa(i+1))
		if st != domain.Success {
			r.Objects = append(r.Objects, domain.Object{Name: g[1], Status: st, Message: g[2]})
		}
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	return r
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
