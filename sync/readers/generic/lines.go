package generic

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// maxLooks bounds how many lines are judged. Beyond it nothing good is believed any more.
const maxLooks = 12_000

// maxBytes bounds them too.
const maxBytes = 400 << 10

// entry is a line "x: status", or "x status", of a block that is read whole.
type entry struct {
	item    int
	name    string
	value   string
	verdict grammar.Verdict
	listed  bool
}

// names takes the names that labels and quotes prove before anything is judged.
func (c *collector) names() {
	for i := range c.facts.Items {
		x := &c.facts.Items[i]
		if x.Table != nil {
			for _, row := range x.Table.Rows {
				for j := 0; j+1 < len(row.Cells); j++ {
					if row.Cells[j].Text != "" && len(row.Cells[j].Text) < 40 {
						c.nameOf(row.Cells[j].Text, row.Cells[j+1].Text)
					}
				}
			}
			continue
		}
		if x.Label && x.Value != "" {
			c.nameOf(x.Key, x.Value)
		}
		if len(c.quotedNames) < 5 {
			c.quotedNames = append(c.quotedNames, quotedIn(x.Text)...)
		}
	}
}

func (c *collector) nameOf(key, value string) {
	switch c.role(key, lexicon.Label) {
	case lexicon.Job, lexicon.Machine, lexicon.Object:
	case lexicon.None, lexicon.Ignored: // "Datastore: tank"
		if len(value) >= 40 || strings.Contains(value, " ") || !c.nounLike(key) {
			return
		}
	default:
		return
	}
	if !c.speaks(value) && !c.saysOf(key, value) {
		c.learn(value)
	}
}

// speaks reports whether a value holds the words of a verdict: it is no name then, and
// its other words are none either.
func (c *collector) speaks(value string) bool {
	if len(value) > 200 {
		return true
	}
	tokens := c.r.Tokens(value, lexicon.Value)
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Good, lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.Negation, lexicon.Downgrade,
			lexicon.Exception, lexicon.BadNoun, lexicon.LeftOut, lexicon.Running:
			return true
		}
	}
	return false
}

// quotedIn returns the texts in quotes of a line.
func quotedIn(s string) []string {
	if strings.IndexByte(s, '"') < 0 && ascii(s) {
		return nil
	}
	var out []string
	for _, pair := range []string{`""`, "«»", "„“", "„”", "“”", "「」"} {
		opening, size := utf8.DecodeRuneInString(pair)
		closing := pair[size:]
		i := strings.IndexRune(s, opening)
		if i < 0 {
			continue
		}
		rest := s[i+size:]
		if j := strings.Index(rest, closing); j > 1 && j < 60 {
			out = append(out, strings.TrimSpace(rest[:j]))
		}
	}
	return out
}

// mend joins lines that break behind a word that needs the next one, however short they
// are: "was not", "senza".
func (c *collector) mend() {
	items := c.facts.Items
	out := items[:0]
	for i := range items {
		x := items[i]
		if n := len(out); n > 0 && x.Table == nil && out[n-1].Table == nil && !x.Blank && !x.List && !x.Label && !x.Logged &&
			x.Text != "" && x.Quoted == out[n-1].Quoted && c.hangs(out[n-1].Text) {
			if first, _ := utf8.DecodeRuneInString(x.Text); !unicode.IsUpper(first) {
				p := &out[n-1]
				p.Text += " " + x.Text
				p.Key, p.Value, p.Label = "", "", false
				continue
			}
		}
		out = append(out, x)
	}
	c.facts.Items = out
}

