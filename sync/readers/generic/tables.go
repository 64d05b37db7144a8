package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// tables reads every table: a column of statuses is read whole, its rows become objects;
// rows of pairs are labels; anything else is read cell by cell.
func (c *collector) tables() {
	c.headings()
	for i := 0; i < len(c.facts.Items); i++ {
		t := c.facts.Items[i].Table
		if t == nil {
			continue
		}
		c.above = c.tableJobs[t]
		c.section = c.titleOf(i)
		lines := c.table(t)
		if c.section = ""; lines != nil {
			// A table of text whose head says nothing is read line by line.
			replaced := make([]facts.Item, len(lines))
			for k, l := range lines {
				replaced[k] = facts.Item{Line: l}
			}
			c.facts.Items = append(c.facts.Items[:i:i], append(replaced, c.facts.Items[i+1:]...)...)
			i += len(lines) - 1
		}
	}
}

// titleOf is the name in the line above a table, which a status in the table then belongs to;
// "" where that line is no name alone.
func (c *collector) titleOf(i int) string {
	if i == 0 {
		return ""
	}
	x := &c.facts.Items[i-1]
	if x.Table != nil || x.Label || x.Quoted || x.Logged || len(strings.Fields(x.Text)) > 3 || !c.nameable(x.Text) || !c.proper(x.Text) ||
		c.speaks(x.Text) {
		return ""
	}
	return x.Text
}

// single returns the lines of a table that has but one cell with text in each row: it is
// no table to its reader.
func single(t *facts.Table) []facts.Line {
	if len(t.Rows) > maxStructure {
		return nil
	}
	var lines []facts.Line
	for n := range t.Rows {
		if filled(&t.Rows[n]) > 1 {
			return nil
		}
		for _, cell := range t.Rows[n].Cells {
			for k, l := range strings.Split(cell.Text, "\n") {
				if l = strings.TrimSpace(l); l == "" {
					continue
				}
				x := facts.LineOf(l)
				x.Where, x.Blank = t.Where, k == 0
				lines = append(lines, x)
			}
		}
	}
	return lines
}

// table reads one table. It returns its lines where they have to be read as text.
func (c *collector) table(t *facts.Table) []facts.Line {
	if lines := single(t); lines != nil {
		return lines
	}
	if c.transposed(t) {
		return nil
	}
	if t.Lines != nil && c.rowsOnly(t) {
		return t.Lines
	}
	h, several := c.headless(t), len(t.Rows) > 2
	for n := range t.Rows {
		row := &t.Rows[n]
		if empty(row) {
			continue
		}
		if found := c.headOf(row, n+1 < len(t.Rows)); found != nil && (h == nil || row.Cells[0].Head || c.anotherHead(found)) {
			h = found
			if h.status < 0 {
				c.verdictColumns(h, t.Rows[n+1:])
			}
			c.rename(h, t.Rows[n+1:])
			c.doubleNames(h, t.Rows[n+1:])
			continue
		}
		if h != nil && h.status >= 0 && (filled(row) >= 2 || h.status < len(row.Cells) && !row.Cells[h.status].Fill &&
			len(row.Cells) == len(h.roles)) && len(row.Cells) >= len(h.roles)-1 {
			c.row(h, row)
			continue
		}
		if c.chapterRow(row) {
			h = nil
		}
		if h == nil && t.Lines != nil {
			return t.Lines
		}
		if h != nil && h.status < 0 {
			c.implies(h, row)
			if filled(row) == 1 && len(row.Cells) > 1 && row.Cells[1].Fill { // a sentence across the table
				c.pairs(row, t.Where)
				continue
			}
		}
		if h != nil && h.status < 0 && len(row.Cells) == len(h.roles) {
			if h.truths == nil {
				h.truths = c.truthColumns(t, h)
			}
			c.plainRow(h, row, several)
			continue
		}
		c.pairs(row, t.Where)
	}
	return nil
}

