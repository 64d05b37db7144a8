package words

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
)

// Colours of the page that stands in place of a report: grounds of cells, as the
// products' own reports have them, so that dark rendering treats them alike.
var summaryGround = map[domain.Status]string{
	0: "#e4e7ea", domain.Success: "#4caf6d", domain.Unknown: "#9aa4ad", domain.Warning: "#f2b84b", domain.Missed: "#a883d6", domain.Failed: "#e2625c",
}

var summaryMark = map[domain.Status]string{
	domain.Success: "✓",
	domain.Unknown: "?",
	domain.Warning: "!",
	domain.Missed:  "○",
	domain.Failed:  "✕",
}

// Summary is the page that takes the place of the report for runs that came
// without a mail (product.md, section 8): facts, the 28-day bar as coloured cells, and
// the data sources with their marks, sizes and durations, as HTML and as plain text. lead
// stands above them, "" for nothing.
func Summary(s domain.Summary, lead string, loc *time.Location) (pageHTML, plain string) {
	var page, text strings.Builder
	esc := html.EscapeString
	fmt.Fprintf(
		&page,
		`<html><body style="font-family:sans-serif;font-size:13px;margin:8px 12px"><h2 style="font-size:16px;margin:0">%s</h2>`,
		esc(s.Title),
	)
	fmt.Fprintf(&text, "%s\n", s.Title)
	if lead != "" {
		fmt.Fprintf(&page, `<p style="margin:8px 0 0 0"><b>%s</b></p>`, esc(lead))
		fmt.Fprintf(&text, "%s\n", lead)
	}
	summaryBar(&page, &text, s.Days)
	summaryQuota(&page, &text, s.Quota)
	summaryLines(&page, &text, s, loc)
	page.WriteString(`<table cellpadding="3" cellspacing="0" style="font-size:13px;margin-top:14px">`)
	text.WriteString("\n")
	facts := summaryFacts(s, loc)
	for i, f := range facts {
		if i%2 == 0 {
			page.WriteString("<tr>")
		}
		fmt.Fprintf(
			&page,
			`<td style="color:#66707a;padding-right:14px">%s</td><td style="padding-right:28px">%s</td>`,
			esc(f[0]),
			esc(f[1]),
		)
		if i%2 == 1 || i == len(facts)-1 {
			page.WriteString("</tr>")
		}
		fmt.Fprintf(&text, "%-16s%s\n", f[0], f[1])
	}
	page.WriteString("</table>")
	if s.Details != "" {
		fmt.Fprintf(&page, `<p style="color:#66707a">%s</p>`, esc(s.Details))
		fmt.Fprintf(&text, "\n%s\n", s.Details)
	}
	page.WriteString("</body></html>")
	return page.String(), text.String()
}

// summaryFacts are label and value of all that is known beside bar and lines.
func summaryFacts(s domain.Summary, loc *time.Location) (facts [][2]string) {
	for _, f := range s.Facts {
		facts = append(facts, [2]string{f.Label, factValue(f, loc)})
	}
	if !s.Imported.IsZero() {
		facts = append(facts, [2]string{T("summary.imported"), summaryTime(s.Imported, loc)})
	}
	return facts
}

func factValue(f domain.SummaryFact, loc *time.Location) string {
	switch {
	case f.Bytes != nil:
		return Size(*f.Bytes)
	case f.Duration > 0:
		return ClockDuration(f.Duration)
	case !f.At.IsZero():
		return summaryTime(f.At, loc)
	}
	return f.Text
}

func summaryTime(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return T("summary.never")
	}
	return Stamp(t.In(loc), WeekdayDateClock)
}

// summaryBar writes the days as cells in weeks of seven, each with its day of the month.
func summaryBar(page, text *strings.Builder, days []domain.SummaryDay) {
	if len(days) == 0 {
		return
	}
	fmt.Fprintf(
		page,
		`<h3 style="font-size:14px;margin:14px 0 6px 0">%s</h3><table cellpadding="0" cellspacing="2" style="font-size:11px"><tr>`,
		T("summary.days", "first", Stamp(days[0].Date, DayMonth), "last", Stamp(days[len(days)-1].Date, DayMonth)),
	)
	fmt.Fprintf(text, "\n")
	for i, d := range days {
		ground, ok := summaryGround[d.Status]
		if !ok {
			ground = summaryGround[domain.Unknown]
		}
		fmt.Fprintf(page, `<td title="%s: %s" align="center" style="width:19px;height:24px;background-color:%s;color:#1d2329">%d</td>`,
			Stamp(d.Date, WeekdayDay), html.EscapeString(d.Words), ground, d.Date.Day())
		if i > 0 && d.Words == days[i-1].Words {
			continue
		}
		fmt.Fprintf(text, "%s\n", T("summary.from_day", "day", Stamp(d.Date, WeekdayDay), "words", d.Words))
	}
	page.WriteString("</tr></table>")
}

