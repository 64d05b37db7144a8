package generic

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// figures holds what a mail shows in numbers and pictures against each other: a bar that stops
// short, a line of shares of which one is no whole, a size that fell to a twentieth of what it
// was or should be. None of them is a verdict; each takes a success back.
func (c *collector) figures() {
	items := c.facts.Items[:min(len(c.facts.Items), maxStructure)]
	var seen []amount
	for _, cl := range split(c.facts.Subject) {
		if v := c.judge(cl); v.Status == domain.Success && !v.Other {
			c.wentWell(cl, "subject")
		}
	}
	c.shortfalls()
	c.besidesResult()
	whole, part := false, ""
	partWhere := ""
	look := func(text, where string, i int) {
		if bar := unfinishedBar(text); bar != "" {
			c.note(domain.Unknown, grammar.NotEnded, bar, where)
		}
		if n, m, ok := shareAtEnd(text); ok {
			if n == m {
				whole = true
			} else if part == "" {
				part, partWhere = text, where
			}
		}
		if strings.ContainsAny(text, "0123456789") && len(text) < 1000 && len(seen) < maxCounts {
			seen = amountsOf(text, where, i, seen)
		}
	}
	for i := range items {
		x := &items[i]
		if x.Quoted || x.Logged {
			continue
		}
		if x.Table == nil {
			look(x.Text, x.Where, i)
			c.shareUnder(&x.Line)
			c.tooFew(&x.Line)
			if a := labelAmount(&x.Line, i); a.unit != "" && len(seen) < maxCounts {
				seen = append(seen, a)
			}
			continue
		}
		c.shortRows(x.Table)
		for n := range x.Table.Rows {
			if cells := x.Table.Rows[n].Cells; len(cells) == 1 {
				look(cells[0].Text, x.Table.Where, i)
			} else {
				for j := range cells {
					if bar := unfinishedBar(cells[j].Text); bar != "" {
						c.note(domain.Unknown, grammar.NotEnded, bar, x.Table.Where)
					}
				}
			}
		}
	}
	if whole && part != "" { // "alpha 10/10", "beta 6/10"
		c.note(domain.Unknown, grammar.ByShare, part, partWhere)
	}
	for _, now := range seen {
		for _, then := range seen {
			if now.base || !then.base || now.unit != then.unit || abs(now.item-then.item) > 2 || now.n*maxFall > then.n {
				continue
			}
			c.note(domain.Unknown, grammar.ByShare, now.text+" < "+then.text, now.where)
			return
		}
	}
}

// maxFall is how many times smaller a size may be than the one that it is compared with.
const maxFall = 20

func abs(n int) int { return max(n, -n) }

var (
	bracketBar = regexp.MustCompile(`\[([^\[\]\pL\d]{4,80})\]`)
	blockBar   = regexp.MustCompile(`[█▓▉▊▋▌▍▎▏■▰●◼⬛]{2,}[▒░□▱○◻⬜ ]{2,}`)
	shareTail  = regexp.MustCompile(`(?:^|[\s.(:])(\d{1,5}) ?/ ?(\d{1,5})\)?$`)
)

// unfinishedBar returns a bar of progress that does not reach its end, "" where there is none:
// one kind of marks and then another.
func unfinishedBar(text string) string {
	if !ascii(text) {
		if m := blockBar.FindString(text); m != "" && strings.ContainsAny(m, "▒░□▱○◻⬜") {
			return m
		}
	}
	if strings.IndexByte(text, '[') < 0 {
		return ""
	}
	m := bracketBar.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	var runs []rune
	for _, r := range strings.Replace(m[1], ">", "", 1) {
		if n := len(runs); n == 0 || runs[n-1] != r {
			runs = append(runs, r)
		}
	}
	if len(runs) == 2 && strings.ContainsRune(" -.·_:~", runs[1]) || len(runs) == 1 && strings.ContainsRune(".-_ ", runs[0]) {
		return m[0]
	}
	return ""
}

// shareAtEnd reads "6/10" at the end of a line of which it is no date.
func shareAtEnd(text string) (n, m int, ok bool) {
	if len(text) > 120 || strings.IndexByte(text, '/') < 0 {
		return 0, 0, false
	}
	g := shareTail.FindStringSubmatch(strings.TrimSpace(text))
	if g == nil {
		return 0, 0, false
	}
	n, _ = strconv.Atoi(g[1])
	m, _ = strconv.Atoi(g[2])
	return n, m, m > 0 && n <= m
}

