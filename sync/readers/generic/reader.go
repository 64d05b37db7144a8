// Package generic reads what no other reader knows. Success has to be proved, trouble
// only has to be suspected: every place of a mail that speaks about the run is read by
// the same closed grammar (package grammar), and the worst of them is the status. What
// cannot be decided is Unknown, with the word that nobody knows as evidence. A mail
// without any statement is not recognised, so that a person sees it.
package generic

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/reader"
)

// Name is the reader's name; the registry treats its results with less trust.
const Name = "generic"

// Reader reads mails of unknown products, with the words of the program or those that
// With was given.
type Reader struct {
	words *lexicon.Lexicon
	trade *gate
}

// With returns a reader that knows these words.
func With(l *lexicon.Lexicon) Reader { return Reader{words: l, trade: newGate(l)} }

// Text identifies the words of a profile that the reader knows, "" without any.
func (r Reader) Text() string {
	if r.words == nil {
		return ""
	}
	return r.words.Own()
}

// known returns the reader with the words of the program where it was given none.
func (r Reader) known() Reader {
	if r.words == nil {
		r.words, r.trade = lexicon.Shipped(), trade()
	}
	return r
}

// Name implements reader.Reader.
func (Reader) Name() string { return Name }

// Read implements reader.Reader.
func (r Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	r = r.known()
	trades := r.trade.about(m)
	if !trades && !jobs().in(lexicon.Fold(m.Subject)) {
		return nil, false
	}
	c := r.newCollector(m, env)
	if !trades && !c.ledger() {
		return nil, false
	}
	c.read()
	return c.result()
}

// Opinion reads a mail that another reader knows to be about a backup, whatever its words.
func (r Reader) Opinion(m *message.Message, env reader.Env) ([]domain.Result, bool) {
	c := r.known().newCollector(m, env)
	c.read()
	return c.result()
}

// read gathers what every place says.
func (c *collector) read() {
	c.subjectLearn()
	c.mend()
	c.names()
	c.tables()
	c.looseRows()
	c.lines()
	c.subject()
	c.beside()
	c.below()
	c.sums()
	c.figures()
	c.alarmed()
	c.times()
	c.doubts()
	c.separatedRows()
	c.kept()
	if c.facts.Control != "" {
		c.note(domain.Unknown, grammar.OddMark, c.facts.Control, "the form in the message")
	}
	if c.facts.Cut {
		c.note(domain.Unknown, grammar.UnknownProse, "the report is too long to be read whole", "the whole message")
	}
}

// subjectLearn takes the labels that brackets in the subject hold: (Host: "db1").
func (c *collector) subjectLearn() {
	if rest, found := c.inBrackets(c.facts.Subject); found {
		c.facts.Subject = rest
	}
}

// beside reads the other form of the body, of which only trouble counts: it says the
// same, often in a worse layout.
func (c *collector) beside() {
	var room [fewClauses]string
	for i := range c.facts.Beside {
		x := &c.facts.Beside[i]
		if x.Text == "" || x.Quoted {
			continue
		}
		c.bytes += len(x.Text)
		if c.looks++; c.looks > maxLooks || c.bytes > maxBytes {
			return
		}
		first := true
		for _, cl := range appendSplit(room[:0], x.Text) {
			v := c.judge(cl)
			if v.Status <= domain.Unknown || v.Other {
				continue
			}
			if first && c.untroubled(x) { // asked last: few lines get here
				break
			}
			first = false
			c.step = x.Logged && !c.trade.inLine(x.Text)
			c.add(v, x.Where, false)
		}
	}
	c.step = false
}

// untroubled reports whether the label of a line makes its words none about trouble: it
// counts something bad of which there is none, or names what the run was about.
func (c *collector) untroubled(x *facts.Line) bool {
	if !x.Label {
		return false
	}
	switch c.role(x.Key, lexicon.Label) {
	case lexicon.BadCount, lexicon.WarnCount, lexicon.OffCount:
		return x.Value == "" || c.none(x.Value)
	case lexicon.Job, lexicon.Machine, lexicon.Object:
		return true
	}
	return false
}

// quoted reads what a mail quotes that answers nothing: of it only trouble counts, and what
// nobody understands.
func (c *collector) quoted(x *facts.Item) {
	c.bytes += len(x.Text)
	if c.looks++; c.looks > maxLooks || c.bytes > maxBytes {
		return
	}
	for _, cl := range split(x.Text) {
		v := c.judge(cl)
		prose := v.Status == domain.Unknown && v.Reason != grammar.UnknownWord && v.Reason != grammar.NoHead && strings.Count(cl, " ") > 2
		if (v.Status > domain.Unknown || prose) && !v.Other {
			c.add(v, x.Where, false)
		}
	}
}

