package grammar

import (
	"strings"

	"runchecks/sync/readers/lexicon"
)

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
			c.doubled(j, i)
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

// negative are the words that some languages put beside the negation of the verb, without
// turning it round: "no se encontró ningún error", "aucune erreur n'a été rencontrée".
var negative = lexicon.Listed("negative_pronouns")

// doubled takes the other half of a negation for said that neutralises the word at i from j.
func (c *clause) doubled(j, i int) {
	if j > 0 && c.t(j-1).Class == lexicon.Without && !c.t(j-1).Cont && !c.t(j).Apart { // "sin ningún error"
		c.used[j-1] = true
	}
	if !negative(c.t(j).word) {
		return
	}
	if k := i + 1; k < len(c.at) && c.t(k).Class == lexicon.Negation && (c.t(k).word == "ne" || strings.HasPrefix(c.t(k).word, "n'")) {
		c.used[k] = true // "aucune erreur n'a été rencontrée"
	}
	for k := j - 1; k >= 0 && k >= j-5; k-- {
		switch b := c.t(k); {
		case b.Class == lexicon.Negation && !b.Cont:
			c.used[k] = true
			return
		case b.Class != lexicon.Neutral && b.Class != lexicon.Prose && b.Class != lexicon.Ran && b.Class != lexicon.None, c.t(k + 1).Apart:
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

func (c *clause) counted(k lexicon.Class) bool {
	for i := range c.at {
		if t := c.t(i); t.Class == k && !t.Zero && t.Counted && t.Count > 0 {
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
		if partial(t) || rate && t.Kind == Number && t.Counted && !t.Unit && t.Count > 0 && t.Count < 1 { // "ratio 0.91"
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

// protocols are those whose answers from 400 on are refusals.
var protocols = map[string]bool{"http": true, "https": true, "http/1.1": true, "http/2": true, "smtp": true, "webdav": true, "s3": true}

// longestProtocol is how many bytes the longest of protocols has.
const longestProtocol = 8

// codes are words that a number stands behind which is no count.
var codes = map[string]bool{"status": true, "code": true, "rc": true, "result": true, "statuscode": true, "statut": true, "estado": true,
	"stato": true, "errorlevel": true, "state": true, "value": true, "rückgabewert": true, "rückgabecode": true, "beendigungscode": true,
	"afsluitcode": true, "retourcode": true, "retour": true, "sortie": true, "salida": true, "retorno": true, "uscita": true}

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

// ofThings finds the whole of "13 mailboxes of 14": the things stand before it.
func (c *clause) ofThings(i int) (whole float64, words string, ok bool) {
	if t := c.t(i); !t.Counted || t.Unit || t.Percent {
		return 0, "", false
	}
	things := false
	for j := i + 1; j+1 < len(c.at) && j <= i+5 && !c.t(j).Apart && c.t(j).Kind == Word; j++ {
		of, next := c.t(j), c.t(j+1)
		if things && ofWords[of.word] && next.Kind == Number && next.Counted && !next.Unit && !next.Percent && !next.Apart &&
			(j+2 == len(c.at) || !units[c.t(j+2).word]) {
			return next.Count, c.t(i).Text + " … " + of.Text + " " + next.Text, true
		}
		things = things || of.Class == lexicon.Noun || of.Class == lexicon.Named
	}
	return 0, "", false
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
		if n, words, found := c.ofThings(i); found {
			return t.Count, n, words, true
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
	return c.spelled()
}

// longAgo returns the words of a time behind "within the last" in which more than one run should
// have been: "all devices were backed up within the last 90 days".
func (c *clause) longAgo() string {
	for i := 0; i+2 < len(c.at); i++ {
		if w := c.t(i).word; (w == "last" || w == "past" || w == "letzten" || w == "afgelopen" || w == "dernières" || w == "derniers" ||
			w == "últimas" || w == "últimos" || w == "ultime" || w == "ultimi") && c.t(i+1).Kind == Number && c.t(i+1).Counted {
			n, unit := c.t(i+1).Count, c.t(i+2).word
			switch m := c.r.Lexicon.At([]string{unit}, lexicon.Date, c.r.Langs).Class; {
			case m == lexicon.Hour && n > 48, m == lexicon.Day && n > 7, m == lexicon.Week && n > 1, m == lexicon.LongTime:
				return c.t(i).Text + " " + c.t(i+1).Text + " " + c.t(i+2).Text
			}
		}
	}
	return ""
}

// some returns the words of a part without its whole: "saved 3 of the many servers".
func (c *clause) some() string {
	for i := range c.at {
		if n, ok := c.number(i); !ok || n == 0 || i+2 >= len(c.at) || !ofWords[c.t(i+1).word] || !articles(c.t(i+2).word) {
			continue
		}
		if i > 0 && (wholes(c.t(i-1).word) || c.t(i-1).Class == lexicon.Calendar) || c.t(i).Apart {
			continue
		}
		for j := i + 3; j < len(c.at) && j <= i+5 && !c.t(j).Apart; j++ {
			if k := c.t(j).Class; k == lexicon.Noun || k == lexicon.Named {
				return c.t(i).Text + " " + c.t(i+1).Text + " " + c.t(i+2).Text + " … " + c.t(j).Text
			}
			if c.t(j).Kind == Number {
				break
			}
		}
	}
	return ""
}

// wholes stand before a number that is all there is.
var wholes = lexicon.Listed("wholes")

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
var reversedWords = map[string]bool{"中": true, "中的": true, "个中的": true,
	"件中": true, "台中": true, "중": true, "개중": true}

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

// Of reports whether a folded word stands between a part and a whole: "3 of 5".
func Of(word string) bool { return ofWords[word] }

// ofWords stand between a part and a whole in all languages; words here have no other
// meaning between two numbers.
var ofWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields("of from su out von van sur de di du da z ze af av din " +
		"из з із από /-den dan den の 中の 个中的 us") {
		ofWords[w] = true
	}
}