// shareUnder notes a share that is no whole under a label which says that something went well:
// "Backed up: 41 %".
func (c *collector) shareUnder(x *facts.Line) {
	if !x.Label || !strings.Contains(x.Value, "%") {
		return
	}
	n, rest, ok := leading(x.Value)
	if !ok || !strings.HasPrefix(rest, "%") || n >= 100 || strings.Trim(rest, "% .") != "" || len(x.Key) > 40 {
		return
	}
	tokens := c.r.Tokens(x.Key, lexicon.Sentence)
	good := false
	for k := range tokens {
		switch t := &tokens[k]; t.Class {
		case lexicon.Good, lexicon.Ran:
			good = true
		case lexicon.Noun, lexicon.Named:
			if savers(lexicon.Fold(t.Text)) {
				return
			}
		case lexicon.Neutral, lexicon.Prose, lexicon.None, lexicon.Without, lexicon.BadNoun:
			if t.Kind == grammar.Word && (savers(lexicon.Fold(t.Text)) || t.Class == lexicon.None) {
				return // "Saved by compression: 41 %"
			}
		}
	}
	if good {
		c.note(domain.Unknown, grammar.ByShare, x.Key+": "+x.Value, x.Where)
	}
}

// tooFew notes a label of what went well that lists fewer names than the mail says that there are
// hosts which did: "Backup of 3 servers complete", "Completed: SRV1, SRV2".
func (c *collector) tooFew(x *facts.Line) {
	if !x.Label || !strings.Contains(x.Value, ",") || len(x.Value) > 400 || len(x.Key) > 40 {
		return
	}
	key := lexicon.Fold(x.Key)
	if c.judge(x.Key).Status != domain.Success && !hosts(key) {
		return
	}
	names := strings.Split(strings.TrimRight(x.Value, ". "), ",")
	for _, name := range names {
		if !nameLike(c.r, strings.TrimSpace(name)) {
			return
		}
	}
	for _, g := range c.compared {
		if g.good && hosts(g.thing) && int(g.n) > len(names) && (!hosts(key) || key == g.thing) {
			c.note(domain.Unknown, grammar.ByShare, g.words+": "+x.Value, x.Where)
			return
		}
	}
}

// savers are what saves space: a share of it is no share of a backup.
var savers = lexicon.Listed("savers_of_space")

// amount is a size or a count of a text; base is one that others are compared with: that of
// yesterday, the usual one, the expected one.
type amount struct {
	n           float64
	unit        string
	base        bool
	item        int
	text, where string
}

var (
	segments    = regexp.MustCompile(`[.;,!?]\s|[()|–—]|\s-\s|\bcompared|\bversus\b|\bvs\b`)
	amountForm  = regexp.MustCompile(`(\d[\d.,' ]*\d|\d)\s?(\pL+)`)
	sizeFactors = map[string]float64{"b": 1, "byte": 1, "bytes": 1, "kb": 1e3, "kib": 1e3, "ko": 1e3, "mb": 1e6, "mib": 1e6, "mo": 1e6,
		"gb": 1e9, "gib": 1e9, "go": 1e9, "tb": 1e12, "tib": 1e12, "to": 1e12, "гб": 1e9, "мб": 1e6, "тб": 1e12, "кб": 1e3}
)

// amountsOf adds the amounts of a text.
func amountsOf(text, where string, item int, all []amount) []amount {
	rest := text
	for rest != "" {
		part := rest
		if cut := segments.FindStringIndex(rest); cut != nil {
			part, rest = rest[:cut[0]], rest[max(cut[1], 1):]
		} else {
			rest = ""
		}
		found := amountForm.FindAllStringSubmatch(part, 4)
		if found == nil {
			if n := todays(part); n > 0 && len(all) > 0 && all[len(all)-1].item == item {
				all = append(all, amount{n, all[len(all)-1].unit, false, item, strings.TrimSpace(part), where})
			}
			continue
		}
		base, took := compares(part), 0.0
		for _, g := range found {
			n, left, ok := leading(strings.ReplaceAll(strings.ReplaceAll(g[1], " ", ""), "'", ""))
			if !ok || left != "" {
				continue
			}
			unit := lexicon.Fold(g[2])
			if factor, size := sizeFactors[unit]; size {
				n, unit = n*factor, "B"
			} else if seconds := durations[unit]; seconds > 0 {
				took += n * seconds // "5 hours 12 minutes"
				continue
			} else if !volumes(unit) {
				continue
			}
			if n > 0 {
				all = append(all, amount{n, unit, base, item, strings.TrimSpace(g[0]), where})
			}
		}
		if took > 0 {
			all = append(all, amount{took, "s", base, item, strings.TrimSpace(part), where})
		}
	}
	return all
}

