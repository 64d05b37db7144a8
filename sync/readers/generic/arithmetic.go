package generic

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/sanity"
)

// tally is what labels count.
type tally struct {
	good, bad, off, total float64
	hasGood, hasBad       bool
	hasTotal              bool
	strange               bool // a count of what nobody knows
	words, where          string
}

// leading reads the number that a value begins with.
func leading(value string) (n float64, rest string, ok bool) {
	value = strings.TrimSpace(value)
	i := 0
	for i < len(value) && (value[i] >= '0' && value[i] <= '9' || value[i] == '.' || value[i] == ',') {
		i++
	}
	digits := strings.TrimRight(value[:i], ".,")
	if digits == "" {
		return 0, value, false
	}
	plain := digits
	if j := strings.IndexAny(digits, ".,"); j > 0 && len(digits)-j-1 == 3 {
		plain = strings.NewReplacer(".", "", ",", "").Replace(digits)
	}
	n, err := strconv.ParseFloat(strings.Replace(plain, ",", ".", 1), 64)
	return n, strings.TrimSpace(value[len(digits):]), err == nil
}

// none reports whether a value says that there is none.
func (c *collector) none(value string) bool {
	value = strings.Trim(value, " .()[]{}")
	switch lexicon.Fold(value) {
	case "", "-", "–", "—", "n/a", "na", "false", "no", "none", "nil", "null", "0", "nein", "non", "nee", "ninguno",
		"nessuno", "nenhum", "off", "---":
		return true
	}
	tokens := c.r.Tokens(value, lexicon.Sentence)
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Without, lexicon.ErrorFree:
		case lexicon.Negation:
			if len(tokens) > 1 {
				return false
			}
		case lexicon.BadNoun, lexicon.WarnNoun, lexicon.Failed, lexicon.Noun, lexicon.Neutral, lexicon.Named:
			if k == 0 {
				return false
			}
		default:
			return false
		}
	}
	return len(tokens) > 0
}

// badCount reads a label that counts errors, warnings, or what was left out.
func (c *collector) badCount(role lexicon.Class, key, value, where string) bool {
	if c.none(value) && value != "" {
		if role == lexicon.BadCount {
			c.tally.hasBad = true
		}
		return true
	}
	if value == "" {
		return false
	}
	n, rest, ok := leading(value)
	if !ok {
		if role != lexicon.BadCount {
			c.listedIn(value, domain.Warning)
			return false
		}
		// The text of an error stands where a number could.
		if v := c.judge(value); v.Status == domain.Success {
			c.add(grammar.Verdict{Status: domain.Unknown, Reason: grammar.Bent, Words: key + ": " + value}, where, false)
			return true
		}
		c.add(grammar.Verdict{Status: domain.Failed, Reason: grammar.ByNoun, Words: key + ": " + value}, where, false)
		c.listedIn(value, domain.Failed)
		return true
	}
	if n > 0 && role == lexicon.OffCount && sized(rest) && c.waits(key) {
		return true // "Pending removals: 1.019 GiB"
	}
	if n > 0 {
		status := domain.Warning
		if role == lexicon.BadCount {
			status = domain.Failed
			c.tally.bad += n
		}
		if role == lexicon.OffCount {
			c.tally.off += n
		}
		c.note(status, grammar.ByCount, key+": "+value, where)
	}
	if role == lexicon.BadCount {
		c.tally.hasBad = true
	}
	if hasLetters(rest) {
		c.clauses(rest, where, -1)
	}
	return true
}

// listedIn makes objects of the names that a value lists: "db01 (no space), db02".
func (c *collector) listedIn(value string, status domain.Status) {
	depth, from := 0, 0
	for i := range len(value) + 1 {
		switch {
		case i < len(value) && value[i] == '(':
			depth++
		case i < len(value) && value[i] == ')':
			depth--
		}
		if i < len(value) && (value[i] != ',' || depth > 0) {
			continue
		}
		if name, reason := nameAndReason(value[from:i]); nameLike(c.r, name) && c.nameable(name) {
			c.object(name, status, reason)
		}
		from = i + 1
	}
}

// sized reports whether a text begins with a unit of bytes.
func sized(rest string) bool {
	unit, _, _ := strings.Cut(lexicon.Lower(rest), " ")
	return len(unit) > 1 && len(unit) < 4 && strings.HasSuffix(unit, "b") && volumes(unit)
}

