// Package backupexec reads the alerts of Veritas Backup Exec. The category in the
// subject decides; the body may only make it worse.
package backupexec

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

// Reader reads Backup Exec alerts.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "backup-exec" }

// Names of jobs and servers may hold quotes and brackets: each runs to the last
// quote and bracket that can end it.
var alert = regexp.MustCompile(
	`(?i)(?:Backup Exec Alert|Backup Exec-(?:Warnmeldung|Warnung|Alarm)|Alerte Backup Exec|Avviso di Backup Exec)\s*:\s*(.+?)` +
		`\s*(?:\((?:Server|Serveur): "(.*?)"\)\s*(?:\((?:Job|Auftrag|Travail|Tâche|Processo): "(.*)"\))?)?\s*$`,
)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, _ reader.Env) ([]domain.Result, bool) {
	g := alert.FindStringSubmatch(m.BareSubject())
	if g == nil {
		return nil, false
	}
	category, server, job := g[1], g[2], g[3]
	r := domain.Result{
		Product: "Veritas Backup Exec", JobType: "Backup", JobName: job, Identity: server,
		Kind: domain.KindRun, Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNotSent,
	}
	own := severity(category)
	var t verdict.Tally
	t.Add(own, category, "subject")
	if !isRun(category, job) {
		r.Kind = domain.KindInformation
		r.JobType = "Alert (not a run)"
		if own == domain.Unknown {
			r.JobType = "Information alert (not a run)"
		}
		r.Status, r.Evidence = t.Status(), t.Evidence()
		r.NoObjects = domain.ObjectsNone
		return []domain.Result{r}, true
	}
	body := readBody(m)
	for _, s := range body.signals {
		t.Add(s.status, s.words, s.where)
	}
	for _, a := range m.Attachments {
		for _, g := range jobLog.FindAllSubmatch(a.Content, 20) {
			t.Add(completion(string(g[1])), string(g[1]), "attachment "+a.Name)
		}
	}
	r.Status, r.Evidence, r.Stated = t.Status(), t.Evidence(), t.Stated(own)
	r.Objects = body.objects
	r.Error = body.reason
	return []domain.Result{r}, true
}

// severity is that of the vendor's list of alert categories. Categories that are
// not in it are Unknown.
func severity(category string) domain.Status {
	c := domain.Fold(category)
	switch c {
	case "job success", "auftrag erfolgreich", "auftrag erfolgreich abgeschlossen":
		return domain.Success
	case "job completed", "auftrag abgeschlossen":
		return 0 // the body tells how
	case "job completed with exceptions",
		"job warning",
		"backup job contains no data",
		"media intervention",
		"media insert",
		"media overwrite",
		"media remove",
		"library insert",
		"storage warning",
		"media warning",
		"tape alert warning",
		"install warning",
		"general warning",
		"database maintenance warning",
		"job recovered",
		"job resumed",
		"auftrag mit ausnahmen abgeschlossen",
		"auftrag abgeschlossen mit ausnahmen",
		"auftragswarnung":
		return domain.Warning
	case "job failed",
		"job cancellation",
		"job canceled",
		"job cancelled",
		"catalog error",
		"database maintenance failure",
		"storage error",
		"media error",
		"tape alert error",
		"job failed over",
		"job aborted",
		"auftrag fehlgeschlagen",
		"auftrag abgebrochen",
		"auftragsabbruch",
		"auftragsfehler":
		return domain.Failed
	case "job missed", "auftrag verpasst", "auftrag versäumt":
		return domain.Missed
	}
	switch {
	case strings.HasSuffix(c, " error"), strings.HasSuffix(c, " failure"):
		return domain.Failed
	case strings.HasSuffix(c, " warning"):
		return domain.Warning
	}
	return domain.Unknown
}

// isRun reports whether the category tells how a job ended. One that is not in the
// vendor's list and names a job may: it is a run that nobody can judge.
func isRun(category, job string) bool {
	c := domain.Fold(category)
	switch {
	case c == "job start",
		c == "job started",
		c == "auftragsstart",
		c == "auftrag gestartet",
		strings.HasSuffix(c, "information"),
		strings.HasSuffix(c, "informationen"):
		return false
	case strings.HasPrefix(c, "job "), strings.HasPrefix(c, "auftrag"), c == "backup job contains no data":
		return true
	}
	return job != "" && severity(category) == domain.Unknown
}