// todays returns the bare number of a text about today, which counts what the text before it
// named: "yesterday it was 40,000 files, today it is 12"; 0 for none.
func todays(text string) float64 {
	words := strings.Fields(lexicon.Fold(text))
	if len(words) > 8 || !slices.ContainsFunc(words, func(w string) bool { return now(w) }) {
		return 0
	}
	n, rest, ok := leading(words[len(words)-1])
	if !ok || strings.Trim(rest, ".") != "" {
		return 0
	}
	return n
}

// now are words for this run in a comparison.
var now = lexicon.Listed("this_run")

// labelAmount reads a label that says what its bare number counts: "Files yesterday: 48,112".
func labelAmount(x *facts.Line, item int) amount {
	if !x.Label || len(x.Key) > 60 {
		return amount{}
	}
	n, rest, ok := leading(x.Value)
	if !ok || rest != "" || n == 0 {
		return amount{}
	}
	for w := range strings.FieldsSeq(lexicon.Fold(x.Key)) {
		if volumes(w) {
			return amount{n, w, compares(x.Key), item, x.Text, x.Where}
		}
	}
	return amount{}
}

// compares reports whether a text tells with what others are compared.
func compares(text string) bool {
	for w := range strings.FieldsFuncSeq(lexicon.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		if bases(w) {
			return true
		}
	}
	return false
}

// bases are words for what a size or count is compared with.
var bases = lexicon.Listed("compared_with")

// shortRows notes a row of a table that was expected to hold more than twice of what it does.
func (c *collector) shortRows(t *facts.Table) {
	if len(t.Rows) < 2 || len(t.Rows[0].Cells) > maxHeadless*3 {
		return
	}
	want, have := -1, -1
	for j := range t.Rows[0].Cells {
		head := t.Rows[0].Cells[j].Text
		switch {
		case len(head) > 40:
		case want < 0 && slices.ContainsFunc(strings.Fields(lexicon.Fold(head)), func(w string) bool { return wanted(w) }):
			want = j
		case have < 0 && c.r.Judge(head, lexicon.Value).Status == domain.Success:
			have = j
		}
	}
	if want < 0 || have < 0 {
		return
	}
	for n := 1; n < min(len(t.Rows), maxStructure); n++ {
		cells := t.Rows[n].Cells
		if want >= len(cells) || have >= len(cells) {
			continue
		}
		a := bare(cells[want].Text)
		b := bare(cells[have].Text)
		if a.unit == b.unit && a.n > 0 && b.n*2 < a.n {
			c.note(domain.Unknown, grammar.ByShare, cells[have].Text+" < "+cells[want].Text, t.Where)
			return
		}
	}
}

// bare reads a cell that is nothing but a number, with its unit or without.
func bare(text string) amount {
	text = strings.TrimSpace(text)
	if found := amountsOf(text, "", 0, nil); len(found) == 1 {
		return found[0]
	}
	n, rest, ok := leading(text)
	if !ok || rest != "" {
		return amount{unit: "?"}
	}
	return amount{n: n}
}

// wanted are the heads of what a run has to process.
var wanted = lexicon.Listed("to_do_heads")

// hosts are words for what a report counts of which all have to be backed up.
var hosts = lexicon.Listed("machines_counted")

// knownHosts keeps how many hosts a clause without a verdict tells of: "You have 9 machines".
func (c *collector) knownHosts(text, where string) {
	tokens := c.r.Last()
	for k := range tokens {
		t := &tokens[k]
		switch t.Class {
		case lexicon.Mood, lexicon.Last, lexicon.Other: // "up to 20 servers can be added"
			return
		}
		if t.Kind != grammar.Number || !t.Counted || t.Unit || t.Percent || t.Count > 100_000 || k+1 >= len(tokens) ||
			len(c.compared) >= maxCounts {
			continue
		}
		if thing := lexicon.Lower(tokens[k+1].Text); hosts(thing) {
			c.compared = append(c.compared, count{words: text, where: where, n: t.Count, thing: thing})
		}
	}
}
