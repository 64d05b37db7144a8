package generic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// entry is a line "x: status", or "x status", of a block that is read whole.
type entry struct {
	item    int
	name    string
	value   string
	verdict grammar.Verdict
	listed  bool
}

// plainEntry makes an entry of a line without a label: a name with a verdict behind it.
func (c *collector) plainEntry(i, before int, whole bool) entry {
	e := entry{item: i, name: "", listed: c.facts.Items[i].List}
	text := c.facts.Items[i].Text
	if len(text) > 120 {
		return e
	}
	var tokens []grammar.Token
	if len(c.said) > before {
		e.verdict.Status = c.said[before].status
		if e.verdict.Decided() && len(c.stated) < maxParallel {
			c.stated = append(c.stated, stated{text, c.said[before].words, e.verdict.Status})
		}
		c.surely(text, e.verdict.Status)
	}
	if whole = whole && !e.verdict.Decided(); whole { // else the tokens are others by now
		tokens = c.r.Last()
	}
	if first, rest, ok := strings.Cut(text, " "); ok && e.verdict.Decided() && marked(first) {
		if name, reason := nameAndReason(rest); c.nameable(name) && c.r.Judge(first, lexicon.Value).Decided() {
			e.name = name // "[OK] /home"
			c.pending(name, e.verdict.Status, reason)
			return e
		}
		whole = false
	}
	if left, right, ok := dashed(text); ok {
		whole = false
		if status, words := c.headed(right); status != 0 && !c.r.Judge(left, lexicon.Value).Decided() {
			if status = max(status, e.verdict.Status); c.nameable(left) && !c.phrase(left) { // "C: - completed (3 files in use)"
				e.name = left
				c.pending(left, status, reasonIn(right))
				return e
			}
			if !e.verdict.Decided() && len(c.stated) < maxParallel { // "Processing alpha ... done"
				c.stated = append(c.stated, stated{text, words, status})
			}
		}
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
			c.pending(host, e.verdict.Status, "")
			e.name = host
			return e
		}
	}
	if !leading && names == 1 && words <= 9 && (words <= 4 || nouned(tokens)) && e.verdict.Decided() &&
		!strings.Contains(name, "://") {
		c.pending(name, e.verdict.Status, "") // "success -- /etc/backup.d/10.sys"
	}
	if leading && names == 1 && words <= 7 {
		e.name = name
		if e.verdict.Decided() && !strings.Contains(name, "://") && (e.verdict.Status != domain.Success || words <= 5) {
			c.pending(name, e.verdict.Status, "")
		}
	}
	return e
}

// nameAndReason parts "shop - Got error 1044" and "vm3 (quiesce failed)".
func nameAndReason(text string) (name, reason string) {
	name = strings.TrimSpace(upTo(text, ":(,;"))
	return name, reasonIn(text)
}

// dashed parts a line at its first dash or run of dots between blanks.
func dashed(text string) (left, right string, ok bool) {
	for _, mark := range []string{" - ", " – ", " — ", " -> ", " => ", " → ", " ... ", " : "} {
		if left, right, ok = strings.Cut(text, mark); ok {
			return strings.TrimSpace(left), strings.TrimSpace(right), hasLetters(right)
		}
	}
	return "", "", false
}

// headed returns the status with which a text begins, and its words: "completed (3 files in
// use)", "failed: no route". It returns Unknown where what follows takes a success back, and
// 0 where the text begins with no status.
func (c *collector) headed(text string) (domain.Status, string) {
	words := upTo(text, ":(,;")
	if i := strings.Index(words, " at "); i > 0 && hasDigits(words[i:]) {
		words = words[:i]
	}
	v := c.r.Judge(words, lexicon.Value)
	if !v.Decided() || v.Other || len(words) > 40 {
		return 0, ""
	}
	rest := strings.Trim(text[strings.Index(text, words)+len(words):], " :(,;-–.)")
	if rest == "" || v.Status != domain.Success {
		return v.Status, words
	}
	switch w := c.judge(rest); {
	case w.Status > domain.Unknown:
		return w.Status, words
	case w.Status == domain.Unknown && w.Reason != grammar.UnknownProse && w.Reason != grammar.UnknownWord && w.Reason != grammar.NoHead:
		return domain.Unknown, words
	}
	return v.Status, words
}

// surely notes what a sentence says the backup is of: one alone is an object.
func (c *collector) surely(text string, status domain.Status) {
	if status == 0 || status == domain.Unknown || len(c.sure) == maxJobRows || len(c.stated) == maxParallel {
		return
	}
	name := c.backedUp(text)
	if name == "" {
		name = c.whatOf(text)
	}
	if name != "" {
		c.sure = append(c.sure, domain.Object{Name: name, Status: status})
	}
}

