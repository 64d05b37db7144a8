package grammar

import (
	"strings"

	"runchecks/sync/readers/lexicon"
)

// look returns the class of a word alone.
func (r *Reader) look(word string, place lexicon.Place) lexicon.Class {
	one := [1]string{word}
	return r.Lexicon.At(one[:], place, r.Langs).Class
}

// begins reports whether the word, or a phrase that begins with it, is known.
func (r *Reader) begins(word string) bool {
	one := [1]string{word}
	return r.Lexicon.LanguagesOf(one[:]).Has(r.Langs) || r.Lexicon.Begins(word) || r.Lexicon.At(one[:], lexicon.Sentence, r.Langs).Words > 0
}

// classify gives every word its class: the longest phrase, which never goes over a mark,
// a name or a number.
func (r *Reader) classify(place lexicon.Place) {
	r.densely(place)
	for i := 0; i < len(r.tokens); {
		t := &r.tokens[i]
		if t.Kind != Word || t.Class != lexicon.None {
			i++
			continue
		}
		r.words = r.words[:0]
		for j := i; j < len(r.tokens) && len(r.words) < 12; j++ {
			if w := &r.tokens[j]; w.Kind != Word || w.Class != lexicon.None || j > i && w.Apart {
				break
			}
			r.words = append(r.words, r.tokens[j].word)
		}
		m := r.Lexicon.At(r.words, place, r.Langs)
		if m.Words == 0 {
			if m.Class = r.Lexicon.Compound(t.word, r.Langs); m.Class == lexicon.None {
				i++
				continue
			}
			m.Words = 1
		}
		period, topic := m.Class == lexicon.Period, m.Class == lexicon.Topic
		if period || topic {
			m.Class = lexicon.Noun
		}
		for k := range m.Words {
			r.tokens[i+k].Class, r.tokens[i+k].Period, r.tokens[i+k].Topic = m.Class, period, topic
			r.tokens[i+k].Cont = k > 0
		}
		i += m.Words
	}
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.Kind == Name && len(r.Names) > 0 && r.Names[r.lower(t.Text)] {
			t.Proven = true
		}
		if t.Kind == Word && t.Class == lexicon.None && nameShaped(t.Text) {
			t.Kind = Name
		}
		if (t.Kind == Name || t.Kind == Number) && !t.Proven && t.Class == lexicon.None && faultCode(t.Text) {
			t.Kind, t.Class, t.Counted, t.Unit = Name, lexicon.BadNoun, false, false
		}
	}
}

// densely cuts runs of dense scripts into their phrases.
func (r *Reader) densely(place lexicon.Place) {
	first := -1
	for i := range r.tokens {
		if r.tokens[i].Kind == Word && strings.ContainsFunc(r.tokens[i].Text, lexicon.Dense) {
			first = i
			break
		}
	}
	if first < 0 {
		return
	}
	tokens := append([]Token(nil), r.tokens[first:]...)
	r.tokens = r.tokens[:first]
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.Kind != Word || !strings.ContainsFunc(t.Text, lexicon.Dense) {
			r.tokens = append(r.tokens, t)
			continue
		}
		run := t.word
		for i+1 < len(tokens) && tokens[i+1].Kind == Word && !tokens[i+1].Apart && strings.ContainsFunc(tokens[i+1].Text, lexicon.Dense) {
			i++
			run += " " + tokens[i].word
		}
		for n, p := range r.Lexicon.Cut(run, place, r.Langs) {
			x := Token{Text: p.Text, word: p.Text, Class: p.Class, Apart: n == 0 && t.Apart}
			if p.Class == lexicon.Period || p.Class == lexicon.Topic {
				x.Class, x.Period, x.Topic = lexicon.Noun, p.Class == lexicon.Period, p.Class == lexicon.Topic
			}
			r.tokens = append(r.tokens, x)
		}
	}
}
