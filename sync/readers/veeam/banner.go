package veeam

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
)

// banner is the head of one report and the rows that belong to it.
type banner struct {
	title       string // "Backup job: Servers (Retry 3)"
	jobType     string // "Backup"
	name        string // "Servers"; empty where the title is not that of a job
	modes       string // "(Retry 3)"
	description string
	status      domain.Status // the word, zero if the cell is empty
	word        string
	colour      domain.Status
	processed   string // "2 of 3 VMs processed"
	rows        []*message.Row
}

var (
	jobTitle = regexp.MustCompile(`(?i)^\s*([\p{L}\d][\p{L}\d &/'()+.-]{0,60}?)\s+(?:job|policy)\s*:\s*(\S.*)$`)
	runMode  = regexp.MustCompile(`(?i)\s*\((?:(?:active |synthetic )?full|incremental|reverse incremental|differential|increment|log|archive|retry \d+|compact|health check|test)\)\s*$`)
	sobr     = regexp.MustCompile(`(?i)^scale-out backup repository:?\s+(\S.*)$`)
)

// findBanners finds the heads of all reports in the mail.
func findBanners(m *message.Message) []*banner {
	var out []*banner
	for _, t := range m.Tables() {
		var current *banner
		for i, r := range t.Rows {
			if b := asBanner(r, i); b != nil {
				current = b
				out = append(out, b)
				continue
			}
			if current != nil {
				current.rows = appendRows(current.rows, r)
			}
		}
	}
	return out
}

// appendRows adds a row and the rows of the tables nested in it, in reading order.
func appendRows(rows []*message.Row, r *message.Row) []*message.Row {
	rows = append(rows, r)
	for _, c := range r.Cells {
		for _, t := range c.Tables() {
			for _, inner := range t.Rows {
				rows = appendRows(rows, inner)
			}
		}
	}
	return rows
}

// asBanner recognises a banner row: a job title, or the classes and colours of
// one with a status beside a title.
func asBanner(r *message.Row, index int) *banner {
	if len(r.Cells) == 0 || len(r.Cells) > 3 || strings.Contains(r.Class, "processObjectsHeader") {
		return nil
	}
	for _, c := range r.Cells {
		if len(c.Tables()) > 0 {
			return nil
		}
	}
	left, right := r.Cells[0], r.Cells[len(r.Cells)-1]
	title := firstLine(left.Own())
	if title == "" {
		title = firstLine(left.Text)
	}
	b := &banner{title: title, description: oneLine(left.Of("jobDescription"))}
	g := jobTitle.FindStringSubmatch(title)
	described := left.Has("jobDescription") || len(r.Cells) > 1 && right.Has("jobDescription")
	styled := strings.Contains(left.Style, "background") || strings.Contains(r.Style, "background")
	if len(r.Cells) > 1 {
		b.word = oneLine(right.Own())
		if b.word == "" && !right.Has("jobDescription") {
			b.word = firstLine(right.Text)
		}
		b.processed = oneLine(right.Of("jobDescription"))
		if b.processed == "" {
			// Forwarded mails lose the class: the status stands in the first line.
			if first, rest, ok := strings.Cut(right.Text, "\n"); ok {
				b.word, b.processed = oneLine(first), oneLine(rest)
			}
		}
		b.status = bannerStatus(b.word)
	}
	switch {
	case title == "" || index > 0 && g == nil:
		return nil
	case g != nil && len(r.Cells) >= 2 && (index == 0 || described || styled || b.status != 0 && b.status != domain.Unknown):
		b.jobType = g[1]
		b.name = g[2]
		if b.description == "" {
			if _, rest, ok := strings.Cut(left.Text, "\n"); ok {
				b.description = oneLine(rest)
			}
		}
	case len(r.Cells) >= 2 && (described || styled && b.status != 0 && b.status != domain.Unknown):
	case len(r.Cells) == 2 && sobr.MatchString(title):
	default:
		return nil
	}
	b.colour = max(colourStatus(left.Style), colourStatus(right.Style), colourStatus(r.Style))
	for {
		loc := runMode.FindStringIndex(b.name)
		if loc == nil || loc[0] == 0 {
			break
		}
		b.modes = strings.TrimSpace(b.name[loc[0]:]) + b.modes
		b.name = strings.TrimSpace(b.name[:loc[0]])
	}
	return b
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return oneLine(s)
}