// waits reports whether a key speaks of what is still to be done.
func (c *collector) waits(key string) bool {
	for _, t := range c.r.Tokens(key, lexicon.Sentence) {
		if t.Class == lexicon.Running {
			return true
		}
	}
	return false
}

// amount reads a label that tells how much was processed, or how many succeeded.
func (c *collector) amount(role lexicon.Class, key, value, where string) bool {
	n, rest, ok := leading(value)
	if !ok {
		return false
	}
	if strings.HasPrefix(rest, "%") {
		if n < 100 && role == lexicon.GoodCount { // "Success rate: 92 %"
			c.note(domain.Unknown, grammar.ByShare, key+": "+value, where)
		}
		return true
	}
	if m, found := c.outOf(n, rest); found {
		if n < m {
			c.note(domain.Warning, grammar.ByShare, key+": "+value, where)
		}
		if role == lexicon.GoodCount {
			c.tally.good, c.tally.total, c.tally.hasGood, c.tally.hasTotal = c.tally.good+n, c.tally.total+m, true, true
			c.tally.words, c.tally.where = key+": "+value, where
		}
		return true
	}
	switch role {
	case lexicon.GoodCount:
		c.tally.strange = c.tally.strange || rest != "" // "4 (yesterday: 9)"
		c.tally.good, c.tally.hasGood = c.tally.good+n, true
		c.tally.words, c.tally.where = key+": "+value, where
	case lexicon.Total:
		c.tally.total, c.tally.hasTotal = c.tally.total+n, true
	case lexicon.Volume:
		c.volumes = append(c.volumes, volume{n, key + ": " + value, where})
	}
	if hasLetters(rest) && len(rest) > 6 {
		c.clauses(rest, where, -1)
	}
	return true
}

// oneChunk reports whether a text is nothing but letters and digits of ASCII, as what follows
// the first number of a duration: "h10m4s".
func oneChunk(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}

// outOf finds the whole behind a part: "of 412", "/ 5".
func (c *collector) outOf(n float64, rest string) (float64, bool) {
	if strings.HasPrefix(rest, "/") {
		if m, _, ok := leading(rest[1:]); ok && m >= n {
			return m, true
		}
		return 0, false
	}
	if plainASCII(rest) && !hasDigits(rest) || oneChunk(rest) || strings.HasPrefix(rest, ":") { // "12:59"
		return 0, false
	}
	tokens := c.r.Tokens(strconv.FormatFloat(n, 'f', -1, 64)+" "+rest, lexicon.Sentence)
	if len(tokens) < 3 || tokens[1].Class != lexicon.Preposition && tokens[1].Class != lexicon.Neutral {
		return 0, false
	}
	for _, k := range []int{2, 3} {
		if k < len(tokens) && tokens[k].Kind == grammar.Number && tokens[k].Counted && !tokens[k].Unit && (k == 2 ||
			tokens[2].Cont || tokens[2].Class == lexicon.Neutral) {
			return tokens[k].Count, tokens[k].Count >= n
		}
	}
	return 0, false
}

// sums judges what the labels count together: less than all is no success, all of them
// without a failure is one, nothing processed is none.
func (c *collector) sums() {
	c.compare()
	t := &c.tally
	if t.hasGood && t.hasTotal && t.total > 0 {
		switch {
		case t.good < t.total:
			c.note(domain.Warning, grammar.ByShare, t.words, t.where)
		case t.good == t.total && t.hasBad && t.bad == 0 && t.off == 0:
			c.note(domain.Success, grammar.ByCount, t.words, t.where)
		}
	}
	if t.hasGood && !t.hasTotal && t.good > 0 && t.hasBad && t.bad == 0 && t.off == 0 && !t.strange {
		c.note(domain.Success, grammar.ByCount, t.words, t.where) // "Successful: 4", "Failed: 0", and no other count
	}
	if t.hasGood && t.good == 0 && (t.hasTotal && t.total > 0 || !t.hasTotal) && t.words != "" {
		c.note(domain.Unknown, grammar.ByCount, t.words, t.where)
	}
	if len(c.volumes) == 0 {
		return
	}
	for _, v := range c.volumes {
		if v.amount > 0 {
			return
		}
	}
	c.note(domain.Unknown, grammar.ByCount, "nothing was backed up: "+c.volumes[0].words, c.volumes[0].where)
}