// chapterRow notes the object of a row across the whole table that heads the rows below:
// "backup db FAILED". What these count are its steps.
func (c *collector) chapterRow(row *facts.Row) bool {
	if len(row.Cells) < 3 || !row.Cells[1].Fill || filled(row) > 1 {
		return false
	}
	words := strings.Fields(row.Cells[0].Text)
	if len(words) != 3 || !backupWord(words[0]) {
		return false
	}
	v := c.r.Judge(words[2], lexicon.Value)
	if !v.Decided() || v.Other {
		return false
	}
	c.object(words[1], v.Status, "")
	c.inChapter = true
	return true
}

// rowsOnly reports whether the first row of a table of text is no head but a row as the
// others: a verdict stands in it, and below it others.
func (c *collector) rowsOnly(t *facts.Table) bool {
	for j, cell := range t.Rows[0].Cells {
		if len(t.Rows) < 2 || j >= len(t.Rows[1].Cells) || j == 0 {
			continue
		}
		if c.r.Judge(cell.Text, lexicon.Value).Decided() && c.r.Judge(t.Rows[1].Cells[j].Text, lexicon.Value).Decided() &&
			nameLike(c.r, t.Rows[0].Cells[0].Text) {
			return true
		}
	}
	return false
}

func empty(r *facts.Row) bool { return filled(r) == 0 }

func filled(r *facts.Row) int {
	n := 0
	for _, c := range r.Cells {
		if strings.TrimSpace(c.Text) != "" {
			n++
		}
	}
	return n
}

// wholeSizes head columns of how large what was backed up is: none is of no size.
var wholeSizes = lexicon.Listed("whole_sizes")

// onlySize reports whether a column tells how large what was backed up is, and no other one how
// much of it was read or sent.
func (h *head) onlySize(column int) bool {
	if !h.key(column).size {
		return false
	}
	for j, r := range h.roles {
		if j != column && (r == lexicon.Volume || r == lexicon.Figure) {
			return false
		}
	}
	return true
}

var (
	coverages = lexicon.Listed("coverages")
	switches  = lexicon.Listed("switches_of_jobs")
)

// takesBack reports whether a cell says that only a part is backed up, or that the job is switched
// off: "Coverage: 12 %", "Enabled: no".
func (h *head) takesBack(column int, text string) bool {
	key := h.key(column)
	if key.coverage {
		n, rest, ok := leading(text)
		return ok && n < 100 && strings.HasPrefix(rest, "%")
	}
	return key.asked && lexicon.Denies(lexicon.Fold(strings.Trim(text, " ."))) // "Verified: no"
}

// partOf reports whether a cell tells that a part went well: "Disks backed up: 1 of 3".
func (c *collector) partOf(key, text string) bool {
	n, rest, ok := leading(text)
	if !ok {
		return false
	}
	m, found := c.outOf(n, rest)
	return found && n < m && c.judge(key).Status == domain.Success
}