// labelled notes the name that the key of a label holds where it says, or its value, how
// that ended: "Processing alpha: done", "The backup of alpha failed at 23:41: no route".
func (c *collector) labelled(x *facts.Item, before int) {
	if len(c.said) == before || len(c.stated) == maxParallel || len(x.Text) > 160 {
		return
	}
	if role := c.role(x.Key, lexicon.Label); role != lexicon.None && !counting(role) {
		return
	}
	if v := c.judge(x.Key); v.Status > domain.Unknown && !v.Other {
		if name := c.backedUp(x.Key); name != "" {
			c.pending(name, v.Status, x.Value)
			c.sure = append(c.sure, domain.Object{Name: name, Status: v.Status, Message: x.Value})
			return
		}
	}
	if x.Logged {
		if kind, name, ok := strings.Cut(x.Key, " "); ok && c.nameable(name) && c.kindWord(kind) { // "db customers: backup failed"
			c.own(name, before)
			return
		}
	}
	worst := domain.Status(0)
	for _, s := range c.said[before:] {
		worst = max(worst, s.status)
	}
	if name := c.backedUp(x.Key); name != "" && worst > domain.Unknown { // "Volume "Media" could not be saved: access denied"
		c.pending(name, worst, x.Value)
		c.sure = append(c.sure, domain.Object{Name: name, Status: worst, Message: x.Value})
		return
	}
	if status, words := c.headed(strings.TrimLeft(x.Value, ". ")); status != 0 && c.phrase(x.Key) {
		c.stated = append(c.stated, stated{x.Text, words, status})
	}
}

// kindWord reports whether a word tells what kind of object the name behind it is.
func (c *collector) kindWord(word string) bool {
	switch c.role(word, lexicon.Label) {
	case lexicon.Machine, lexicon.Object:
		return true
	}
	return false
}

// maxAgainst is how many lines that tell of a failure are kept to be held against the names
// of objects.
const maxAgainst = 100

// against keeps a line that tells of a failure.
func (c *collector) against(text string, before int) {
	worst := domain.Unknown
	for _, s := range c.said[before:] {
		worst = max(worst, s.status)
	}
	if worst > domain.Unknown && len(c.bad) < maxAgainst {
		c.bad = append(c.bad, stated{text: text, status: worst})
	}
}

// doubted takes the success of an object back of which a line tells that something failed.
func (c *collector) doubted() {
	for i := range c.objects[:min(len(c.objects), maxJobRows)] {
		o := &c.objects[i]
		for k := range c.bad {
			if o.Status == domain.Success && mentions(c.bad[k].text, o.Name) {
				o.Status, o.Message = c.bad[k].status, c.bad[k].text
			}
		}
	}
}

// mentions reports whether a text holds a name that no letter, digit or hyphen goes on.
func mentions(text, name string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(name)
		if (i == 0 || !nameByte(text[i-1])) && (end == len(text) || !nameByte(text[end])) {
			return true
		}
		from = end
	}
}

func nameByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '_' || b == '/' || b == '\\' || b >= 0x80
}

// backedUp returns the name of what a clause says the backup is of: "Backup of SRV1 to nas2
// failed".
func (c *collector) backedUp(text string) string {
	name, noun := "", false
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		t := &tokens[k]
		switch {
		case t.Class == lexicon.Noun || t.Class == lexicon.Named:
			noun = true
		case t.Kind != grammar.Name || !noun || strings.Contains(t.Text, "://") || c.toward(tokens, k):
		case k > 0 && tokens[k-1].Class == lexicon.Named && c.role(tokens[k-1].Text, lexicon.Label) == lexicon.Job:
			return "" // "Backup job SRV1"
		case name == "" || strings.Contains(name, t.Text): // "error in /srv/db1/db1.vmdk for db1"
			name = t.Text
		case !strings.Contains(t.Text, name):
			return ""
		}
	}
	return name
}

// whatOf returns what a clause says the backup is of where that is no name but the words for
// a part of a machine: "The backup of the system state completed", "Image of C: failed".
func (c *collector) whatOf(text string) string {
	tokens := c.r.Tokens(text, lexicon.Sentence)
	from := -1
	for k := 1; k < len(tokens) && from < 0; k++ {
		if tokens[k].Class == lexicon.Preposition && tokens[k-1].Class == lexicon.Noun && !towards(lexicon.Lower(tokens[k].Text)) {
			from = k + 1
		}
	}
	var words []string
	for k := from; from > 0 && k < len(tokens); k++ {
		t := &tokens[k]
		switch {
		case t.Class == lexicon.Neutral && len(words) == 0:
			continue // an article
		case t.Kind == grammar.Mark && t.Text == ":" && len(words) == 1 && len(words[0]) == 1:
			return words[0] + ":"
		case t.Kind == grammar.Word && (t.Class == lexicon.None || t.Class == lexicon.Noun || t.Class == lexicon.Named) && len(words) < 4:
			words = append(words, t.Text)
			continue
		case t.Kind == grammar.Word && t.Class != lexicon.Neutral && t.Class != lexicon.Prose && len(words) > 1:
			return strings.Join(words, " ")
		}
		return ""
	}
	return ""
}

