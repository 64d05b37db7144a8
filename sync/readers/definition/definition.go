package definition

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no files of zones

	"runchecks/domain"
	"runchecks/sync/readers/sanity"
	"runchecks/sync/readers/when"
)

// Definition is a checked file. It implements reader.Reader and is not changed
// after Parse, so several goroutines may use it.
type Definition struct {
	file, text                     string
	name, product, about           string
	confidence                     domain.Confidence
	match                          match
	kinds                          []kindRule
	kind                           domain.Kind // where no rule holds
	jobType                        value
	jobName, jobIdentity, runError value
	statuses                       []statusRule
	counts                         []countRule
	started, ended                 timeRule
	duration                       value // tells the end of a start, or the start of an end
	objects                        []rowRule
	per                            perResult
	begins                         *regexp.Regexp // of a block, for perBlock
	lines                          *closed        // nil where lines that nothing understands do not count
	age                            ageRule
	exit                           *exitRule // nil where the file names no exit code
	policy                         sanity.Policy
	limit                          time.Duration
}

// Name implements reader.Reader.
func (d *Definition) Name() string { return d.name }

// Product returns the product whose mails the definition reads.
func (d *Definition) Product() string { return d.product }

// About tells in words what it reads.
func (d *Definition) About() string { return d.about }

// File returns the name of its file.
func (d *Definition) File() string { return d.file }

// Text returns the text of its file.
func (d *Definition) Text() string { return d.text }

// match says which mails a definition reads: all of all, one of any, none of none.
type match struct{ all, any, none []condition }

type perResult string

const (
	perMail   perResult = "mail"
	perObject perResult = "object"
	perBlock  perResult = "block"
)

// kindRule gives a mail another kind where its condition holds.
type kindRule struct {
	condition
	is domain.Kind
}

// statusRule is one place that tells a status: the value found there is looked up
// in words, or is holds wherever the condition does.
type statusRule struct {
	line   int
	from   value
	when   *condition
	unless *condition // where it holds, this place tells nothing
	words  map[string]domain.Status
	is     domain.Status
	stated bool
	must   bool // without it the mail is not whole
}

// countRule is a number with its meaning.
type countRule struct {
	line      int
	from      source
	aboveZero domain.Status
	zero      domain.Status // 0: a zero says nothing
	// below makes it "n of m": what fewer than all mean; all of them are a success.
	below  domain.Status
	object string
	must   bool
}

// timeRule is where a time stands and how it is written.
type timeRule struct {
	from    value
	layouts []layout
	order   when.Order
	zone    *time.Location
}

