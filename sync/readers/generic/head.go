package generic

import (
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/lexicon"
)

// head is the row of a table that tells what its columns are.
type head struct {
	texts  []string
	roles  []lexicon.Class
	status int // the column of the status, -1 without one
	name   int // the column of the name

	bare   bool // the table has no head: nothing tells what its other columns hold
	double bool // the name is that of two columns
	// truths are the columns whose head asks whether it went well and that say yes or no
	// in some row: what else stands in them is no answer.
	truths        map[int]bool
	first, second int

	keys []headKey // of the columns that were asked for
}

// headKey is what the words of a column's head ask for.
type headKey struct {
	read     bool
	steps    bool // steps of a run, places of backups
	size     bool // how large what was backed up is
	coverage bool
	asked    bool // yes or no
}

// key reads the words of a column's head.
func (h *head) key(column int) headKey {
	if h.keys == nil {
		h.keys = make([]headKey, len(h.texts))
	}
	k := &h.keys[column]
	if !k.read {
		words := lexicon.Fold(h.texts[column])
		*k = headKey{
			read: true, steps: stepWords(words) || storeWords(words), size: wholeSizes(words), coverage: coverages(words),
			asked: switches(words) || slices.ContainsFunc(strings.Fields(words), soundness), // "Enabled", "Verified"
		}
	}
	return *k
}

// steps reports whether the rows are steps of one run or places that backups are kept at,
// which are no objects.
func (h *head) steps() bool {
	if h.name < 0 {
		return false
	}
	return h.key(h.name).steps
}

// storeWords head columns of the places that backups are kept at.
var storeWords = lexicon.Listed("store_heads")

// stepWords head columns of the steps of a run.
var stepWords = lexicon.Listed("step_heads")

// rename takes another column for that of the names where it holds nothing but numbers.
func (c *collector) rename(h *head, rows []facts.Row) {
	if len(rows) > maxStructure || h.name >= 0 && (names(rows, h.name) || !numbered(rows, h.name)) {
		return
	}
	wanted := []lexicon.Class{lexicon.Object, lexicon.Machine, lexicon.Job}
	if h.name < 0 { // "Status | Volume"
		wanted = append(wanted, lexicon.Volume, lexicon.Figure)
	}
	for _, want := range wanted {
		for j, r := range h.roles {
			if r == want && j != h.status && names(rows, j) {
				h.name = j
				return
			}
		}
	}
}

// numbered reports whether the cells of a column are bare numbers.
func numbered(rows []facts.Row, j int) bool {
	found := false
	for n := range rows {
		cells := rows[n].Cells
		if j >= len(cells) || cells[j].Fill || cells[j].Text == "" {
			continue
		}
		if hasLetters(cells[j].Text) {
			return false
		}
		found = true
	}
	return found
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
		if len(text) > 60 || !hasLetters(text) || measured(text) {
			return false
		}
		found = true
	}
	return found
}

// anotherHead reports whether a row below a head is one, too. "Daily | Success" is none,
// although "Success" may head a column.
func (c *collector) anotherHead(h *head) bool {
	return h.status >= 0 && c.statusOf(h.texts[h.status]).Status.Known() == domain.Unknown
}

// headOf reports the roles of a row's cells where it is the head of a table: several
// short cells without digits, one of them under a role, a row below.
func (c *collector) headOf(row *facts.Row, below bool) *head {
	if filled(row) < 2 || !below {
		return nil
	}
	for _, cell := range row.Cells {
		if text := oneLine(cell.Text); len(text) > 40 || hasDigits(text) || strings.HasSuffix(text, ":") {
			return nil
		}
	}
	n := len(row.Cells)
	h := &head{status: -1, name: -1, texts: make([]string, 0, n), roles: make([]lexicon.Class, 0, n)}
	known, heads := 0, 0
	for _, cell := range row.Cells {
		text := oneLine(cell.Text)
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
