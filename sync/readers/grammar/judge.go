// Package grammar tells what a clause of a report says about a run: one function for
// the subject, a sentence, the value of a label and a cell of a table. Success has to
// be proved: every word of the clause must be known and none may bend it. Trouble only
// has to be suspected: a word of failure counts wherever it stands and whatever follows.
// Its words come from package lexicon; what a mail is made of, from package facts.
package grammar

import (
	"slices"
	"strings"
	"unicode"
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
		if t := c.t(i); neutralised(t.Class) && !t.Cont {
			c.neutralise(i)
		}
	}
	for i := range c.at {
		if t := c.t(i); !t.Cont && !t.Zero {
			c.has[t.Class]++
		}
	}
}

// neutralised are the classes that a zero or a negation can take the meaning of.
func neutralised(k lexicon.Class) bool {
	switch k {
	case lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.BadNoun, lexicon.WarnNoun, lexicon.Trouble,
		lexicon.LeftOut, lexicon.Exception:
		return true
	}
	return false
}

// neutralise finds the number that belongs to a bad word, and a negation before it.
func (c *clause) neutralise(i int) {
	t := c.t(i)
	if t.Class != lexicon.Exception {
		c.count(i)
	}
	if t.Counted && t.Count == 0 {
		t.Zero = true
	}
	if t.Class == lexicon.Exception {
		return
	}
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		b := c.t(j)
		if c.t(j+1).Apart && !comma(c.tokens, c.at[j+1]) {
			return
		}
		switch b.Class {
		case lexicon.Negation, lexicon.Without:
			if b.Class == lexicon.Negation && (t.Class == lexicon.Trouble || t.Class == lexicon.LeftOut) {
				return // "not reachable", "not full" say too little
			}
			for ; c.t(j).Cont && j > 0; j-- {
			}
			c.used[j] = true
			t.Zero = true
			return
		case lexicon.Neutral, lexicon.Noun, lexicon.Named, lexicon.Preposition, lexicon.BadNoun, lexicon.WarnNoun,
			lexicon.Failed, lexicon.Warning, lexicon.Trouble, lexicon.Ran:
			if (b.Class == lexicon.Failed || b.Class == lexicon.Warning || b.Class == lexicon.Trouble ||
				b.Class == lexicon.BadNoun || b.Class == lexicon.WarnNoun) && !b.Zero {
				return
			}
			if j == i-1 && !t.Apart && (t.Class == lexicon.Failed || t.Class == lexicon.Missed) && (b.Class == lexicon.BadNoun ||
				b.Class == lexicon.WarnNoun) {
				return // "without errors not completed": the negation before belongs to the errors
			}
		default:
			return
		}
	}
}

// comma reports whether only a comma or a slash parts a token from the one before.
func comma(tokens []Token, at int) bool {
	return at > 0 && tokens[at-1].Kind == Mark && (tokens[at-1].Text == "," || tokens[at-1].Text == "/")
}

