package grammar

import (
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// words collects the phrases of one language by class.
func words(l *lexicon.Lexicon, code string) map[lexicon.Class][]string {
	out := map[lexicon.Class][]string{}
	lang := l.Lang(code)
	l.Each(func(phrase string, place lexicon.Place, class lexicon.Class, langs lexicon.Languages) {
		if place == lexicon.Sentence && langs.Has(lang) {
			out[class] = append(out[class], phrase)
		}
	})
	return out
}

// some takes at most n of a list, spread over it.
func some(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	out := make([]string, 0, n)
	for i := range n {
		out = append(out, list[i*len(list)/n])
	}
	return out
}

func denseLanguage(code string) bool { return code == "ja" || code == "zh" || code == "ko" }

// The matrix is generated from the words themselves: every good head with every word
// that bends it, before and behind, in every language and place. A bent good head is
// never a success.
func TestNoBentGoodHeadIsASuccessInAnyLanguage(t *testing.T) {
	l := lexicon.Shipped()
	benders := []lexicon.Class{lexicon.Negation, lexicon.Downgrade, lexicon.Exception, lexicon.LeftOut, lexicon.Mood, lexicon.Last, lexicon.Running, lexicon.BadNoun, lexicon.WarnNoun, lexicon.Trouble, lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.Other, lexicon.None}
	tried, wrong := 0, 0
	for _, code := range l.Names() {
		if code == "any" {
			continue
		}
		w := words(l, code)
		w[lexicon.None] = []string{"xqzlorem", "Hardlix"}
		if denseLanguage(code) {
			w[lexicon.None] = []string{"鰯鯖鮪", "쀍쀏쀑"}
		}
		r := New(l, l.Lang(code))
		heads, bent := 25, 12
		if testing.Short() {
			heads, bent = 8, 6
		}
		for _, head := range some(w[lexicon.Good], heads) {
			for _, class := range benders {
				for _, bender := range some(w[class], bent) {
					forms := []string{bender + " " + head, head + " " + bender, "SRV1 " + bender + " " + head}
					if denseLanguage(code) {
						forms = []string{bender + head, head + bender, "SRV1" + bender + head}
					}
					for _, place := range []lexicon.Place{lexicon.Sentence, lexicon.Value} {
						for _, f := range forms {
							tried++
							if v := r.Judge(f, place); v.Status == domain.Success && !v.Other && !phraseOf(l, code, f) {
								if wrong++; wrong < 60 {
									t.Errorf("%s, %s: %q is a success (%s)", code, class, f, v.Words)
								}
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d bent heads, %d wrong", tried, wrong)
}

// phraseOf reports whether a text holds a good phrase that is longer than one word and
// that the words of the bender are a part of: "went through" is not bent by "through".
func phraseOf(l *lexicon.Lexicon, code, text string) bool {
	r := New(l, l.Lang(code))
	tokens := r.Tokens(text, lexicon.Sentence)
	for i := range tokens {
		if tokens[i].Class == lexicon.Good && i+1 < len(tokens) && tokens[i+1].Cont {
			return true
		}
	}
	dense := strings.ContainsFunc(text, lexicon.Dense)
	return dense && len(tokens) <= 2
}

// A plain good head is a success: alone, as the value of a status, and with a machine.
func TestEveryPlainGoodHeadIsASuccessInItsLanguage(t *testing.T) {
	l := lexicon.Shipped()
	tried, wrong := 0, 0
	for _, code := range l.Names() {
		if code == "any" {
			continue
		}
		w := words(l, code)
		r := New(l, l.Lang(code))
		for _, head := range w[lexicon.Good] {
			noun := trade(w[lexicon.Noun])
			for _, x := range []struct {
				text  string
				place lexicon.Place
			}{
				{head, lexicon.Value},
				{head, lexicon.Sentence},
				{fmt.Sprintf("%s SRV-01 %s", noun, head), lexicon.Sentence},
				{fmt.Sprintf("%s SRV-01 %s 2026-11-27 02:00, 48.2 GB", noun, head), lexicon.Sentence},
			} {
				tried++
				if v := r.Judge(x.text, x.place); v.Status != domain.Success {
					if wrong++; wrong < 60 {
						t.Errorf("%s: %q is %s (%s, %q)", code, x.text, v.Status, v.Reason, v.Words)
					}
				}
			}
		}
	}
	t.Logf("%d plain heads, %d wrong", tried, wrong)
}

func trade(nouns []string) string {
	for _, n := range nouns {
		if strings.Contains(n, "backup") {
			return n
		}
	}
	return nouns[0]
}

// A plain failure is one in every place, whatever language the mail is written in.
func TestEveryFailureCountsInEveryPlaceAndBesideEveryLanguage(t *testing.T) {
	l := lexicon.Shipped()
	wrong := 0
	for _, code := range l.Names() {
		w := words(l, code)
		for class, want := range map[lexicon.Class]domain.Status{lexicon.Failed: domain.Failed, lexicon.Missed: domain.Missed} {
			for _, head := range w[class] {
				own := New(l, l.Lang(code))
				english := New(l, l.Always())
				for _, x := range []struct {
					r     *Reader
					text  string
					place lexicon.Place
				}{{own, head, lexicon.Value}, {own, "SRV-01 " + head, lexicon.Sentence}, {own, head + " SRV-01", lexicon.Sentence}, {english, "SRV-01 " + head, lexicon.Sentence}} {
					v := x.r.Judge(x.text, x.place)
					if v.Status == domain.Success || x.r == own && v.Status != want && v.Status != domain.Failed && v.Status != domain.Missed {
						if wrong++; wrong < 60 {
							t.Errorf("%s: %q is %s (%s, %q), want %s", code, x.text, v.Status, v.Reason, v.Words, want)
						}
					}
				}
			}
		}
	}
}
