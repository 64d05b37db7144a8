package lexicon

import (
	"testing"

	"runchecks/assets"
)

func TestTheWordsOfTheProgramHaveNoFaultAndEveryLanguageHasEveryClass(t *testing.T) {
	l := Shipped()
	t.Logf("%d languages, %d letters, %d phrases", len(l.names), len(l.nodes), len(l.entries))
	if len(l.names) != 23 {
		t.Errorf("%d languages: %v", len(l.names), l.names)
	}
	type key struct {
		lang  Languages
		place Place
		class Class
	}
	found := map[key]int{}
	l.Each(func(_ string, place Place, class Class, langs Languages) {
		for i := range l.names {
			if bit := Languages(1) << i; langs.Has(bit) {
				found[key{bit, place, class}]++
			}
		}
	})
	for _, code := range l.names {
		if code == "any" {
			continue
		}
		for c := Failed; c <= Neutral; c++ { // the prose of help texts is known in English only
			if found[key{l.Lang(code), Sentence, c}] == 0 {
				t.Errorf("%s has no word of the class %s", code, c)
			}
		}
		for c := Status; c <= Ignored; c++ {
			if found[key{l.Lang(code), Label, c}] == 0 {
				t.Errorf("%s has no label of the role %s", code, c)
			}
		}
		for _, c := range []Class{Good, Warning, Failed, Missed} {
			if found[key{l.Lang(code), Cell, c}] == 0 {
				t.Errorf("%s has no %s for a cell", code, c)
			}
		}
		for c := Simulation; c <= ExitCode; c++ {
			if found[key{l.Lang(code), Report, c}] == 0 {
				t.Errorf("%s has no phrase of the class %s", code, c)
			}
		}
		for c := January; c < classes; c++ {
			numbered := c <= December && (code == "ja" || code == "zh" || code == "ko") // 5月
			few := c == Morning || c == Noon || c == Ordinal                            // not every language has them
			if !numbered && !few && found[key{l.Lang(code), Date, c}] == 0 {
				t.Errorf("%s has no word for %s", code, c)
			}
		}
	}
}

func TestNoWordOfADateHasTwoMeanings(t *testing.T) {
	meanings := map[string]Class{}
	Shipped().Each(func(phrase string, place Place, class Class, _ Languages) {
		if place != Date || class > December {
			return
		}
		if before, ok := meanings[phrase]; ok && before != class {
			t.Errorf("%q is %s and %s", phrase, before, class)
		}
		meanings[phrase] = class
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		files, _ := assets.Lexicon()
		if _, faults := Load(files); len(faults) > 0 {
			b.Fatal(faults[0])
		}
	}
}
