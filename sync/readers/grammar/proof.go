package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// unfinished finds what a clause without a verdict says that no finished run leaves: one
// that goes on or waits, a part of it, "2 of 3". Longer prose is about something else.
func (c *clause) unfinished() Verdict {
	if c.has[lexicon.Harmless]+c.has[lexicon.Mood]+c.has[lexicon.Last] > 0 || c.periodic() {
		return Verdict{}
	}
	n, named := len(c.at), c.named()
	if at, _ := c.first(lexicon.Running); at >= 0 && (n <= 5 || named && n <= 8) && !c.colon() && !c.qualifies(at) {
		return c.unknown(NotEnded, c.phrase(at))
	}
	if at, _ := c.first(lexicon.Downgrade); at >= 0 && (n <= 3 || named && n <= 5) && !c.colon() {
		return c.unknown(Bent, c.phrase(at))
	}
	if at, _ := c.first(lexicon.Other); at >= 0 && named && n <= 4 && c.has[lexicon.Noun] == 0 && c.t(0).Kind == Name && !c.colon() {
		return c.unknown(OtherKind, c.phrase(at)) // "SRV02 rebooted"
	}
	if a, b, words, ok := c.share(); ok && a < b && n <= 9 && c.stranger(false) == "" {
		return c.unknown(ByShare, words)
	}
	if n == 2 && c.t(0).Kind == Name && !c.t(1).Apart && c.t(1).Kind == Word && len(c.tokens) == 2 {
		switch k := c.t(1).Class; {
		case k == lexicon.Preposition, k == lexicon.Neutral: // "SRV02 aus"
			return c.unknown(NoHead, c.text())
		}
	}
	return Verdict{}
}

// qualifies reports whether a word stands before the noun that it belongs to, as in
// "Active Backup for Business".
func (c *clause) qualifies(at int) bool {
	return at+1 < len(c.at) && !c.t(at+1).Apart && !c.t(at+1).Cont && c.t(at+1).Class == lexicon.Noun
}

// periodic reports whether the clause says how often something is done.
func (c *clause) periodic() bool {
	for i := range c.at {
		if c.t(i).Period {
			return true
		}
	}
	return false
}

// questions begin a question where a language turns the words round.
var questions = map[string]bool{"is": true, "are": true, "was": true, "were": true, "did": true, "has": true, "have": true}

// good judges a clause with a good head: it must be proved.
func (c *clause) good() Verdict {
	if first := c.t(0); questions[first.word] && len(c.at) > 2 && (c.t(1).Class == lexicon.Noun || c.t(1).Class == lexicon.Named ||
		c.t(1).Kind == Name) {
		return c.unknown(Bent, first.Text) // "Is backup SRV01 completed"
	}
	if words := c.record(); words != "" {
		return Verdict{Reason: OtherKind, Words: words}
	}
	if at, _ := c.first(lexicon.Mood); at >= 0 {
		if c.value {
			return c.unknown(Bent, c.phrase(at))
		}
		if c.denies() {
			return c.unknown(Denied, c.text())
		}
		if word := c.stranger(false); word != "" {
			return c.unknown(UnknownProse, word)
		}
		return Verdict{Reason: Possible, Words: c.phrase(at)}
	}
	if at, _ := c.first(lexicon.Last); at >= 0 {
		if c.value {
			return c.unknown(Past, c.phrase(at))
		}
		if word := c.stranger(false); word != "" {
			return c.unknown(UnknownProse, word)
		}
		return Verdict{Reason: Past, Words: c.phrase(at)}
	}
	if at, _ := c.first(lexicon.Other); at >= 0 {
		words := c.phrase(at)
		v := Verdict{Status: domain.Success, Reason: OtherKind, Words: words, Other: true}
		if w := c.doubt(); w.Reason == InTrouble {
			return w // whatever it was that was done: "the test server was saved by mistake"
		} else if w.Status != 0 {
			v.Status = w.Status
		}
		return v
	}
	if words := c.setUp(); words != "" {
		return Verdict{Status: domain.Success, Reason: OtherKind, Words: words, Other: true}
	}
	if at, _ := c.first(lexicon.Started); at >= 0 && c.has[lexicon.Ran] == 0 && c.has[lexicon.Good] == 1 {
		return Verdict{Status: domain.Unknown, Reason: OtherKind, Words: c.phrase(at), Other: true}
	}
	if v := c.doubt(); v.Status != 0 {
		return v
	}
	var words []string
	for i := range c.at {
		if t := c.t(i); t.Class == lexicon.Good && !t.Cont {
			words = append(words, c.phrase(i))
		}
	}
	return Verdict{Status: domain.Success, Reason: Proved, Words: strings.Join(words, " ")}
}

