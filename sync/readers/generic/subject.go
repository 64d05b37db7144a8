package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// subject judges the subject, title by title: "TITLE: statement" is two statements
// unless the title bends what follows.
func (c *collector) subject() {
	good, proved, before := false, false, ""
	for _, part := range c.titles() {
		v := c.judge(part)
		if good && part[0] >= '0' && part[0] <= '9' && v.Status == 0 { // "Successful backups: 0 of 5"
			v = c.judge(before + ": " + part)
		}
		before = part
		if good && v.Status == 0 && len(strings.Fields(part)) <= 3 { // "Backup success: false"
			why := v.Reason
			if v = c.r.Judge(part, lexicon.Value); v.Status == domain.Unknown &&
				(v.Reason == grammar.NoHead || v.Reason == grammar.UnknownWord) {
				v = grammar.Verdict{Reason: why, Words: part}
			}
		}
		c.nothing(part, "subject")
		seen := proved
		good = v.Status == domain.Success && !v.Other
		proved = proved || good
		switch {
		case (v.Status == domain.Unknown || v.Status == 0) && v.Reason == grammar.UnknownProse && !(seen && part == lexicon.Lower(part)):
			continue // names of customers stand here
		case v.Status == 0 && v.Reason == grammar.UnknownProse: // "Copia completada - revisar"
			v.Status = domain.Unknown
		case v.Other && c.failedBefore():
			continue // the reason: "Backup failed: licence expired"
		case v.Other:
			c.kind = v.Words
		case v.Status == domain.Unknown && (v.Reason == grammar.Denied || v.Reason == grammar.InTrouble) && c.absent(part):
			v = grammar.Verdict{Status: domain.Missed, Reason: grammar.ByNegation, Words: v.Words}
		}
		c.add(v, "subject", true)
	}
	if c.kind == "" {
		c.kind = c.kindOfSubject()
	}
}

// failedBefore reports whether the subject said of a run that it failed, before what it says
// of another event.
func (c *collector) failedBefore() bool {
	for _, s := range c.said {
		if s.where == "subject" && (s.status == domain.Failed || s.status == domain.Missed) && c.trade.in(lexicon.Fold(c.facts.Subject)) {
			return true
		}
	}
	return false
}

// absent reports whether a text says that there is no backup.
func (c *collector) absent(text string) bool {
	tokens := c.r.Tokens(text, lexicon.Sentence)
	without, noun := false, false
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Without:
			without = true
		case lexicon.Noun:
			noun = noun || without && c.trade.in(lexicon.Fold(tokens[k].Text))
		case lexicon.BadNoun, lexicon.WarnNoun, lexicon.Good:
			return false
		}
	}
	return noun
}

// kindOfSubject returns the word that makes the mail one about another kind of event, or
// about a beginning.
func (c *collector) kindOfSubject() string {
	tokens := c.r.Tokens(c.facts.Subject, lexicon.Sentence)
	other, started, decided, but := "", "", false, false
	backup := false // the words before a failure say that it is one of a backup: what follows is its reason
	for k := range tokens {
		t := &tokens[k]
		switch t.Class {
		case lexicon.Noun:
			backup = backup || backupWord(t.Text)
		case lexicon.Failed, lexicon.Missed:
			if backup && other == "" {
				return ""
			}
		case lexicon.Exception:
			but = but || decided
		case lexicon.Other:
			if other == "" && !but {
				other = t.Text
			}
		case lexicon.Started:
			if started == "" {
				started = t.Text
			}
		}
		switch t.Class {
		case lexicon.Good, lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.BadNoun:
			decided = true
		}
	}
	if other != "" {
		return other
	}
	if !decided {
		return started
	}
	return ""
}

// titles parts the subject.
func (c *collector) titles() []string {
	var out []string
	for _, cl := range split(c.facts.Subject) {
		out = append(out, c.untitled(cl)...)
	}
	return out
}

func (c *collector) untitled(cl string) []string {
	i := strings.Index(cl, ": ")
	width := 2
	if j := strings.Index(cl, "："); j > 0 && (i < 0 || j < i) {
		i, width = j, len("：")
	}
	if i == 1 || i > 1 && cl[i-2] == ' ' && cl[i-1] >= 'A' && cl[i-1] <= 'Z' { // a drive: "Backup of C: failed"
		return []string{cl}
	}
	if i <= 0 || !hasLetters(cl[i+width:]) || cl[i-1] >= '0' && cl[i-1] <= '9' && cl[i+width] >= '0' && cl[i+width] <= '9' {
		return []string{cl}
	}
	if c.bends(cl[:i]) {
		// A title that is a verdict of its own stays one: "FAILED: nightly backup".
		if v := c.r.Judge(cl[:i], lexicon.Sentence); v.Status > domain.Unknown {
			return append([]string{cl[:i]}, c.untitled(cl[i+width:])...)
		}
		return []string{cl}
	}
	return append([]string{cl[:i]}, c.untitled(cl[i+width:])...)
}