// hangs reports whether a line ends with a negation, a preposition or the like.
func (c *collector) hangs(text string) bool {
	if len(text) > 2000 || len(text) < 4 {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(text)
	if !unicode.IsLetter(end) {
		return false
	}
	tokens := c.r.Tokens(text[strings.LastIndexByte(text, ' ')+1:], lexicon.Sentence)
	if len(tokens) != 1 {
		return false
	}
	switch tokens[0].Class {
	case lexicon.Negation, lexicon.Without, lexicon.Preposition, lexicon.Mood, lexicon.Downgrade, lexicon.Exception:
		return true
	}
	return false
}

// lines reads every line of the mail.
func (c *collector) lines() {
	items := c.facts.Items
	used := make([]bool, len(items))
	var entries []entry
	c.blockNames()
	for i := range items {
		x := &items[i]
		if x.Quoted && x.Table == nil && !c.facts.Reply {
			c.quoted(x)
		}
		if x.Table != nil || used[i] || x.Text == "" || x.Quoted {
			continue
		}
		if c.facts.Reply && separates(x.Text) {
			break
		}
		c.bytes += len(x.Text)
		if c.looks++; c.looks > maxLooks || c.bytes > maxBytes {
			c.note(domain.Unknown, grammar.UnknownProse, "the report is too long to be read whole", x.Where)
			return
		}
		if legend(&x.Line) {
			continue
		}
		c.step = x.Logged && !c.trade.in(lexicon.Fold(x.Text))
		if c.letters(x.Text, x.Where) {
			continue
		}
		if !x.Label {
			before := len(c.said)
			parts := c.clauses(x.Text, x.Where, i)
			entries = append(entries, c.plainEntry(i, before, parts == 1))
			continue
		}
		if e, ok := c.label(i, used); ok {
			entries = append(entries, e)
		}
	}
	c.step = false
	c.cards()
	c.chapters()
	c.blocks(entries)
}

// separates reports whether a line is where an answer begins to quote.
func separates(s string) bool {
	return strings.HasPrefix(s, "-----") || strings.HasPrefix(s, "_____") || strings.HasSuffix(s, "wrote:") ||
		strings.HasSuffix(s, "schrieb:") || strings.HasSuffix(s, "a écrit :") || strings.HasSuffix(s, "escribió:") ||
		strings.HasSuffix(s, "ha scritto:") || strings.HasSuffix(s, "schreef:")
}

// plainEntry makes an entry of a line without a label: a name with a verdict behind it.
func (c *collector) plainEntry(i, before int, whole bool) entry {
	e := entry{item: i, name: "", listed: c.facts.Items[i].List}
	text := c.facts.Items[i].Text
	if len(text) > 120 {
		return e
	}
	if len(c.said) > before {
		e.verdict.Status = c.said[before].status
	}
	tokens := c.r.Last()
	if first, rest, ok := strings.Cut(text, " "); ok && e.verdict.Decided() && marked(first) {
		if c.nameable(rest) && c.r.Judge(first, lexicon.Value).Decided() {
			e.name = strings.TrimSpace(rest) // "[OK] /home"
			c.pending(e.name, e.verdict.Status)
			return e
		}
		whole = false
	}
	if !whole {
		tokens = c.r.Tokens(text, lexicon.Sentence)
	}
	words, names, name := 0, 0, ""
	leading := true
	for k := range tokens {
		t := &tokens[k]
		if t.Kind == grammar.Mark {
			continue
		}
		words++
		if t.Kind == grammar.Name {
			names++
			if name == "" {
				name = t.Text
			}
		}
		if words == 1 && t.Kind != grammar.Name && t.Class != lexicon.Named && t.Class != lexicon.Noun {
			leading = false
		}
	}
	if names == 0 && words <= 9 && e.verdict.Decided() {
		if host := c.hostOf(text); host != "" {
			c.pending(host, e.verdict.Status)
			e.name = host
			return e
		}
	}
	if !leading && names == 1 && words <= 9 && (words <= 4 || nouned(tokens)) && e.verdict.Decided() &&
		!strings.Contains(name, "://") {
		c.pending(name, e.verdict.Status) // "success -- /etc/backup.d/10.sys"
	}
	if leading && names == 1 && words <= 7 {
		e.name = name
		if e.verdict.Decided() && !strings.Contains(name, "://") && (e.verdict.Status != domain.Success || words <= 5) {
			c.pending(name, e.verdict.Status)
		}
	}
	return e
}

// marked reports whether a word is a mark of a status that stands before a name: a sign, a
// word in brackets or in capitals.
func marked(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return strings.HasPrefix(word, "[") && strings.HasSuffix(word, "]") || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r >= 0x80 ||
		len(word) > 1 && word == strings.ToUpper(word) && hasLetters(word)
}

// hostOf returns the one word of a text that has the form of a host's name although every
// part of it is a word: "vm-mail".
func (c *collector) hostOf(text string) string {
	host := ""
	for w := range strings.FieldsSeq(text) {
		w = strings.Trim(w, ".,:;()[]")
		if !hostLike(w) || c.trade.in(lexicon.Fold(w)) || strings.ToLower(w) != w && strings.ToUpper(w) != w {
			continue
		}
		if host != "" {
			return ""
		}
		host = w
	}
	return host
}

// nouned reports whether a clause tells of a backup of one name: "Backup of SRV1 failed".
func nouned(tokens []grammar.Token) bool {
	for k := range tokens {
		if tokens[k].Class == lexicon.Noun || tokens[k].Class == lexicon.Named {
			return true
		}
	}
	return false
}

// nameIn notes the one name of a line of a log as an object.
func (c *collector) nameIn(text string, status domain.Status) {
	name := ""
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		if tokens[k].Kind == grammar.Name {
			if name != "" {
				return
			}
			name = tokens[k].Text
		}
	}
	if name != "" && !strings.Contains(name, "://") {
		c.pending(name, status)
	}
}