func completion(word string) domain.Status {
	switch w := strings.Trim(domain.Fold(word), " ."); w {
	case "successful", "success", "completed", "erfolgreich", "abgeschlossen":
		return domain.Success
	case "completed with exceptions", "recovered", "resumed", "mit ausnahmen abgeschlossen":
		return domain.Warning
	case "missed":
		return domain.Missed
	case "failed",
		"fehlgeschlagen",
		"abgebrochen",
		"canceled",
		"cancelled",
		"canceled, timed out",
		"canceled timed out",
		"failed over",
		"aborted":
		return domain.Failed
	}
	return domain.Unknown
}

var (
	jobLog = regexp.MustCompile(
		`(?i)(?:Job completion status|Completed status|Auftragsabschlussstatus|Abschlussstatus)\s*:\s*([^\r\n<]{2,40})`,
	)
	code       = regexp.MustCompile(`^V-79-\d+-\d+`)
	conditions = regexp.MustCompile(
		`(?i)however,? the following conditions were encountered|folgende (?:bedingungen|zustände) (?:traten|wurden)`,
	)
	failedWith = regexp.MustCompile(
		`(?i)(?:the job failed(?: with the following error)?|der auftrag ist (?:mit folgendem fehler )?fehlgeschlagen)\s*:?\s*(.*)$`,
	)
	cancelled = regexp.MustCompile(
		`(?i)the job was (?:cancell?ed|terminated|aborted)|was automatically cancell?ed|der auftrag wurde (?:abgebrochen|beendet)`,
	)
	contrary = regexp.MustCompile(`(?i)^\s*(?:the job )?(?:completed|ended|finished)?\s*(?:failed|unsuccessful\w*|with errors?)\b`)
	pointer  = regexp.MustCompile(`(?i)^(?:for more information|click the following|see the job log|http)`)
)

type signal struct {
	status       domain.Status
	words, where string
}

type body struct {
	signals []signal
	objects []domain.Object
	reason  string
}

// afterNames returns what a line says behind (Server: "...") (Job: "..."), whose
// names may hold any word.
func afterNames(l string) string {
	at := strings.LastIndex(l, `")`)
	if at < 0 || !strings.HasPrefix(l, "(Server:") {
		return ""
	}
	return l[at+2:]
}

// readBody looks for the sentences that contradict or explain the category.
func readBody(m *message.Message) body {
	var b body
	lines := m.Lines()
	exceptions, failed := -1, -1
	for i, l := range lines {
		where := "line " + strconv.Itoa(i+1)
		switch {
		case conditions.MatchString(l):
			exceptions = i
			b.signals = append(b.signals, signal{domain.Warning, l, where})
		case failedWith.MatchString(l):
			failed = i
			b.reason = strings.TrimSpace(failedWith.FindStringSubmatch(l)[1])
			b.signals = append(b.signals, signal{domain.Failed, l, where})
		case contrary.MatchString(afterNames(l)):
			b.signals = append(b.signals, signal{domain.Failed, l, where})
		case cancelled.MatchString(l):
			b.reason = l
			b.signals = append(b.signals, signal{domain.Failed, l, where})
		}
		for _, g := range jobLog.FindAllStringSubmatch(l, 5) {
			b.signals = append(b.signals, signal{completion(g[1]), g[0], where})
		}
	}
	switch {
	case failed >= 0:
		for _, l := range lines[failed+1:] {
			if code.MatchString(l) {
				b.reason = strings.TrimSpace(b.reason + " " + l)
			}
		}
		b.objects = []domain.Object{{Status: domain.Failed, Message: b.reason}}
	case exceptions >= 0:
		for _, l := range lines[exceptions+1:] {
			switch n := len(b.objects); {
			case l == "" || pointer.MatchString(l):
			case code.MatchString(l) && n > 0:
				b.objects[n-1].Message = strings.TrimSpace(b.objects[n-1].Message + " " + l)
			default:
				b.objects = append(b.objects, domain.Object{Name: l, Status: domain.Warning})
			}
		}
	}
	return b
}
