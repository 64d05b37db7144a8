// Package grammar tells what a clause of a report says about a run: one function for
// the subject, a sentence, the value of a label and a cell of a table. Success has to
// be proved: every word of the clause must be known and none may bend it. Trouble only
// has to be suspected: a word of failure counts wherever it stands and whatever follows.
// Its words come from package lexicon; what a mail is made of, from package facts.
package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// Reason says by which rule a clause was judged.
type Reason string

// The reasons. Those of Unknown say what could not be decided.
const (
	ByHead       Reason = "head"
	ByNegation   Reason = "negated"
	ByNoun       Reason = "noun of trouble"
	ByDowngrade  Reason = "downgraded"
	ByException  Reason = "exception"
	ByCount      Reason = "count"
	ByShare      Reason = "n of m"
	Proved       Reason = "every word is known"
	Bent         Reason = "bent"
	Denied       Reason = "a negation without a verdict"
	NotEnded     Reason = "not ended"
	InTrouble    Reason = "trouble"
	OddMark      Reason = "odd mark"
	UnknownWord  Reason = "unknown word"
	UnknownProse Reason = "prose that is not understood"
	NoHead       Reason = "no verdict"
	OtherKind    Reason = "another kind"
	Harmless     Reason = "harmless"
	Past         Reason = "about another run"
	Possible     Reason = "about what may be"
	Nothing      Reason = ""
)

// Verdict is what a clause says. Status 0 means that it says nothing about a run.
type Verdict struct {
	Status domain.Status
	Reason Reason
	Words  string // the evidence
	// Other is true for a clause about another kind of event than a backup run; Status
	// is then how that ended.
	Other bool
}

// Decided reports whether the clause states a verdict.
func (v Verdict) Decided() bool { return v.Status != 0 && v.Status != domain.Unknown }

// Judge reads one clause.
func (r *Reader) Judge(text string, place lexicon.Place) Verdict {
	tokens := r.Tokens(text, place)
	if len(tokens) > maxTokens {
		return Verdict{Status: domain.Unknown, Reason: UnknownProse, Words: short(text)}
	}
	return r.JudgeTokens(tokens, place)
}

// JudgeTokens reads the clause that Tokens has cut.
func (r *Reader) JudgeTokens(tokens []Token, place lexicon.Place) Verdict {
	c := clause{r: r, tokens: tokens, value: place == lexicon.Value || place == lexicon.Column, at: r.at[:0], used: r.used[:0]}
	c.gather()
	r.at, r.used = c.at, c.used
	return c.judge()
}

// clause is a clause while it is judged.
type clause struct {
	r      *Reader
	tokens []Token
	at     []int // of the tokens that are no marks
	value  bool
	mark   string // an odd mark in it
	asks   bool
	used   []bool // negations that neutralise a bad word, by place in at
	has    [64]int8
}

func (c *clause) t(i int) *Token { return &c.tokens[c.at[i]] }

// gather sets the marks aside and finds the bad words that a zero or a negation
// neutralises.
func (c *clause) gather() {
	for i := range c.tokens {
		t := &c.tokens[i]
		if t.Kind != Mark {
			c.at = append(c.at, i)
			continue
		}
		switch t.Text {
		case "?", "？", "¿", "؟":
			c.asks = true
			c.mark = t.Text
		case "*", "%", "~", "…", "<", ">", "^", "±", "≈", "†", "‡", "≠":
			footnote := t.Text == "*" && i > 0 && i == len(c.tokens)-1 && c.tokens[i-1].Kind != Mark && c.tokens[0].Kind != Mark
			if (c.value || footnote) && c.mark == "" {
				c.mark = t.Text
			}
		case "!":
			if i == 0 && c.mark == "" { // "!! SRV02", "[!]"
				c.mark = t.Text
			}
		}
	}
	if t := c.tokens; len(t) == 2 && t[0].Kind == Word && (t[0].Text == "x" || t[0].Text == "X") && t[1].Kind == Name {
		c.mark = t[0].Text // a name crossed out
	}
	for i := 1; i < len(c.tokens); i++ { // "OK (!)"
		if c.tokens[i].Kind == Mark && c.tokens[i].Text == "!" && c.tokens[i-1].Text == "(" {
			c.mark = "(!)"
		}
	}
	if n := len(c.tokens); n > 1 && c.tokens[n-1].Kind == Mark && c.tokens[n-1].Text == "(" && c.tokens[n-2].Text == ":" {
		c.mark = ":("
	}
	for range c.at {
		c.used = append(c.used, false)
	}
	for i := range c.at {
		if t := c.t(i); t.Class == lexicon.Downgrade && !t.Cont && approximations(t.word) && c.roughly(i) {
			t.Zero = true
		} else if neutralised(t.Class) && !t.Cont {
			c.neutralise(i)
		}
	}
	for i := range c.at {
		if t := c.t(i); !t.Cont && !t.Zero {
			c.has[t.Class]++
		}
	}
}

