package veeam

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// reports reads every report of the mail. Several in one mail are the summary of
// Enterprise Manager.
func reports(m *message.Message, banners []*banner, cal when.Calendar) []domain.Result {
	s := readSubject(m.BareSubject())
	if len(banners) == 1 && !summary(m, banners) {
		return []domain.Result{single(m, banners[0], s, cal)}
	}
	out := make([]domain.Result, 0, len(banners))
	worst := domain.Success
	for _, b := range banners {
		r := oneOfMany(m, b, cal)
		worst = max(worst, r.Status.Known())
		out = append(out, r)
	}
	said := s.status
	if counted, ok := countedWords(m.BareSubject()); ok {
		said = max(said, counted)
	}
	if said > worst {
		// The subject knows of a problem that no report shows: none of the good
		// ones can be believed.
		for i := range out {
			if out[i].Status == domain.Success {
				out[i].Stated = domain.Success
				out[i].Status = domain.Unknown
				out[i].Evidence = domain.Evidence{Words: m.Subject, Where: "subject"}
			}
		}
	}
	return out
}

func summary(m *message.Message, banners []*banner) bool {
	_, counted := countedWords(banners[0].word)
	return counted || strings.Contains(m.HTML, "Enterprise Manager")
}

// signals collects what one report says about itself.
func signals(t *verdict.Tally, b *banner, g grid) {
	if b.word != "" {
		t.Add(b.status, b.word, "banner")
	}
	t.Add(b.colour, b.title, "banner colour")
	if n, m, ok := processed(b.processed); ok && n < m {
		t.Add(domain.Warning, b.processed, "banner")
	}
	count := func(status domain.Status, labels ...string) {
		for _, l := range labels {
			v, ok := g.labels[l]
			if !ok {
				continue
			}
			n, err := strconv.Atoi(strings.TrimSpace(v))
			switch {
			case err != nil:
				t.Add(domain.Unknown, l+" "+v, "counts")
			case n > 0:
				t.Add(status, fmt.Sprintf("%s %d", l, n), "counts")
			}
		}
	}
	count(domain.Failed, "error", "errors", "failed")
	count(domain.Warning, "warning", "warnings")
	if _, complete := g.labels["error"]; complete || g.labels["errors"] != "" {
		count(domain.Success, "success")
	}
	for _, o := range g.objects {
		if o.name == "" && o.word == "" {
			continue
		}
		st := statusWord(o.word)
		t.Add(st.Known(), o.word, "row "+o.name+", column Status")
		if st == domain.Success {
			t.Add(textStatus(o.details), o.details, "row "+o.name+", column Details")
		}
	}
	for _, msg := range g.messages {
		st := textStatus(msg)
		if b.status == domain.Warning {
			st = min(st, domain.Warning)
		}
		t.Add(st, msg, "messages of the job")
	}
}

// rowsConfirm reports whether there are rows and each says Success.
func rowsConfirm(g grid) bool {
	n := 0
	for _, o := range g.objects {
		if o.name == "" && o.word == "" {
			continue
		}
		if statusWord(o.word) != domain.Success {
			return false
		}
		n++
	}
	return n > 0
}

var processedForm = regexp.MustCompile(`(?i)(\d+) of (\d+) (.{1,40}?) processed`)

func processed(s string) (n, m int, ok bool) {
	g := processedForm.FindStringSubmatch(s)
	if g == nil {
		return 0, 0, false
	}
	n, _ = strconv.Atoi(g[1])
	m, _ = strconv.Atoi(g[2])
	return n, m, true
}

// single reads a mail that is one report.
func single(m *message.Message, b *banner, s subject, cal when.Calendar) domain.Result {
	g := readGrid(b.rows)
	var t verdict.Tally
	t.Add(s.status, s.word, "subject")
	t.Add(s.issues, s.issue, "subject")
	signals(&t, b, g)
	own := b.status
	if own == 0 {
		own = s.status
	}
	status := t.Status()
	if own == 0 && status == domain.Success && !rowsConfirm(g) {
		// Counts alone are a verdict only if the rows agree.
		status = domain.Unknown
	}
	r := domain.Result{
		Product:    product(m, b),
		Status:     status,
		Evidence:   t.Evidence(),
		Kind:       domain.KindRun,
		Confidence: domain.ConfidenceHigh,
		Error:      strings.Join(g.messages, "; "),
	}
	if own != 0 && own != status {
		r.Stated = own
	}
	if status == domain.Success {
		r.Error = ""
	}
	r.Started, r.Ended = times(m, g, cal)
	classify(&r, b, g, s)
	r.Objects = objects(m, b, g, r)
	if len(r.Objects) == 0 {
		r.NoObjects = domain.ObjectsNotSent
		if g.header == nil && r.JobType != configurationBackup {
			r.NoObjects = domain.ObjectsNotRecognised
		}
	}
	return r
}

