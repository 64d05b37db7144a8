package export

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// Morning is what somebody is written in the morning: how much waits, which jobs, and what nobody
// can rely on.
type Morning struct {
	Now     time.Time // in the zone of the profile
	Jobs    []domain.JobRow
	Reasons []rules.Reason
}

// longestMorning is how many jobs a mail lists of each part; the others are counted.
const longestMorning = 100

// part is a list of a mail, with its heading.
type part struct {
	Heading string
	Lines   []string
	More    string
}

// parts are the lists of the mail: what waits with a problem, what is silent.
func (m Morning) parts() (out []part) {
	var bad, silent []domain.JobRow
	for _, j := range m.Jobs {
		switch {
		case j.Status == domain.Missed:
			silent = append(silent, j)
		case j.Problems > 0:
			bad = append(bad, j)
		}
	}
	add := func(heading string, jobs []domain.JobRow) {
		if len(jobs) == 0 {
			return
		}
		p := part{Heading: heading}
		for _, j := range jobs[:min(len(jobs), longestMorning)] {
			p.Lines = append(p.Lines, words.T(
				"morning.job",
				"customer", oneLine(j.Customer.Name), "job", oneLine(j.Name), "status", words.Status(j.Status),
				"time", words.When(j.Newest.In(m.Now.Location()), m.Now), "runs", words.Counted(j.Runs, "run"),
			))
		}
		if left := len(jobs) - longestMorning; left > 0 {
			p.More = words.T("morning.more", "n", left)
		}
		out = append(out, p)
	}
	add(words.T("morning.problems", "n", len(bad)), bad)
	add(words.T("morning.silent", "n", len(silent)), silent)
	return out
}

// oneLine keeps what comes from reports on its line.
func oneLine(text string) string { return strings.Join(strings.Fields(domain.Visible(text)), " ") }

// Mail is the mail: its subject in numbers, and the same body as text and as HTML, which loads
// nothing and leads nowhere.
func (m Morning) Mail() (subject, text, html string, err error) {
	problems := 0
	for _, j := range m.Jobs {
		if j.Problems > 0 || j.Status == domain.Missed {
			problems++
		}
	}
	subject = words.T("morning.subject_good")
	switch {
	case problems > 0:
		subject = words.T("morning.subject_problems", "n", problems)
	case len(m.Reasons) > 0:
		subject = words.T("morning.subject_more", "n", len(m.Reasons))
	}
	title := words.T("morning.title", "date", words.Stamp(m.Now, words.LongDate))
	var reasons []string
	for _, r := range m.Reasons {
		reasons = append(reasons, oneLine(words.Reason(r, m.Now)))
	}
	if len(reasons) == 0 {
		reasons = []string{words.T("morning.nothing")}
	}
	parts := m.parts()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", title, strings.Join(reasons, "\n"))
	for _, p := range parts {
		fmt.Fprintf(&b, "\n%s\n  %s\n", p.Heading, strings.Join(p.Lines, "\n  "))
		if p.More != "" {
			fmt.Fprintf(&b, "  %s\n", p.More)
		}
	}
	fmt.Fprintf(&b, "\n-- \n%s\n", words.T("morning.foot"))
	var page strings.Builder
	err = morningPage.Execute(&page, map[string]any{
		"Language": words.Spoken().Tag, "Title": title, "Reasons": reasons, "Parts": parts, "Foot": words.T("morning.foot"),
	})
	return subject, b.String(), page.String(), err
}

// morningPage is plain on purpose: every mail program shows it, and dark ones in their own colours.
var morningPage = template.Must(template.New("morning").Parse(`<!DOCTYPE html>
<html lang="{{.Language}}"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body style="font-family:sans-serif;font-size:15px;line-height:1.45">
<h1 style="font-size:20px">{{.Title}}</h1>
<ul>{{range .Reasons}}<li>{{.}}</li>{{end}}</ul>
{{range .Parts}}<h2 style="font-size:16px">{{.Heading}}</h2>
<ul>{{range .Lines}}<li>{{.}}</li>{{end}}{{if .More}}<li>{{.More}}</li>{{end}}</ul>
{{end}}<p style="color:#777">{{.Foot}}</p>
</body></html>
`))