// below reads what stands under a signature's delimiter. Nothing good is learned there; a
// verdict or a word of trouble is heard, and so is a negation: a name and an address have
// none.
func (c *collector) below() {
	var room [fewClauses]string
	for i := range c.facts.Below {
		x := &c.facts.Below[i]
		c.bytes += len(x.Text)
		if c.looks++; c.looks > maxLooks || c.bytes > maxBytes {
			return
		}
		for _, cl := range appendSplit(room[:0], x.Text) {
			v := c.judge(cl)
			doubt := v.Reason == grammar.Denied || v.Reason == grammar.InTrouble || v.Reason == grammar.ByException
			if (v.Reason == grammar.UnknownProse || v.Reason == grammar.NoHead) && c.ofMachines() {
				v, doubt = grammar.Verdict{Status: domain.Unknown, Reason: grammar.NoHead, Words: cl}, true
			}
			if !v.Other && (v.Status > domain.Unknown || v.Status == domain.Unknown && doubt) {
				c.add(v, x.Where, false)
			}
		}
	}
}

// result makes one result of everything that was said.
func (c *collector) result() ([]domain.Result, bool) {
	if c.begun != nil {
		c.said = append(c.said, *c.begun)
	}
	worst, decided := c.worst()
	alert := false
	if silent := worst == nil || !decided && !c.bent(); silent && c.kind == "" && len(c.others) == 0 {
		if worst != nil {
			worst = c.alert()
		}
		alert = worst != nil && worst.status < domain.Failed
		if worst == nil {
			if len(c.m.Unopened) == 0 || len(c.m.EnclosedTexts()) > 0 { // those are read by themselves
				return nil, false
			}
			worst = &statement{status: domain.Unknown, reason: grammar.NoHead, words: c.m.Unopened[0].String(), where: "attachments"}
		}
	}
	if worst != nil && worst.status == domain.Success && c.kind == "" && c.deed != "" && c.bare() {
		c.kind = c.deed // "Success", below it "Snapshot removed successfully."
	}
	name := c.identify()
	r := domain.Result{
		Product:    "Other",
		JobType:    name.jobType,
		JobName:    name.jobName,
		Identity:   name.identity,
		Kind:       domain.KindRun,
		Started:    c.started,
		Ended:      c.ended,
		NoObjects:  domain.ObjectsNotRecognised,
		Confidence: domain.ConfidenceLow,
	}
	if worst != nil {
		r.Status = worst.status
		r.Evidence = domain.Evidence{Words: worst.words, Where: worst.where}
		if worst.status == domain.Unknown && c.proved() {
			r.Stated = domain.Success
		}
	}
	r.Objects = c.single(r.Status, alert)
	noBetterThanObjects(&r)
	switch {
	case c.facts.Reply || c.answered():
		r.Kind = domain.KindInformation
		r.Status, r.Stated = domain.Unknown, 0
		r.Evidence = domain.Evidence{Words: c.m.Subject, Where: "subject"}
	case alert:
		r.Kind = domain.KindInformation
	case c.kind != "" || worst == nil:
		r.Kind = domain.KindInformation
		r.Status, r.Stated = c.otherStatus(), 0
		if r.Evidence.Words == "" {
			r.Evidence = domain.Evidence{Words: c.kind, Where: "subject"}
		}
		if worst != nil && worst.status > r.Status {
			r.Status = worst.status
		}
	}
	if all := c.digest(r); all != nil {
		return all, true
	}
	return []domain.Result{r}, true
}

// noBetterThanObjects takes a success back where an object of the run is not good: whatever
// found the object has seen what no statement said.
func noBetterThanObjects(r *domain.Result) {
	if r.Status != domain.Success {
		return
	}
	for _, o := range r.Objects {
		if s := o.Status.Known(); s > r.Status {
			r.Status, r.Stated = s, domain.Success
			r.Evidence = domain.Evidence{Words: cmp.Or(o.Message, o.Name), Where: "row " + o.Name}
		}
	}
}

// maxAlert is how many lines the notice of a trouble has at most: longer mails are prose.
const maxAlert = 12

