package definition

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/sanity"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Found is what one rule found.
type Found struct {
	Line  int    // of the definition
	Rule  string // such as "job name"
	Held  bool   // of a condition
	Words string
	Where string
}

// Explanation says what a definition makes of a mail, and why.
type Explanation struct {
	Matched    bool
	Conditions []Found // of match, in the order of the file
	Results    []domain.Result
	Found      []Found
}

// Read implements reader.Reader.
func (d *Definition) Read(ctx context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	if !d.claims(m) {
		return nil, false
	}
	x := newMail(ctx, m, env, d.limit)
	if !d.matches(x, nil) {
		return nil, false
	}
	return d.results(x, nil), true
}

// claims reports whether the definition may match, by what costs little: places of
// one line, and the words that must stand somewhere in the body.
func (d *Definition) claims(m *message.Message) bool {
	x := &mail{m: m, subject: m.BareSubject()}
	for _, c := range d.match.all {
		if !c.possible(x) {
			return false
		}
	}
	for _, c := range d.match.none {
		if c.short() {
			if _, ok := c.holds(x, nil); ok {
				return false
			}
		}
	}
	return len(d.match.any) == 0 || slices.ContainsFunc(d.match.any, func(c condition) bool { return c.possible(x) })
}

// short reports whether the condition is about a place of one line.
func (c condition) short() bool { return c.in != "" && c.in != "body" && c.in != "cell" }

// possible reports whether the condition may hold.
func (c condition) possible(x *mail) bool {
	if c.short() {
		_, ok := c.holds(x, nil)
		return ok
	}
	return c.in == "" || x.says(c.needs)
}

// Explain reads a mail and says why it was read so.
func (d *Definition) Explain(ctx context.Context, m *message.Message, env reader.Env) Explanation {
	x := newMail(ctx, m, env, d.limit)
	var e Explanation
	e.Matched = d.matches(x, &e.Conditions)
	if e.Matched {
		e.Results = d.results(x, &e.Found)
		sanity.Apply(e.Results, m, d.policy)
	}
	return e
}

// matches reports whether the definition reads the mail; the conditions are noted
// where notes is not nil.
func (d *Definition) matches(x *mail, notes *[]Found) bool {
	holds := func(c condition, want bool) bool {
		f, ok := c.holds(x, nil)
		if notes != nil {
			n := Found{Line: c.line, Rule: c.rule, Held: ok == want}
			if ok {
				n.Words, n.Where = f.words, f.where
			}
			*notes = append(*notes, n)
		}
		return ok
	}
	good, some := true, len(d.match.any) == 0
	for _, c := range d.match.all {
		good = holds(c, true) && good
		if !good && notes == nil {
			return false
		}
	}
	for _, c := range d.match.any {
		some = holds(c, true) || some
	}
	for _, c := range d.match.none {
		good = !holds(c, false) && good
	}
	return good && some && x.cut != "the definition needs too long for this message"
}

// notes collects what rules found; a nil one collects nothing.
type notes struct{ list *[]Found }

func (n notes) add(line int, rule string, f found) {
	if n.list != nil && len(*n.list) < maxFound {
		*n.list = append(*n.list, Found{Line: line, Rule: rule, Held: true, Words: f.words, Where: f.where})
	}
}

func (d *Definition) results(x *mail, list *[]Found) []domain.Result {
	n := notes{list}
	switch d.per {
	case perObject:
		return d.perObject(x, n)
	case perBlock:
		parts := d.blocks(x)
		if len(parts) < 2 {
			break // one block: what stands before it belongs to it
		}
		var out []domain.Result
		for _, part := range parts {
			if len(out) >= maxResults {
				part.cut = "the report has more than 200 results"
			}
			r := d.result(part, n)
			if out = append(out, r); len(out) > maxResults {
				break
			}
		}
		return out
	}
	return []domain.Result{d.result(x, n)}
}

func (d *Definition) blocks(x *mail) []*mail {
	var out []*mail
	var block, before []line
	open := false
	for _, l := range x.lines {
		if x.late() {
			break
		}
		if d.begins.MatchString(l.text) {
			if open {
				out = append(out, x.part(block))
			}
			open, block = true, nil
		}
		if open {
			block = append(block, l)
		} else {
			before = append(before, l)
		}
	}
	if open {
		out = append(out, x.part(block))
	}
	if len(out) > 0 {
		// What stands before the first block may speak against it, but tells none of its facts.
		out[0].lines = append(out[0].lines, before...)
	}
	return out
}