// pending notes an object that a line of a log or list names; two of them make objects.
func (c *collector) pending(name string, status domain.Status) {
	if base := name[strings.LastIndexAny(name, `/\`)+1:]; strings.Contains(base, ".") {
		name = base // a file of a job: "/etc/backup.d/10.sys"
	}
	c.logged = append(c.logged, domain.Object{Name: name, Status: status})
}

// label reads a line that is a label with its value.
func (c *collector) label(i int, used []bool) (entry, bool) {
	items := c.facts.Items
	x := &items[i]
	if strings.HasPrefix(x.Text, "(") {
		if rest, found := c.inBrackets(x.Text); found {
			c.clauses(rest, x.Where, i)
			return entry{}, false
		}
	}
	key, value := x.Key, x.Value
	role := c.role(key, lexicon.Label)
	if n, _, ok := leading(key); ok && n > 0 && (role == lexicon.Ignored || role == lexicon.Object) && c.judge(key).Status == domain.Success {
		role = lexicon.None // "14 databases saved to: /srv/dumps"
	}
	for w := range strings.FieldsSeq(lexicon.Fold(key)) {
		if exitFirst[w] {
			c.exitCode(x.Text, x.Where)
			break
		}
	}
	if c.saysOf(key, value) {
		c.note(domain.Unknown, grammar.NoHead, value, x.Where)
		c.clauses(value, x.Where, i)
		return entry{}, false
	}
	c.counts(role, key, value, x.Where)
	if c.naming[lexicon.Fold(key)] && value != "" {
		c.subjectOf(value)
	}
	if role != lexicon.Status && c.truth(key, value, x.Where) {
		return entry{}, false
	}
	if c.emptyHanded(key, value) { // "Backup completed: 0 files"
		c.note(domain.Unknown, grammar.OddMark, x.Text, x.Where)
	}
	if value == "" && role != lexicon.None && i+1 < len(items) &&
		(!counting(role) || hasDigits(items[i+1].Text[:min(1, len(items[i+1].Text))])) && items[i+1].Table == nil && !items[i+1].Blank &&
		!items[i+1].List && (!items[i+1].Label || items[i+1].Value == "") && !strings.HasSuffix(items[i+1].Text, ":") &&
		(items[i+1].Indented || role == lexicon.Status || role == lexicon.Job || role == lexicon.Machine ||
			role == lexicon.Start || role == lexicon.End) && len(items[i+1].Text) < 100 {
		value, used[i+1] = items[i+1].Text, true
	}
	if levels[lexicon.Fold(key)] && value != "" {
		before := len(c.said)
		c.clauses(value, x.Where, i)
		if len(c.said) == before+1 && c.said[before].status != domain.Unknown && len(value) < 100 {
			c.nameIn(value, c.said[before].status)
		}
		return entry{}, false
	}
	if role != lexicon.None && !(role == lexicon.Status && x.List && value == "") {
		if x.Logged && role == lexicon.Status && c.statusOf(value).Reason == grammar.NotEnded {
			return entry{}, false // a line of a log tells what was going on then
		}
		if c.take(role, key, value, x.Where) {
			return entry{}, false
		}
	}
	if value == "" && counting(role) {
		c.heading(role, key, i)
		return entry{}, false
	}
	if value == "" {
		before := len(c.said)
		c.clauses(x.Text, x.Where, i)
		if n := len(c.said); n == before+1 && c.said[before].status != domain.Unknown && len(x.Text) < 80 {
			c.listed(c.said[before].status, i) // "VMs with no successful backups:"
		}
		if len(c.said) == before {
			c.section = key
		}
		return entry{item: i, name: key, listed: x.List}, true
	}
	v := c.judge(key)
	if v.Status > domain.Unknown || v.Status == domain.Unknown && v.Reason != grammar.UnknownProse {
		c.clauses(x.Text, x.Where, i)
		return entry{}, false
	}
	if len(key) > 48 || strings.Count(key, " ") > 5 {
		c.clauses(x.Text, x.Where, i)
		return entry{}, false
	}
	if figure(value) && !nameLike(c.r, key) {
		if v.Reason == grammar.UnknownProse || v.Reason == grammar.NoHead {
			return entry{item: i, name: key, value: value, listed: x.List, verdict: grammar.Verdict{Reason: grammar.ByCount}}, true
		}
	}
	if c.wordless(key, value) { // "SRV02: see log"
		c.note(domain.Unknown, grammar.NoHead, key+": "+value, x.Where)
		return entry{item: i, name: key, value: value, listed: x.List}, true
	}
	if settings[lexicon.Fold(value)] && v.Status == 0 && !nameLike(c.r, key) && !c.lacks(key, value) &&
		!c.trade.in(lexicon.Fold(key)) && !x.List {
		return entry{}, false // "VSS: no"
	}
	parts := split(value)
	if len(parts) == 0 {
		c.add(grammar.Verdict{Status: domain.Unknown, Reason: grammar.OddMark, Words: x.Text}, x.Where, false)
		return entry{item: i, name: key, value: value, listed: x.List}, true
	}
	first := c.judge(parts[0])
	if first.Status == domain.Success && len(value) < 40 && nameLike(c.r, key) {
		if v := c.r.Judge(parts[0], lexicon.Value); !v.Decided() { // as in the cell of a table: "SRV03: OK*"
			first = v
		}
	}
	if first.Status == domain.Success && c.bends(key) {
		first = grammar.Verdict{Status: domain.Unknown, Reason: grammar.Bent, Words: key}
	}
	e := entry{item: i, name: key, value: value, verdict: first, listed: x.List}
	if first.Decided() && !first.Other {
		c.add(first, x.Where, false)
		if len(parts) > 1 {
			for _, p := range parts[1:] {
				c.clauses(p, x.Where, i)
			}
		}
		if c.objectKey(key, x) && len(value) < 160 {
			c.object(key, first.Status, strings.TrimSpace(strings.Join(parts[1:], " ")))
		}
		return e, true
	}
	c.clauses(x.Text, x.Where, i)
	return e, true
}

// counting reports whether a role counts runs or objects by how they ended.
func counting(role lexicon.Class) bool {
	return role == lexicon.BadCount || role == lexicon.WarnCount || role == lexicon.OffCount || role == lexicon.GoodCount
}

// heading reads a heading such as "Failed jobs:": what stands below it failed, unless
// nothing does.
func (c *collector) heading(role lexicon.Class, key string, i int) {
	items := c.facts.Items
	if i+1 >= len(items) {
		return
	}
	below := &items[i+1]
	if below.Table == nil {
		text := strings.Trim(below.Text, " ,;")
		switch {
		case strings.Trim(text, "[]{}()-–—=_*#") == "", c.none(text):
			return
		case below.Blank && !below.List && !below.Indented:
			return
		case below.Label && below.Value == "":
			return // the next heading: this section is empty
		case below.Label && c.role(below.Key, lexicon.Label) != lexicon.None:
			return
		}
	}
	status := domain.Warning
	switch v := c.judge(key); {
	case role == lexicon.GoodCount:
		status = domain.Success
	case role == lexicon.BadCount:
		status = domain.Failed
	case v.Status == domain.Missed:
		status = domain.Missed
	}
	if status != domain.Success {
		c.note(status, grammar.ByHead, key, items[i].Where)
	}
	c.listed(status, i)
}

var bracketLabel = regexp.MustCompile(`\((\p{L}[\p{L} ]{1,24}): *("[^"\n]*"(?:[^")\n]*"[^"\n]*")*|[^()\n]*)\)`)

// inBrackets takes the labels that brackets hold, as in (Server: "SRV1") (Job: "Daily"),
// and returns the text without them.
func (c *collector) inBrackets(text string) (string, bool) {
	if !strings.Contains(text, ": ") {
		return text, false
	}
	found := false
	rest := bracketLabel.ReplaceAllStringFunc(text, func(s string) string {
		g := bracketLabel.FindStringSubmatch(s)
		switch role := c.role(g[1], lexicon.Label); role {
		case lexicon.Job, lexicon.Machine, lexicon.Object:
			value := strings.Trim(strings.TrimSpace(g[2]), `"`)
			if c.take(role, g[1], value, "subject") {
				found = true
				return " "
			}
		}
		return s
	})
	return strings.TrimSpace(rest), found
}

// objectKey reports whether the key of a line is the name of what its value speaks of.
func (c *collector) objectKey(key string, x *facts.Item) bool {
	if x.Logged || len(key) > 60 {
		return false
	}
	if x.List || nameLike(c.r, key) {
		return true
	}
	tokens := c.r.Tokens(key, lexicon.Sentence)
	known := 0
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.None:
		case lexicon.Noun, lexicon.Named, lexicon.Preposition:
			known++
		default:
			return false
		}
	}
	return len(tokens) <= 3 && known < len(tokens)
}

