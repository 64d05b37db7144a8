// Package ahsay reads the mails of AhsayCBS, which resellers send under names of
// their own. The subject holds status, user, set and job set off by ">"; the body
// has a block of labels and values for each destination, in the language of the
// user.
package ahsay

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Reader reads mails of AhsayCBS.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "ahsay" }

const product = "AhsayCBS (white label)"

var (
	report = regexp.MustCompile(
		`(?i)(?:Backup Report|Report di backup|Rapporto di backup|Back-?up ?rapport|(?:Backup|Sicherungs|Datensicherungs)-?\s?bericht|Rapport de sauvegarde)\s*\[([^\]]*)\]\s*>\s*(.+?)\s*>\s*(.+)$`,
	)
	jobID  = regexp.MustCompile(`\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d`)
	missed = regexp.MustCompile(
		`(?i)^(.*?),\s*([^,>]+?)\s*>\s*(.+?)\s*>\s*(?:[^>,]*\s)?(\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)\s*,\s*(was missed|has been missed|è stato mancato|è stato perso|non è stato eseguito|è stata saltata|is gemist|werd gemist|is niet uitgevoerd|wurde verpasst|wurde versäumt|wurde nicht ausgeführt|a été manquée?)\.?$`,
	)
	quota = regexp.MustCompile(
		`(?i)^(?:Account|L['’]account|Konto|Utente|User|Gebruiker|Benutzer)\s*,\s*([^,>]+?)\s*,\s*(has (?:exceeded|reached|almost reached).*quota.*|is (?:about to|over).*quota.*|ha (?:superato|raggiunto).*quota.*|heeft.*quot.*|hat.*(?:quot|kontingent).*)$`,
	)
	summary = regexp.MustCompile(`(?i)^Back-?up Samenvatting:\s*(.+?)(?:\s+-\s+(.+))?$`)
)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	s := m.BareSubject()
	path := strings.Contains(s, ">") // in every subject about a backup set
	if path {
		if g := missed.FindStringSubmatch(s); g != nil {
			return []domain.Result{missedRun(g, env.Hint(m))}, true
		}
	}
	if g := quota.FindStringSubmatch(s); g != nil {
		return []domain.Result{quotaNotice(g)}, true
	}
	var g []string
	if path {
		g = report.FindStringSubmatch(s)
	}
	short := summary.FindStringSubmatch(s)
	lines := m.Lines()
	if first := lines[:min(len(lines), 100)]; g == nil && short == nil &&
		(!slices.ContainsFunc(first, hasJobID) || !unmistakable(readBlocks(first))) {
		return nil, false // spares the bodies of other products
	}
	blocks := readBlocks(lines)
	if g == nil && short == nil && !unmistakable(blocks) {
		return nil, false
	}
	r := domain.Result{Product: product, JobType: "Backup", Kind: domain.KindRun, Confidence: domain.ConfidenceHigh}
	var t verdict.Tally
	own := domain.Status(0)
	switch {
	case g != nil:
		r.Identity = g[2]
		r.JobName = jobOf(g[3])
		own = meaning(g[1])
		t.Add(own, g[1], "subject")
	case short != nil:
		r.JobName, r.Identity = short[1], short[2]
	default:
		r.JobName, r.Identity = blocks[0].values[set], blocks[0].values[user]
	}
	if g == nil && short != nil && setsOf(&r, lines, &t) {
		r.Status, r.Evidence = t.Status(), t.Evidence()
		return []domain.Result{r}, true
	}
	judge(&r, m, blocks, own, &t, env)
	return []domain.Result{r}, true
}

// jobOf cuts the label and the id of the run off "<set> > <label> <id>". The name
// of a set may hold the same sign.
func jobOf(text string) string {
	parts := strings.Split(text, ">")
	if n := len(parts) - 1; n > 0 && (jobID.MatchString(parts[n]) || n == 1) {
		parts = parts[:n]
	}
	return strings.TrimSpace(strings.Join(parts, ">"))
}

// overQuota are the words for an account that is over its limit: its next backups stop.
var overQuota = regexp.MustCompile(`(?i)\b(?:exceeded|is over|superato|overschreden|überschritten|dépassé)\b`)

func quotaNotice(g []string) domain.Result {
	status := domain.Warning
	if overQuota.MatchString(g[2]) {
		status = domain.Failed
	}
	return domain.Result{
		Product: product, JobType: "Quota notice (not a run)", Identity: g[1], Kind: domain.KindInformation, Status: status,
		Confidence: domain.ConfidenceHigh, Evidence: domain.Evidence{Words: g[2], Where: "subject"},
		Objects: []domain.Object{{Name: g[1], Type: "User", Status: status, Message: g[2]}},
	}
}

func missedRun(g []string, hint time.Time) domain.Result {
	return domain.Result{
		Product: product, JobType: "Backup", JobName: g[3], Identity: g[2], Kind: domain.KindRun, Status: domain.Missed,
		Started: when.New(hint).Stamp(g[4]), Confidence: domain.ConfidenceHigh,
		Objects:  []domain.Object{{Name: g[2], Type: "User", Status: domain.Missed, Message: g[5]}},
		Evidence: domain.Evidence{Words: g[5], Where: "subject"},
	}
}

// judge adds the blocks. Without one the subject is believed only where the end of
// the mail is proved by its structure.
func judge(r *domain.Result, m *message.Message, blocks []block, own domain.Status, t *verdict.Tally, env reader.Env) {
	calendar := when.New(env.Hint(m), m.Lines()[:min(len(m.Lines()), 2000)]...)
	for _, b := range blocks {
		word := b.values[status]
		s := meaning(word)
		name := cmp.Or(b.values[destination], b.values[set], r.JobName)
		r.Objects = append(r.Objects, domain.Object{Name: name, Type: "Destination", Status: s, Message: word})
		t.Add(s, word, "Job Status of "+name)
		if s != domain.Success && r.Error == "" {
			r.Error = word
		}
		first, last := span(calendar, b)
		if r.Started.IsZero() || !first.IsZero() && first.Time.Before(r.Started.Time) {
			r.Started = first
		}
		if r.Ended.IsZero() || last.Time.After(r.Ended.Time) {
			r.Ended = last
		}
	}
	if len(blocks) == 0 {
		r.NoObjects = domain.ObjectsNotRecognised
		if own == 0 || m.HTML == "" && len(m.Attachments) == 0 {
			t.Add(domain.Unknown, "no job status", "body")
		}
	} else if own == 0 && m.HTML == "" {
		t.Add(domain.Unknown, "neither status nor end", "subject")
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if own != 0 {
		r.Stated = t.Stated(own)
	}
}