// lineColumn is one column of the lines; it is shown where any line has something in it.
// Its title is an id.
type lineColumn struct {
	title string
	cell  func(domain.SummaryLine, *time.Location) string
}

var lineColumns = []lineColumn{
	{"summary.name", func(l domain.SummaryLine, _ *time.Location) string { return l.Name }},
	{"summary.state", func(l domain.SummaryLine, _ *time.Location) string { return l.Words }},
	{"summary.what", func(l domain.SummaryLine, _ *time.Location) string { return l.Count }},
	{"summary.last_active", func(l domain.SummaryLine, _ *time.Location) string { return l.Active }},
	{"summary.last_session", func(l domain.SummaryLine, loc *time.Location) string { return lineTime(l.LastSession, loc) }},
	{"summary.last_success", func(l domain.SummaryLine, loc *time.Location) string {
		if l.LastSuccess.IsZero() && l.Active == "" && !l.Run {
			return T("summary.never")
		}
		return lineTime(l.LastSuccess, loc)
	}},
	{"summary.duration", func(l domain.SummaryLine, _ *time.Location) string {
		if l.Duration <= 0 {
			return ""
		}
		return ClockDuration(l.Duration)
	}},
	{"summary.selected", func(l domain.SummaryLine, _ *time.Location) string { return size(l.Selected) }},
	{"summary.sent", func(l domain.SummaryLine, _ *time.Location) string { return size(l.Sent) }},
}

func lineTime(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return Stamp(t.In(loc), DayClock)
}

func summaryLines(page, text *strings.Builder, s domain.Summary, loc *time.Location) {
	if len(s.Lines) == 0 {
		return
	}
	esc := html.EscapeString
	title := s.LinesTitle
	if title == "" {
		title = T("summary.details")
	}
	var columns []lineColumn
	for _, c := range lineColumns {
		if slices.ContainsFunc(s.Lines, func(l domain.SummaryLine) bool { return c.cell(l, loc) != "" }) {
			columns = append(columns, c)
		}
	}
	fmt.Fprintf(
		page,
		`<h3 style="font-size:14px;margin:14px 0 6px 0">%s</h3><table cellpadding="5" cellspacing="0" style="font-size:13px;border-collapse:collapse" width="100%%"><tr><th></th>`,
		esc(title),
	)
	for _, c := range columns {
		fmt.Fprintf(page, `<th align="left" style="color:#66707a;border-bottom:1px solid #cfd5da;font-weight:normal">%s</th>`, esc(T(c.title)))
	}
	page.WriteString("</tr>")
	fmt.Fprintf(text, "\n%s\n", title)
	for _, l := range s.Lines {
		ground := summaryGround[l.Status.Known()]
		mark := summaryMark[l.Status.Known()]
		if l.Running {
			mark = "…"
		}
		fmt.Fprintf(page, `<tr><td align="center" style="width:18px;background-color:%s;color:#1d2329">%s</td>`, ground, mark)
		fmt.Fprintf(text, "%-9s %s: %s\n", Status(l.Status), l.Name, l.Words)
		for _, c := range columns {
			fmt.Fprintf(page, `<td style="border-bottom:1px solid #e4e7ea">%s</td>`, esc(c.cell(l, loc)))
		}
		page.WriteString("</tr>")
	}
	page.WriteString("</table>")
}

// summaryQuota draws how full something is.
func summaryQuota(page, text *strings.Builder, q *domain.SummaryQuota) {
	if q == nil {
		return
	}
	const width = 280
	full := int(min(max(q.Percent, 0), 100) * width / 100)
	fmt.Fprintf(
		page,
		`<h3 style="font-size:14px;margin:14px 0 6px 0">%s</h3><table cellpadding="0" cellspacing="0"><tr>`,
		T("summary.quota", "n", int(math.Round(q.Percent))),
	)
	if full > 0 {
		fmt.Fprintf(page, `<td style="width:%dpx;height:14px;background-color:%s"></td>`, full, summaryGround[q.Status.Known()])
	}
	if full < width {
		fmt.Fprintf(page, `<td style="width:%dpx;height:14px;background-color:%s"></td>`, width-full, summaryGround[0])
	}
	page.WriteString("</tr></table>")
	fmt.Fprintf(text, "\n%s\n", T("summary.quota", "n", int(math.Round(q.Percent))))
}

func size(n *int64) string {
	if n == nil {
		return ""
	}
	return Size(*n)
}