// first returns the first token of a class that nothing neutralises.
func (c *clause) first(k lexicon.Class) (int, *Token) {
	for i := range c.at {
		if t := c.t(i); t.Class == k && !t.Zero && !t.Cont {
			return i, t
		}
	}
	return -1, nil
}

// phrase is the text of the phrase that begins with a token.
func (c *clause) phrase(i int) string {
	from := c.at[i]
	to := from
	for to+1 < len(c.tokens) && c.tokens[to+1].Cont {
		to++
	}
	var words []string
	for _, t := range c.tokens[from : to+1] {
		words = append(words, t.Text)
	}
	return strings.Join(words, " ")
}

// judge applies the rules in the order of gravity.
func (c *clause) judge() Verdict {
	if len(c.at) == 0 {
		if c.mark != "" {
			return c.unknown(OddMark, c.mark)
		}
		return Verdict{}
	}
	v, ok := c.bad()
	if !ok || v.Reason == Harmless {
		if w, off := c.calledOff(); off {
			return w
		}
		if w, over := c.finale(); over && c.has[lexicon.Good] == 0 {
			return w
		}
	}
	if ok {
		return v
	}
	if v, ok := c.reserved(); ok {
		return v
	}
	if c.has[lexicon.Good] == 0 {
		return c.headless()
	}
	return c.good()
}

func (c *clause) unknown(why Reason, words string) Verdict {
	return Verdict{Status: domain.Unknown, Reason: why, Words: words}
}

