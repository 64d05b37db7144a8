package definition

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/readers/sanity"
	"runchecks/sync/readers/verdict"
)

// ageRule is how old a last success may be, and where the report tells it.
type ageRule struct {
	timeRule // without a place: wherever the general rule finds a last success
	line     int
	limit    time.Duration
	is       domain.Status
}

// exitRule is where the exit code of a command stands and what its values mean.
type exitRule struct {
	line  int
	from  value
	codes []codes
}

// codes are the exit codes from first to last.
type codes struct {
	first, last int64
	is          domain.Status
}

// Sanity implements reader.Sane: what the file says about empty runs, ages and exit codes.
func (d *Definition) Sanity() sanity.Policy { return d.policy }

func (d *Definition) buildSanity(x table) {
	switch word := x.text("zero"); word {
	case "", "unknown":
		d.policy.Zero = domain.Unknown
	case "warning":
		d.policy.Zero = domain.Warning
	case "fine":
		d.policy.Zero = domain.Success
	default:
		x.t.problem("zero", "zero must be \"unknown\", \"warning\" or \"fine\": what a run is that backed nothing up.")
	}
	d.age = x.ageRule()
	d.policy.Age, d.policy.LastSuccess = d.age.limit, len(d.age.from) > 0
	if e, ok := x.sub("exit_code"); ok {
		d.exit = e.exitRule()
		d.policy.ExitCodes = true
	}
}

func (x table) ageRule() ageRule {
	a, ok := x.sub("age")
	if !ok {
		return ageRule{}
	}
	r := ageRule{line: a.line(), is: cmp.Or(a.status("is"), domain.Unknown)}
	if r.is == domain.Success {
		a.t.problem(a.at("is"), "An age is no success; write limit = \"any\" where it does not matter.")
	}
	if limit := a.text("limit"); limit != "" {
		var err error
		if r.limit, err = span(limit); err != nil {
			a.t.problem(a.at("limit"), "%s", err.Error())
		}
	}
	if a.has("label") || a.has("in") {
		// The place of a time has settings of its own.
		r.timeRule = a.timeSettings()
	}
	a.done()
	return r
}

var spanForm = regexp.MustCompile(`^\s*(\d{1,5})\s*(h|d)\s*$`)

// span reads "36 h", "7 d" or "any".
func span(text string) (time.Duration, error) {
	if text == "any" {
		return math.MaxInt64, nil
	}
	g := spanForm.FindStringSubmatch(text)
	if g == nil || strings.Trim(g[1], "0") == "" {
		return 0, fmt.Errorf("limit must be hours or days, such as \"36 h\" or \"8 d\", or \"any\", not %q", text)
	}
	n, _ := strconv.Atoi(g[1]) // at most five digits
	if g[2] == "d" {
		n *= 24
	}
	return time.Duration(n) * time.Hour, nil
}

func (x table) exitRule() *exitRule {
	r := &exitRule{line: x.line(), from: value{x.source(nil)}}
	given := false
	for _, s := range statusWords {
		given = given || x.has(s.key)
		for _, v := range x.numbers(s.key) {
			c, err := codeRange(v)
			if err != nil {
				x.t.problem(x.at(s.key), "%s", err.Error())
				continue
			}
			c.is = s.is
			for _, o := range r.codes {
				if c.first <= o.last && o.first <= c.last && c.is != o.is {
					x.t.problem(x.at(s.key), "The code %s stands in two lists.", v)
				}
			}
			r.codes = append(r.codes, c)
		}
	}
	if !given {
		x.t.problem(x.path, "This exit code knows no value: list them, such as success = [0] and warning = [1, \"3-7\"].")
	}
	x.done()
	return r
}

// numbers reads a list of whole numbers and texts such as "8-15".
func (x table) numbers(key string) []string {
	v, ok := x.get(key)
	if !ok {
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, e := range list {
		switch e := e.(type) {
		case int64:
			out = append(out, strconv.FormatInt(e, 10))
		case string:
			out = append(out, e)
		default:
			x.t.problem(x.at(key), "%s must be a list of codes, such as [0, \"8-15\"].", key)
		}
	}
	if len(out) > maxWords {
		x.t.problem(x.at(key), "%s has more than %d entries.", key, maxWords)
	}
	return out
}

var rangeForm = regexp.MustCompile(`^\s*(\d{1,12})\s*-\s*(\d{1,12})\s*$`)

func codeRange(text string) (codes, error) {
	if g := rangeForm.FindStringSubmatch(text); g != nil {
		first, _ := strconv.ParseInt(g[1], 10, 64) // at most twelve digits
		last, _ := strconv.ParseInt(g[2], 10, 64)
		if first > last {
			return codes{}, fmt.Errorf("%q ends before it begins", text)
		}
		return codes{first: first, last: last}, nil
	}
	n, ok := sanity.Code(text)
	if !ok {
		return codes{}, fmt.Errorf("%q is no exit code; write numbers such as 0, or a range such as \"8-15\"", text)
	}
	return codes{first: n, last: n}, nil
}

// meaning is what a code means. One of no list is a failure, as everywhere, but for 0.
func (r *exitRule) meaning(code int64) domain.Status {
	for _, c := range r.codes {
		if code >= c.first && code <= c.last {
			return c.is
		}
	}
	if code == 0 {
		return domain.Unknown
	}
	return domain.Failed
}

// exits adds what the exit codes of the mail say.
func (d *Definition) exits(x *mail, tally *verdict.Tally, n notes) {
	if d.exit == nil {
		return
	}
	for _, f := range d.exit.from[0].all(x, nil) {
		status := domain.Unknown
		if code, ok := sanity.Code(f.text); ok {
			status = d.exit.meaning(code)
		} else if f.text == "" {
			continue
		}
		tally.Add(status, cmp.Or(f.words, f.text), f.where)
		n.add(d.exit.line, "exit code", f)
	}
}

// ages adds the last successes that lie too far before the mail.
func (d *Definition) ages(x *mail, tally *verdict.Tally, n notes) {
	if len(d.age.from) == 0 || x.sent.IsZero() {
		return
	}
	for _, s := range d.age.from {
		for _, f := range s.all(x, nil) {
			if f.text == "" {
				continue
			}
			stamp := d.age.read(f.text, x.cal())
			at := stamp.In(x.sent.Location())
			if stamp.IsZero() {
				day, ok := x.cal().Day(f.text)
				if !ok {
					tally.Add(domain.Unknown, f.words, f.where)
					n.add(d.age.line, "last success", f)
					continue
				}
				at = day.AddDate(0, 0, 1) // some time of that day
			}
			n.add(d.age.line, "last success", f)
			if x.sent.Sub(at) > cmp.Or(d.age.limit, sanity.Limit) {
				tally.Add(d.age.is, f.words, f.where)
			}
		}
	}
}