// quotedThing returns the one quoted name behind the word for a machine in a message: "no
// backup of VM 'web1'".
func (c *collector) quotedThing(text string) string {
	name := ""
	if len(text) > 300 || !strings.ContainsAny(text, "'\"„“«") {
		return ""
	}
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := 1; k < len(tokens); k++ {
		if t := &tokens[k]; t.Kind == grammar.Name && t.Proven && c.machineWord(tokens[k-1].Text) {
			if name != "" && name != t.Text {
				return ""
			}
			name = t.Text
		}
	}
	return name
}

func (c *collector) machineWord(word string) bool {
	return c.role(word, lexicon.Label) == lexicon.Machine
}

// nameBehindOf returns the name of a key that is nothing but a word for a backup and what it is
// of: "Backup of SRV1".
func (c *collector) nameBehindOf(key string) string {
	tokens := c.r.Tokens(key, lexicon.Sentence)
	n := len(tokens)
	if n < 3 || n > 5 || tokens[0].Class != lexicon.Noun || tokens[n-1].Kind != grammar.Name ||
		tokens[n-2].Class != lexicon.Preposition && tokens[n-2].Class != lexicon.Named {
		return ""
	}
	return tokens[n-1].Text
}

// toward reports whether the word before a name says that a backup is written there.
func (c *collector) toward(tokens []grammar.Token, k int) bool {
	return k > 0 && towards(lexicon.Lower(tokens[k-1].Text))
}

// towards are the words before the place that a backup is written to.
var towards = lexicon.Listed("towards")

// phrase reports whether a text begins with a word of an activity or the level of a log,
// behind which a name stands: "Processing alpha", and not "State of the system".
func (c *collector) phrase(text string) bool {
	tokens := c.r.Tokens(text, lexicon.Sentence)
	if len(tokens) < 2 || tokens[0].Kind != grammar.Word {
		return false
	}
	switch tokens[0].Class {
	case lexicon.Running, lexicon.Started, lexicon.BadNoun, lexicon.WarnNoun:
		return true
	case lexicon.Noun, lexicon.Named, lexicon.Prose, lexicon.Neutral, lexicon.Preposition:
		for k := range tokens[1:] {
			if t := &tokens[1+k]; t.Kind == grammar.Name || t.Kind == grammar.Word && t.Class == lexicon.None {
				return true
			}
		}
	}
	return levels[lexicon.Fold(tokens[0].Text)]
}

// marked reports whether a word is a mark of a status that stands before a name: a sign, a
// word in brackets or in capitals.
func marked(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return strings.HasPrefix(word, "[") && strings.HasSuffix(word, "]") || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r >= 0x80 ||
		len(word) > 1 && !small(word) && word == strings.ToUpper(word) && hasLetters(word)
}

// small reports whether a small letter of ASCII stands in a word.
func small(word string) bool {
	for i := range len(word) {
		if word[i] >= 'a' && word[i] <= 'z' {
			return true
		}
	}
	return false
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
	c.surely(text, status)
	name := ""
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		switch t := &tokens[k]; {
		case t.Kind != grammar.Name:
		case name == "" || strings.Contains(name, t.Text): // "error in /srv/db1/db1.vmdk for db1"
			name = t.Text
		case !strings.Contains(t.Text, name):
			return
		}
	}
	if name != "" && !strings.Contains(name, "://") {
		c.pending(name, status, "")
	}
}

// pending notes an object that a line of a log or list names; two of them make objects.
func (c *collector) pending(name string, status domain.Status, message string) {
	c.pended = append(c.pended, pended{name, message, status})
	if base := name[strings.LastIndexAny(name, `/\`)+1:]; strings.Contains(base, ".") {
		name = base // a file of a job: "/etc/backup.d/10.sys"
	}
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && diskFiles[lexicon.Lower(name[dot+1:])] {
		name = name[:dot]
	}
	c.logged = append(c.logged, domain.Object{Name: name, Status: status, Message: message})
}

// diskFiles are the endings of files that hold the disk of a machine.
var diskFiles = setOf("vmdk vmx vhd vhdx avhdx qcow2 vdi vbk vib vma")

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

// longer reports whether an object has a name that begins with this one: "SRV1 (files)".
func (c *collector) longer(name string) bool {
	for i := range c.objects[:min(len(c.objects), maxJobRows)] {
		if strings.HasPrefix(c.objects[i].Name, name+" ") {
			return true
		}
	}
	return false
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
		if e.name != "" && !c.longer(e.name) {
			c.object(e.name, domain.Unknown, e.value)
		}
	}
}
