package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// flattened finds the rows of a table whose columns are gone: below "Name Status Start time
// Size" each line begins with a name and its status. A line without a status is the rest of
// the row above.
func (c *collector) flattened() {
	items := c.facts.Items
	for i := 0; i < min(len(items), maxStructure); i++ {
		x := &items[i]
		if x.Table != nil || x.List || x.Logged || x.Quoted || len(x.Text) > 120 || strings.ContainsAny(x.Text, "0123456789:.,") {
			continue
		}
		at := c.flatHead(strings.Fields(x.Text))
		if at < 1 {
			continue
		}
		for i+1 < len(items) && items[i+1].Table == nil && !items[i+1].Blank && c.flatRow(&items[i+1].Line, at) {
			i++
		}
		if i+1 < len(items) && items[i+1].Table == nil && !items[i+1].Blank {
			c.flatRest(&items[i+1].Line)
		}
	}
}

// flatHead returns the place of the status among the heads that a line is made of: 1 where
// it is the second, more where it stands further behind, -1 where a word is no head or the
// line begins with no head of names.
func (c *collector) flatHead(words []string) int {
	if len(words) < 3 || len(words) > 16 {
		return -1
	}
	status := -1
	for k, w := range words {
		switch c.role(w, lexicon.Column) {
		case lexicon.None:
			return -1
		case lexicon.Status:
			if status < 0 {
				status = k
			}
		}
	}
	if status < 1 {
		return -1
	}
	name := func(words []string) bool {
		switch c.role(strings.Join(words, " "), lexicon.Column) {
		case lexicon.Object, lexicon.Machine, lexicon.Job:
			return true
		}
		return false
	}
	switch {
	case status < 3 && name(words[:status]):
		return 1
	case name(words[:1]):
		return status
	}
	return -1
}

// flatRow notes the object of a row. Where the status is the second column, what stands
// before it is the name; else the name is one word.
func (c *collector) flatRow(x *facts.Line, at int) bool {
	words := strings.Fields(x.Text)
	for k := 1; k < len(words) && k < 12; k++ {
		v := c.r.Judge(words[k], lexicon.Value)
		if !v.Decided() || v.Other {
			if at > 1 || k < 4 {
				continue
			}
			return false
		}
		name := words[0]
		if at == 1 {
			name = strings.Join(words[:k], " ")
		}
		if !c.nameable(name) {
			return false
		}
		message := words[k+1:]
		for j := len(message) - 1; j >= 0; j-- {
			if hasDigits(message[j]) || message[j] == "AM" || message[j] == "PM" || len(message[j]) < 3 {
				message = message[j+1:]
				break
			}
		}
		if w := c.judge(strings.Join(message, " ")); w.Status > v.Status && !w.Other && len(message) > 0 {
			v = w
			c.add(w, x.Where, false)
		}
		c.object(name, v.Status, strings.Join(message, " "))
		return true
	}
	return false
}

// flatRest doubts the run where the line below the rows begins with a name, too, and has no
// status: "SRV2 -- 10 GB".
func (c *collector) flatRest(x *facts.Line) {
	words := strings.Fields(x.Text)
	if len(words) < 2 || len(words) > 12 || !nameLike(c.r, words[0]) || strings.HasSuffix(x.Text, ".") {
		return
	}
	c.note(domain.Unknown, grammar.NoHead, x.Text, x.Where)
	c.object(words[0], domain.Unknown, "")
}

// cardsOf finds reports that are made of cards: the same labels again and again, one of them
// a status. What names a card is the label whose value is another on each: a machine, an
// object, a job, and else whatever no label of a figure or date is.
func (c *collector) cardsOf() {
	pairs := c.labelPairs()
	times, first := map[string]int{}, map[string]int{}
	status := ""
	for i, p := range pairs {
		if times[p.key]++; times[p.key] == 1 {
			first[p.key] = i
		}
		if times[p.key] == 2 && status == "" && p.role == lexicon.Status {
			status = p.key
		}
	}
	n := times[status]
	if status == "" || n > maxJobRows {
		return
	}
	begin := status
	for key, at := range first {
		if times[key] == n && at < first[begin] {
			begin = key
		}
	}
	var cards [][]labelPair
	for _, p := range pairs[first[begin]:] {
		if p.key == begin {
			cards = append(cards, nil)
		}
		cards[len(cards)-1] = append(cards[len(cards)-1], p)
	}
	name, rank := "", 9
	for _, p := range cards[0] {
		if r := c.cardName(p, cards); r < rank {
			name, rank = p.key, r
		}
	}
	if name == "" {
		return
	}
	c.carded = status
	for _, card := range cards {
		object, v, message := "", domain.Unknown, ""
		for _, p := range card {
			switch {
			case p.key == name:
				object = p.value
			case p.key == status:
				v = c.statusOf(p.value).Status.Known()
			case p.role == lexicon.Message:
				message = p.value
			}
		}
		c.object(unquote(object), v, message)
	}
}

// cardName ranks a label as the name of cards: 9 where it is none.
func (c *collector) cardName(p labelPair, cards [][]labelPair) int {
	rank := 9
	switch p.role {
	case lexicon.Machine, lexicon.Object:
		rank = 1
	case lexicon.Job:
		rank = 2
	case lexicon.None, lexicon.Ignored:
		rank = 3
	}
	seen := map[string]bool{}
	for _, card := range cards {
		value := ""
		for _, x := range card {
			if x.key == p.key {
				value = x.value
			}
		}
		if value == "" || seen[value] || measured(value) || !hasLetters(value) || len(value) > 80 || strings.Contains(value, "://") ||
			!c.calendar().Stamp(value).IsZero() || c.verdictAlone(value) {
			return 9
		}
		seen[value] = true
	}
	return rank
}

// labelPair is a label with its value, wherever it stands.
type labelPair struct {
	key, value string
	role       lexicon.Class
}

// labelPairs are the labels of the mail in their order.
func (c *collector) labelPairs() []labelPair {
	var out []labelPair
	add := func(key, value string) {
		if value = strings.TrimSpace(value); value != "" && len(key) <= 60 && len(out) < maxStructure {
			out = append(out, labelPair{lexicon.Fold(strings.TrimRight(key, " :")), value, c.role(key, lexicon.Label)})
		}
	}
	for i := range c.facts.Items[:min(len(c.facts.Items), maxStructure)] {
		x := &c.facts.Items[i]
		switch {
		case x.Table == nil:
			if x.Label && !x.Logged && !x.Quoted {
				add(x.Key, x.Value)
			}
		case len(x.Table.Rows) <= 60:
			for n := range x.Table.Rows {
				if r := &x.Table.Rows[n]; len(r.Cells) == 2 && !r.Cells[0].Head {
					add(strings.Join(strings.Fields(r.Cells[0].Text), " "), strings.Join(strings.Fields(r.Cells[1].Text), " "))
				}
			}
		}
	}
	return out
}
