package generic

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// sizes are what a mail says of how large something is, by what it is.
type sizes struct {
	source, kept  float64
	words, where  string
	full, partial bool
}

var (
	sourceSize = lexicon.Listed("size_of_source")
	copySize   = lexicon.Listed("size_of_copy")
	backupSize = lexicon.Listed("size_of_backup")
	fullWords  = lexicon.Listed("full_backup")
	partWords  = lexicon.Listed("part_backup")
	gradeWords = lexicon.Listed("grades")
	attention  = lexicon.Listed("attention_nouns")
)

// maxShrink is how many times smaller a full backup may be than what it is of: data shrinks,
// and not to a fiftieth.
const maxShrink = 50

// tiny is fewer bytes than an archive has that holds anything.
const tiny = 1024

// doubts notes figures that contradict a success by what they are of: a copy that is a small
// part of its source, an archive of a few bytes, a run of no time, a whole share beside a part,
// a grade.
func (c *collector) doubts() {
	items := c.facts.Items[:min(len(c.facts.Items), maxStructure)]
	s := sizes{}
	c.kindOf(&s, c.facts.Subject)
	large, instant := false, ""
	each := func(x *facts.Line, where string) {
		if len(x.Text) > 300 || !hasDigits(x.Text) {
			if len(x.Text) < 300 {
				c.kindOf(&s, x.Text)
			}
			return
		}
		c.kindOf(&s, x.Text)
		for _, segment := range split(x.Text) {
			for _, part := range strings.Split(segment, ", ") {
				c.sizeOf(&s, part, where)
			}
		}
		if !x.Label || len(x.Key) > 40 {
			return
		}
		if gradeWords(lexicon.Fold(x.Key)) && graded(x.Value) {
			c.note(domain.Unknown, grammar.OddMark, x.Key+": "+x.Value, where)
		}
		if c.role(x.Key, lexicon.Label) == lexicon.Duration && noTime(x.Value) {
			instant = x.Key + ": " + x.Value
		}
		for _, a := range amountsOf(x.Value, where, 0, nil) {
			large = large || a.unit == "B" && a.n >= 10e9
		}
	}
	for i := range items {
		x := &items[i]
		if x.Quoted || x.Logged {
			continue
		}
		if x.Table == nil {
			each(&x.Line, x.Where)
			continue
		}
		for n := range x.Table.Rows {
			if cells := x.Table.Rows[n].Cells; len(cells) == 2 && !cells[0].Head {
				key := strings.TrimRight(oneLine(cells[0].Text), " :")
				value := oneLine(cells[1].Text)
				each(&facts.Line{Text: key + ": " + value, Key: key, Value: value, Label: true}, x.Table.Where)
			}
		}
	}
	if s.kept > 0 && s.source > s.kept*maxShrink && !s.partial {
		c.note(domain.Unknown, grammar.ByShare, s.words, s.where)
	}
	if instant != "" && large {
		c.note(domain.Unknown, grammar.ByCount, instant, "duration")
	}
	c.wholes()
	if !c.started.IsZero() && !c.ended.IsZero() && c.started.Zoned == c.ended.Zoned && c.ended.Time.Before(c.started.Time.Add(-time.Hour)) {
		c.note(domain.Unknown, grammar.Past, c.ended.String()+" < "+c.started.String(), "the times of the run")
	}
}

// kindOf keeps whether a text speaks of a full backup, or of what changed.
func (c *collector) kindOf(s *sizes, text string) {
	for w := range strings.FieldsFuncSeq(lexicon.Fold(text), notLetterOrHyphen) {
		s.full = s.full || fullWords(w)
		s.partial = s.partial || partWords(w)
	}
}

func notLetterOrHyphen(r rune) bool { return strings.ContainsRune(" \t.,;:()[]{}|/\"'=+*<>!?", r) }

// sizeOf keeps what a part of a line says of one size: "Source: 900 GB", "copy 1 GB".
func (c *collector) sizeOf(s *sizes, part, where string) {
	found := amountsOf(part, where, 0, nil)
	if len(found) != 1 || found[0].unit != "B" || found[0].base {
		return
	}
	source, kept, size := false, false, false
	for w := range strings.FieldsFuncSeq(lexicon.Fold(part), notLetterOrHyphen) {
		source = source || sourceSize(w)
		kept = kept || copySize(w) || backupSize(w) && s.full
		size = size || backupSize(w)
		if partWords(w) {
			return
		}
	}
	n := found[0].n
	switch {
	case source && !kept:
		s.source = max(s.source, n)
	case kept && !source:
		if s.kept == 0 || n > s.kept {
			s.kept, s.words, s.where = n, strings.TrimSpace(part), where
		}
	}
	if size && n < tiny && len(strings.Fields(part)) <= 5 {
		c.note(domain.Unknown, grammar.ByCount, strings.TrimSpace(part), where)
	}
}

// graded reports whether a value is a grade that is not the whole: "5", "3/10".
func graded(value string) bool {
	n, rest, ok := leading(value)
	if !ok || hasLetters(rest) {
		return false
	}
	if m, _, ok := leading(strings.TrimLeft(rest, "/ ")); ok && strings.HasPrefix(rest, "/") {
		return n < m
	}
	return n != 100
}