// oneOfMany reads one report of Enterprise Manager's summary. The bracket after
// the name is the backup server.
func oneOfMany(m *message.Message, b *banner, cal when.Calendar) domain.Result {
	g := readGrid(b.rows)
	var t verdict.Tally
	signals(&t, b, g)
	r := domain.Result{
		Product:    product(m, b),
		JobType:    b.jobType,
		JobName:    b.name,
		Kind:       domain.KindDigest,
		Status:     t.Status(),
		Stated:     t.Stated(b.status),
		Evidence:   t.Evidence(),
		Confidence: domain.ConfidenceHigh,
		NoObjects:  domain.ObjectsNotSent,
		Error:      strings.Join(g.messages, "; "),
	}
	if b.word == "" && !rowsConfirm(g) && r.Status == domain.Success {
		r.Status = domain.Unknown
	}
	if open := strings.LastIndex(r.JobName, " ("); open > 0 && strings.HasSuffix(r.JobName, ")") {
		r.Identity = r.JobName[open+2 : len(r.JobName)-1]
		r.JobName = r.JobName[:open]
	}
	if r.JobType == "" {
		r.JobType, r.JobName = "Summary", b.title
	}
	for _, o := range g.objects {
		if s := cal.Stamp(o.start); !s.IsZero() && (r.Started.IsZero() || s.Time.Before(r.Started.Time)) {
			r.Started = s
		}
		if s := cal.Stamp(o.end); !s.IsZero() && s.Time.After(r.Ended.Time) {
			r.Ended = s
		}
	}
	r.Objects = objects(m, b, g, r)
	return r
}

const (
	configurationBackup = "Configuration backup"
	policyReport        = "Agent backup policy (daily report)"
	rescanReport        = "Rescan (protection group, not a backup)"
	repositoryReport    = "Scale-out backup repository (daily report)"
)

// classify sets type, name, identity and kind.
func classify(r *domain.Result, b *banner, g grid, s subject) {
	r.JobType, r.JobName = b.jobType, b.name
	_, assigned := g.labels["assigned"]
	_, configured := g.labels["configured"]
	_, seen := g.labels["seen"]
	addresses := false
	for _, h := range g.header {
		addresses = addresses || h == "ip address"
	}
	rescan := addresses || assigned && seen
	switch {
	case strings.EqualFold(b.jobType, "Configuration Backup"):
		r.JobType = configurationBackup
		r.Identity = b.name
		r.JobName = "Backup Configuration Job"
		if i := strings.Index(s.rest, " ("); s.status != 0 && i > 0 {
			r.JobName = s.rest[:i]
		}
	case sobr.MatchString(b.title):
		r.JobType = repositoryReport
		r.JobName = sobr.FindStringSubmatch(b.title)[1]
		r.Kind = domain.KindInformation
	case rescan:
		r.JobType = rescanReport
		if r.JobName == "" {
			r.JobName = b.title
		}
		r.Kind = domain.KindInformation
	case b.jobType == "" && (assigned || configured):
		r.JobType = policyReport
		r.JobName = b.title
	case b.jobType == "":
		r.JobType = "Report"
		r.JobName = b.title
		r.Confidence = domain.ConfidenceMedium
	}
	lower := strings.ToLower(b.jobType)
	for _, w := range []string{"rescan", "restore", "health check", "discovery", "cleanup", "retention", "offload"} {
		if strings.Contains(lower, w) {
			r.Kind = domain.KindInformation
		}
	}
}

var agentProduct = regexp.MustCompile(`Veeam (?:Agent for (?:Microsoft Windows|Linux|Mac|IBM AIX|Oracle Solaris|Unix)|Backup for (?:Microsoft (?:365|Office 365)|Office 365|AWS|Microsoft Azure|Azure|Google Cloud|Nutanix AHV|Salesforce|Proxmox VE))|Vee-Mail`)

