package generic

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/sanity"
	"runchecks/sync/readers/when"
)

var (
	newestWords = lexicon.Listed("newest")
	keptThings  = lexicon.Listed("kept_things")
	keptWords   = lexicon.Listed("kept_words")
	freeWords   = lexicon.Listed("free_space")
	spaceWords  = lexicon.Listed("space_words")
	sumWords    = lexicon.Listed("checksums")
	shouldBe    = lexicon.Listed("should_be")
	ofDay       = lexicon.Listed("of_day")
	oldByNature = lexicon.Listed("old_by_nature")
	comeTo      = lexicon.Listed("from_tomorrow")
)

// kept notes labels of what is kept that say that nothing good is: no version, no room, the
// newest one old, a checksum that is another than that of the source, a place that should be
// another one, an end that is still to come.
func (c *collector) kept() {
	var sums []facts.Line
	each := func(x *facts.Line, where string) {
		if !x.Label || x.Value == "" || len(x.Key) > 60 || len(x.Value) > 200 {
			return
		}
		key := strings.FieldsFunc(lexicon.Fold(x.Key), notLetterOrHyphen)
		doubt := func(why grammar.Reason) { c.note(domain.Unknown, why, x.Key+": "+x.Value, where) }
		n, rest, number := leading(x.Value)
		switch {
		case number && n == 0 && rest == "" && keeps(key):
			doubt(grammar.ByCount)
		case number && n == 0 && (sized(rest) || volumes(lexicon.Fold(rest)) || rest == "%" || rest == "b") && has(key, freeWords) &&
			has(key, spaceWords):
			doubt(grammar.InTrouble)
		case has(key, newestWords) && (c.about(x.Key) || len(key) < 4) && c.old(x.Value):
			doubt(grammar.Past)
		case len(key) > 1 && ofDay(key[len(key)-1]) && c.about(x.Key) && c.oldDay(x.Value) && !has(key, oldByNature):
			doubt(grammar.Past)
		case has(key, sumWords):
			sums = append(sums, *x)
		}
		if role := c.role(x.Key, lexicon.Label); role == lexicon.End || role == lexicon.Start {
			if first, _, _ := strings.Cut(lexicon.Fold(x.Value), " "); comeTo(first) {
				doubt(grammar.NotEnded)
			}
		} else if supposedOtherwise(x.Value) {
			doubt(grammar.Possible)
		}
	}
	for i := range c.facts.Items[:min(len(c.facts.Items), maxStructure)] {
		x := &c.facts.Items[i]
		switch {
		case x.Quoted || x.Logged:
		case x.Table == nil:
			each(&x.Line, x.Where)
			if lonePercent.MatchString(x.Text) {
				c.note(domain.Unknown, grammar.OddMark, x.Text, x.Where)
			}
		default:
			c.agesApart(x.Table)
			for n := range x.Table.Rows {
				if cells := x.Table.Rows[n].Cells; len(cells) == 2 && !cells[0].Head {
					key := strings.TrimRight(oneLine(cells[0].Text), " :")
					each(&facts.Line{Key: key, Value: oneLine(cells[1].Text), Label: true}, x.Table.Where)
				}
			}
		}
	}
	c.sumsApart(sums)
	c.takenOut()
}

// lonePercent is a share below the whole that stands alone on its line: a bar without its picture.
var lonePercent = regexp.MustCompile(`^\d{1,2}(?:[.,]\d+)? ?%$`)

func has(words []string, in func(string) bool) bool { return slices.ContainsFunc(words, in) }

// keeps reports whether a label counts what is kept of backups, and nothing else.
func keeps(key []string) bool {
	for from := range key {
		for to := len(key); to > from; to-- {
			if keptThings(strings.Join(key[from:to], " ")) {
				return !slices.ContainsFunc(slices.Concat(key[:from], key[to:]), func(w string) bool { return !keptWords(w) })
			}
		}
	}
	return false
}

// about reports whether a label speaks of what backups are about.
func (c *collector) about(key string) bool {
	tokens := c.r.Tokens(key, lexicon.Sentence)
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Noun:
			return true
		case lexicon.Other, lexicon.Mood:
			return false
		}
	}
	return false
}

// supposedOtherwise reports whether a value says of itself that it should be another.
func supposedOtherwise(value string) bool {
	words := strings.FieldsFunc(lexicon.Fold(value), notLetterOrHyphen)
	for i := range words {
		if shouldBe(words[i]) || i+1 < len(words) && shouldBe(words[i]+" "+words[i+1]) {
			return len(words) <= 8
		}
	}
	return false
}

// sumsApart notes two checksums, of the source and of the copy, that are not the same.
func (c *collector) sumsApart(sums []facts.Line) {
	of := func(x facts.Line, in ...func(string) bool) bool {
		key := strings.FieldsFunc(lexicon.Fold(x.Key), notLetterOrHyphen)
		return slices.ContainsFunc(in, func(f func(string) bool) bool { return has(key, f) })
	}
	for _, a := range sums {
		for _, b := range sums {
			if of(a, sourceSize) && of(b, copySize, backupSize) && !strings.EqualFold(a.Value, b.Value) {
				c.note(domain.Unknown, grammar.OddMark, a.Key+": "+a.Value+", "+b.Key+": "+b.Value, a.Where)
				return
			}
		}
	}
}