// result reads one run out of a mail or a part of one.
func (d *Definition) result(x *mail, n notes) domain.Result {
	r := d.frame(x, nil, n)
	var tally verdict.Tally
	stated := d.signals(x, &tally, n)
	var whose []*rowRule // of each object
	for i := range d.objects {
		rule := &d.objects[i]
		rows := rule.rows(x)
		needed(&tally, rule.must && len(rows) == 0, "the list of objects is missing")
		for _, one := range rows {
			o, evidence, decided := rule.object(x, &one)
			if len(r.Objects) >= maxObjects {
				x.cut = "the report has more than 10,000 objects"
				break
			}
			if o.Name == "" {
				// No object, but what it says in so many words is not lost.
				if decided && rule.decides && o.Status > domain.Unknown {
					tally.Add(o.Status, evidence.Words, evidence.Where)
				}
				continue
			}
			r.Objects, whose = append(r.Objects, o), append(whose, rule)
			n.add(rule.line, "object "+o.Name, found{words: cmp.Or(evidence.Words, o.Name), where: cmp.Or(evidence.Where, one.where)})
			if decided && rule.decides {
				tally.Add(o.Status, cmp.Or(evidence.Words, "(nothing)"), evidence.Where)
			}
		}
	}
	r.Objects = append(r.Objects, d.countObjects(x)...)
	if len(d.objects) > 0 && len(r.Objects) == 0 {
		r.NoObjects = domain.ObjectsNotRecognised
	}
	settle(&r, &tally, stated, x)
	for i, rule := range whose {
		if rule.from == fromMail && len(rule.status.from) == 0 && rule.status.is == 0 {
			r.Objects[i].Status = r.Status // the object is what the mail is about
		}
	}
	return r
}

// settle gives a result its status: the worst signal; Success only where it was
// said and the mail was looked at whole.
func settle(r *domain.Result, tally *verdict.Tally, stated domain.Status, x *mail) {
	r.Status, r.Evidence, r.UnknownWords = tally.Status(), tally.Evidence(), x.unknownWords()
	if stated != 0 && stated != r.Status {
		r.Stated = stated
	}
	if r.Status == domain.Success && (!tally.Confirmed() || x.cut != "") || !tally.Any() {
		words := cmp.Or(x.cut, "no place of the definition tells a status")
		if r.Status == domain.Success {
			r.Stated = domain.Success
		}
		r.Status, r.Evidence = domain.Unknown, domain.Evidence{Words: words, Where: "the whole message"}
	}
}

// frame reads what a result has beside status and objects.
func (d *Definition) frame(x *mail, one *row, n notes) domain.Result {
	get := func(rule string, v value) string {
		f, line, ok := v.first(x, one)
		if ok && f.where != "definition" {
			n.add(line, rule, f)
		}
		return f.text
	}
	r := domain.Result{
		Product: d.product, JobType: cmp.Or(get("job type", d.jobType), "Backup"), JobName: get("job name", d.jobName), Identity: get("job identity", d.jobIdentity),
		Kind: d.kind, Error: get("error", d.runError), Confidence: d.confidence,
		Started: d.time("started", d.started, x, one, n), Ended: d.time("ended", d.ended, x, one, n),
	}
	d.lasting(&r, x, one, n)
	for _, k := range d.kinds {
		if f, ok := k.holds(x, one); ok {
			n.add(k.line, "kind", f)
			r.Kind = k.is
			break
		}
	}
	return r
}

// lasting takes the end of a run from its start and how long it took, or the start from its end.
func (d *Definition) lasting(r *domain.Result, x *mail, one *row, n notes) {
	if r.Started.IsZero() == r.Ended.IsZero() {
		return
	}
	for _, s := range d.duration {
		for _, f := range s.all(x, one) {
			took, ok := when.Span(f.text)
			if !ok {
				continue
			}
			n.add(s.line, "duration", f)
			if r.Ended.IsZero() {
				r.Ended = domain.Stamp{Time: r.Started.Time.Add(took), Zoned: r.Started.Zoned, Text: r.Started.Text + " + " + f.text}
			} else {
				r.Started = domain.Stamp{Time: r.Ended.Time.Add(-took), Zoned: r.Ended.Zoned, Text: r.Ended.Text + " - " + f.text}
			}
			return
		}
	}
}

// signals adds what the places of the mail say, and returns the product's own word.
func (d *Definition) signals(x *mail, tally *verdict.Tally, n notes) (stated domain.Status) {
	for _, s := range d.statuses {
		if s.unless != nil {
			if _, ok := s.unless.holds(x, nil); ok {
				continue
			}
		}
		if s.when != nil {
			f, ok := s.when.holds(x, nil)
			needed(tally, s.must && !ok, "a place that every whole report has is missing (line "+itoa(s.line)+" of the definition)")
			if ok {
				tally.Add(s.is, f.words, f.where)
				n.add(s.line, "status", f)
				if s.stated {
					stated = max(stated, s.is)
				}
			}
			continue
		}
		list := s.from[0].all(x, nil)
		needed(tally, s.must && len(list) == 0, "a place that every whole report has is missing (line "+itoa(s.line)+" of the definition)")
		for _, f := range list {
			status, ok := s.words[folded(f.text)]
			if !ok {
				status = domain.Unknown
				x.unknownWord(f.text, f.where)
			}
			tally.Add(status, cmp.Or(f.words, f.text, "(nothing)"), f.where)
			n.add(s.line, "status", f)
			if s.stated {
				stated = max(stated, status)
			}
		}
	}
	for _, c := range d.counts {
		if c.below != 0 {
			c.ratio(x, tally, n)
			continue
		}
		list := c.from.all(x, nil)
		needed(tally, c.must && len(list) == 0, "a count that every whole report has is missing (line "+itoa(c.line)+" of the definition)")
		for _, f := range list {
			count, ok := number(f)
			switch {
			case f.text == "":
			case !ok:
				tally.Add(domain.Unknown, f.words, f.where)
				n.add(c.line, "count", f)
			case count > 0:
				tally.Add(c.aboveZero, f.words, f.where)
				n.add(c.line, "count", f)
			default:
				tally.Add(c.zero, f.words, f.where)
				n.add(c.line, "count", f)
			}
		}
	}
	d.exits(x, tally, n)
	d.ages(x, tally, n)
	if d.lines != nil {
		d.lines.look(x, tally, n)
	}
	return stated
}

