package model

import (
	"time"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/report"
	"runchecks/ui/words"
)

// evidenceRuns is how many of the last runs stand in place of a report that did not come.
const evidenceRuns = 5

// showEvidence shows, in place of a report that did not come, why one was expected: schedule,
// time, the last nights and the last runs. It waits for the nights of the job; until then
// the pane says that there is no report.
func (m *Model) showEvidence() {
	d := m.details
	if d == nil || d.Message != nil || d.Summary != nil || d.Run.Source != domain.SourceSchedule || m.past.job != d.Job.ID {
		return
	}
	content := report.Content{}
	content.HTML, content.Text = words.Summary(m.evidence(d), words.NoReportText(d, m.p.Location), m.p.Location)
	if content.HTML != m.report.HTML {
		m.report = content
		m.changed(list.PartReport)
	}
}

func (m *Model) evidence(d *domain.Details) domain.Summary {
	now := m.p.Clock().In(m.p.Location)
	p := &m.past
	out := domain.Summary{Title: d.Job.Name, LinesTitle: words.T("runchecks.missed_runs")}
	out.Facts = append(out.Facts,
		domain.SummaryFact{Label: words.T("runchecks.missed_schedule"), Text: words.Schedule(p.schedule, now, m.p.Location)},
		domain.SummaryFact{Label: words.T("runchecks.missed_expected"), At: d.Run.At},
	)
	for _, n := range p.nights {
		text := words.T("runchecks.missed_night")
		if n.Status != 0 {
			text = words.Status(n.Status)
		}
		day := time.Date(n.Date.Year(), n.Date.Month(), n.Date.Day(), 0, 0, 0, 0, time.UTC)
		out.Days = append(out.Days, domain.SummaryDay{Date: day, Status: n.Status, Words: text})
	}
	for _, r := range p.runs {
		if r.Source == domain.SourceSchedule || r.ID == d.Run.ID || len(out.Lines) == evidenceRuns {
			continue
		}
		out.Lines = append(out.Lines, domain.SummaryLine{
			Name: words.Capital(
				words.NightTime(r.At, m.nightsAt(), now),
			), Status: r.Status, Words: words.Status(r.Status), Duration: r.Duration, Run: true,
		})
	}
	return out
}