// doubt finds what keeps a clause with a good head from being proved.
func (c *clause) doubt() Verdict {
	if at, _ := c.first(lexicon.Running); at >= 0 {
		return c.unknown(NotEnded, c.phrase(at))
	}
	for i := range c.at {
		if t := c.t(i); (t.Class == lexicon.Negation || t.Class == lexicon.Without) && !t.Cont && !c.used[i] {
			return c.unknown(Bent, c.phrase(i))
		}
	}
	if at, _ := c.first(lexicon.Trouble); at >= 0 {
		return c.unknown(InTrouble, c.phrase(at))
	}
	if c.mark != "" {
		return c.unknown(OddMark, c.mark)
	}
	if words := c.longAgo(); words != "" {
		return c.unknown(Past, words)
	}
	if words := c.some(); words != "" {
		return c.unknown(Bent, words)
	}
	for i := range c.at {
		t := c.t(i)
		if partial(t) {
			return c.unknown(OddMark, t.Text)
		}
		if i+1 < len(c.at) && codes[t.word] {
			if n := c.t(i + 1); n.Kind == Number && n.Counted && n.Count != 0 && !n.Unit && !n.Percent {
				return c.unknown(OddMark, t.Text+" "+n.Text) // "completed with status 3"
			}
		}
		if n := c.zeroBehind(i); n != "" {
			return c.unknown(OddMark, t.Text+" "+n)
		}
		if t.Class == lexicon.Good && i > 0 {
			for j := i - 1; j >= 0 && j >= i-4 && !c.t(j+1).Apart; j-- { // "0 files copied"
				n := c.t(j)
				if n.Kind == Number {
					if n.Counted && n.Count == 0 && !n.Unit && (j == 0 || !codes[c.t(j-1).word]) {
						return c.unknown(OddMark, n.Text+" "+t.Text)
					}
					break
				}
				if n.Class != lexicon.Noun && n.Class != lexicon.Named && n.Class != lexicon.Neutral && !n.Cont {
					break
				}
			}
		}
	}
	if word := c.stranger(true); word != "" {
		return c.unknown(UnknownWord, word)
	}
	if word := c.unlisted(); word != "" {
		return c.unknown(UnknownWord, word)
	}
	return Verdict{}
}

// stranger returns the first word that is in no class and is no name in a place where
// one may stand. Words that are harmless in prose prove nothing beside a good head.
func (c *clause) stranger(proof bool) string {
	title, caps := c.cased()
	for i := range c.at {
		t := c.t(i)
		if t.Class == lexicon.Neutral && i > 0 && c.t(i-1).Kind == Name && !t.Apart && plainCapitals(t.Text) && units[t.word] {
			return t.Text // "SRV3 KO" is no size
		}
		if t.Class != lexicon.None && (t.Class != lexicon.Prose || !proof || articles(t.word)) || t.Kind == Number || t.Proven {
			continue
		}
		if t.Kind == Word && utf8.RuneCountInString(t.Text) == 1 && !strings.ContainsFunc(t.Text, unicode.IsSymbol) {
			continue // a letter of a drive or a list
		}
		var before, after *Token
		if i > 0 {
			before = c.t(i - 1)
		}
		if i+1 < len(c.at) {
			after = c.t(i + 1)
		}
		head := after != nil && !after.Apart && (after.Class == lexicon.Good || after.Class == lexicon.Ran)
		if t.Kind == Name {
			if t.Weak && head && (before == nil || before.Class != lexicon.Noun && before.Class != lexicon.Named &&
				before.Class != lexicon.Preposition) {
				return t.Text
			}
			loud := head && before != nil && (before.Kind == Name || before.Topic && plainCapitals(before.Text))
			if plainCapitals(t.Text) && (caps || loud) {
				return t.Text // "SRV1 HARDLY completed": no name but a word written loud
			}
			if plainCapitals(t.Text) && before != nil && before.Class == lexicon.Good && after != nil && after.Class == lexicon.Good {
				return t.Text // "OK OK XX OK"
			}
			if plainCapitals(t.Text) && before != nil && before.Kind == Name && !t.Apart && (after == nil || after.Apart) &&
				(c.named2(i) || c.has[lexicon.Good] > 1) {
				return t.Text // "SRV1 OK, SRV2 KO"
			}
			continue
		}
		first, _ := utf8.DecodeRuneInString(t.Text)
		if unicode.IsUpper(first) && before != nil && !t.Apart {
			if (before.Class == lexicon.Preposition || before.Class == lexicon.Named || places(before.word)) && (!title || !head) {
				continue
			}
			if (before.Kind == Name || before.Proven) && !title && !head {
				continue
			}
		}
		if unicode.IsUpper(first) && before != nil && !t.Apart && !title && c.proper(i) {
			continue
		}
		if before != nil && after != nil && !after.Apart && after.Class == lexicon.Named && !adjective(t, after) &&
			(before.Class == lexicon.Preposition || before.Class == lexicon.Neutral && i > 1 && c.t(i-2).Class == lexicon.Preposition) {
			continue // "of the accounting server"
		}
		if c.owner(i, after) {
			continue
		}
		if c.has[lexicon.Good] > 0 && c.argument(i) {
			continue // "of the bookkeeping"
		}
		return t.Text
	}
	return ""
}

// named2 reports whether a name with a good word behind it stands before a token: the
// clause is a list of names with their states.
func (c *clause) named2(i int) bool {
	for j := 1; j < i; j++ {
		if t := c.t(j); t.Class == lexicon.Good && c.t(j-1).Kind == Name && !t.Apart {
			return true
		}
	}
	return false
}

// cased reports whether the known words of the clause begin with capitals all alike,
// and whether they are written in capitals: then a capital shows no name.
func (c *clause) cased() (title, caps bool) {
	known, capital, loud := 0, 0, 0
	for i := range c.at {
		t := c.t(i)
		if t.Kind != Word || t.Class == lexicon.None || utf8.RuneCountInString(t.Text) < 4 {
			continue
		}
		known++
		first, size := utf8.DecodeRuneInString(t.Text)
		if !unicode.IsUpper(first) {
			continue
		}
		capital++
		if second, _ := utf8.DecodeRuneInString(t.Text[size:]); unicode.IsUpper(second) {
			loud++
		}
	}
	return known > 1 && capital == known, loud > 0 && loud == known
}

// plainCapitals reports whether a name is nothing but capital letters.
func plainCapitals(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsUpper(r) })
}