// alert returns the trouble of which a short mail tells that speaks of no run: a warning.
func (c *collector) alert() *statement {
	if c.looks > maxAlert || c.facts.Reply {
		return nil
	}
	return c.trouble
}

// troubled keeps the first clause that tells of a trouble with something.
func (c *collector) troubled(v grammar.Verdict, text, where string) {
	if c.trouble != nil || v.Reason != grammar.InTrouble && v.Reason != grammar.Denied {
		return
	}
	about := v.Reason == grammar.InTrouble
	named, noun, began, may := false, false, false, false
	for k := range c.r.Last() { // a negation alone says too little: "nothing about backups"
		t := &c.r.Last()[k]
		about = about || t.Kind == grammar.Name || t.Class == lexicon.Trouble
		named, noun = named || t.Kind == grammar.Name, noun || t.Class == lexicon.Noun
		began, may = began || t.Class == lexicon.Started ||
			starts(lexicon.Fold(t.Text)), may || t.Class == lexicon.Mood ||
			t.Class == lexicon.Last
	}
	if about {
		c.trouble = &statement{status: domain.Warning, reason: v.Reason, words: v.Words, where: where}
		if named && noun && began && !may { // "The server could not be reached when the backup of SRV1 started"
			c.trouble.status = domain.Failed
		}
		c.troubleText = text
	}
}

// starts are nouns and infinitives for the start of a run.
var starts = lexicon.Listed("starts")

// answered reports whether a subject begins as an answer does in Italian and the body
// quotes what was answered: "R:" alone may be a drive.
func (c *collector) answered() bool {
	if prefix, _, _ := strings.Cut(c.facts.Subject, ":"); !strings.EqualFold(prefix, "r") {
		return false
	}
	return slices.ContainsFunc(c.facts.Items, func(x facts.Item) bool { return x.Quoted })
}

// otherStatus is how an event of another kind ended.
func (c *collector) otherStatus() domain.Status {
	status := domain.Unknown
	for _, s := range c.others {
		if s.status > domain.Unknown {
			status = max(status, s.status)
		}
	}
	return status
}

// bent reports whether a statement about the run stands somewhere that could not be
// decided, beside prose that is only not understood.
func (c *collector) bent() bool {
	for _, s := range c.said {
		if s.status != domain.Unknown {
			continue
		}
		switch s.reason {
		case grammar.UnknownProse, grammar.InTrouble, grammar.ByException, grammar.Past, grammar.Denied:
		default:
			return true
		}
	}
	return false
}

// bare reports whether nothing is good but a subject that does not tell what went well.
func (c *collector) bare() bool {
	for _, s := range c.said {
		if s.status == domain.Success && s.where != "subject" {
			return false
		}
	}
	for _, t := range c.r.Tokens(c.facts.Subject, lexicon.Sentence) {
		if t.Kind == grammar.Name || t.Class == lexicon.Noun || t.Class == lexicon.Named {
			return false
		}
	}
	return true
}

// proved reports whether a place proved a success.
func (c *collector) proved() bool {
	for _, s := range c.said {
		if s.status == domain.Success {
			return true
		}
	}
	return false
}

// worst returns the worst statement. An explicit overall warning beats failed lines
// below it; an explicit success beats nothing.
func (c *collector) worst() (*statement, bool) {
	var worst, stated, step *statement
	decided, ended := false, false
	for i := range c.said {
		s := &c.said[i]
		decided = decided || s.status != domain.Unknown
		if s.logged && s.status > domain.Unknown {
			if step == nil || s.status > step.status {
				step = s
			}
			if !strings.HasPrefix(s.where, "text ") {
				ended = false
			}
			continue
		}
		ended = ended || s.status == domain.Success // below the step, or in the subject
		if worst == nil || s.status > worst.status {
			worst = s
		}
		if s.stated && s.status > domain.Unknown && (stated == nil || s.status > stated.status) {
			stated = s
		}
	}
	if step != nil && ended {
		step = c.survived(step)
	}
	if step != nil && (worst == nil || step.status > worst.status) {
		worst = step
	}
	if worst != nil && stated != nil && worst.status == domain.Failed && stated.status != domain.Failed && !worst.stated {
		worst = stated
	}
	return worst, decided
}

// survived judges a step that went wrong by the log of a run of which the report says
// afterwards that it went well: a warning, and undecided where the report has looked at
// every object and found each of them good.
func (c *collector) survived(step *statement) *statement {
	s := *step
	s.status = domain.Warning
	if c.rows.good > 0 && c.rows.other == 0 {
		s.status = domain.Unknown
	}
	return &s
}