// nameLike reports whether a key holds a word that has the form of a name.
func nameLike(r *grammar.Reader, key string) bool {
	tokens := r.Tokens(key, lexicon.Sentence)
	for k := range tokens {
		if tokens[k].Kind == grammar.Name {
			return true
		}
	}
	return false
}

// bends reports whether a key takes back what its value says: "Last backup: OK".
func (c *collector) bends(key string) bool {
	tokens := c.r.Tokens(key, lexicon.Sentence)
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Negation, lexicon.Without, lexicon.Downgrade, lexicon.Exception, lexicon.Mood, lexicon.Last,
			lexicon.Running, lexicon.Trouble, lexicon.Other, lexicon.Failed, lexicon.Missed, lexicon.BadNoun, lexicon.Started:
			return true
		}
	}
	return false
}

// emptyHanded reports whether a key says that a run went well and its value that nothing
// was done.
func (c *collector) emptyHanded(key, value string) bool {
	n, rest, ok := leading(value)
	return ok && n == 0 && !strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "/") && !strings.HasPrefix(rest, "-") &&
		c.judge(key).Status == domain.Success
}

// take reads a label whose role is known. It returns false where the value does not fit
// the role, so that the line is read as a sentence.
func (c *collector) take(role lexicon.Class, key, value, where string) bool {
	value = strings.TrimSpace(value)
	switch role {
	case lexicon.Status, lexicon.LastStatus:
		if n, rest, ok := leading(value); ok && !hasLetters(rest) { // "Success | 3" counts
			if n == 0 && exiting(key) {
				return true // "Exit status: 0"
			}
			return c.counted(key, value, n, where)
		}
		c.status(key, value, where)
		return true
	case lexicon.Job:
		if value == "" {
			return false
		}
		if settings[lexicon.Fold(value)] || c.none(value) { // "Backup: no"
			c.note(domain.Unknown, grammar.NoHead, key+": "+value, where)
			return true
		}
		if !c.speaks(value) {
			c.learn(value)
		}
		if c.jobName == "" && len(value) < 200 && !c.verdictAlone(value) {
			c.jobName = jobNamed(value)
		}
		c.subjectOf(value)
		return !c.verdictAlone(value) // "Job Daily: failed"
	case lexicon.Machine, lexicon.Object:
		if value == "" {
			return false
		}
		if !c.speaks(value) {
			c.learn(value)
		}
		if role == lexicon.Machine && c.machine == "" && len(value) < 200 && !c.verdictAlone(value) {
			c.machine = unquote(value)
		}
		c.subjectOf(value)
		return !c.speaks(value) // "Server: OK", "Volume D: no longer exists"
	case lexicon.BadCount, lexicon.WarnCount, lexicon.OffCount:
		return c.badCount(role, key, value, where)
	case lexicon.GoodCount, lexicon.Total, lexicon.Volume:
		return c.amount(role, key, value, where)
	case lexicon.LastTime:
		c.lastTime(key, value, where)
		return true
	case lexicon.Start, lexicon.End:
		if value == "" {
			return false
		}
		if n, rest, ok := leading(value); ok && rest == "" && n < 100_000 && !strings.ContainsAny(value, ".,") {
			if c.r.Judge(key, lexicon.Value).Status == domain.Success { // "Completed: 7"
				return c.amount(lexicon.GoodCount, key, value, where)
			}
			return true
		}
		if s := c.calendar().Stamp(value); !s.IsZero() {
			if role == lexicon.Start && c.started.IsZero() {
				c.started = s
			}
			if role == lexicon.End && c.ended.IsZero() {
				c.ended = s
			}
			return true
		}
		if figure(value) || !hasLetters(value) {
			if role == lexicon.Start && c.startClock == "" && len(value) >= 4 && len(value) <= 12 && strings.Contains(value, ":") {
				c.startClock = value
			}
			return true
		}
		return false
	case lexicon.Message:
		if value == "" {
			return false
		}
		for _, p := range split(value) {
			c.add(c.judge(p), where, false)
		}
		return true
	case lexicon.Next:
		if s := c.calendar().Stamp(value); value == "" || !s.IsZero() || figure(value) || !hasLetters(value) || len(strings.Fields(value)) <= 2 {
			return true
		}
		if _, ok := c.calendar().Day(value); ok {
			return true
		}
		c.clauses(value, where, -1) // "Next: replace the battery, it is broken"
		return true
	case lexicon.Figure, lexicon.Duration, lexicon.Ignored:
		if settings[lexicon.Fold(value)] {
			return true
		}
		for n, p := range split(value) {
			v := c.judge(p)
			switch {
			case v.Status > domain.Unknown:
			case v.Status != domain.Unknown:
				continue
			case v.Reason == grammar.InTrouble, v.Reason == grammar.ByException, v.Reason == grammar.Bent,
				v.Reason == grammar.Denied, v.Reason == grammar.NotEnded:
			case v.Reason == grammar.UnknownProse && n > 0 && role != lexicon.Ignored && len(strings.Fields(p)) > 2:
			default:
				continue
			}
			c.add(v, where, false)
		}
		return true
	}
	return false
}

