package words

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// WhenLine says when a run was, where it came from and whether its sender is verified.
func WhenLine(d *domain.Details, loc *time.Location) string {
	source := "from " + string(d.Run.Source)
	if d.Run.Reader != "" {
		source += ", read by " + d.Run.Reader
	}
	parts := []string{span(d.Run, loc), source}
	if d.Run.Sender.Doubt == "" && d.Run.Sender.Unverified() {
		parts = append(parts, "sender not verified") // a mark and no reason: the metadata has the server's words
	}
	if review := reviewLine(d, loc); review != "" {
		parts = append(parts, review)
	}
	return strings.Join(parts, " · ")
}

// WhyLine says why a run has its status: the override that applies, the words of
// the report and where they stood, the run's own error.
func WhyLine(d *domain.Details) string {
	r := d.Run
	var parts []string
	if r.Sender.Doubt != "" {
		parts = append(parts, r.Sender.Doubt)
	}
	if r.Note != "" {
		parts = append(parts, r.Note)
	}
	if r.Review != nil && r.Review.Note != "" && r.Review.By != "" {
		parts = append(parts, r.Review.Note)
	}
	for _, t := range d.Tickets {
		parts = append(parts, "ticket "+t.Code+" ("+TicketState(&t)+")")
	}
	for _, m := range d.Remarks {
		parts = append(parts, "remark: "+strings.Join(strings.Fields(m.Text), " "))
	}
	if r.Effective.Reason != "" {
		text := "Treated as success: " + r.Effective.Reason
		if r.Effective.Partly {
			text = "Partly overridden: " + r.Effective.Reason
		}
		parts = append(parts, text)
	}
	if r.Evidence.Words != "" {
		parts = append(parts, fmt.Sprintf("%s because: “%s” in %s", r.Status, r.Evidence.Words, r.Evidence.Where))
	}
	if r.Error != "" {
		parts = append(parts, strings.Join(strings.Fields(r.Error), " "))
	}
	if r.Stated != 0 && r.Stated != r.Status {
		parts = append(parts, "the product says "+r.Stated.String())
	}
	if r.Confidence == domain.ConfidenceLow {
		parts = append(parts, "read with low confidence")
	}
	return strings.Join(parts, " · ")
}

func span(r domain.Run, loc *time.Location) string {
	start, end := r.Started, r.Ended
	if start.IsZero() {
		text := synthetic(r) + " " + r.At.In(loc).Format("2 Jan 2006 15:04:05")
		if !end.IsZero() {
			text = "ended " + end.In(loc).In(loc).Format("2 Jan 2006 15:04:05")
		}
		return text
	}
	from := start.In(loc).In(loc)
	text := from.Format("2 Jan 2006 15:04:05")
	if !end.IsZero() {
		to := end.In(loc).In(loc)
		layout := "15:04:05"
		if to.YearDay() != from.YearDay() || to.Year() != from.Year() {
			layout = "2 Jan 15:04:05"
		}
		text += " – " + to.Format(layout)
	}
	if took := Took(r.Duration()); took != "" {
		text += " (" + took + ")"
	}
	if !start.Zoned {
		text += " sender’s time"
	}
	return text
}

// synthetic says what the time of a run without a start is: no report was received of one
// that stands for what did not come.
func synthetic(r domain.Run) string {
	_, silent := r.Key.SilentSince()
	switch {
	case r.Source == domain.SourceOffline || silent:
		return "noticed"
	case r.Source == domain.SourceSchedule:
		return "expected"
	}
	return "received"
}

func reviewLine(d *domain.Details, loc *time.Location) string {
	r := d.Run.Review
	if r == nil {
		return ""
	}
	if r.By == "" {
		return cmp.Or(r.Note, "reviewed")
	}
	return "reviewed by " + r.By + ", " + r.At.In(loc).Format("2 Jan 15:04")
}

// MailLine says what the report pane shows, for runs from mail.
func MailLine(m *domain.Message, loc *time.Location) string {
	if m == nil {
		return ""
	}
	return strings.Join(
		[]string{"From " + m.From, "Received " + m.Received.In(loc).Format("2 Jan 2006 15:04:05"), m.Subject, Size(m.Size)},
		" · ",
	)
}