// needed says that a mail is not whole.
func needed(tally *verdict.Tally, missing bool, words string) {
	if missing {
		tally.Add(domain.Unknown, words, "the whole message")
	}
}

// ratio reads "n of m": all are a success, fewer are what below says.
func (c countRule) ratio(x *mail, tally *verdict.Tally, n notes) {
	whole := c.from
	whole.as = "${n} ${of}"
	list := whole.all(x, nil)
	needed(tally, c.must && len(list) == 0, "a count that every whole report has is missing (line "+itoa(c.line)+" of the definition)")
	for _, f := range list {
		var some, all int
		if _, err := fmt.Sscanf(f.text, "%d %d", &some, &all); err != nil {
			tally.Add(domain.Unknown, f.words, f.where)
			continue
		}
		status := c.below
		if some == all && all > 0 {
			status = domain.Success
		}
		tally.Add(status, f.words, f.where)
		n.add(c.line, "count", f)
	}
}

// countObjects lists the counts that the definition wants to see as objects.
func (d *Definition) countObjects(x *mail) []domain.Object {
	var out []domain.Object
	for _, c := range d.counts {
		if c.object == "" {
			continue
		}
		for _, f := range c.from.all(x, nil) {
			if count, ok := number(f); ok {
				o := domain.Object{Name: c.object, Type: "Count", Status: domain.Success, Message: fmt.Sprint(count)}
				if count > 0 {
					o.Status = c.aboveZero
				}
				out = append(out, o)
				break
			}
		}
	}
	return out
}

// perObject makes a run of every object row. A word of the mail as a whole that is
// worse than all rows makes a run of its own, so that it is not lost.
func (d *Definition) perObject(x *mail, n notes) []domain.Result {
	var out []domain.Result
	worst, more := domain.Status(0), false
	var unnamed verdict.Tally
	for i := range d.objects {
		rule := &d.objects[i]
		for _, one := range rule.rows(x) {
			o, evidence, decided := rule.object(x, &one)
			if len(out) >= maxResults {
				more = true
				break
			}
			if o.Name == "" {
				if decided && o.Status > domain.Unknown {
					unnamed.Add(o.Status, evidence.Words, evidence.Where)
				}
				continue
			}
			r := d.frame(x, &one, n)
			r.JobName = cmp.Or(r.JobName, o.Name)
			r.Error = cmp.Or(r.Error, o.Message)
			r.NoObjects = domain.ObjectsNone
			var tally verdict.Tally
			if decided {
				tally.Add(o.Status, cmp.Or(evidence.Words, "(nothing)"), evidence.Where)
			}
			settle(&r, &tally, 0, x)
			worst = max(worst, r.Status)
			out = append(out, r)
		}
	}
	tally := unnamed
	stated := d.signals(x, &tally, n)
	needed(&tally, more, "the report has more than 200 results")
	if len(out) == 0 || tally.Any() && tally.Status() > worst {
		r := d.frame(x, nil, n)
		settle(&r, &tally, stated, x)
		r.NoObjects = domain.ObjectsNotRecognised
		out = append(out, r)
	}
	return out
}

func (d *Definition) time(rule string, t timeRule, x *mail, one *row, n notes) domain.Stamp {
	for _, s := range t.from {
		for _, f := range s.all(x, one) {
			stamp := t.read(f.text, x.cal())
			if stamp.IsZero() {
				continue
			}
			n.add(s.line, rule, f)
			return stamp
		}
	}
	return domain.Stamp{}
}

func (t timeRule) read(text string, cal when.Calendar) domain.Stamp {
	var stamp domain.Stamp
	if len(t.layouts) > 0 {
		for _, l := range t.layouts {
			if at, words, ok := l.read(text); ok {
				stamp = domain.Stamp{Time: at, Text: words}
				break
			}
		}
	} else {
		if t.order != when.Undecided {
			cal = cal.Ordered(t.order)
		}
		stamp = cal.Stamp(text)
	}
	if t.zone != nil && !stamp.IsZero() && !stamp.Zoned {
		stamp.Time, stamp.Zoned = stamp.In(t.zone), true
	}
	return stamp
}