// product names the product. A job of an agent that a backup server manages
// carries the server's signature; which agent it is stands nowhere, so the
// operating system is taken from the name of the job, Windows by default.
func product(m *message.Message, b *banner) string {
	texts := []string{b.description}
	lines := m.HTMLLines()
	texts = append(texts, lines[max(0, len(lines)-6):]...)
	found := ""
	for _, s := range texts {
		for _, p := range agentProduct.FindAllString(s, 3) {
			if p == "Vee-Mail" {
				return "Veeam Agent for Linux (vee-mail script)"
			}
			if found == "" {
				found = strings.Replace(p, "for Office 365", "for Microsoft 365", 1)
			}
		}
	}
	if found != "" {
		return strings.Replace(found, "Microsoft Office 365", "Microsoft 365", 1)
	}
	if managedAgent(b) {
		name := strings.ToLower(b.name + " " + b.title)
		switch {
		case strings.Contains(name, "linux"):
			return "Veeam Agent for Linux"
		case macName.MatchString(name):
			return "Veeam Agent for Mac"
		}
		return "Veeam Agent for Microsoft Windows"
	}
	return "Veeam Backup & Replication"
}

var macName = regexp.MustCompile(`\bmac(?:s|os|book|books)?\b`)

func managedAgent(b *banner) bool {
	if strings.Contains(strings.ToLower(b.jobType), "agent") {
		return true
	}
	if b.jobType != "" {
		return false
	}
	policy := false
	for _, r := range b.rows {
		for _, c := range r.Cells {
			switch domain.Fold(c.Line()) {
			case "configured", "disconnected":
				policy = true
			case "ip address":
				return false
			}
		}
	}
	return policy
}

// times reads start and end. The strip or the subject has the day, the labels
// have the times of day.
func times(m *message.Message, g grid, cal when.Calendar) (started, ended domain.Stamp) {
	startText, endText := g.labels["start time"], g.labels["end time"]
	started, ended = cal.Stamp(startText), cal.Stamp(endText)
	strip := cal.Stamp(g.strip)
	if strip.IsZero() && startText != "" {
		strip = cal.Stamp(m.BareSubject())
		if c, ok := when.TimeOfDay(startText); ok && !strip.IsZero() && started.IsZero() {
			// The subject's time is that of the end or of the start.
			at := midnight(strip.Time).Add(c.Of)
			if at.After(strip.Time) {
				at = at.AddDate(0, 0, -1)
			}
			started = domain.Stamp{Time: at, Text: strip.Text + ", " + startText}
		}
	}
	if started.IsZero() && !strip.IsZero() {
		started = strip
		if c, ok := when.TimeOfDay(startText); ok && startText != "" {
			if at := midnight(strip.Time).Add(c.Of); !at.Equal(strip.Time) {
				started = domain.Stamp{Time: at, Zoned: strip.Zoned, Text: g.strip + ", " + startText}
			}
		}
	}
	if c, ok := when.TimeOfDay(endText); ok && ended.IsZero() && !started.IsZero() {
		ended = domain.Stamp{Time: c.After(started.Time), Zoned: started.Zoned, Text: endText}
	}
	return started, ended
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// objects turns the rows into objects. Each keeps its own word, even where its
// details contradict it: the details stand beside it for all to see.
func objects(m *message.Message, b *banner, g grid, r domain.Result) []domain.Object {
	kind := objectType(m, b, r)
	var out []domain.Object
	for _, o := range g.objects {
		if o.name == "" && o.word == "" {
			continue
		}
		x := domain.Object{Name: o.name, Type: kind, Status: statusWord(o.word).Known(), Message: o.details}
		switch {
		case strings.HasPrefix(o.name, "(vApp)"):
			x.Type = "vApp"
		case r.JobType == repositoryReport:
			tier, _, _ := strings.Cut(o.tier, " ")
			x.Type = strings.TrimSpace(tier + " extent")
			if x.Message == "" {
				x.Message = o.word
			}
		}
		out = append(out, x)
	}
	return out
}

// objectType is the noun of the banner ("2 of 2 VMs processed") in the singular.
func objectType(m *message.Message, b *banner, r domain.Result) string {
	if g := processedForm.FindStringSubmatch(b.processed); g != nil {
		noun := g[3]
		switch strings.ToLower(noun) {
		case "hosts", "computers", "machines":
			return "Computer"
		case "objects":
			return "Object"
		case "mailboxes":
			return "Mailbox"
		}
		noun = strings.TrimSuffix(noun, "s")
		return strings.ToUpper(noun[:1]) + noun[1:]
	}
	kind := strings.ToLower(b.jobType)
	switch {
	case r.JobType == rescanReport, r.JobType == policyReport:
		return "Computer"
	case strings.Contains(kind, "agent") && strings.Contains(m.HTML, "Veeam Backup &amp; Replication"):
		return "Server" // jobs that the backup server runs itself protect servers
	case strings.Contains(kind, "agent"):
		return "Computer"
	case kind == "backup", kind == "replication", kind == "backup copy", kind == "surebackup":
		return "VM"
	}
	return ""
}
