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
		for c := Status; c < classes; c++ {
			if found[key{l.Lang(code), Label, c}] == 0 {
				t.Errorf("%s has no label of the role %s", code, c)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		files, _ := assets.Lexicon()
		if _, faults := Load(files); len(faults) > 0 {
			b.Fatal(faults[0])
		}
	}
}
