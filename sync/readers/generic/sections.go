package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// maxStructure is how many lines and rows are looked through for cards, chapters, blocks
// and double names: what is longer is a log.
const maxStructure = 2000

// maxListed is how many lines below a heading are taken for objects.
const maxListed = 500

// listed takes the lines below a heading such as "Failed VMs:" for objects with the status
// of the heading; what stands behind a colon is the reason. The list ends at the next
// heading, at a sentence, and at an empty line below which nothing is a member.
func (c *collector) listed(status domain.Status, i int) {
	items := c.facts.Items
	for j := i + 1; j < len(items) && j-i <= maxListed; j++ {
		x := &items[j]
		member := x.List || x.Indented
		if x.Table != nil || x.Text == "" || x.Blank && !member && j > i+1 || strings.HasSuffix(x.Text, ":") && !x.List {
			return
		}
		var name, reason string
		if x.Label && x.Value != "" {
			if c.role(x.Key, lexicon.Label) != lexicon.None {
				return
			}
			name, reason = x.Key, x.Value
		} else {
			name, reason = nameAndReason(x.Text)
		}
		several := severalNames(name)
		if !c.nameable(name) && len(several) < 2 {
			if member {
				continue
			}
			return
		}
		if status == domain.Success && x.List && reason == "" && len(name) < 60 && c.title(name) {
			if c.wentNames == nil {
				c.wentNames = map[int]bool{}
			}
			c.wentNames[j] = true
		}
		own := status
		if v := c.judge(reason); reason != "" && v.Decided() && v.Status > own {
			own = v.Status
		}
		for _, name := range several {
			if !logFile(name) {
				c.object(name, own, reason)
			}
		}
	}
}

// included notes the lines below a heading that says what the run held: "Snapshots
// included:". Where the run went well they did.
func (c *collector) included(key string, i int) {
	held := false
	for w := range strings.FieldsSeq(lexicon.Fold(key)) {
		held = held || heldWords(w)
	}
	if !held {
		return
	}
	from := len(c.objects)
	c.listed(0, i)
	c.held = append(c.held, c.objects[from:]...)
	for _, o := range c.objects[from:] {
		delete(c.seen, domain.Fold(o.Name))
	}
	c.objects = c.objects[:from]
}

// heldWords say that what stands below was part of a run.
var heldWords = lexicon.Listed("held")

// severalNames parts a line of several names: paths or hosts between blanks.
func severalNames(text string) []string {
	words := strings.Fields(text)
	for _, w := range words {
		if !hostLike(w) && (!strings.Contains(w, "/") || len(w) < 4) {
			return []string{text}
		}
	}
	return words
}

// logFile reports whether a name is that of a file that tells about a run.
func logFile(name string) bool {
	name = lexicon.Lower(name)
	return strings.HasSuffix(name, ".log") || strings.HasSuffix(name, ".txt") || strings.HasSuffix(name, ".html")
}

// nameable reports whether a text may be the name of an object: short, no sentence, and
// made of no word that states or bends a verdict.
func (c *collector) nameable(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 80 || strings.Count(text, " ") > 4 || strings.HasSuffix(text, ".") || strings.Contains(text, "://") {
		return false
	}
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		switch t := &tokens[k]; t.Class {
		case lexicon.None, lexicon.Noun, lexicon.Named, lexicon.Preposition, lexicon.Neutral, lexicon.Calendar, lexicon.Prose:
		default:
			if t.Kind != grammar.Number {
				return false
			}
		}
	}
	return hasLetters(text)
}

// pairs of lines: a name alone, and below it a verdict alone, as cards and definition
// lists become when their layout is gone. Two of them make objects.
func (c *collector) cards() {
	items := c.facts.Items
	type card struct {
		name   string
		status domain.Status
	}
	var found []card
	for i := 1; i < min(len(items), maxStructure); i++ {
		x, p := &items[i], &items[i-1]
		if x.Table != nil || p.Table != nil || len(x.Text) > 40 || len(p.Text) > 80 || x.Label || x.Logged || x.Quoted {
			continue
		}
		name := p.Text
		if p.Label {
			switch c.role(p.Key, lexicon.Label) {
			case lexicon.Job, lexicon.Machine, lexicon.Object:
				name = p.Value
			default:
				continue
			}
		} else if strings.ContainsAny(name, ".!?,") && !nameLike(c.r, name) {
			continue
		}
		v := c.r.Judge(x.Text, lexicon.Value)
		if !v.Decided() || v.Other || nameLike(c.r, x.Text) || strings.HasSuffix(x.Text, ".") {
			continue
		}
		if !c.nameable(name) || c.r.Judge(name, lexicon.Value).Decided() {
			continue
		}
		found = append(found, card{name, v.Status})
	}
	if len(found) < 2 {
		c.titledCards()
		return
	}
	for _, k := range found {
		c.object(k.name, k.status, "")
	}
}