// bad finds failures and absences.
func (c *clause) bad() (Verdict, bool) {
	good := c.has[lexicon.Good] > 0
	mood, _ := c.first(lexicon.Mood)
	at, _ := c.first(lexicon.Failed)
	if c.has[lexicon.Harmless] > 0 && c.courteous() && !c.accuses() && at < 0 && c.has[lexicon.Missed] == 0 && !good &&
		c.has[lexicon.Trouble] == 0 && (mood >= 0 || c.has[lexicon.BadNoun] == 0 && !c.denies()) {
		return Verdict{Reason: Harmless}, true
	}
	if at >= 0 && (mood < 0 || mood > at) {
		if good && c.afterwards(at) {
			return Verdict{Status: domain.Warning, Reason: ByException, Words: c.phrase(at)}, true
		}
		return Verdict{Status: domain.Failed, Reason: ByHead, Words: c.phrase(at)}, true
	}
	for i := range c.at {
		if n := c.t(i); n.Class == lexicon.Negation && !n.Cont && !c.used[i] {
			if ran, _ := c.first(lexicon.Ran); ran >= 0 && !good && (mood < 0 || mood > i) {
				if c.failedTo(i) { // "konnte nicht durchgeführt werden"
					return Verdict{Status: domain.Failed, Reason: ByNegation, Words: c.phrase(i) + " … " + c.phrase(ran)}, true
				}
				return Verdict{Status: domain.Missed, Reason: ByNegation, Words: c.phrase(i) + " … " + c.phrase(ran)}, true
			}
			if begun, _ := c.first(lexicon.Started); begun > i && !good && (mood < 0 || mood > i) && c.has[lexicon.Noun] > 0 {
				if c.failedTo(i) { // "kon niet worden gestart"
					return Verdict{Status: domain.Failed, Reason: ByNegation, Words: c.phrase(i) + " … " + c.phrase(begun)}, true
				}
				return Verdict{Status: domain.Missed, Reason: ByNegation, Words: c.phrase(i) + " … " + c.phrase(begun)}, true
			}
			if head, _ := c.first(lexicon.Good); head >= 0 && (mood < 0 || mood > i) && c.has[lexicon.Last] == 0 {
				return Verdict{Status: domain.Failed, Reason: ByNegation, Words: c.phrase(i) + " … " + c.phrase(head)}, true
			}
		}
	}
	if at, _ := c.first(lexicon.Missed); at >= 0 && (mood < 0 || mood > at) {
		if c.failedTo(at) {
			return Verdict{Status: domain.Failed, Reason: ByHead, Words: c.phrase(at)}, true
		}
		return Verdict{Status: domain.Missed, Reason: ByHead, Words: c.phrase(at)}, true
	}
	if at, t := c.first(lexicon.BadNoun); at >= 0 && mood < 0 {
		only := c.has[lexicon.WarnNoun] > 0 && !c.counted(lexicon.BadNoun) && good
		strong := good || c.value || t.Counted || at == 0 || c.t(0).Kind == Name ||
			c.has[lexicon.Noun]+c.has[lexicon.Named]+c.has[lexicon.Ran]+c.has[lexicon.Started] > 0
		switch {
		case only:
		case strong:
			return Verdict{Status: domain.Failed, Reason: ByNoun, Words: c.phrase(at)}, true
		default:
			return c.unknown(ByNoun, c.phrase(at)), true
		}
	}
	return Verdict{}, false
}

// afterwards reports whether what failed is another thing that was done when the backup
// had gone well: "Backup completed, but deletion of old copies failed".
func (c *clause) afterwards(at int) bool {
	const before, ended, but, other = 0, 1, 2, 3
	state := before
	noun := false
	for i := range at {
		t := c.t(i)
		if t.Zero || t.Cont {
			continue
		}
		switch t.Class {
		case lexicon.Noun:
			noun = noun || state <= ended
		case lexicon.Good:
			if state > ended {
				return false
			}
			state = ended
		case lexicon.Exception:
			if state != ended || !noun {
				return false
			}
			state = but
		case lexicon.Other:
			if state == but {
				state = other
			}
		case lexicon.Failed, lexicon.Missed, lexicon.Negation, lexicon.BadNoun, lexicon.Downgrade:
			return false
		}
	}
	return state == other
}

// failedTo reports whether a word such as "konnte" stands shortly before a negation:
// what could not be done was tried.
func (c *clause) failedTo(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if t := c.t(j); t.Class == lexicon.Trouble && !t.Cont && !t.Zero {
			return true
		}
	}
	return false
}

// courteous reports whether no unknown word stands before the words of a greeting or
// footer: they take nothing back that was said before them.
func (c *clause) courteous() bool {
	for i := range c.at {
		switch t := c.t(i); {
		case t.Class == lexicon.Harmless:
			return true
		case t.Class == lexicon.None && t.Kind == Word:
			return false
		}
	}
	return true
}

// hostBehind reports whether a host stands behind a token.
func (c *clause) hostBehind(at int) bool {
	for i := at + 1; i < len(c.at); i++ {
		if t := c.t(i); t.Kind == Name && !t.Weak && hostLike(t.Text) {
			return true
		}
	}
	return false
}

