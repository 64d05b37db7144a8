package words

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/nights"
)

// Why is the reason of a status in three parts: what is so, the very words of the report, and
// what else is to be known. Each may be empty.
type Why struct{ Lead, Words, More string }

// Text is all of it on one line, as it is copied.
func (w Why) Text() string { return strings.Join(NonEmpty(w.Lead, w.Words, w.More), " ") }

// did names a status as what one object, or several, did: the ids of sentences.
var did = map[domain.Status][2]string{
	domain.Failed:  {"past.did_fail", "past.all_fail"},
	domain.Missed:  {"past.did_miss", "past.all_miss"},
	domain.Warning: {"past.did_warn", "past.all_warn"},
	domain.Unknown: {"past.did_unknown", "past.all_unknown"},
}

// RunReason says why a run has its status, with the very words of its worst object and no names
// of readers, fields and codes.
func RunReason(d *domain.Details) Why {
	r := d.Run
	if r.Effective.Reason != "" && !r.Effective.Partly {
		return Why{Lead: T("run.treated", "reason", r.Effective.Reason), More: more(d)}
	}
	why := reasonOf(r)
	why.More = more(d)
	if r.Effective.Partly && r.Effective.Reason != "" {
		why.More = strings.Join(NonEmpty(T("run.treated_partly", "reason", r.Effective.Reason), why.More), " · ")
	}
	return why
}

func reasonOf(r domain.Run) Why {
	worst := worstObjects(r)
	own := Noted(oneLine(r.Error))
	said := ""
	for _, o := range worst {
		if said = oneLine(o.Message); said != "" {
			break
		}
	}
	status := Status(r.Status)
	if r.Source == domain.SourceSchedule || r.Source == domain.SourceOffline {
		return Why{Lead: own} // our own words about what did not come
	}
	if n := len(worst); n > 0 && (worst[0].Status.Known() >= r.Status.Known() || own == "") {
		words := quoted(cmp.Or(said, own))
		what := did[worst[0].Status.Known()]
		lead := T("past.why_object", "status", status, "object", worst[0].Name, "did", T(what[0]))
		if n > 1 {
			lead = T("past.why_objects", "status", status, "n", n, "of", len(r.Objects), "did", T(what[1]))
		}
		return Why{Lead: lead + colon(words), Words: words}
	}
	switch words := quoted(cmp.Or(own, oneLine(r.Evidence.Words))); {
	case r.Status == domain.Success && own == "" || words == "":
		return Why{}
	case own != "" && r.Evidence.Words == "":
		return Why{Lead: own}
	default:
		return Why{Lead: T("past.why_report", "status", status) + colon(words), Words: words}
	}
}

