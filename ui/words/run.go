package words

import (
	"cmp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
)

// WhenLine says when a run was, where it came from and whether its sender is verified.
func WhenLine(d *domain.Details, loc *time.Location) string {
	source := T("run.from", "source", string(d.Run.Source))
	if d.Run.Reader != "" {
		source = T("run.from_read_by", "source", string(d.Run.Source), "reader", d.Run.Reader)
	}
	parts := []string{span(d.Run, loc), source}
	if d.Run.Sender.Doubt == "" && d.Run.Sender.Unverified() {
		parts = append(parts, T("run.sender_unverified")) // a mark and no reason: the metadata has the server's words
	}
	if review := ReviewLine(d, loc); review != "" {
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
		parts = append(parts, Noted(r.Sender.Doubt))
	}
	if r.Note != "" {
		parts = append(parts, Noted(r.Note))
	}
	if r.Review != nil && r.Review.Note != "" && r.Review.By != "" {
		parts = append(parts, Noted(r.Review.Note))
	}
	for _, t := range d.Tickets {
		parts = append(parts, T("run.ticket", "code", t.Code, "state", TicketState(&t)))
	}
	for _, m := range d.Remarks {
		parts = append(parts, T("run.remark", "text", strings.Join(strings.Fields(m.Text), " ")))
	}
	if r.Effective.Reason != "" {
		text := T("run.treated", "reason", r.Effective.Reason)
		if r.Effective.Partly {
			text = T("run.treated_partly", "reason", r.Effective.Reason)
		}
		parts = append(parts, text)
	}
	if r.Evidence.Words != "" {
		parts = append(parts, T("run.because", "status", Status(r.Status), "words", r.Evidence.Words, "where", Place(r.Evidence.Where)))
	}
	if r.Error != "" {
		parts = append(parts, Noted(strings.Join(strings.Fields(r.Error), " ")))
	}
	if r.Stated != 0 && r.Stated != r.Status {
		parts = append(parts, T("run.stated", "status", Status(r.Stated)))
	}
	if r.Confidence == domain.ConfidenceLow {
		parts = append(parts, T("run.low_confidence"))
	}
	return strings.Join(parts, " · ")
}

func span(r domain.Run, loc *time.Location) string {
	start, end := r.Started, r.Ended
	if start.IsZero() {
		if !end.IsZero() {
			return T("run.ended", "time", Stamp(end.In(loc).In(loc), DateSeconds))
		}
		return T(synthetic(r), "time", Stamp(r.At.In(loc), DateSeconds))
	}
	from := start.In(loc).In(loc)
	text := Stamp(from, DateSeconds)
	if !end.IsZero() {
		to := end.In(loc).In(loc)
		until := to.Format("15:04:05")
		if to.YearDay() != from.YearDay() || to.Year() != from.Year() {
			until = Stamp(to, DaySeconds)
		}
		text += " – " + until
	}
	if took := ClockDuration(r.Duration()); took != "" {
		text += " (" + took + ")"
	}
	if !start.Zoned {
		return T("run.sender_time", "span", text)
	}
	return text
}

// synthetic is the id of what the time of a run without a start is: no report was received
// of one that stands for what did not come.
func synthetic(r domain.Run) string {
	_, silent := r.Key.SilentSince()
	switch {
	case r.Source == domain.SourceOffline || silent:
		return "run.noticed"
	case r.Source == domain.SourceSchedule:
		return "run.expected"
	}
	return "run.received"
}

// ReviewLine says who reviewed a run and when, "" where it waits.
func ReviewLine(d *domain.Details, loc *time.Location) string {
	r := d.Run.Review
	if r == nil {
		return ""
	}
	if r.By == "" {
		return cmp.Or(Noted(r.Note), T("run.reviewed"))
	}
	return T("run.reviewed_by", "by", r.By, "time", Stamp(r.At.In(loc), DayClock))
}

// MailLine says what the report pane shows, for runs from mail.
func MailLine(m *domain.Message, loc *time.Location) string {
	if m == nil {
		return ""
	}
	return strings.Join(
		[]string{
			T("run.mail_from", "from", m.From), T("run.mail_received", "time", Stamp(m.Received.In(loc), DateSeconds)),
			m.Subject, Size(m.Size),
		},
		" · ",
	)
}