// Metadata lists the facts about a message, label and value.
func Metadata(d *domain.Details, loc *time.Location) [][2]string {
	var facts [][2]string
	for _, t := range d.Tickets {
		facts = append(
			facts,
			[2]string{"Ticket", strings.Join(NonEmpty(t.Code, TicketState(&t), strings.Join(strings.Fields(t.Description), " ")), " · ")},
		)
		for _, f := range AutotaskFacts(t.Autotask, loc) {
			facts = append(facts, [2]string{cmp.Or(f.Label, " "), f.Text})
		}
	}
	for _, r := range d.Remarks {
		facts = append(facts, [2]string{"Remark", r.Text + " (" + r.By + ", " + r.Created.In(loc).Format("2 Jan 2006") + ")"})
	}
	for _, a := range d.Accepted {
		facts = append(facts, [2]string{"Accepted", rules.AcceptWords(a, loc) + ", by " + a.By + ": " + cmp.Or(a.Note, "no note")})
	}
	m := d.Message
	if m == nil {
		return facts
	}
	date := "none"
	if !m.Date.IsZero() {
		date = m.Date.In(loc).Format(time.RFC1123Z)
	}
	facts = append(facts, [2]string{"From", m.From}, [2]string{"Sender", Sender(d.Run)})
	if m.Auth != nil && m.Auth.Forwarded {
		facts = append(facts, [2]string{"Forwarded by", m.Auth.By + ", as an attachment"})
	}
	return append(facts, [][2]string{
		{"To", m.To}, {"Subject", m.Subject}, {"Received", m.Received.In(loc).Format(time.RFC1123Z)}, {"Date header", date},
		{"Message-ID", cmp.Or(m.MessageID, "none")}, {"Size", Size(m.Size)}, {"Reader", cmp.Or(m.Reader, "none")}, {"Folder", m.Folder},
		{"Started as written", cmp.Or(d.Run.Started.Text, "not stated")}, {"Ended as written", cmp.Or(d.Run.Ended.Text, "not stated")},
	}...)
}

// NoObjectsText says why there is no object to list (product.md, section 2); d is nil
// where no run is selected.
func NoObjectsText(d *domain.Details, loc *time.Location) string {
	switch {
	case d == nil:
		return NothingSelected
	case d.Run.Source == domain.SourceSchedule || d.Run.Source == domain.SourceOffline:
		return NoReportText(d, loc)
	}
	switch d.Run.NoObjects {
	case domain.ObjectsNotSent:
		return "This product sends no object details."
	case domain.ObjectsNotRecognised:
		return "The objects of this report were not recognised."
	default:
		return "The report lists no objects."
	}
}

// NoReportText says why a run has no report: it did not come, the device is silent, or it
// came without a mail.
func NoReportText(d *domain.Details, loc *time.Location) string {
	switch d.Run.Source {
	case domain.SourceSchedule:
		if _, silent := d.Run.Key.SilentSince(); silent {
			return "There is no report: " + lowered(strings.TrimSuffix(d.Run.Error, ".")) + "."
		}
		at := d.Run.At.In(loc)
		return "There is no report: the run expected at " + at.Format("15:04") + " on " + at.Format("2 Jan") + " did not come."
	case domain.SourceOffline:
		if at := lastSeen(d.Summary, loc); !at.IsZero() {
			return "There is no report: the device was last seen on " + at.Format("2 Jan") + "."
		}
		return "There is no report: " + cmp.Or(lowered(d.Run.Error), "the device is silent") + "."
	default:
		return "No message content stored: this run did not come by mail."
	}
}

// lastSeen is when a device was active last, zero where its summary does not say.
func lastSeen(s *domain.Summary, loc *time.Location) time.Time {
	if s == nil {
		return time.Time{}
	}
	for _, f := range s.Facts {
		if f.Label == "Last session" && !f.At.IsZero() {
			return f.At.In(loc)
		}
	}
	for i := len(s.Days) - 1; i >= 0; i-- {
		if s.Days[i].Status != 0 {
			return s.Days[i].Date
		}
	}
	return time.Time{}
}

// lowered is a sentence to be put behind another word.
func lowered(text string) string {
	text = strings.TrimSuffix(strings.TrimSpace(text), ".")
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// EvidenceRow returns the name of the row that the words of a status stood in, "" for
// other places.
func EvidenceRow(e domain.Evidence) string {
	rest, ok := strings.CutPrefix(e.Where, "row ")
	if !ok {
		return ""
	}
	if at := strings.LastIndex(rest, ", "); at > 0 {
		rest = rest[:at]
	}
	return rest
}

// NothingSelected is what panes about a selected row say where there is none.
const NothingSelected = "Nothing is selected."