// colon ends what is so: a colon where the words follow.
func colon(words string) string {
	if words == "" {
		return "."
	}
	return ":"
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return T("past.quoted", "words", text)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// more is what else is to be known of a run.
func more(d *domain.Details) string {
	r := d.Run
	var parts []string
	if r.Sender.Doubt != "" {
		parts = append(parts, Noted(r.Sender.Doubt))
	}
	if r.Note != "" {
		parts = append(parts, Noted(r.Note))
	}
	if r.Stated != 0 && r.Stated != r.Status {
		parts = append(parts, T("run.stated", "status", Status(r.Stated)))
	}
	if r.Confidence == domain.ConfidenceLow {
		parts = append(parts, T("run.low_confidence"))
	}
	if r.Review != nil && r.Review.Note != "" && r.Review.By != "" {
		parts = append(parts, Noted(r.Review.Note))
	}
	return strings.Join(parts, " · ")
}

// worstObjects are the objects that are as bad as the worst, none where all are good.
func worstObjects(r domain.Run) (worst []domain.Object) {
	for _, o := range r.Objects {
		if o.Status == 0 || o.Status == domain.Success {
			continue
		}
		if len(worst) > 0 && o.Status.Known() > worst[0].Status.Known() {
			worst = worst[:0]
		}
		if len(worst) == 0 || o.Status.Known() == worst[0].Status.Known() {
			worst = append(worst, o)
		}
	}
	return worst
}

// RunLine says when a run was, how long it took, and where it came from in plain words.
func RunLine(d *domain.Details, calendar rules.Nights, now time.Time, loc *time.Location) string {
	r := d.Run
	at := r.At
	if !r.Started.IsZero() {
		at = r.Started.In(loc)
	}
	text := Capital(NightTime(at, calendar, now))
	if to := r.Ended.In(loc); !r.Ended.IsZero() && !r.Started.IsZero() {
		until := Clock(to.In(loc))
		if to.Sub(at) > 24*time.Hour {
			until = NightTime(to, calendar, now)
		}
		text = T("past.span", "from", text, "to", until)
	}
	if took := Duration(r.Duration()); took != "" {
		text = T("past.took", "span", text, "took", took)
	}
	parts := []string{text, from(d, loc)}
	if r.Sender.Doubt == "" && r.Sender.Unverified() {
		parts = append(parts, T("run.sender_unverified"))
	}
	return strings.Join(NonEmpty(append(parts, ReviewLine(d, loc))...), " · ")
}

// from says where a run came from.
func from(d *domain.Details, loc *time.Location) string {
	switch r := d.Run; r.Source {
	case domain.SourceCove:
		return T("past.from_cove")
	case domain.SourceCloudConnect:
		return T("past.from_provider")
	case domain.SourceOffline:
		if at := lastSeen(d.Summary, loc); !at.IsZero() {
			return T("past.not_seen", "day", Stamp(at, DayMonth))
		}
		return T("past.from_silence")
	case domain.SourceSchedule:
		return T("past.from_schedule")
	default:
		if r.Reader == "" {
			return T("past.from_mail")
		}
		return T("past.from_mail_reader", "reader", Capital(r.Reader))
	}
}

// NightTime is a time as people say it in the morning: "tonight 02:22", "yesterday 21:01",
// "Thu 22:10", "11 Nov 22:10".
func NightTime(at time.Time, calendar rules.Nights, now time.Time) string {
	at = at.In(now.Location())
	switch days := calendar.Since(at, now); {
	case days <= 0 && daysBetween(at, now) <= 0:
		return T("past.tonight", "time", Clock(at))
	case days <= 0 || daysBetween(at, now) == 1:
		return T("past.yesterday", "time", Clock(at))
	case daysBetween(at, now) < 7:
		return Stamp(at, WeekdayClock)
	case at.Year() == now.Year():
		return Stamp(at, DayClock)
	}
	return Stamp(at, DateClock)
}

// Duration is how long something took, in words: "1 h 19 min"; "" for nothing.
func Duration(d time.Duration) string {
	minutes := int(d.Round(time.Minute).Minutes())
	switch {
	case d <= 0:
		return ""
	case d < time.Minute:
		return T("past.seconds", "n", int(d.Seconds()))
	case minutes < 60:
		return T("past.minutes", "n", minutes)
	case minutes%60 == 0:
		return T("past.hours", "n", minutes/60)
	}
	return T("past.hours_minutes", "hours", minutes/60, "n", minutes%60)
}

// StandingLine says in the head of a run what is new of it and since when it stands so: lead
// is "new tonight", "" for what is known.
func StandingLine(s domain.Standing, calendar rules.Nights, now time.Time) (lead, rest string) {
	lead, rest = Standing(s, calendar, now)
	if lead != "" && !s.First && s.New {
		lead = T("past.new_tonight")
	}
	rest = strings.TrimPrefix(rest, "· ")
	if s.New && s.Was != 0 && s.Nights > 1 {
		rest = T("past.was_for", "status", ShortStatus(s.Was), "nights", T("night.nights", "n", s.Nights-1))
	}
	if s.New && s.Was != 0 && !s.Good.IsZero() {
		rest += ", " + T("past.last_good", "day", nightDate(calendar.Of(s.Good).Date, now))
	}
	return lead, rest
}

// StripLine says above the strip of nights how much waits and when the job runs.
func StripLine(waits int, s domain.Schedule) string {
	parts := []string{T("past.waits", "n", waits)}
	if waits == 0 {
		parts = []string{T("past.nothing_waits")}
	}
	if s.Kind != "" && s.Kind != domain.ScheduleIrregular {
		parts = append(parts, T("past.runs_at", "schedule", Times(s)))
	}
	return strings.Join(parts, " · ")
}

// NightTip says what a cell of the strip or of a map is.
func NightTip(n nights.Night) string {
	date := Stamp(n.Date, WeekdayDay)
	if n.Status == 0 {
		return T("past.tip_none", "day", date)
	}
	at := ""
	for _, r := range n.Runs {
		if r.ID == n.Shows {
			began := r.At.In(n.Date.Location())
			date, at = Stamp(began, WeekdayDay), Clock(began) // a night carries the date of its end
		}
	}
	text := T("past.tip", "day", date, "time", at, "status", Status(n.Status))
	if n.Count > 1 {
		text += ", " + Count(n.Count, "run")
	}
	if n.Waits {
		text += ", " + T("past.tip_waits")
	}
	return text
}

// Unusual says what is unusual of a run, "" for nothing: a hint, never a status.
func Unusual(list []nights.Anomaly) string {
	ids := map[nights.AnomalyKind]string{
		nights.ObjectGone: "past.gone", nights.ObjectAppear: "past.appeared", nights.Empty: "past.empty",
	}
	objects := map[nights.AnomalyKind][]string{}
	var parts []string
	for _, a := range list {
		switch a.Kind {
		case nights.TooLong:
			parts = append(parts, T("past.long", "now", Duration(time.Duration(a.Now)), "usual", Duration(time.Duration(a.Usual))))
		case nights.Shrunk:
			parts = append(parts, T("past.shrunk", "object", a.Object, "now", Size(a.Now), "usual", Size(a.Usual)))
		default:
			objects[a.Kind] = append(objects[a.Kind], a.Object)
		}
	}
	for _, kind := range []nights.AnomalyKind{nights.Empty, nights.ObjectGone, nights.ObjectAppear} {
		if names := objects[kind]; len(names) > 0 {
			parts = append(parts, T(ids[kind], "objects", Names(names, 3)))
		}
	}
	return strings.Join(parts, " · ")
}

// Names lists names, the first few of them: "a, b and 4 more".
func Names(names []string, most int) string {
	if len(names) <= most+1 {
		return And(names)
	}
	return T("past.and_more", "names", strings.Join(slices.Clone(names[:most]), ", "), "n", len(names)-most)
}

// PatternLine says what comes again in a map, "" for nothing.
func PatternLine(list []nights.Pattern) string {
	var parts []string
	for _, p := range list {
		object := cmp.Or(p.Object, T("past.whole_job"))
		switch p.Kind {
		case nights.SinceNight:
			parts = append(parts, T("past.pattern_since", "object", object, "day", Stamp(p.Since, DayMonth)))
		case nights.EveryOther:
			parts = append(parts, T("past.pattern_other", "object", object, "status", Status(p.Status), "day", longWeekday(p.Day)))
		default:
			parts = append(parts, T("past.pattern_week", "object", object, "status", Status(p.Status), "day", longWeekday(p.Day)))
		}
	}
	return strings.Join(parts, " · ")
}

func longWeekday(d time.Weekday) string { return T("calendar.long_" + strings.ToLower(d.String())) }

// TicketTag says in few words that a ticket is about a run, and that it was resolved.
func TicketTag(t *domain.Ticket, loc *time.Location) string {
	if t.Open() || t.Resolved.IsZero() {
		return strings.Join(NonEmpty(Clip(t.Code, 30), TicketState(t)), " ")
	}
	return T("past.ticket_resolved", "code", Clip(t.Code, 30), "day", Stamp(t.Resolved.In(loc), DayMonth))
}

// RemarkTag says in few words what remarks are about a run.
func RemarkTag(list []domain.Remark) string {
	if len(list) == 1 {
		return Clip(oneLine(list[0].Text), 60)
	}
	return Count(len(list), "remark")
}

// AcceptedTag says in few words what is accepted and until when.
func AcceptedTag(a domain.Acceptance, loc *time.Location) string {
	return T("past.accepted", "until", Acceptance(a, loc))
}

// CellTip says what an object was in a night.
func CellTip(object string, n nights.Night, c nights.Cell) string {
	date := Stamp(n.Date, WeekdayDay)
	if c.Status == 0 {
		return T("past.tip_absent", "object", object, "day", date)
	}
	text := T("past.tip_object", "object", object, "day", date, "status", Status(c.Status))
	if c.Message != "" {
		text += ": " + Clip(oneLine(c.Message), 200)
	}
	return text
}
