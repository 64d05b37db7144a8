package grammar

import (
	"strings"

	"runchecks/sync/readers/lexicon"
)

// upcoming are the words for what comes next. Phrases of several classes begin with them.
var upcoming = wordSet(`next upcoming nächste nächster nächstes nächsten kommende kommenden volgende eerstvolgende prochain
	prochaine prochains prochaines próxima próximo próximas próximos siguiente siguientes prossimo prossima prossimi seguinte
	następna następny następne następnej kolejna další příští næste neste nästa seuraava következő următoarea următorul
	următorul sonraki επόμενη επόμενο следующая следующее следующий следующего наступна наступне наступний`)

// conditions begin what may be: "if the next backup fails".
var conditions = wordSet(`if should unless falls wenn sollte als indien mocht si se caso in jeśli jeżeli pokud jestli om hvis jos
	ha dacă eğer αν εάν если якщо`)

// calledOff finds a clause that says of the next run, tape or copy that it will not come to
// be: "The next backup is cancelled". What may be is no verdict about this run, but a backup
// that has no next one is nothing that a success may stand beside.
func (c *clause) calledOff() (Verdict, bool) {
	at := -1
	for i := range c.at {
		t := c.t(i)
		if conditions[t.word] && t.Class == lexicon.Mood {
			return Verdict{}, false
		}
		if at < 0 {
			if upcoming[t.word] {
				at = i
			}
			continue
		}
		switch {
		case t.Zero || t.Cont:
		case t.Class == lexicon.Negation && !c.used[i], t.Class == lexicon.Without && !c.used[i] && c.value,
			t.Class == lexicon.Failed, t.Class == lexicon.Missed, t.Class == lexicon.Trouble, t.Class == lexicon.BadNoun:
			return c.unknown(Denied, c.t(at).Text+" … "+c.phrase(i)), true
		}
	}
	return Verdict{}, false
}

// Off reports whether the value of a label for what comes next says that nothing does:
// "cancelled", "never". What is not scheduled, or has no value, is started by a person.
func (r *Reader) Off(value string) bool {
	switch lexicon.Fold(strings.TrimSpace(value)) {
	case "none", "null", "n/a":
		return false
	}
	tokens := r.Tokens(value, lexicon.Sentence)
	for k := range tokens {
		switch tokens[k].Class {
		case lexicon.Negation:
			planned := k+1 < len(tokens) && (tokens[k+1].Class == lexicon.Noun || tokens[k+1].Class == lexicon.Running)
			return !planned
		case lexicon.Failed, lexicon.Missed, lexicon.Trouble, lexicon.BadNoun, lexicon.LeftOut, lexicon.Without:
			return true
		}
	}
	return false
}