// maxDays is how many rows of a table are held against each other by their days.
const maxDays = 200

// agesApart notes a row of a table whose day lies far before the mail, where that of another
// row does not: one machine fell silent, whatever the head of the column says.
func (c *collector) agesApart(t *facts.Table) {
	if len(t.Rows) < 3 || len(t.Rows) > maxDays || len(t.Rows[0].Cells) > maxHeadless || c.hint.IsZero() {
		return
	}
	for j := 1; j < len(t.Rows[0].Cells); j++ {
		head := oneLine(t.Rows[0].Cells[j].Text)
		folded := lexicon.Fold(head)
		if len(head) > 40 || has(strings.FieldsFunc(folded, notLetterOrHyphen), oldByNature) || oldByNature(folded) ||
			c.role(head, lexicon.Column) == lexicon.Next {
			continue
		}
		fresh, old, other := false, "", false
		for n := 1; n < len(t.Rows) && !other; n++ {
			if j >= len(t.Rows[n].Cells) {
				continue
			}
			text := oneLine(t.Rows[n].Cells[j].Text)
			switch {
			case text == "":
			case len(text) > 40 || !hasDigits(text) || !c.dated(text):
				other = true
			case !c.oldDay(text):
				fresh = true
			case old == "":
				old = oneLine(t.Rows[n].Cells[0].Text) + " " + text
			}
		}
		if fresh && old != "" && !other {
			c.note(domain.Unknown, grammar.Past, old, t.Where)
			return
		}
	}
}

var (
	dayDotMonth = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(?:,? \d{1,2}:\d{2}(?::\d{2})?)?$`)
	dayMonth    = regexp.MustCompile(`(?:^|\s)(\d{1,2})(?:\.|st|nd|rd|th|º|er)? (?:de |d')?(\pL{3,})\.?(?:$|[\s,])`)
	monthDay    = regexp.MustCompile(`(?:^|\s)(\pL{3,})\.? (\d{1,2})(?:$|[\s,])`)
)

// yearless reads a day without its year as the last one before the mail: "02.09.", "3 October".
func (c *collector) yearless(text string) (time.Time, bool) {
	day, month := 0, 0
	if g := dayDotMonth.FindStringSubmatch(text); g != nil {
		day, _ = strconv.Atoi(g[1])
		month, _ = strconv.Atoi(g[2])
	} else if g := dayMonth.FindStringSubmatch(text); g != nil && when.Month(lexicon.Fold(g[2])) > 0 {
		day, _ = strconv.Atoi(g[1])
		month = when.Month(lexicon.Fold(g[2]))
	} else if g := monthDay.FindStringSubmatch(text); g != nil {
		day, _ = strconv.Atoi(g[2])
		month = when.Month(lexicon.Fold(g[1]))
	}
	if month < 1 || month > 12 || day < 1 || day > 31 || c.hint.IsZero() {
		return time.Time{}, false
	}
	t := time.Date(c.hint.Year(), time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.After(c.hint.AddDate(0, 0, 2)) {
		t = t.AddDate(-1, 0, 0)
	}
	return t, true
}

// dated reports whether a text tells a day.
func (c *collector) dated(text string) bool {
	if !c.calendar().Stamp(text).IsZero() {
		return true
	}
	_, ok := c.yearless(text)
	return ok
}

// oldDay is old, of days without a year too.
func (c *collector) oldDay(text string) bool {
	if c.old(text) {
		return true
	}
	t, ok := c.yearless(text)
	return ok && c.hint.Sub(t) > sanity.Limit+24*time.Hour
}

// takenOut notes a name behind a minus in a list whose other names have a plus.
func (c *collector) takenOut() {
	plus, minus, where := 0, "", ""
	for i := range c.facts.Items[:min(len(c.facts.Items), maxStructure)] {
		x := &c.facts.Items[i]
		if x.Table != nil || x.Mark == 0 || len(x.Text) > 60 || strings.Contains(x.Text, " ") && !nameLike(c.r, x.Text) {
			continue
		}
		if x.Mark == '+' {
			plus++
		} else if minus == "" {
			minus, where = x.Text, x.Where
		}
	}
	if plus > 0 && minus != "" {
		c.note(domain.Unknown, grammar.OddMark, "- "+minus, where)
	}
}

// dayOnly notes a clause that is nothing but a backup and its day, long before the mail:
// "Backup set from 3 March".
func (c *collector) dayOnly(text, where string) {
	if len(text) > 80 || !hasDigits(text) {
		return
	}
	tokens := c.r.Last()
	noun, of := false, false
	for k := range tokens {
		t := &tokens[k]
		switch {
		case t.Class == lexicon.Noun && !of:
			noun = true
		case noun && ofDay(lexicon.Lower(t.Text)):
			of = true
		case t.Class == lexicon.Calendar, t.Kind == grammar.Number, t.Kind == grammar.Mark && t.Text != ":":
		default:
			return
		}
	}
	if noun && of && c.oldDay(text) {
		c.note(domain.Unknown, grammar.Past, text, where)
	}
}