// wordless reports whether a host stands before words that tell nothing of it: no
// figure, no name, no address. "SRV02: see log" is no good news of SRV02.
func (c *collector) wordless(key, value string) bool {
	if figure(value) || len(value) > 60 || !nameLike(c.r, key) || strings.Count(key, " ") > 1 {
		return false
	}
	tokens := c.r.Tokens(value, lexicon.Value)
	words := 0
	for k := range tokens {
		switch t := &tokens[k]; {
		case t.Kind == grammar.Mark:
		case t.Kind == grammar.Name && lexicon.Fold(t.Text) != "nan", t.Kind == grammar.Number:
			return false
		case t.Class != lexicon.Harmless && t.Class != lexicon.Neutral && t.Kind != grammar.Name:
			return false
		default:
			words++
		}
	}
	return words > 0
}

// lacks reports whether a thing of the trade is said not to be there: "Second copy: none".
func (c *collector) lacks(key, value string) bool {
	switch lexicon.Fold(value) {
	case "none", "null", "n/a":
	default:
		return false
	}
	tokens := c.r.Tokens(key, lexicon.Sentence)
	return len(tokens) > 0 && len(tokens) <= 4 && tokens[len(tokens)-1].Class == lexicon.Noun
}

// settings are values that only switch something on or off.
var settings = setOf("yes no true false on off enabled null none n/a auto default ja nein oui non sí si não sim nee")