// reported are the objects of the mail.
func (c *collector) reported() []domain.Object {
	keys := map[string]int{}
	for _, s := range c.states {
		keys[s.key]++
	}
	for _, s := range c.states {
		if keys[s.key] > 1 && s.name != "" && s.key != c.carded { // the label is repeated: each belongs to what stands above it
			c.object(s.name, s.status, "")
		}
	}
	if c.rows.good+c.rows.other == 0 { // else they are titles of tables
		for _, o := range c.paired {
			c.object(o.Name, o.Status, "")
		}
	}
	for _, o := range c.owners {
		c.object(o.name, o.status(), "")
	}
	if len(c.objects) == 0 {
		c.parallel()
		for _, o := range c.marked {
			for i := range c.logged {
				if c.logged[i].Name == o.Name {
					c.logged[i].Status = o.Status
				}
			}
			c.logged = append(c.logged, o)
		}
		names := map[string]bool{}
		for _, o := range c.logged {
			names[domain.Fold(o.Name)] = true
		}
		if len(names) > 1 {
			for _, o := range c.logged {
				c.object(o.Name, o.Status, o.Message)
			}
		}
	}
	return c.objects
}

// single makes the machine of a report an object, where the report names no other. A server
// on which a named job ran is none, nor is one of which the report counts several.
func (c *collector) single(status domain.Status, alert bool) []domain.Object {
	objects := c.reported()
	c.doubted()
	if len(objects) > 0 || c.facts.Reply || c.kind != "" {
		return objects
	}
	if alert {
		if name := c.backedUp(c.troubleText); name != "" {
			c.object(name, status, "")
		}
		return c.objects
	}
	if c.impliedObjects(status); len(c.objects) > 0 {
		return c.objects
	}
	if len(c.held) > 0 && status == domain.Success {
		for _, o := range c.held {
			c.object(o.Name, status, "")
		}
		return c.objects
	}
	if len(c.sure) > 0 {
		for _, o := range c.sure {
			if c.jobName == "" || !strings.Contains(c.facts.Subject, o.Name) { // else the host that the job ran on
				c.object(o.Name, o.Status, o.Message)
			}
		}
		if len(c.objects) == 1 { // the mail is about nothing else
			c.objects[0].Status = status.Known()
		}
		return c.objects
	}
	name := brackets.ReplaceAllString(c.machine, "")
	if !hasLetters(name) || c.ranOn && c.jobName != "" {
		name = ""
	}
	if name == "" && c.machine == "" && c.jobName == "" {
		residue, _ := c.residue()
		for _, p := range residue {
			if p.name && !p.joined && !p.job && hostLike(p.text) {
				if name != "" {
					return nil
				}
				name = p.text
			}
		}
	}
	if name == "" && c.machine == "" && status != domain.Unknown {
		name = c.only
	}
	if !hasLetters(name) || status == domain.Unknown || c.several() {
		return nil
	}
	return []domain.Object{{Name: strings.TrimSpace(name), Status: status.Known()}}
}

// several reports whether the report counts more than one machine.
func (c *collector) several() bool {
	counts := func(text string) bool {
		if !hasDigits(text) {
			return false
		}
		tokens := c.r.Tokens(text, lexicon.Sentence)
		for k := 0; k+1 < len(tokens); k++ {
			if t := &tokens[k]; t.Kind == grammar.Number && t.Counted && !t.Unit && t.Count > 1 && t.Count < 10_000 {
				word := tokens[k+1].Text
				switch c.role(word, lexicon.Label) {
				case lexicon.Total, lexicon.Machine:
					return true
				}
			}
		}
		return false
	}
	if counts(c.facts.Subject) {
		return true
	}
	for i := range c.facts.Items[:min(len(c.facts.Items), maxTold)] {
		if x := &c.facts.Items[i]; x.Table == nil && len(x.Text) < 200 && counts(x.Text) {
			return true
		}
	}
	return false
}

// hostLike reports whether a name has the form of a host's: one word with a digit or a
// hyphen between letters, and no path.
func hostLike(s string) bool {
	if strings.ContainsAny(s, ` /\:@%$~()[]`) || len(s) < 3 || len(s) > 60 {
		return false
	}
	letter := s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 0x80
	return letter && strings.ContainsAny(s, "0123456789-")
}
