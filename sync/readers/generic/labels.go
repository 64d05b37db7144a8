package generic

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

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
		if exitFirst(w) {
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
		if n := len(c.said); n == before+1 && c.said[before].status != domain.Unknown && len(x.Text) < 80 && !c.partsOf(i) {
			c.listed(c.said[before].status, i) // "VMs with no successful backups:"
		}
		if len(c.said) == before {
			c.section = key
			c.included(key, i)
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
	if c.measure(value) && (!nameLike(c.r, key) || strings.HasPrefix(key, "/")) {
		if v.Reason == grammar.UnknownProse || v.Reason == grammar.NoHead {
			return entry{item: i, name: key, value: value, listed: x.List, verdict: grammar.Verdict{Reason: grammar.ByCount}}, true
		}
	}
	if c.wordless(key, value) { // "SRV02: see log"
		c.note(domain.Unknown, grammar.NoHead, key+": "+value, x.Where)
		return entry{item: i, name: key, value: value, listed: x.List}, true
	}
	if c.unfit(key, value) {
		c.note(domain.Unknown, grammar.Denied, key+": "+value, x.Where)
		return entry{}, false
	}
	if settings(lexicon.Fold(value)) && v.Status == 0 && !nameLike(c.r, key) && !c.lacks(key, value) &&
		!c.trade.in(lexicon.Fold(key)) && !x.List {
		return entry{}, false // "VSS: no"
	}
	if column := c.columnOf(value, x.Where); column != "" && nameLike(c.r, key) {
		value = column
	}
	var room [fewClauses]string
	parts := appendSplit(room[:0], value)
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
		before, status := len(c.said), first.Status
		if len(parts) > 1 {
			for _, p := range parts[1:] {
				c.clauses(p, x.Where, i)
			}
		}
		for _, s := range c.said[before:] { // "ok - wait, a retry is pending"
			if status == domain.Success && s.reason != grammar.UnknownProse {
				status = max(status, s.status)
			}
		}
		if i >= c.parts && c.objectKey(key, x) && len(value) < 160 {
			if drive := c.whatOf(x.Text); drive != "" { // "Image of C: completed"
				key = drive
			} else if name := c.nameBehindOf(key); name != "" { // "Backup of SRV1: ok"
				key = name
			}
			c.object(key, status, strings.TrimSpace(strings.Join(parts[1:], " ")))
		}
		return e, true
	}
	listable := x.List || nameLike(c.r, key) || strings.HasPrefix(key, "/")
	if status, _ := c.headed(value); i >= c.parts && status != 0 && listable && c.objectKey(key, x) && len(value) < 160 &&
		!settings(lexicon.Fold(value)) {
		c.object(key, status, reasonIn(value)) // "/home: success, 204 files new"
	}
	c.clauses(x.Text, x.Where, i)
	return e, true
}

// columnOf returns the verdict among the columns of a value that are figures else: "1204
// items   ok".
func (c *collector) columnOf(value, where string) string {
	if !strings.Contains(value, "  ") && !strings.Contains(value, "\t") {
		return ""
	}
	verdict := ""
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(value, "  ", "\t"), func(r rune) bool { return r == '\t' }) {
		part = strings.TrimSpace(part)
		switch v := c.r.Judge(part, lexicon.Value); {
		case part == "":
		case measured(part):
			if n, rest, _ := leading(part); rest != "" {
				if _, share := c.outOf(n, rest); share {
					return "" // "3 of 5 items"
				}
			}
			c.nothing(part, where)
		case v.Decided() && !v.Other && verdict == "":
			verdict = part
		default:
			return ""
		}
	}
	return verdict
}

// counting reports whether a role counts runs or objects by how they ended.
func counting(role lexicon.Class) bool {
	return role == lexicon.BadCount || role == lexicon.WarnCount || role == lexicon.OffCount || role == lexicon.GoodCount
}