// levels are what logs write before lines that say nothing bad.
var levels = map[string]bool{"info": true, "information": true, "debug": true, "trace": true, "verbose": true,
	"log": true, "stdout": true, "output": true, "inf": true}

// exiting reports whether a label tells how a program ended.
func exiting(key string) bool {
	for w := range strings.FieldsSeq(lexicon.Fold(key)) {
		if exitFirst[w] {
			return true
		}
	}
	return false
}

// counted reads a number under a label that is the word of a status: a count of it.
func (c *collector) counted(key, value string, n float64, where string) bool {
	v := c.r.Judge(key, lexicon.Value)
	switch {
	case v.Status == domain.Success:
		return c.amount(lexicon.GoodCount, key, value, where)
	case v.Status > domain.Unknown:
		if n > 0 {
			c.note(v.Status, grammar.ByCount, key+": "+value, where)
		}
		return true
	}
	c.note(domain.Unknown, grammar.NoHead, key+": "+value, where)
	return true
}

func hasLetters(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// unquote returns the text in the quotes that a value begins with, or the value.
func unquote(s string) string {
	s = strings.TrimSpace(s)
	for _, q := range []string{`"`, "'", "“", "„", "«"} {
		if rest, ok := strings.CutPrefix(s, q); ok {
			if i := strings.IndexAny(rest, "\"'“”»"); i > 1 && (i+1 >= len(rest) || rest[i+1] == ' ' || rest[i] >= 0x80) {
				return strings.TrimSpace(rest[:i])
			}
		}
	}
	return trimQuotes(s)
}

func trimQuotes(s string) string { return strings.Trim(strings.TrimSpace(s), `"'«»„“”`) }

// verdictAlone reports whether a value is a verdict and no name.
func (c *collector) verdictAlone(value string) bool {
	return len(value) < 60 && c.r.Judge(value, lexicon.Value).Decided() && !nameLike(c.r, value)
}

// subjectOf keeps the name that the next status without one belongs to.
func (c *collector) subjectOf(value string) {
	c.section = unquote(value)
}

// status reads the value under a label of a status.
func (c *collector) status(key, value, where string) {
	v := c.statusOf(value)
	if v.Reason == grammar.Harmless {
		return // "Severity: Information"
	}
	c.add(v, where, true)
	c.states = append(c.states, state{lexicon.Fold(key), c.section, v.Status.Known()})
}

// maxCached bounds the cells that are remembered: a column of statuses repeats few words.
const maxCached = 1000

// statusOf judges a text that has to be a status: what is no known word is Unknown.
func (c *collector) statusOf(value string) grammar.Verdict {
	if len(value) > 60 {
		return c.newStatus(value)
	}
	v, ok := c.cells[value]
	if !ok {
		if v = c.newStatus(value); len(c.cells) < maxCached {
			c.cells[value] = v
		}
	}
	return v
}

func (c *collector) newStatus(value string) grammar.Verdict {
	if strings.TrimSpace(value) == "" {
		return grammar.Verdict{Status: domain.Unknown, Reason: grammar.OddMark, Words: "(nothing)"}
	}
	parts := split(value)
	if len(parts) == 0 {
		return grammar.Verdict{Status: domain.Unknown, Reason: grammar.OddMark, Words: value}
	}
	worst := grammar.Verdict{}
	for n, p := range parts {
		v := c.r.Judge(p, lexicon.Value)
		if n > 0 && !v.Decided() { // "OK - 48 files": what stands behind may only bend it
			if v = c.judge(p); v.Status == 0 {
				continue
			}
		}
		if v.Reason == grammar.Harmless && len(parts) == 1 && !strings.Contains(strings.TrimSpace(p), " ") {
			return v // "Information", and not "see log"
		}
		if v.Status == 0 || v.Other {
			v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.NoHead, Words: p}
		}
		if v.Status > worst.Status {
			worst = v
		}
	}
	return worst
}

