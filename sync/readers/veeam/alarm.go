package veeam

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

var (
	rpo     = regexp.MustCompile(`(?i)\bRPO\b|without (?:a )?(?:successful )?backup|fallen out of|not been backed up`)
	rpoItem = regexp.MustCompile(`(?i)\b(VM|computer|agent|server|workstation|file share|database|object)s? '([^']{1,200})'`)
)

// alarm reads an alarm of the Service Provider Console. A breached recovery point
// objective is a missed backup, whatever severity the alarm has. No alarm is a run.
func alarm(m *message.Message, cal when.Calendar) (domain.Result, bool) {
	labels := map[string]string{}
	for _, t := range m.Tables() {
		for _, row := range t.Rows {
			texts := row.Texts()
			if len(texts) == 2 && strings.HasSuffix(texts[0], ":") {
				key := strings.TrimSuffix(domain.Fold(texts[0]), ":")
				if _, twice := labels[key]; !twice {
					labels[key] = texts[1]
				}
			}
		}
	}
	name, ok := labels["alarm"]
	if !ok || labels["object name"] == "" && labels["hostname"] == "" {
		return domain.Result{}, false
	}
	description := labels["description"]
	own := statusWord(labels["status"])
	var t verdict.Tally
	t.Add(own, labels["status"], "row Status")
	r := domain.Result{
		Product:    "Veeam Service Provider Console",
		JobType:    "Alarm",
		Identity:   strings.TrimSpace(labels["company"] + " " + labels["object name"]),
		Kind:       domain.KindInformation,
		Started:    cal.Stamp(labels["time"]),
		Confidence: domain.ConfidenceHigh,
		NoObjects:  domain.ObjectsNone,
	}
	breach := rpo.MatchString(name + " " + description + " " + m.Subject)
	if breach && own != domain.Success && !strings.EqualFold(labels["status"], "resolved") {
		r.JobType = "Alarm (RPO)"
		t.Add(domain.Missed, description, "row Description")
		for _, g := range rpoItem.FindAllStringSubmatch(description, 200) {
			r.Objects = append(r.Objects, domain.Object{Name: g[2], Type: g[1], Status: domain.Missed, Message: description})
		}
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	r.Stated = t.Stated(own)
	if r.Status == domain.Success {
		// The alarm is over; that is no backup.
		r.Status = domain.Unknown
	}
	if len(r.Objects) == 0 && labels["object name"] != "" {
		r.Objects = []domain.Object{{Name: labels["object name"], Type: labels["object type"], Status: r.Status, Message: description}}
	}
	return r, true
}