var fileName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// Parse checks the text of a definition file. The error is an *Invalid with every
// problem that could be found.
func Parse(file string, text []byte) (*Definition, error) {
	if len(text) > maxFile {
		return nil, &Invalid{file, []Problem{{Reason: "The file is larger than 64 KB."}}}
	}
	t, root := parseTree(text)
	if root == nil {
		return nil, &Invalid{file, t.problems}
	}
	d := &Definition{file: file, text: string(text), limit: timeLimit}
	d.build(table{t: t, m: root})
	if len(t.problems) > 0 {
		slices.SortStableFunc(t.problems, func(a, b Problem) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		return nil, &Invalid{file, t.problems}
	}
	return d, nil
}

func (d *Definition) build(x table) {
	if v, ok := x.get("format"); ok && v != int64(1) {
		x.t.problem("format", "This program knows format = 1; the file needs a newer one.")
	}
	d.name = x.text("name")
	if !fileName.MatchString(d.name) {
		x.t.problem("name", "name must be a short word of small letters, digits and -, such as name = \"my-tool\".")
	}
	if d.product = x.text("product"); d.product == "" {
		x.t.problem("product", "product is missing: the name of the product, such as product = \"My Tool\".")
	}
	d.about = x.text("about")
	d.confidence = domain.Confidence(cmp.Or(x.text("confidence"), string(domain.ConfidenceMedium)))
	if !slices.Contains([]domain.Confidence{domain.ConfidenceHigh, domain.ConfidenceMedium, domain.ConfidenceLow}, d.confidence) {
		x.t.problem("confidence", "confidence must be \"high\", \"medium\" or \"low\".")
	}
	d.buildMatch(x)
	d.buildKind(x)
	if job, ok := x.sub("job"); ok {
		d.jobType, d.jobName, d.jobIdentity = job.value("type", nil), job.value("name", nil), job.value("identity", nil)
		job.done()
	}
	if len(d.jobType) == 0 {
		d.jobType = value{{template: "Backup"}}
	}
	d.runError = x.value("error", nil)
	for _, s := range x.tables("status") {
		d.statuses = append(d.statuses, s.statusRule())
	}
	for _, c := range x.tables("count") {
		d.counts = append(d.counts, c.countRule())
	}
	d.started, d.ended, d.duration = x.timeRule("started"), x.timeRule("ended"), x.value("duration", nil)
	if len(d.duration) > 0 && len(d.started.from)+len(d.ended.from) == 0 {
		x.t.problem("duration", "A duration alone tells no time: name the place of the start or end, too, with [started] or [ended].")
	}
	d.buildSanity(x)
	for _, o := range x.tables("objects") {
		d.objects = append(d.objects, o.rowRule())
	}
	if len(d.statuses)+len(d.counts)+len(d.objects) == 0 && d.exit == nil && d.kind != domain.KindInformation {
		x.t.problem("status", "Nothing tells a status: name a place with [[status]], [[count]], [[objects]] or [exit_code].")
	}
	if n := len(d.statuses) + len(d.counts) + len(d.objects) + len(d.match.all) + len(d.match.any) + len(d.match.none); n > maxRules {
		x.t.problem("status", "The file has %d rules; %d are possible.", n, maxRules)
	}
	d.lines = d.closedLines(x)
	d.buildResults(x)
	x.done()
}

func (d *Definition) buildMatch(x table) {
	m, ok := x.sub("match")
	if !ok {
		x.t.problem(
			"match",
			"match is missing: say which mails this reads, such as [match] with all = [{ in = \"subject\", contains = \"My Tool\" }].",
		)
		return
	}
	for _, group := range []struct {
		key  string
		into *[]condition
	}{{"all", &d.match.all}, {"any", &d.match.any}, {"none", &d.match.none}} {
		for _, c := range m.tables(group.key) {
			rule := c.condition()
			rule.rule = group.key + ": " + rule.rule
			*group.into = append(*group.into, rule)
			c.done()
		}
	}
	if len(d.match.all)+len(d.match.any) == 0 {
		m.t.problem(m.path, "match would read every mail: give at least one condition in all or any.")
	}
	m.done()
}

func (d *Definition) buildKind(x table) {
	d.kind = domain.KindRun
	v, ok := x.get("kind")
	if !ok {
		return
	}
	word := func(path string, v any) domain.Kind {
		s, _ := v.(string)
		k := domain.Kind(s)
		if k != domain.KindRun && k != domain.KindInformation && k != domain.KindDigest {
			x.t.problem(path, "kind must be \"run\", \"information\" or \"digest\".")
		}
		return k
	}
	list, ok := v.([]any)
	if !ok {
		d.kind = word("kind", v)
		return
	}
	for i, e := range list {
		path := fmt.Sprintf("kind[%d]", i)
		m, ok := e.(map[string]any)
		if !ok {
			d.kind = word(path, e)
			continue
		}
		c := table{x.t, path, m}
		is, _ := c.get("is")
		d.kinds = append(d.kinds, kindRule{c.condition(), word(path, is)})
		c.done()
	}
}

func (d *Definition) buildResults(x table) {
	d.per = perMail
	r, ok := x.sub("results")
	if !ok {
		return
	}
	d.per = perResult(cmp.Or(r.text("per"), string(perMail)))
	d.begins = r.pattern("begins")
	switch d.per {
	case perMail:
	case perObject:
		if len(d.objects) == 0 {
			r.t.problem(r.at("per"), "per = \"object\" needs [[objects]].")
		}
	case perBlock:
		if d.begins == nil {
			r.t.problem(r.at("per"), "per = \"block\" needs begins: a pattern for the line that a block begins with.")
		}
	default:
		r.t.problem(r.at("per"), "per must be \"mail\", \"object\" or \"block\".")
	}
	r.done()
}

// statusWords are the keys of word lists and what they mean.
var statusWords = []struct {
	key string
	is  domain.Status
}{{"success", domain.Success}, {"warning", domain.Warning}, {"failed", domain.Failed}, {"missed", domain.Missed}, {"unknown", domain.Unknown}}

// words reads the word lists of a status.
func (x table) words() map[string]domain.Status {
	out := map[string]domain.Status{}
	for _, s := range statusWords {
		for _, w := range x.texts(s.key) {
			k := folded(w)
			if before, ok := out[k]; ok && before != s.is {
				x.t.problem(x.at(s.key), "%q stands in two lists.", w)
			}
			out[k] = s.is
		}
	}
	return out
}

// status reads a status by its word; 0 where the key is not there.
func (x table) status(key string) domain.Status {
	word := x.text(key)
	if word == "" {
		return 0
	}
	for _, s := range statusWords {
		if s.key == word {
			return s.is
		}
	}
	x.t.problem(x.at(key), "%s must be \"success\", \"warning\", \"failed\", \"missed\" or \"unknown\".", key)
	return 0
}

func (x table) statusRule() statusRule {
	r := statusRule{
		unless: x.unless(),
		line:   x.line(),
		stated: x.flag("stated", false),
		must:   x.flag("must", false),
		is:     x.status("is"),
		words:  x.words(),
	}
	if r.is != 0 {
		c := x.condition()
		r.when = &c
		if len(r.words) > 0 {
			x.t.problem(x.at("is"), "Give either is, or lists of words.")
		}
	} else {
		r.from = value{x.source(nil)}
		if len(r.words) == 0 {
			x.t.problem(x.path, "This status knows no word: list them, such as success = [\"OK\"] and failed = [\"ERROR\"].")
		}
	}
	x.done()
	return r
}

// unless reads the condition under which a place tells nothing, nil where there is none.
func (x table) unless() *condition {
	sub, ok := x.sub("unless")
	if !ok {
		return nil
	}
	c := sub.condition()
	sub.done()
	return &c
}

func (x table) countRule() countRule {
	r := countRule{
		line:      x.line(),
		aboveZero: x.status("above_zero"),
		zero:      x.status("zero"),
		below:     x.status("below"),
		object:    x.text("object"),
		must:      x.flag("must", false),
		from:      x.source(nil),
	}
	if r.below != 0 &&
		(r.from.matches == nil || !slices.Contains(r.from.matches.SubexpNames(), "n") || !slices.Contains(r.from.matches.SubexpNames(), "of")) {
		x.t.problem(x.at("below"), "below needs matches with two numbers, such as '(?P<n>\\d+)/(?P<of>\\d+) VMs'.")
	}
	if r.aboveZero == 0 && r.below == 0 {
		x.t.problem(x.path, "above_zero is missing: what a number above zero means, such as above_zero = \"failed\".")
	}
	if r.zero != 0 && r.zero != domain.Success {
		x.t.problem(x.at("zero"), "zero can only be \"success\", or left out.")
	}
	x.done()
	return r
}

func (x table) timeRule(key string) timeRule {
	v, ok := x.m[key]
	if !ok {
		return timeRule{}
	}
	if m, isTable := v.(map[string]any); isTable {
		x.get(key)
		s := table{x.t, x.at(key), m}
		r := s.timeSettings()
		s.done()
		return r
	}
	return timeRule{from: x.value(key, nil)}
}

// timeSettings reads where a time stands and how it is written.
func (x table) timeSettings() timeRule {
	var r timeRule
	languages := x.texts("languages")
	for _, l := range languages {
		if known := when.Languages(); !slices.Contains(known, l) {
			x.t.problem(x.at("languages"), "The language %q is not known; possible are %s.", l, strings.Join(known, ", "))
		}
	}
	for _, l := range x.texts("layouts") {
		compiled, err := newLayout(l, languages)
		if err != nil {
			x.t.problem(x.at("layouts"), "%s", err.Error())
			continue
		}
		r.layouts = append(r.layouts, compiled)
	}
	switch order := x.text("order"); order {
	case "":
	case "day-first":
		r.order = when.DayFirst
	case "month-first":
		r.order = when.MonthFirst
	default:
		x.t.problem(x.at("order"), "order must be \"day-first\" or \"month-first\".")
	}
	if zone := x.text("zone"); zone != "" {
		var err error
		if r.zone, err = time.LoadLocation(zone); err != nil || zone == "Local" {
			x.t.problem(x.at("zone"), "The zone %q is not known; write for example \"UTC\" or \"Europe/Amsterdam\".", zone)
		}
	}
	r.from = value{x.source(nil)}
	return r
}