// blocks reads lines "x: status" that stand together as a whole: where two of them are
// proved, the others are cells of the same list.
func (c *collector) blocks(entries []entry) {
	for from := 0; from < len(entries); {
		to := from + 1
		for to < len(entries) && entries[to].item-entries[to-1].item == 1 && !c.facts.Items[entries[to].item].Blank {
			to++
		}
		c.block(entries[from:to])
		from = to
	}
}

// siblings makes objects of the lines of a block whose name is a common word where the
// others of their kind are objects: "Exchange ... OK", "SRV2 ... OK".
func (c *collector) siblings(list []entry) {
	objects := 0
	for _, e := range list {
		if _, ok := c.seen[domain.Fold(e.name)]; ok && e.value != "" {
			objects++
		}
	}
	if objects < 2 {
		return
	}
	for _, e := range list {
		x := &c.facts.Items[e.item]
		if e.value != "" && x.Label && e.verdict.Decided() && !e.verdict.Other && c.nameable(e.name) && len(e.value) < 60 &&
			c.role(e.name, lexicon.Label) == lexicon.None {
			c.object(e.name, e.verdict.Status, "")
		}
	}
}

func (c *collector) block(list []entry) {
	good := 0
	c.siblings(list)
	for _, e := range list {
		if e.name != "" && e.verdict.Status == domain.Success && !e.verdict.Other {
			good++
		}
	}
	if good == 0 {
		return
	}
	for _, e := range list {
		x := &c.facts.Items[e.item]
		if good < 2 && (!x.Label || e.value == "" || !nameLike(c.r, e.name)) {
			continue // one proved line makes cells of those alone that are of its kind
		}
		if e.verdict.Status != 0 || x.Logged || e.verdict.Reason == grammar.ByCount && !x.List {
			continue
		}
		switch {
		case e.name != "" && x.Label:
		case x.List, e.name != "" && !x.Label:
		default:
			continue
		}
		if e.item == list[0].item && (e.value == "" && strings.HasSuffix(x.Text, ":")) {
			continue // the heading of the list
		}
		words := e.value
		if words == "" {
			words = x.Text
		}
		c.note(domain.Unknown, grammar.NoHead, words, x.Where)
		if e.name != "" {
			c.object(e.name, domain.Unknown, e.value)
		}
	}
}