// row reads a row below a head with a status.
func (c *collector) row(h *head, row *facts.Row) {
	at := func(i int) string {
		if i >= 0 && i < len(row.Cells) {
			return oneLine(row.Cells[i].Text)
		}
		return ""
	}
	name, value := at(h.name), at(h.status)
	if h.double {
		name = strings.TrimSpace(at(h.first) + " " + at(h.second))
	}
	if name == "" && value == "" || c.sum(name) && value == "" {
		return
	}
	v := c.statusOf(value)
	where := c.facts.Place("row ", name, ", column ", h.texts[h.status])
	var messages []string
	var beside grammar.Verdict // what other cells say of the run; the row keeps its own status
	for j, r := range h.roles {
		if j == h.status || j == h.name || h.double && (j == h.first || j == h.second) {
			continue
		}
		text := at(j)
		if n, _, ok := leading(text); ok && n == 0 && v.Status == domain.Success && h.onlySize(j) {
			v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.ByCount, Words: h.texts[j] + ": " + text}
		}
		if v.Status == domain.Success && (h.takesBack(j, text) || c.partOf(h.texts[j], text)) {
			v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.ByShare, Words: h.texts[j] + ": " + text}
		}
		switch r {
		case lexicon.Message:
			if text != "" {
				messages = append(messages, text)
				var room [fewClauses]string
				for _, p := range appendSplit(room[:0], text) {
					if m := c.judge(p); m.Status > domain.Unknown && v.Status <= domain.Success {
						beside = worse(beside, m)
					} else if m.Status == domain.Unknown && v.Status == domain.Success && !c.none(text) {
						beside = worse(beside, m)
					}
				}
			}
		case lexicon.LastTime:
			if v.Status == domain.Success && (c.old(text) || c.r.Off(text)) { // "Last backup: never"
				v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.Past, Words: text}
			}
		case lexicon.BadCount, lexicon.WarnCount, lexicon.OffCount:
			if n, _, ok := leading(text); ok && n > 0 {
				status := domain.Warning
				if r == lexicon.BadCount {
					status = domain.Failed
				}
				v = worse(v, grammar.Verdict{Status: status, Reason: grammar.ByCount, Words: h.texts[j] + " " + text})
			} else if !ok && text != "" && !c.none(text) {
				messages = append(messages, text)
				if m := c.judge(text); m.Status >= domain.Unknown && v.Status <= domain.Success {
					beside = worse(beside, m)
				}
			}
		case lexicon.Figure:
			if text != "" && !c.measure(text) && !c.none(text) {
				if m := c.judge(text); m.Status >= domain.Unknown && m.Reason != grammar.NoHead && v.Status <= domain.Success {
					beside = worse(beside, m) // "Retries: gave up after 3"
				}
			}
		case lexicon.Status:
			if text != "" {
				v = worse(v, c.statusOf(text))
			}
		case lexicon.Start:
			if c.started.IsZero() {
				c.started = c.calendar().Stamp(text)
			}
		case lexicon.End:
			if c.ended.IsZero() {
				c.ended = c.calendar().Stamp(text)
			}
		case lexicon.Volume:
			if n, _, ok := leading(text); ok {
				c.volumes = append(c.volumes, volume{n, h.texts[j] + ": " + text, where})
			}
		case lexicon.None:
			if text != "" && !c.measure(text) {
				if m := c.judge(text); (m.Status > domain.Unknown || m.Status == domain.Unknown && h.bare) && v.Status <= domain.Success {
					beside = worse(beside, m)
				}
			}
		}
	}
	for j := len(h.roles); j < len(row.Cells); j++ { // beyond the head
		if text := at(j); text != "" && !c.measure(text) && v.Status <= domain.Success {
			if m := c.judge(text); m.Status >= domain.Unknown {
				beside = worse(beside, m)
			}
		}
	}
	switch {
	case v.Status == domain.Success:
		c.rows.good++
	case !c.sum(name):
		c.rows.other++
	}
	c.add(v, where, false)
	if beside.Status != 0 && !beside.Other {
		c.add(beside, "row "+name, false)
	}
	if !c.sum(name) {
		if !h.steps() {
			c.object(name, v.Status, strings.Join(messages, " "))
		}
		c.jobCells(h, row, worse(v, beside), where, strings.Join(messages, " "))
	}
}

// sum reports whether a row is that of totals: "Total", "Subtotal Berlin", "3 mailboxes".
func (c *collector) sum(name string) bool {
	if name == "" || !strings.ContainsAny(name, "0123456789") && c.role(name, lexicon.Label) == lexicon.Total {
		return true
	}
	if _, rest, ok := leading(name); ok && rest != "" && c.nounLike(rest) {
		return true
	}
	if first, _, _ := strings.Cut(name, " "); plainASCII(name) && !aTotal(strings.Trim(first, ":")) {
		return false
	}
	first, rest, more := strings.Cut(lexicon.Fold(name), " ")
	if _, what, ok := leading(rest); ok && totals(strings.Trim(first, ":")) && (what == "" || c.nounLike(what)) {
		return true // "Total: 2 items"
	}
	return subtotals(strings.Trim(first, ":")) || more && totals(strings.Trim(first, ":")) && !hasDigits(rest)
}