// accuses reports whether a clause goes on behind its courtesy with words that nobody knows
// about a host: "If you have any questions about SRV02, which smokes, call us".
func (c *clause) accuses() bool {
	polite, host := false, false
	for i := range c.at {
		switch t := c.t(i); {
		case t.Class == lexicon.Harmless:
			polite = true
		case t.Class == lexicon.Exception && polite:
			return true
		case t.Kind == Name && !t.Weak && hostLike(t.Text):
			host = polite
		case t.Class == lexicon.None && t.Kind == Word && host && utf8.RuneCountInString(t.Text) > 2:
			return true
		}
	}
	return false
}

// hostLike reports whether a name is one of a host: capitals with a number behind them.
func hostLike(s string) bool {
	letters := strings.TrimRight(s, "0123456789")
	return len(letters) > 1 && len(letters) < len(s) && strings.ToUpper(letters) == letters && !strings.ContainsAny(s, "/\\@:")
}

// denies reports whether a negation stands in the clause that neutralises nothing.
func (c *clause) denies() bool {
	for i := range c.at {
		if t := c.t(i); t.Class == lexicon.Negation && !t.Cont && !c.used[i] {
			return true
		}
	}
	return false
}

// reserved finds warnings and what takes a part of a success back.
func (c *clause) reserved() (Verdict, bool) {
	good := c.has[lexicon.Good] > 0
	mood := c.has[lexicon.Mood] > 0
	warning := func(at int, why Reason) (Verdict, bool) {
		return Verdict{Status: domain.Warning, Reason: why, Words: c.phrase(at)}, true
	}
	if at, _ := c.first(lexicon.Warning); at >= 0 && !mood && (good || c.value || len(c.at) <= 12) {
		return warning(at, ByHead)
	}
	if at, t := c.first(lexicon.WarnNoun); at >= 0 && !mood {
		switch {
		case good, c.value, t.Counted && t.Count > 0:
			return warning(at, ByHead)
		case len(c.at) == 1 && !c.colon():
			return warning(at, ByHead)
		case at == 0 && len(c.at) > 1:
			return c.unknown(ByHead, c.phrase(at)), true
		}
	}
	if good {
		if n, m, words, ok := c.share(); ok && n < m {
			return Verdict{Status: domain.Failed, Reason: ByShare, Words: words}, true
		}
	}
	if at, _ := c.first(lexicon.Downgrade); at >= 0 && good {
		if mood {
			return c.unknown(Bent, c.phrase(at)), true
		}
		return warning(at, ByDowngrade)
	}
	if good {
		if words := c.surrounded(); words != "" {
			return Verdict{Status: domain.Warning, Reason: ByException, Words: words}, true
		}
	}
	for _, k := range []lexicon.Class{lexicon.Exception, lexicon.LeftOut} {
		if at, _ := c.first(k); at >= 0 && (good || c.value) {
			return warning(at, ByException)
		}
	}
	return Verdict{}, false
}

// colon reports whether the clause ends with a colon: a heading.
func (c *clause) colon() bool {
	last := c.tokens[len(c.tokens)-1]
	return last.Kind == Mark && (last.Text == ":" || last.Text == "：")
}