// noTime reports whether a duration is zero: "00:00:00", "0 s".
func noTime(value string) bool {
	digits := strings.TrimRight(value, " abcdefghijklmnopqrstuvwxyz.")
	return digits != "" && strings.Trim(digits, "0:.") == "" && strings.Contains(digits, "0") && len(digits) <= 12
}

// wholeShare is a name with its share behind it, on a line or in a row of two cells.
var wholeShare = regexp.MustCompile(`^(\S.{0,60}?)[\s:.=]+(\d{1,3})(?:[.,]\d+)? ?%$`)

// wholes notes a name with a part of 100 % where another has all of it: "srv1 100 %",
// "srv2 17 %". Shares of one thing that grow are how far it has come.
func (c *collector) wholes() {
	all, part, where := "", "", ""
	look := func(text, place string) {
		if len(text) > 80 || !strings.HasSuffix(text, "%") {
			return
		}
		g := wholeShare.FindStringSubmatch(text)
		if g == nil || !nameLike(c.r, g[1]) {
			return
		}
		if n, _ := strconv.Atoi(g[2]); n >= 100 {
			all = g[1]
		} else if part == "" {
			part, where = text, place
		}
	}
	for i := range c.facts.Items[:min(len(c.facts.Items), maxStructure)] {
		x := &c.facts.Items[i]
		switch {
		case x.Quoted || x.Logged:
		case x.Table == nil:
			look(x.Text, x.Where)
		default:
			for n := range x.Table.Rows {
				if cells := x.Table.Rows[n].Cells; len(cells) == 2 && !cells[0].Head {
					look(oneLine(cells[0].Text)+" "+oneLine(cells[1].Text), x.Table.Where)
				}
			}
		}
	}
	if all != "" && part != "" && !strings.HasPrefix(part, all) {
		c.note(domain.Unknown, grammar.ByShare, part, where)
	}
}

// heeded notes a short clause that counts what a person has to look at: "2 alerts".
func (c *collector) heeded(text, where string) {
	tokens := c.r.Last()
	if len(tokens) > 5 || len(text) > 60 {
		return
	}
	for k := 0; k+1 < len(tokens); k++ {
		if t := &tokens[k]; t.Kind == grammar.Number && t.Counted && t.Count > 0 && !t.Unit && !t.Percent &&
			attention(lexicon.Fold(tokens[k+1].Text)) {
			c.note(domain.Unknown, grammar.ByCount, text, where)
			return
		}
	}
}

// ofMachines reports whether a clause that nobody understands counts machines or names a
// host: below a signature such a clause tells of them.
func (c *collector) ofMachines() bool {
	tokens := c.r.Last()
	for k := range tokens {
		t := &tokens[k]
		if t.Kind == grammar.Name && hostLike(t.Text) {
			return true
		}
		if t.Kind == grammar.Number && t.Counted && t.Count > 0 && t.Count < 1000 && !t.Unit && !t.Percent && k+1 < len(tokens) &&
			hosts(lexicon.Lower(tokens[k+1].Text)) {
			return true
		}
	}
	return false
}

// maxFields is how many fields a line of a list without a head has at most.
const maxFields = 10

// separatedRows reads lines whose fields marks separate, without a head: "srv1;OK". Where a
// field of one is a verdict, that of each has to be.
func (c *collector) separatedRows() {
	items := c.facts.Items[:min(len(c.facts.Items), maxStructure)]
	for i := 0; i < len(items); i++ {
		mark := separator(&items[i])
		if mark == "" {
			continue
		}
		width := strings.Count(items[i].Text, mark)
		var rows [][]string
		begin := i
		for ; i < len(items) && separator(&items[i]) == mark && strings.Count(items[i].Text, mark) == width; i++ {
			rows = append(rows, strings.Split(items[i].Text, mark))
		}
		i--
		if len(rows) > 1 {
			c.fieldRows(rows, begin)
		}
	}
}

// separator returns the mark that separates the fields of a line, "" where it has none.
func separator(x *facts.Item) string {
	if x.Table != nil || x.Quoted || x.Logged || len(x.Text) > 300 {
		return ""
	}
	for _, mark := range []string{";", "|", ","} {
		if n := strings.Count(x.Text, mark); n > 0 && n < maxFields && !(mark == "," && strings.Contains(x.Text, ", ")) &&
			!(mark == ";" && strings.Contains(x.Text, "; ")) {
			return mark
		}
	}
	return ""
}

func (c *collector) fieldRows(rows [][]string, begin int) {
	for j := range rows[0] {
		decided := 0
		for _, r := range rows {
			if f := strings.TrimSpace(r[j]); len(f) < 40 && c.r.Judge(f, lexicon.Value).Decided() {
				decided++
			}
		}
		if decided == 0 || decided == len(rows) && j == 0 {
			continue
		}
		name := 0
		if j == 0 {
			name = 1
		}
		for _, r := range rows {
			if f := strings.TrimSpace(r[name]); !c.nameable(f) || c.verdictAlone(f) {
				return
			}
		}
		for n, r := range rows {
			v := c.statusOf(strings.TrimSpace(r[j]))
			c.object(strings.TrimSpace(r[name]), v.Status, "")
			if v.Status == domain.Unknown {
				c.add(v, c.facts.Items[begin+n].Where, false)
			}
		}
		return
	}
}