// totals begin the names of rows that add others up, subtotals whatever follows.
var (
	totals    = lexicon.Listed("totals")
	subtotals = lexicon.Listed("subtotals")
)

// aTotal reports whether a word, in any case, is one of either.
func aTotal(word string) bool { return totalsText(word) || subtotalsText(word) }

var (
	totalsText    = lexicon.ListedText("totals")
	subtotalsText = lexicon.ListedText("subtotals")
)

func worse(a, b grammar.Verdict) grammar.Verdict {
	if b.Status > a.Status {
		return b
	}
	return a
}

// truthColumns finds the columns that say yes or no to a head such as "Saved".
func (c *collector) truthColumns(t *facts.Table, h *head) map[int]bool {
	out := map[int]bool{}
	for _, row := range t.Rows {
		for j, cell := range row.Cells {
			if j == h.name || j >= len(h.texts) || out[j] {
				continue
			}
			text := lexicon.Fold(strings.Trim(oneLine(cell.Text), " .!()[]"))
			if lexicon.Affirms(text) || lexicon.Denies(text) {
				v := c.judge(h.texts[j])
				out[j] = v.Decided() && !v.Other && v.Status == domain.Success
			}
		}
	}
	return out
}

// plainRow reads a row below a head without a status: counts and bad words.
func (c *collector) plainRow(h *head, row *facts.Row, several bool) {
	name := ""
	if h.name >= 0 && h.name < len(row.Cells) {
		name = row.Cells[h.name].Text
	}
	where := "row " + name
	c.tallied(h, row, name)
	for j, cell := range row.Cells {
		text := oneLine(cell.Text)
		if text == "" || j >= len(h.roles) {
			continue
		}
		if j != h.name && c.truth(h.texts[j], text, where) {
			continue
		}
		if h.truths[j] && text != h.texts[j] {
			c.note(domain.Unknown, grammar.NoHead, h.texts[j]+": "+text, where) // "Saved: at the weekend"
			continue
		}
		switch r := h.roles[j]; r {
		case lexicon.BadCount, lexicon.WarnCount, lexicon.OffCount:
			c.badCount(r, h.texts[j], text, where)
		case lexicon.GoodCount, lexicon.Total:
			c.amount(r, h.texts[j], text, where)
		case lexicon.Machine, lexicon.Object, lexicon.Job, lexicon.Start, lexicon.End, lexicon.Figure, lexicon.Duration,
			lexicon.Next, lexicon.Volume, lexicon.Ignored:
			machine := c.machine
			c.take(r, h.texts[j], text, where)
			if several && r == lexicon.Machine { // one of several
				c.machine = machine
			}
		default:
			if r == lexicon.LastTime && c.old(text) {
				c.note(domain.Unknown, grammar.Past, h.texts[j]+": "+text, where)
				continue
			}
			if c.measure(text) {
				continue
			}
			var room [fewClauses]string
			for _, p := range appendSplit(room[:0], text) {
				v := c.judge(p)
				if v.Status == domain.Success && j == h.name {
					continue
				}
				c.add(v, where, false)
			}
		}
	}
}

// tallied makes an object of a row that counts what went well and what did not.
func (c *collector) tallied(h *head, row *facts.Row, name string) {
	if c.inChapter || h.name < 0 || c.sum(name) || h.roles[h.name] == lexicon.GoodCount || figure(name) || c.nounLike(name) {
		return
	}
	status, bad := domain.Status(0), false
	for j, cell := range row.Cells {
		if j >= len(h.roles) {
			break
		}
		n, rest, ok := leading(cell.Text)
		if !ok || hasLetters(rest) {
			continue
		}
		switch r := h.roles[j]; {
		case r == lexicon.GoodCount && n > 0:
			status = max(status, domain.Success)
		case r == lexicon.BadCount:
			if bad = true; n > 0 {
				status = domain.Failed
			}
		case (r == lexicon.WarnCount || r == lexicon.OffCount) && n > 0:
			status = max(status, domain.Warning)
		}
	}
	if status != 0 && bad {
		c.object(name, status, "")
	}
}