// count finds the number of a bad word: before it over words that say nothing, or
// behind it as in "Errors: 3".
func (c *clause) count(i int) {
	t := c.t(i)
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if c.t(j + 1).Apart {
			break
		}
		b := c.t(j)
		if b.Kind == Number {
			if b.Counted && !b.Unit && !b.Percent {
				t.Count, t.Counted = b.Count, true
			}
			break
		}
		if b.Class != lexicon.Noun && b.Class != lexicon.Named && b.Class != lexicon.Neutral && b.Class != lexicon.WarnNoun &&
			b.Class != lexicon.BadNoun && !b.Cont && b.Class != lexicon.Preposition {
			break
		}
	}
	if t.Counted {
		return
	}
	for j := i + 1; j < len(c.at) && j <= i+4; j++ {
		b := c.t(j)
		if b.Kind == Number && b.Counted && !b.Percent {
			if c.tokens[c.at[j]-1].Text == ">" { // "errors > 0"
				return
			}
			if j+1 < len(c.at) && !c.t(j+1).Apart && (neutralised(c.t(j+1).Class) || c.t(j+1).Class == lexicon.Good || b.Unit) {
				return // "errors 2 warnings": the number belongs to the next word
			}
			t.Count, t.Counted = b.Count, true
			return
		}
		if b.Cont || b.Class == lexicon.Noun || b.Class == lexicon.Named || j == i+1 && b.Kind == Word && b.Class == lexicon.None {
			continue
		}
		return
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

func (c *clause) counted(k lexicon.Class) bool {
	for i := range c.at {
		if t := c.t(i); t.Class == k && !t.Zero && t.Counted && t.Count > 0 {
			return true
		}
	}
	return false
}

// judge applies the rules in the order of gravity.
func (c *clause) judge() Verdict {
	if len(c.at) == 0 {
		if c.mark != "" {
			return c.unknown(OddMark, c.mark)
		}
		return Verdict{}
	}
	if v, ok := c.bad(); ok {
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
	if c.has[lexicon.Harmless] > 0 && c.courteous() && at < 0 && c.has[lexicon.Missed] == 0 && !good &&
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
	if c.asks && len(c.at) <= 2 {
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
		if t := c.t(i); protocols[lexicon.Lower(t.Text)] && i+1 < len(c.at) {
			if n := c.t(i + 1); n.Kind == Number && n.Counted && n.Count >= 400 && n.Count < 600 {
				return c.unknown(InTrouble, t.Text+" "+n.Text)
			}
		}
	}
	if at, _ := c.first(lexicon.Exception); at >= 0 && c.has[lexicon.Harmless] == 0 {
		return c.unknown(ByException, c.phrase(at)) // "However, the following was found:"
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
	if a, b, words, ok := c.share(); ok && a < b && n <= 6 && c.stranger(false) == "" {
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

// rate returns the share below 100 % beside a name for the rate of success, which is a
// good word that says nothing by itself; "" where there is none.
func (c *clause) rate() string {
	rate, share := false, ""
	for i := range c.at {
		t := c.t(i)
		rate = rate || t.Class == lexicon.Neutral && c.r.look(lexicon.Fold(t.Text), lexicon.Sentence) == lexicon.Good
		if partial(t) {
			share = t.Text
		}
	}
	if rate {
		return share
	}
	return ""
}

// partial reports whether a token is a share other than the whole.
func partial(t *Token) bool {
	return t.Kind == Number && t.Percent && t.Text != "100%" && t.Text != "100.0%" && t.Text != "100,0%" &&
		t.Text != "100.00%" && t.Text != "100,00%"
}

func (c *clause) named() bool {
	for i := range c.at {
		if c.t(i).Kind == Name {
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
		if w := c.doubt(); w.Status != 0 {
			v.Status = w.Status
		}
		return v
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
	for i := range c.at {
		t := c.t(i)
		if partial(t) {
			return c.unknown(OddMark, t.Text)
		}
		if codes[t.word] && i+1 < len(c.at) {
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
					if n.Counted && n.Count == 0 && !n.Unit {
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

// protocols are those whose answers from 400 on are refusals.
var protocols = map[string]bool{"http": true, "https": true, "http/1.1": true, "http/2": true, "smtp": true, "webdav": true, "s3": true}

// codes are words that a number stands behind which is no count.
var codes = map[string]bool{"status": true, "code": true, "rc": true, "result": true, "statuscode": true, "statut": true, "estado": true,
	"stato": true, "errorlevel": true, "state": true}

// zeroBehind returns the zero that counts a good head, as in "Successful backups: 0".
func (c *clause) zeroBehind(i int) string {
	if c.t(i).Class != lexicon.Good {
		return ""
	}
	for j := i + 1; j < len(c.at) && j <= i+4; j++ {
		t := c.t(j)
		if t.Kind == Number {
			if t.Counted && t.Count == 0 && !t.Unit && (j+1 == len(c.at) || c.t(j+1).Apart ||
				c.t(j+1).Class == lexicon.None || c.t(j+1).Class == lexicon.Noun) { // "completed: 0 files"
				return t.Text
			}
			return ""
		}
		if !t.Cont && t.Class != lexicon.Noun && t.Class != lexicon.Named {
			return ""
		}
	}
	return ""
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
		if t.Class != lexicon.None && (t.Class != lexicon.Prose || !proof) || t.Kind == Number || t.Proven {
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
			if plainCapitals(t.Text) && (caps || before != nil && before.Kind == Name && head) {
				return t.Text // "SRV1 HARDLY completed": no name but a word written loud
			}
			if plainCapitals(t.Text) && before != nil && before.Kind == Name && !t.Apart && (after == nil || after.Apart) &&
				(c.named2(i) || c.has[lexicon.Good] > 1) {
				return t.Text // "SRV1 OK, SRV2 KO"
			}
			continue
		}
		first, _ := utf8.DecodeRuneInString(t.Text)
		if unicode.IsUpper(first) && before != nil && !t.Apart {
			if (before.Class == lexicon.Preposition || before.Class == lexicon.Named) && (!title || !head) {
				continue
			}
			if (before.Kind == Name || before.Proven) && !title && !head {
				continue
			}
		}
		if before != nil && after != nil && !after.Apart && after.Class == lexicon.Named &&
			(before.Class == lexicon.Preposition || before.Class == lexicon.Neutral && i > 1 && c.t(i-2).Class == lexicon.Preposition) {
			continue // "of the accounting server"
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

// share finds "n of m" and "n/m" beside a good head.
func (c *clause) share() (n, m float64, words string, ok bool) {
	for i := range c.at {
		t := c.t(i)
		if t.Kind != Number || t.Unit {
			continue
		}
		if a, b, found := strings.Cut(t.Text, "/"); found && !strings.ContainsAny(b, "/.:-") {
			x, isA := parse(strings.TrimSpace(a))
			y, isB := parse(strings.TrimSpace(b))
			if isA && isB && y > 0 && y < 100000 && (c.aside(i) || len(c.at) == 1) {
				return x, y, t.Text, true
			}
		}
		if at := c.at[i]; t.Counted && i+2 < len(c.at) && c.t(i+1).Kind == Number && c.t(i+1).Counted && !c.t(i+1).Unit &&
			c.tokens[at+1].Text == "/" && c.t(i+2).Class == lexicon.Good { // "3,400 / 12 protected"
			return min(t.Count, c.t(i+1).Count), max(t.Count, c.t(i+1).Count), t.Text + " / " + c.t(i+1).Text, true
		}
		if t.Counted && !t.Percent {
			if x, words, found := c.reversed(i); found {
				return x, t.Count, words, true
			}
		}
		if i+3 < len(c.at) && t.Counted && (c.t(i+1).Class == lexicon.Noun || c.t(i+1).Class == lexicon.Named) && ofWords[c.t(i+2).word] {
			if y := c.t(i + 3); y.Kind == Number && y.Counted && !y.Unit { // "3 servers of 5"
				return t.Count, y.Count, t.Text + " " + c.t(i+1).Text + " " + c.t(i+2).Text + " " + y.Text, true
			}
		}
		if i+2 < len(c.at) && t.Counted {
			of := c.t(i + 1)
			next := 2
			if ofWords[of.word] && i+3 < len(c.at) && c.t(i+2).Kind == Word &&
				(c.t(i+2).Class == lexicon.Neutral || of.Cont || c.t(i+2).Cont) {
				next = 3
			}
			if y := c.t(i + next); ofWords[of.word] && y.Kind == Number && y.Counted && !y.Unit {
				return t.Count, y.Count, t.Text + " " + of.Text + " " + y.Text, true
			}
		}
	}
	return 0, 0, "", false
}

// reversed finds "3 个中的 2 个": the whole before its part.
func (c *clause) reversed(i int) (n float64, words string, ok bool) {
	between := false
	for j := i + 1; j < len(c.at) && j <= i+4 && !c.t(j).Apart; j++ {
		t := c.t(j)
		if t.Kind == Number {
			if between && t.Counted && !t.Unit && !t.Percent && t.Count < c.t(i).Count {
				return t.Count, c.t(i).Text + " … " + t.Text, true
			}
			return 0, "", false
		}
		between = between || reversedWords[t.word] || strings.HasSuffix(t.word, "ból") || strings.HasSuffix(t.word, "ből")
	}
	return 0, "", false
}

// reversedWords stand behind a whole whose part follows.
var reversedWords = map[string]bool{"中": true, "中的": true, "个中的": true, "件中": true, "台中": true, "중": true, "개중": true}

// aside reports whether a pair of numbers counts what a noun, a head or a bracket says,
// and is no date.
func (c *clause) aside(i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(c.at) {
			switch t := c.t(j); t.Class {
			case lexicon.Good, lexicon.Noun, lexicon.Named, lexicon.Ran, lexicon.Failed:
				return true
			}
			if c.t(j).Kind == Name && len(c.at) == 2 { // "SRV02 2/3"
				return true
			}
		}
	}
	at := c.at[i]
	return at > 0 && at+1 < len(c.tokens) && c.tokens[at-1].Text == "(" && c.tokens[at+1].Text == ")"
}

// ofWords stand between a part and a whole in all languages; words here have no other
// meaning between two numbers.
var ofWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields("of from su out von van sur de di du da z ze af av din " +
		"из з із από /-den dan den の 中の 个中的 us") {
		ofWords[w] = true
	}
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
