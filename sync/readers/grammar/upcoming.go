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

// tomorrows are words from which on something may be no more: "from tomorrow on there will be no
// backups".
var tomorrows = wordSet(`tomorrow henceforth onwards morgen künftig zukünftig fortan voortaan demain désormais dorénavant mañana
	domani amanhã jutro odtąd zítra imorgon fortsättningsvis fremover huomenna holnap mâine yarın αύριο
	завтра впредь відтепер`)

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
			if upcoming[t.word] || tomorrows[t.word] {
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

// demonstratives point at what a sentence is about.
var demonstratives = wordSet(`this that it dies dieses das es dit dat c' ce ceci cela c'était c'est esta este esto ésta éste
	questo questa
	quello isto esse era fue to to był to była detta det dette`)

// lasts are words for a last one behind which none comes.
var lasts = wordSet(`last final letzte letzter letztes letzten finale laatste dernier dernière última último ultima ultimo ostatnia
	ostatni sista siste sidste poslední viimeinen utolsó son последняя последний останній остання`)

// finale finds a clause that says of this backup that it was the last one, or of something that
// it holds an older one: "This was the last backup of this server", "It holds yesterday's image".
func (c *clause) finale() (Verdict, bool) {
	for i := 1; i+1 < len(c.at) && i < 8; i++ {
		t, next := c.t(i), c.t(i+1)
		if t.Apart || next.Apart || next.Class != lexicon.Noun && !next.Cont || t.Cont || records[next.word] {
			continue
		}
		if lasts[t.word] && demonstratives[c.t(0).word] || t.Class == lexicon.Last && holders[c.t(i-1).word] {
			return c.unknown(Past, c.phrase(i)+" "+next.Text), true
		}
	}
	return Verdict{}, false
}

// holders are verbs behind which stands what something holds.
var holders = wordSet(`holds contains has carries shows enthält zeigt hält bevat toont contient montre contiene muestra mostra contém`)

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