// headless judges a clause without a word that says that a run went well.
func (c *clause) headless() Verdict {
	if at, t := c.first(lexicon.LeftOut); at >= 0 && t.Counted && t.Count > 0 {
		return Verdict{Status: domain.Warning, Reason: ByCount, Words: c.phrase(at)}
	}
	if n := len(c.tokens); len(c.at) == 1 && n == 2 && c.t(0).Kind == Name && c.tokens[1].Kind == Mark &&
		slices.Contains([]string{"*", "-", "~", "!", "#", "+"}, c.tokens[1].Text) {
		return c.unknown(OddMark, c.text()+" "+c.tokens[1].Text) // "SRV1 *"
	}
	if c.asks && len(c.at) <= 2 && !c.courtesies() {
		return c.unknown(OddMark, c.mark) // "SRV4: ???"
	}
	if c.mark != "" && !c.asks && !c.value {
		return c.unknown(OddMark, c.mark)
	}
	about := c.has[lexicon.Noun] + c.has[lexicon.Named]
	mood := c.has[lexicon.Mood] > 0
	if c.value && c.has[lexicon.Running]+c.has[lexicon.Started] > 0 {
		return c.unknown(NotEnded, c.text())
	}
	zeroed := false
	for i := range c.at {
		t := c.t(i)
		zeroed = zeroed || t.Zero && t.Class == lexicon.BadNoun || t.Class == lexicon.ErrorFree
		if t.Class == lexicon.Negation && !t.Cont && !c.used[i] && (about > 0 || c.value || len(c.at) <= 4 || c.has[lexicon.Failed] > 0 ||
			c.named() && c.has[lexicon.Harmless] == 0) { // "SRV7 has not reported since Monday"
			return c.unknown(Denied, c.phrase(i))
		}
		if t.Class == lexicon.Without && !t.Cont && !c.used[i] && (c.value || about > 0 && len(c.at) <= 6 || c.named() && len(c.at) <= 8) {
			return c.unknown(Denied, c.phrase(i))
		}
	}
	if at, t := c.first(lexicon.Trouble); at >= 0 {
		if t.Counted && t.Count > 0 && about > 0 {
			return Verdict{Status: domain.Warning, Reason: InTrouble, Words: c.phrase(at)}
		}
		return c.unknown(InTrouble, c.phrase(at))
	}
	if share := c.rate(); share != "" {
		return c.unknown(OddMark, share)
	}
	for i := range c.at {
		if t := c.t(i); len(t.Text) <= longestProtocol && protocols[c.r.lower(t.Text)] && i+1 < len(c.at) {
			if n := c.t(i + 1); n.Kind == Number && n.Counted && n.Count >= 400 && n.Count < 600 {
				return c.unknown(InTrouble, t.Text+" "+n.Text)
			}
		}
	}
	if at, _ := c.first(lexicon.Exception); at >= 0 && (c.has[lexicon.Harmless] == 0 || c.hostBehind(at)) {
		return c.unknown(ByException, c.phrase(at)) // "However, the following was found:", "no action is required except on SRV02"
	}
	if at, _ := c.first(lexicon.LeftOut); at >= 0 && !mood && (about > 0 || c.named() || len(c.at) <= 4 && !c.colon()) {
		return c.unknown(ByException, c.phrase(at))
	}
	if v := c.unfinished(); v.Status != 0 {
		return v
	}
	if c.value {
		return c.unknown(NoHead, c.text())
	}
	word := c.stranger(false)
	if ran, _ := c.first(lexicon.Ran); ran >= 0 && zeroed && !mood && c.stranger(true) == "" && (about > 0 || c.named()) &&
		c.has[lexicon.Last]+c.has[lexicon.Running]+c.has[lexicon.Other]+c.has[lexicon.Downgrade]+c.has[lexicon.Exception] == 0 {
		return Verdict{Status: domain.Success, Reason: Proved, Words: c.text()} // "ran without errors"
	}
	if word != "" && len(c.at) > 1 {
		return c.unknown(UnknownProse, word)
	}
	if word != "" {
		return Verdict{Reason: UnknownProse, Words: word}
	}
	return Verdict{Reason: NoHead}
}

// courtesies reports whether a clause has no word but those that say nothing: "Need help?".
func (c *clause) courtesies() bool {
	for i := range c.at {
		if k := c.t(i).Class; k != lexicon.Neutral && k != lexicon.Prose && k != lexicon.Harmless {
			return false
		}
	}
	return len(c.at) > 1
}

func (c *clause) named() bool {
	for i := range c.at {
		if c.t(i).Kind == Name {
			return true
		}
	}
	return false
}

func (c *clause) text() string {
	var words []string
	for i := range c.at {
		words = append(words, c.t(i).Text)
	}
	return short(strings.Join(words, " "))
}

// short cuts evidence to a length that people read.
func short(s string) string {
	const most = 120
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