// Metadata lists the facts about a message, label and value.
func Metadata(d *domain.Details, loc *time.Location) [][2]string {
	var facts [][2]string
	for _, t := range d.Tickets {
		about := strings.Join(strings.Fields(t.Description), " ")
		facts = append(facts, [2]string{T("run.ticket_label"), strings.Join(NonEmpty(t.Code, TicketState(&t), about), " · ")})
		for _, f := range DeskFacts(t.Desk, loc) {
			facts = append(facts, [2]string{cmp.Or(f.Label, " "), f.Text})
		}
	}
	for _, r := range d.Remarks {
		facts = append(facts, [2]string{T("run.remark_label"),
			T("run.remark_by", "text", r.Text, "by", r.By, "day", Stamp(r.Created.In(loc), Date))})
	}
	for _, a := range d.Accepted {
		facts = append(facts, [2]string{T("run.accepted_label"),
			T("run.accepted_by", "what", Acceptance(a, loc), "by", a.By, "note", cmp.Or(a.Note, T("run.no_note")))})
	}
	m := d.Message
	if m == nil {
		return facts
	}
	date := T("run.none")
	if !m.Date.IsZero() {
		date = m.Date.In(loc).Format(time.RFC1123Z)
	}
	facts = append(facts, [2]string{T("run.from_label"), m.From}, [2]string{T("run.sender_label"), Sender(d.Run)})
	if m.Auth != nil && m.Auth.Forwarded {
		facts = append(facts, [2]string{T("run.forwarded_label"), T("run.forwarded", "by", m.Auth.By)})
	}
	return append(facts, [][2]string{
		{T("run.to_label"), m.To}, {T("run.subject_label"), m.Subject},
		{T("run.received_label"), m.Received.In(loc).Format(time.RFC1123Z)}, {T("run.date_label"), date},
		{"Message-ID", cmp.Or(m.MessageID, T("run.none"))}, {T("run.size_label"), Size(m.Size)},
		{T("run.reader_label"), cmp.Or(m.Reader, T("run.none"))}, {T("run.folder_label"), m.Folder},
		{T("run.started_label"), cmp.Or(d.Run.Started.Text, T("run.not_stated"))},
		{T("run.ended_label"), cmp.Or(d.Run.Ended.Text, T("run.not_stated"))},
	}...)
}

// NoObjectsText says why there is no object to list (product.md, section 2); d is nil
// where no run is selected.
func NoObjectsText(d *domain.Details, loc *time.Location) string {
	switch {
	case d == nil:
		return NothingSelected()
	case d.Run.Source == domain.SourceSchedule || d.Run.Source == domain.SourceOffline:
		return NoReportText(d, loc)
	}
	switch d.Run.NoObjects {
	case domain.ObjectsNotSent:
		return T("run.objects_not_sent")
	case domain.ObjectsNotRecognised:
		return T("run.objects_not_recognised")
	default:
		return T("run.objects_none")
	}
}

// NoReportText says why a run has no report: it did not come, the device is silent, or it
// came without a mail.
func NoReportText(d *domain.Details, loc *time.Location) string {
	switch d.Run.Source {
	case domain.SourceSchedule:
		if _, silent := d.Run.Key.SilentSince(); silent {
			return T("run.no_report", "why", lowered(strings.TrimSuffix(d.Run.Error, ".")))
		}
		at := d.Run.At.In(loc)
		return T("run.no_report_expected", "time", Clock(at), "day", Stamp(at, DayMonth))
	case domain.SourceOffline:
		if at := lastSeen(d.Summary, loc); !at.IsZero() {
			return T("run.no_report_seen", "day", Stamp(at, DayMonth))
		}
		return T("run.no_report", "why", cmp.Or(lowered(d.Run.Error), T("run.device_silent")))
	default:
		return T("run.no_mail")
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
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
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
func NothingSelected() string { return T("run.nothing_selected") }