// titledCards finds cards of a name and labels below it whose values are verdicts: "FILES",
// below it "Backup: successful" and "Screenshot: failed". Each begins with the same label.
func (c *collector) titledCards() {
	items := c.facts.Items
	type card struct {
		name, key string
		status    domain.Status
	}
	var found, open []card
	var values []string
	times := map[string]int{}
	for i := 0; i+1 < min(len(items), maxStructure); i++ {
		x := &items[i]
		if x.Table != nil || x.Label || x.List || x.Logged || x.Quoted || len(x.Text) > 80 || !labelled(items, i+1) || !c.nameable(x.Text) ||
			!c.proper(x.Text) && !hasDigits(x.Text) || strings.HasPrefix(x.Text, "[") {
			continue
		}
		k := card{name: x.Text}
		for j := i + 1; labelled(items, j) && j < i+8; j++ {
			switch c.role(items[j].Key, lexicon.Label) {
			case lexicon.Machine, lexicon.Object, lexicon.Job: // which name it
				k.key = ""
				j = i + 8
				continue
			}
			v := c.r.Judge(items[j].Value, lexicon.Value)
			if !v.Decided() || v.Other || len(items[j].Value) > 40 {
				continue
			}
			if k.status = max(k.status, v.Status); k.key == "" {
				k.key = lexicon.Fold(items[j].Key)
			}
		}
		if k.key != "" {
			times[k.key]++
			found = append(found, k)
		} else if k.key = lexicon.Fold(items[i+1].Key); items[i+1].Value != "" {
			open = append(open, k)
			values = append(values, items[i+1].Value)
		}
	}
	for n, k := range open { // "Backup: see above", where other cards have a verdict
		if times[k.key] > 0 {
			c.note(domain.Unknown, grammar.NoHead, values[n], "lines below "+k.name)
			c.object(k.name, domain.Unknown, values[n])
		}
	}
	for _, k := range found {
		if times[k.key] > 1 {
			c.object(k.name, k.status, "")
		}
	}
}

// legends are headings of what only tells the meaning of words and signs.
var legends = lexicon.Listed("legends")

// legend reports whether a line explains the words of a report: "Legend: OK = all went
// well, Failed = ...".
func legend(x *facts.Line) bool {
	key := lexicon.Fold(x.Key)
	if !x.Label || !legends(key) {
		return false
	}
	n := strings.Count(x.Value, "=") + strings.Count(x.Value, ":")
	return n > 1 || n == 1 && key != "key" && key != "legenda"
}

// blockNames finds the label that names each block of a report: it stands at least twice
// at the beginning of a block in which a status follows.
func (c *collector) blockNames() {
	items := c.facts.Items
	times := map[string]int{}
	for i := range items[:min(len(items), maxStructure)] {
		x := &items[i]
		if x.Table != nil || !x.Label || x.Value == "" || i > 0 && !x.Blank && items[i-1].Table == nil {
			continue
		}
		for j := i + 1; j < len(items) && j <= i+6 && items[j].Table == nil && (!items[j].Blank || j == i+1); j++ {
			if items[j].Label && c.role(items[j].Key, lexicon.Label) == lexicon.Status {
				times[lexicon.Fold(x.Key)]++
				break
			}
		}
		if len(times) > 50 {
			return
		}
	}
	for key, n := range times {
		if n > 1 {
			if c.naming == nil {
				c.naming = map[string]bool{}
			}
			c.naming[key] = true
		}
	}
}

// countHeading reports the status of a heading that is nothing but a count and a verdict: "2
// Failures".
func (c *collector) countHeading(text string) (domain.Status, bool) {
	text = strings.Trim(text, "#*_ ")
	n, rest, ok := leading(text)
	if !ok || n == 0 || len(rest) > 30 || strings.Count(rest, " ") > 1 || strings.ContainsAny(rest, ".,:") {
		return 0, false
	}
	tokens := c.r.Tokens(rest, lexicon.Value)
	if len(tokens) == 0 {
		return 0, false
	}
	status := domain.Status(0)
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Failed, lexicon.BadNoun:
			status = max(status, domain.Failed)
		case lexicon.Missed:
			status = max(status, domain.Missed)
		case lexicon.Warning, lexicon.WarnNoun, lexicon.LeftOut:
			status = max(status, domain.Warning)
		case lexicon.Good:
			status = max(status, domain.Success)
		case lexicon.Noun, lexicon.Named:
		default:
			return 0, false
		}
	}
	return status, status != 0
}

// chapters takes the headings below a count of verdicts for objects: "2 Failures", below it
// "db01", perhaps with a description, and its labels.
func (c *collector) chapters() {
	items := c.facts.Items
	status, found, described := domain.Status(0), false, -1
	for i := range items[:min(len(items), maxStructure)] {
		x := &items[i]
		if x.Table != nil || x.Label || x.List || x.Text == "" || len(x.Text) > 80 {
			continue
		}
		if s, ok := c.countHeading(x.Text); ok {
			status, found = s, true
			continue
		}
		if !found || i == described || !labelled(items, i+1) && !(labelled(items, i+2) && plain(&items[i+1])) {
			continue
		}
		if name := strings.Trim(x.Text, "#*_ "); c.nameable(name) {
			c.object(name, status, "")
			described = i + 1
		}
	}
}

// labelled reports whether an item is a label, plain whether it is a line of text.
func labelled(items []facts.Item, i int) bool {
	return i < len(items) && items[i].Table == nil && items[i].Label
}

func plain(x *facts.Item) bool {
	return x.Table == nil && !x.Label && !x.List && !x.Logged && x.Text != ""
}
