package generic

import (
	"strings"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// markedLine is a line that begins with a mark before a name: "[OK] srv1", "OK   srv1".
type markedLine struct {
	item        int
	mark, name  string
	box, proved bool
}

// mark returns the mark and the name of a line that begins with one.
func mark(x *facts.Line) (mark, name string, box, ok bool) {
	if x.Label {
		if strings.ContainsAny(x.Text, ":=") || x.Text == "" || strings.Contains(x.Key, " ") || utf8.RuneCountInString(x.Key) > 8 {
			return "", "", false, false
		}
		return x.Key, x.Value, false, x.Value != "" && x.Key == strings.ToUpper(x.Key)
	}
	if !strings.HasPrefix(x.Text, "[") {
		return "", "", false, false
	}
	mark, name, ok = strings.Cut(x.Text[1:], "]")
	mark, name = strings.TrimSpace(mark), strings.TrimSpace(name)
	return mark, name, true, ok && name != "" && utf8.RuneCountInString(mark) <= 20
}

// marks reads the marks before names as the cells of one column: where one of them is a
// verdict, all have to be.
func (c *collector) marks() {
	var list []markedLine
	proved := 0
	for i := range c.facts.Items[:min(len(c.facts.Items), maxStructure)] {
		x := &c.facts.Items[i]
		if x.Table != nil || x.Quoted {
			continue
		}
		word, name, box, ok := mark(&x.Line)
		if ok && box && alarms[lexicon.Fold(word)] {
			c.note(domain.Unknown, grammar.NoHead, x.Text[:min(len(x.Text), 100)], x.Where)
		}
		if x.Logged {
			continue
		}
		if !ok || levels[lexicon.Fold(word)] || hostLike(word) || measured(word) {
			continue
		}
		v := c.r.Judge(word, lexicon.Value)
		m := markedLine{i, word, name, box, v.Decided() && !v.Other}
		if m.proved && (nameLike(c.r, name) || c.nameable(ahead(name))) {
			proved++
		}
		list = append(list, m)
	}
	if proved == 0 {
		return
	}
	for n, m := range list {
		if m.proved {
			continue
		}
		beside := n > 0 && list[n-1].item == m.item-1 && list[n-1].box == m.box ||
			n+1 < len(list) && list[n+1].item == m.item+1 && list[n+1].box == m.box
		if !beside {
			continue
		}
		c.note(domain.Unknown, grammar.NoHead, m.mark, c.facts.Items[m.item].Where)
		if !c.nameable(ahead(m.name)) {
			continue
		}
		c.marked = append(c.marked, domain.Object{Name: ahead(m.name), Status: domain.Unknown})
	}
}

// alarms are levels of logs that no finished run leaves, whatever stands behind them.
var alarms = setOf("crit emerg emergency panic")

// ahead is the name at the beginning of a text, without the reason behind it.
func ahead(text string) string {
	name, _ := nameAndReason(text)
	return name
}