// heading reads a heading such as "Failed jobs:": what stands below it failed, unless
// nothing does.
func (c *collector) heading(role lexicon.Class, key string, i int) {
	items := c.facts.Items
	if i+1 >= len(items) || role != lexicon.GoodCount && c.partsOf(i) {
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
	before := len(c.objects)
	c.listed(status, i)
	if v := c.judge(key); v.Status == domain.Success && !v.Other && len(c.objects) > before {
		c.add(v, items[i].Where, false) // "All backups of the night went well:", and below it which
	}
}

// partsOf reports whether an indented heading such as "Failed entries:" belongs to the object
// above it, whose status was good: what it lists are parts of that object.
func (c *collector) partsOf(i int) bool {
	n := len(c.states)
	if n == 0 || !c.facts.Items[i].Indented || c.section == "" || c.states[n-1].name != c.section || i+1 >= len(c.facts.Items) {
		return false
	}
	if c.states[n-1].status == domain.Success {
		c.states[n-1].status = domain.Warning
	}
	for c.parts = i + 1; c.parts < len(c.facts.Items); c.parts++ {
		if x := &c.facts.Items[c.parts]; x.Table != nil || !x.List && !(x.Indented && !x.Blank) {
			break
		}
	}
	return true
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
			if role == lexicon.Job && c.jobName == "" && strings.HasPrefix(g[2], `"`) { // whatever its words mean
				c.jobName = jobNamed(value)
			}
			if c.take(role, g[1], value, "subject") {
				found = true
				return " "
			}
		}
		return s
	})
	return strings.TrimSpace(rest), found
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
		if jobIDs(lexicon.Fold(strings.TrimRight(key, " :"))) && runningID(value) {
			return true
		}
		if settings(lexicon.Fold(value)) || c.none(value) { // "Backup: no"
			c.note(domain.Unknown, grammar.NoHead, key+": "+value, where)
			return true
		}
		if !c.speaks(value) {
			c.learn(value)
		}
		if c.jobName == "" && len(value) < 200 && !c.verdictAlone(value) && len(c.tableJobs) == 0 {
			c.jobName = jobNamed(value)
		}
		c.subjectOf(value)
		return !c.verdictAlone(value) // "Job Daily: failed"
	case lexicon.Machine, lexicon.Object:
		if value == "" {
			return false
		}
		if c.saysWord(key, value) {
			c.note(domain.Unknown, grammar.NoHead, key+": "+value, where)
			return true
		}
		if !c.speaks(value) {
			c.learn(value)
		}
		if role == lexicon.Machine && c.machine != "" && c.machineKey == lexicon.Fold(key) && !c.verdictAlone(value) &&
			domain.Fold(unquote(value)) != domain.Fold(c.machine) {
			c.machines = true
		}
		if role == lexicon.Machine && c.machine == "" && len(value) < 200 && !c.verdictAlone(value) {
			c.machineKey = lexicon.Fold(key)
			c.machine, c.ranOn = unquote(value), serverLabels(lexicon.Fold(strings.TrimRight(key, " :")))
		}
		if role == lexicon.Object && !stores(lexicon.Fold(strings.TrimRight(key, " :"))) && where != "subject" && len(value) < 80 &&
			strings.Count(key, " ") < 2 {
			if c.only == "" {
				c.only = unquote(value)
			} else if c.only != unquote(value) {
				c.only = "-" // several: none of them is the one
			}
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
		if n, rest, ok := leading(value); ok && strings.HasPrefix(rest, "/") && c.falls(key, n, rest) { // "Completed: 9/10"
			c.note(domain.Unknown, grammar.ByShare, key+": "+value, where)
			return true
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
		if c.none(value) { // "Notes: none"
			return true
		}
		for _, p := range split(value) {
			v := c.judge(p)
			c.add(v, where, false)
		}
		if name := c.quotedThing(value); name != "" && len(c.sure) < maxJobRows {
			c.sure = append(c.sure, domain.Object{Name: name, Status: domain.Unknown, Message: value})
		}
		return true
	case lexicon.Next:
		if c.r.Off(value) || c.overdue(value) { // "Next run: cancelled"
			c.note(domain.Unknown, grammar.Denied, key+": "+value, where)
			return true
		}
		if s := c.calendar().Stamp(value); value == "" || !s.IsZero() || figure(value) || !hasLetters(value) || len(strings.Fields(value)) <= 2 {
			return true
		}
		if _, ok := c.calendar().Day(value); ok {
			return true
		}
		c.clauses(value, where, -1) // "Next: replace the battery, it is broken"
		return true
	case lexicon.Figure, lexicon.Duration, lexicon.Ignored:
		if role == lexicon.Duration {
			c.span(value)
		}
		if settings(lexicon.Fold(value)) || kindLabels(lexicon.Fold(key)) && fullWords(lexicon.Fold(value)) {
			return true // "Typ: Voll" is no full disk
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

// kindLabels stand before what kind of backup it was.
var kindLabels = lexicon.Listed("kind_labels")

// serverLabels stand before the machine on which a job ran, which need not be the one that it
// backed up.
var serverLabels = lexicon.Listed("server_labels")

// jobIDs are labels of a job's id, which may be its name or a number of the run.
var jobIDs = lexicon.Listed("job_ids")

// stores are labels of where backups are kept: no objects of a run.
var stores = lexicon.Listed("store_labels")

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
var settings = lexicon.Listed("settings")

// qualities are what a backup has to be: without one, there is none.
var qualities = lexicon.Listed("qualities")

// unfit reports whether a label denies what a backup has to be: "Restorable: false".
func (c *collector) unfit(key, value string) bool {
	if !lexicon.Denies(lexicon.Fold(value)) {
		return false
	}
	for w := range strings.FieldsSeq(lexicon.Fold(key)) {
		if qualities(w) {
			return true
		}
	}
	return false
}

// levels are what logs write before lines that say nothing bad.
var levels = map[string]bool{"info": true, "information": true, "debug": true, "trace": true, "verbose": true,
	"log": true, "stdout": true, "output": true, "inf": true}

// exiting reports whether a label tells how a program ended.
func exiting(key string) bool {
	for w := range strings.FieldsSeq(lexicon.Fold(key)) {
		if exitFirst(w) {
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
