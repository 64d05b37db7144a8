package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// head is the row of a table that tells what its columns are.
type head struct {
	texts  []string
	roles  []lexicon.Class
	status int // the column of the status, -1 without one
	name   int // the column of the name

	double        bool // the name is that of two columns
	first, second int
}

// tables reads every table: a column of statuses is read whole, its rows become objects;
// rows of pairs are labels; anything else is read cell by cell.
func (c *collector) tables() {
	for i := 0; i < len(c.facts.Items); i++ {
		t := c.facts.Items[i].Table
		if t == nil {
			continue
		}
		if lines := c.table(t); lines != nil {
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

// verdictColumns finds the columns that hold nothing but verdicts below heads that do not
// say so: "Server | Backup | Verification".
func (c *collector) verdictColumns(h *head, rows []facts.Row) {
	for j, r := range h.roles {
		if j == h.name || r != lexicon.None && r != lexicon.Job && r != lexicon.Ignored && r != lexicon.Object {
			continue
		}
		decided, other := 0, 0
		for n := range rows[:min(len(rows), 50)] {
			if j >= len(rows[n].Cells) || rows[n].Cells[j].Head {
				continue
			}
			text := strings.TrimSpace(rows[n].Cells[j].Text)
			switch v := c.r.Judge(text, lexicon.Value); {
			case text == "" || rows[n].Cells[j].Fill:
			case len(text) < 40 && v.Decided() && !v.Other:
				decided++
			default:
				other++
			}
		}
		if decided > 0 && decided > other {
			h.roles[j] = lexicon.Status
			if h.status < 0 {
				h.status = j
			}
		}
	}
}

// doubleNames finds the column that tells rows apart which the name alone does not:
// server and volume.
func (c *collector) doubleNames(h *head, rows []facts.Row) {
	if h.name < 0 || h.status < 0 || len(rows) > maxStructure {
		return
	}
	second := -1
	for _, wanted := range []bool{true, false} {
		for j, r := range h.roles {
			name := r == lexicon.Object || r == lexicon.Machine || r == lexicon.Job
			if j != h.name && j != h.status && second < 0 && (wanted && name || !wanted && (r == lexicon.Volume || r == lexicon.Figure ||
				r == lexicon.None)) && names(rows, j) {
				second = j
			}
		}
	}
	if second < 0 {
		return
	}
	times, again := map[string]int{}, false
	pairs := map[string]bool{}
	for n := range rows {
		cells := rows[n].Cells
		if h.name >= len(cells) || second >= len(cells) || cells[h.name].Text == "" || cells[second].Text == "" || cells[0].Head {
			continue
		}
		times[cells[h.name].Text]++
		again = again || times[cells[h.name].Text] > 1
		key := cells[h.name].Text + "\x00" + cells[second].Text
		if pairs[key] {
			return // the second does not tell them apart either
		}
		pairs[key] = true
	}
	if again {
		h.first, h.second = min(h.name, second), max(h.name, second)
		h.double = true
	}
}

// names reports whether the cells of a column could be names: each is short and has
// letters, none is a number with its unit.
func names(rows []facts.Row, j int) bool {
	found := false
	for n := range rows {
		cells := rows[n].Cells
		if j >= len(cells) || cells[j].Fill || cells[j].Head || cells[j].Text == "" {
			continue
		}
		text := cells[j].Text
		if len(text) > 60 || !hasLetters(text) || figure(text) && len(text) > 2 {
			return false
		}
		found = true
	}
	return found
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
	var h *head
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
			c.doubleNames(h, t.Rows[n+1:])
			continue
		}
		if h != nil && h.status >= 0 && (filled(row) >= 2 || h.status < len(row.Cells) && !row.Cells[h.status].Fill &&
			len(row.Cells) == len(h.roles)) && len(row.Cells) >= len(h.roles)-1 {
			c.row(h, row)
			continue
		}
		if h == nil && t.Lines != nil {
			return t.Lines
		}
		if h != nil && h.status < 0 && len(row.Cells) == len(h.roles) {
			c.plainRow(h, row)
			continue
		}
		c.pairs(row, t.Where)
	}
	return nil
}

// anotherHead reports whether a row below a head is one, too. "Daily | Success" is none,
// although "Success" may head a column.
func (c *collector) anotherHead(h *head) bool {
	return h.status >= 0 && c.statusOf(h.texts[h.status]).Status.Known() == domain.Unknown
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

// headOf reports the roles of a row's cells where it is the head of a table: several
// short cells without digits, one of them under a role, a row below.
func (c *collector) headOf(row *facts.Row, below bool) *head {
	if filled(row) < 2 || !below {
		return nil
	}
	h := &head{status: -1, name: -1}
	known, heads := 0, 0
	for _, cell := range row.Cells {
		text := strings.Join(strings.Fields(cell.Text), " ")
		if len(text) > 40 || strings.ContainsAny(text, "0123456789") || strings.HasSuffix(text, ":") {
			return nil
		}
		role := lexicon.None
		if text != "" {
			role = c.role(text, lexicon.Column)
			if role == lexicon.LastStatus {
				role = lexicon.Status
			}
			if role != lexicon.None {
				known++
			}
			if cell.Head {
				heads++
			}
		}
		h.texts = append(h.texts, text)
		h.roles = append(h.roles, role)
	}
	statuses := 0
	for i, r := range h.roles {
		if r == lexicon.Status {
			if statuses++; h.status < 0 {
				h.status = i
			}
		}
	}
	if len(row.Cells) == 2 && heads == 0 && h.status == 0 {
		return nil // "Status | Success" is a label
	}
	if heads < filled(row) && (known < 2 || known*2 < filled(row)) {
		if !(h.status >= 0 && filled(row) == 2 && h.roles[1-h.status] == lexicon.None && c.nounLike(h.texts[1-h.status])) {
			return nil
		}
	}
	if known == 0 || heads == 0 && h.status < 0 && filled(row) < 3 {
		return nil // two cells are a label with its value
	}
	if len(row.Cells) == 2 && heads == 0 && h.status == 1 && h.roles[0] == lexicon.None && !c.nounLike(h.texts[0]) {
		return nil
	}
	for _, want := range []lexicon.Class{lexicon.Object, lexicon.Machine, lexicon.Job} {
		for i, r := range h.roles {
			if r == want && h.name < 0 && i != h.status {
				h.name = i
			}
		}
	}
	if h.name < 0 {
		for i := range h.roles {
			if i != h.status && (h.roles[i] == lexicon.None || h.roles[i] == lexicon.Ignored || i == 0) {
				h.name = i
				break
			}
		}
	}
	return h
}

// nounLike reports whether a head is made of nouns of the trade.
func (c *collector) nounLike(text string) bool {
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		if tokens[k].Class != lexicon.Noun && tokens[k].Class != lexicon.Named && tokens[k].Class != lexicon.Neutral {
			return false
		}
	}
	return len(tokens) > 0
}

// row reads a row below a head with a status.
func (c *collector) row(h *head, row *facts.Row) {
	at := func(i int) string {
		if i >= 0 && i < len(row.Cells) {
			return strings.Join(strings.Fields(row.Cells[i].Text), " ")
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
	where := "row " + name + ", column " + h.texts[h.status]
	var messages []string
	var beside grammar.Verdict // what other cells say of the run; the row keeps its own status
	for j, r := range h.roles {
		if j == h.status || j == h.name || h.double && (j == h.first || j == h.second) {
			continue
		}
		text := at(j)
		switch r {
		case lexicon.Message:
			if text != "" {
				messages = append(messages, text)
				for _, p := range split(text) {
					if m := c.judge(p); m.Status > domain.Unknown && v.Status <= domain.Success {
						beside = worse(beside, m)
					} else if m.Status == domain.Unknown && v.Status == domain.Success && !c.none(text) {
						beside = worse(beside, m)
					}
				}
			}
		case lexicon.LastTime:
			if v.Status == domain.Success && c.old(text) {
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
				if m := c.judge(text); m.Status > domain.Unknown && v.Status <= domain.Success {
					beside = worse(beside, m)
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
			if text != "" && !figure(text) {
				if m := c.judge(text); m.Status > domain.Unknown && v.Status <= domain.Success {
					beside = worse(beside, m)
				}
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
		c.object(name, v.Status, strings.Join(messages, " "))
		c.jobCells(h, row, worse(v, beside), where, strings.Join(messages, " "))
	}
}

// sum reports whether a row is that of totals.
func (c *collector) sum(name string) bool {
	return name == "" || !strings.ContainsAny(name, "0123456789") && c.role(name, lexicon.Label) == lexicon.Total
}

func worse(a, b grammar.Verdict) grammar.Verdict {
	if b.Status > a.Status {
		return b
	}
	return a
}

// plainRow reads a row below a head without a status: counts and bad words.
func (c *collector) plainRow(h *head, row *facts.Row) {
	name := ""
	if h.name >= 0 && h.name < len(row.Cells) {
		name = row.Cells[h.name].Text
	}
	where := "row " + name
	c.tallied(h, row, name)
	for j, cell := range row.Cells {
		text := strings.Join(strings.Fields(cell.Text), " ")
		if text == "" || j >= len(h.roles) {
			continue
		}
		if j != h.name && c.truth(h.texts[j], text, where) {
			continue
		}
		switch r := h.roles[j]; r {
		case lexicon.BadCount, lexicon.WarnCount, lexicon.OffCount:
			c.badCount(r, h.texts[j], text, where)
		case lexicon.GoodCount, lexicon.Total:
			c.amount(r, h.texts[j], text, where)
		case lexicon.Machine, lexicon.Object, lexicon.Job, lexicon.Start, lexicon.End, lexicon.Figure, lexicon.Duration,
			lexicon.Next, lexicon.Volume, lexicon.Ignored:
			c.take(r, h.texts[j], text, where)
		default:
			if r == lexicon.LastTime && c.old(text) {
				c.note(domain.Unknown, grammar.Past, h.texts[j]+": "+text, where)
				continue
			}
			if figure(text) {
				continue
			}
			for _, p := range split(text) {
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
	if h.name < 0 || c.sum(name) || h.roles[h.name] == lexicon.GoodCount || figure(name) || c.nounLike(name) {
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

// pairs reads a row that is a label with its value, or several, and else every cell as
// a sentence.
func (c *collector) pairs(row *facts.Row, where string) {
	var cells []string
	for _, x := range row.Cells {
		if text := strings.TrimSpace(x.Text); text != "" {
			cells = append(cells, text)
		}
	}
	one := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	if len(cells) == 2 {
		key, value := one(cells[0]), one(cells[1])
		if len(key) <= 60 {
			role := c.role(key, lexicon.Label)
			if c.saysOf(key, value) {
				c.note(domain.Unknown, grammar.NoHead, value, "row "+key)
				return
			}
			c.counts(role, key, value, "row "+key)
			if role != lexicon.Status && c.truth(key, value, "row "+key) {
				return
			}
			if role == lexicon.Job || role == lexicon.Machine {
				value = firstLine(cells[1])
			}
			if role == lexicon.Ignored && strings.Contains(cells[1], "\n") && c.speaks(value) {
				c.sentences(cells[1:], "row "+key) // a banner beside a name: "Cloud | Success, 2 of 2 hosts"
				return
			}
			if role != lexicon.None && c.take(role, key, value, "row "+key) {
				return
			}
			kv := c.judge(key)
			if kv.Status == 0 || kv.Status == domain.Unknown && kv.Reason == grammar.UnknownProse {
				if figure(value) && !nameLike(c.r, key) {
					return
				}
				v := c.r.Judge(value, lexicon.Value)
				if v.Decided() && !v.Other && len(value) < 60 {
					if v.Status == domain.Success && c.bends(key) {
						v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.Bent, Words: key}
					}
					if x := lineOf(firstLine(cells[0])); x.Label && x.Value != "" && c.role(x.Key,
						lexicon.Label) == lexicon.Job { // "Backup job: Daily | Success"
						c.add(v, "row "+key, true)
						c.take(lexicon.Job, x.Key, x.Value, "row "+key)
						return
					}
					c.add(v, "row "+key, false)
					c.paired = append(c.paired, domain.Object{Name: key, Status: v.Status})
					c.loose = append(c.loose, looseRow{key, value, true})
					return
				}
				c.loose = append(c.loose, looseRow{key, value, false})
				if v.Status == domain.Unknown && !hasDigits(value) && !nameLike(c.r, value) && c.nounLike(key) { // "Servers | Zonk"
					c.note(domain.Unknown, v.Reason, value, "row "+key)
					return
				}
				if nameLike(c.r, key) || v.Status != domain.Unknown || v.Reason != grammar.NoHead {
					c.sentences(cells, where)
					return
				}
			}
		}
		c.sentences(cells, where)
		return
	}
	if len(cells) > 2 && len(cells)%2 == 0 || len(cells) > 3 {
		taken := make([]bool, len(cells))
		for k := 0; k+1 < len(cells); k++ {
			key := one(cells[k])
			if len(key) > 40 || taken[k] {
				continue
			}
			role := c.role(key, lexicon.Label)
			if role == lexicon.None {
				continue
			}
			_, _, number := leading(cells[k+1])
			if strings.HasSuffix(cells[k], ":") || number || role == lexicon.Status {
				if c.take(role, key, one(cells[k+1]), "row "+key) {
					taken[k], taken[k+1] = true, true
				}
			}
		}
		var rest []string
		for k, x := range cells {
			if !taken[k] {
				rest = append(rest, x)
			}
		}
		cells = rest
	}
	c.sentences(cells, where)
}

func hasDigits(s string) bool { return strings.ContainsAny(s, "0123456789") }

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return strings.Join(strings.Fields(s), " ")
}

// looseRow is a row of two cells outside every head.
type looseRow struct {
	key, value string
	proved     bool
}

// looseRows reads rows of two cells as a whole where two of them end with a proved word.
func (c *collector) looseRows() {
	good := 0
	for _, r := range c.loose {
		if r.proved {
			good++
		}
	}
	if good < 2 {
		return
	}
	for _, r := range c.loose {
		if !r.proved && nameLike(c.r, r.key) {
			c.note(domain.Unknown, grammar.NoHead, r.value, "row "+r.key)
			c.object(r.key, domain.Unknown, r.value)
		}
	}
}

// sentences reads cells as text.
func (c *collector) sentences(cells []string, where string) {
	for _, cell := range cells {
		for _, l := range strings.Split(cell, "\n") {
			x := lineOf(l)
			if x.Label && x.Value != "" {
				if role := c.role(x.Key, lexicon.Label); role != lexicon.None && c.take(role, x.Key, x.Value, where) {
					continue
				}
				if figure(x.Value) {
					continue
				}
			}
			for _, p := range split(l) {
				v := c.judge(p)
				last, exit := c.hints(p)
				if exit {
					c.exitCode(p, where)
				}
				if last {
					c.stale(p, where)
				}
				if !c.understood(v, placeCell, p) {
					c.add(v, where, false)
				}
			}
		}
	}
}

func lineOf(text string) facts.Line { return facts.LineOf(text) }
