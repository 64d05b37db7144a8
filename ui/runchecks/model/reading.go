package model

import (
	"strings"

	"runchecks/ui/words"
)

// Reading is the shown run as plain text in the order that it is looked at: status, job, when,
// why, what is documented, the objects, the report. It is "" while no run is shown.
func (m *Model) Reading() (title, text string) {
	d := m.details
	if d == nil {
		return "", ""
	}
	head := m.HeadOf(d)
	lines := []string{
		words.Status(d.Run.Effective.Status) + ": " + d.Job.Name, head.Place,
		joined(head.When, joined(head.New, head.Since)), head.Why.Text(),
	}
	for _, t := range d.Tickets {
		lines = append(lines, words.TicketTag(&t, m.p.Location))
	}
	if len(d.Remarks) > 0 {
		lines = append(lines, words.RemarkTag(d.Remarks))
	}
	for _, a := range d.Accepted {
		lines = append(lines, words.AcceptedTag(a, m.p.Location))
	}
	if objects := Objects(d); len(objects) > 0 {
		lines = append(lines, "", strings.ToUpper(words.T("runchecks.objects")))
		for _, o := range objects {
			line := words.Status(o.Status) + ": " + o.Name
			if message := strings.Join(strings.Fields(o.Message), " "); message != "" {
				line += ": " + message
			}
			lines = append(lines, line)
		}
	}
	report := m.report.Text
	if report == "" {
		report = m.report.None
	}
	if report != "" {
		lines = append(lines, "", strings.ToUpper(words.T("reportpane.report")), report)
	}
	return d.Job.Name, strings.Join(lines, "\n")
}