var (
	letterCounts = regexp.MustCompile(`^(?:[A-Za-z]{1,4} ?[:=]? ?\d{1,6}(?: |[,;|/] ?|$))+$`)
	letterCount  = regexp.MustCompile(`([A-Za-z]+)[ :=]*(\d+)`)
	badLetters   = lexicon.Listed("bad_letters")
)

// letters notes a line of counts under single letters of which one counts what went wrong:
// "OK 7 F 1", "W: 2 E: 1".
func (c *collector) letters(text, where string) bool {
	if len(text) > 60 || len(text) < 3 || !letterCounts.MatchString(text) {
		return false
	}
	all := letterCount.FindAllStringSubmatch(text, -1)
	for _, g := range all {
		if l := lexicon.Lower(g[1]); l == "c" || l == "d" {
			return false // drives
		}
	}
	for _, g := range all {
		if badLetters(lexicon.Lower(g[1])) && strings.Trim(g[2], "0") != "" {
			c.note(domain.Unknown, grammar.ByCount, text, where)
			return true
		}
	}
	return false
}

// nothing notes a clause that says that nothing was processed: "0 B transferred, 0 files".
func (c *collector) nothing(text, where string) {
	if strings.IndexByte(text, '0') < 0 {
		return
	}
	zero := false
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		t := &tokens[k]
		switch t.Class {
		case lexicon.BadNoun, lexicon.WarnNoun, lexicon.Failed, lexicon.Warning, lexicon.Missed, lexicon.LeftOut:
			if k == 0 || tokens[k-1].Kind != grammar.Number || tokens[k-1].Count != 0 { // but "0 errors"
				return
			}
		case lexicon.Other, lexicon.Trouble, lexicon.Last:
			return
		}
		if t.Kind != grammar.Number || strings.ContainsAny(t.Text, ":") {
			continue
		}
		if !t.Counted || t.Count != 0 || t.Percent {
			return
		}
		unit := ""
		if k+1 < len(tokens) {
			unit = lexicon.Lower(tokens[k+1].Text)
			switch next := &tokens[k+1]; {
			case next.Class == lexicon.BadNoun, next.Class == lexicon.WarnNoun, next.Class == lexicon.Failed:
				continue // "0 errors"
			case k+2 < len(tokens) && tokens[k+2].Kind == grammar.Number && tokens[k+2].Counted && tokens[k+2].Count == 0:
				continue // "0 of 0 files"
			}
		}
		if !volumes(unit) && !(t.Unit && strings.HasSuffix(lexicon.Lower(t.Text), "b")) {
			return
		}
		zero = true
	}
	if zero {
		c.volumes = append(c.volumes, volume{0, text[:min(len(text), 100)], where})
	}
}

var volumes = lexicon.Listed("volumes")

// lastTime judges the time of the last run: one that is too old is no success.
func (c *collector) lastTime(key, value, where string) {
	if c.old(value) {
		c.note(domain.Unknown, grammar.Past, key+": "+value, where)
		return
	}
	if v := c.r.Judge(value, lexicon.Value); v.Status > domain.Unknown {
		c.add(v, where, false)
	}
}

// stale finds an age in a clause about the last run: "last backup 109 days ago".
func (c *collector) stale(text, where string) {
	if c.old(text) {
		c.note(domain.Unknown, grammar.Past, text[:min(len(text), 120)], where)
	}
}

// old reports whether a text names a day, or a number of days, more than 36 hours before
// the mail.
func (c *collector) old(text string) bool {
	return !c.hint.IsZero() && sanity.Old(text, c.calendar(), c.hint, sanity.Limit)
}

// longestRun is how long before the mail a backup may have ended that it reports: a full one of
// a whole week.
const longestRun = 8 * 24 * time.Hour

var inQuotes = regexp.MustCompile(`"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»`)

// longPast reports whether a clause with a verdict names a day on which no run can have ended
// that this mail is about: "the backup succeeded on 3 August" in a mail of November.
func (c *collector) longPast(clause string) bool {
	if strings.ContainsAny(clause, "\"“„«") {
		clause = inQuotes.ReplaceAllString(clause, " ") // a name may hold a version
	}
	if c.hint.IsZero() || !hasDigits(clause) {
		return false
	}
	if s := c.calendar().Stamp(clause); !s.IsZero() {
		return c.hint.Sub(s.In(c.hint.Location())) > longestRun
	}
	d, ok := c.calendar().Day(clause)
	return ok && c.hint.Sub(d) > longestRun
}

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
