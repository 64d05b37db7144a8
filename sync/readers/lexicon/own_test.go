package lexicon

import (
	"strings"
	"testing"
)

func TestTheWordsOfAProfileCountBesideThoseOfTheProgram(t *testing.T) {
	l, faults := Shipped().With(files("any.toml", `language = "any"
[sentence]
good = "frobnicated | well and truly wibbled"
failed = "kerplunked | succeeded"
neutral = "wibbles | loft"
[label]
status = "wibble state"
ignored = "loft colour"
[column]
last_time = "last wibble"
`, "xx.toml", "language = \"xx\"\nendings = \"a | u\"\n[sentence]\nnegation = \"nezz\"\nwithout = \"bezz\"\nneutral = \"lozz~\"\n"))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, x := range []struct {
		words string
		place Place
		want  Class
	}{
		{"frobnicated", Sentence, Good}, {"well and truly wibbled", Sentence, Good}, {"kerplunked", Sentence, Failed},
		{"wibbles", Value, Neutral},
		{"succeeded", Sentence, Failed}, {"wibble state", Label, Status}, {"loft colour", Column, Ignored}, {"last wibble", Column, LastTime},
		{"nezz", Sentence, Negation}, {"lozzu", Sentence, Neutral}, {"completed", Sentence, Good}, {"failed", Sentence, Failed},
	} {
		if m := l.At(strings.Fields(x.words), x.place, l.All()); m.Class != x.want || m.Words != len(strings.Fields(x.words)) {
			t.Errorf("%q is %s, want %s", x.words, m.Class, x.want)
		}
	}
	if Shipped().At([]string{"frobnicated"}, Sentence, Shipped().All()).Class != None || Shipped().Own() != "" {
		t.Error("the words of the program were changed")
	}
	other, _ := Shipped().With(files("any.toml", "language = \"any\"\n[sentence]\ngood = \"wibbled\"\n"))
	if l.Own() == "" || other.Own() == l.Own() {
		t.Errorf("the files are identified by %q and %q", l.Own(), other.Own())
	}
}

// What somebody may try to have a bad word taken for a good or a neutral one. Each is
// refused, named with its place, and leaves every word as it was.
func TestNoWordOfAProfileSoftensOneOfTheProgram(t *testing.T) {
	for name, x := range map[string]struct{ text, says string }{
		"a failure as good":                    {"[sentence]\ngood = \"failed\"", "is failed already"},
		"a failure as neutral":                 {"[sentence]\nneutral = \"fehlgeschlagen\"", "is failed already"},
		"a failure of another language":        {"[sentence]\nneutral = \"失败\"", "is failed already"},
		"a failure as a value":                 {"[value]\ngood = \"failed\"", "is failed already"},
		"a failure in a longer phrase":         {"[sentence]\ngood = \"failed gracefully\"", `holds "failed"`},
		"a failure at the end of a phrase":     {"[sentence]\nneutral = \"gracefully failed\"", `holds "failed"`},
		"a failure in a run of Chinese":        {"[sentence]\ngood = \"备份失败了吧\"", "is failed already"},
		"a failure by a stem":                  {"[sentence]\nneutral = \"fai*\"", "would take in"},
		"a failure by a stem as a value":       {"[value]\nneutral = \"fehlg*\"", "would take in"},
		"a good stem":                          {"[sentence]\ngood = \"frobnic*\"", "is written out"},
		"what a stem of the program takes in":  {"[sentence]\ngood = \"lizenzgewitter\"", "is other already"},
		"a compound":                           {"[sentence]\nneutral = \"plattenlesefehler\"", "already"},
		"a negation as neutral":                {"[sentence]\nneutral = \"nicht\"", "already"},
		"a negation with a good word":          {"[sentence]\ngood = \"nicht erfolgreich\"", `already`},
		"a downgrade as neutral":               {"[sentence]\nneutral = \"teilweise\"", "is downgrade already"},
		"a downgrade with a good word":         {"[value]\ngood = \"partly completed\"", "already"},
		"an exception as neutral":              {"[sentence]\nneutral = \"except\"", "is exception already"},
		"a word of trouble as prose":           {"[sentence]\nprose = \"timed out\"", "is trouble already"},
		"a warning as good":                    {"[sentence]\ngood = \"warning\"", "already"},
		"what did not end as good":             {"[value]\ngood = \"running\"", "already"},
		"a neutral word as good":               {"[sentence]\ngood = \"server\"", "already"},
		"a label that counts errors":           {"[label]\nignored = \"errors\"", "already"},
		"a column that counts errors":          {"[column]\nfigure = \"failed\"", "already"},
		"a label of a status":                  {"[label]\nignored = \"status\"", "already"},
		"a longer label of errors":             {"[label]\nignored = \"error total here\"", "already"},
		"a word that takes bad words away":     {"[sentence]\nwithout = \"severe\"", "take away"},
		"a negation before bad words":          {"[sentence]\nnegation = \"severe\"", "take away"},
		"a word that is free of errors":        {"[sentence]\nerror_free = \"frobful\"", "take away"},
		"a homoglyph":                          {"[sentence]\ngood = \"fаiled\"", "two scripts"},
		"a homoglyph that is neutral":          {"[sentence]\nneutral = \"errоr\"", "two scripts"},
		"a full-width failure":                 {"[sentence]\ngood = \"ｆａｉｌｅｄ\"", "is failed already"},
		"a failure with a mark nobody sees":    {"[sentence]\ngood = \"fai\u00adled\"", "is failed already"},
		"a failure in capitals":                {"[sentence]\ngood = \"FAILED\"", "is failed already"},
		"its own word, another way":            {"[sentence]\nfailed = \"kerplunked\"\ngood = \"kerplunked\"", "is failed already"},
		"endings that make good words of more": {"endings = \"less\"\n[sentence]\nneutral = \"frobs\"", "comes with the program"},
	} {
		for _, language := range []string{"any", "en"} {
			l, faults := Shipped().With(files("own.toml", "language = \""+language+"\"\n"+x.text+"\n"))
			if len(faults) != 1 || !strings.Contains(faults[0].Reason, x.says) || faults[0].Line < 2 || faults[0].Column < 1 ||
				faults[0].File != "own.toml" {
				t.Errorf("%s, as %s: %v, want %q", name, language, faults, x.says)
			}
			if language == "en" {
				continue // once is enough
			}
			Shipped().Each(func(phrase string, place Place, _ Class, langs Languages) {
				words := strings.Fields(phrase)
				before := Shipped().At(words, place, langs)
				if now := l.At(words, place, langs); before.Class.Hard() && !now.Class.Hard() {
					t.Errorf("%s: %q is %s, was %s", name, phrase, now.Class, before.Class)
				}
			})
		}
	}
}

func TestAFileOfAnotherLanguageSoftensNothingEither(t *testing.T) {
	for _, text := range []string{
		"good = \"nicht erfolgreich\"", "neutral = \"échoué\"", "good = \"mislukt\"", "neutral = \"niet gelukt\"", "without = \"nicht\"",
	} {
		if _, faults := Shipped().With(files("xx.toml", "language = \"xx\"\n[sentence]\n"+text+"\n")); len(faults) != 1 {
			t.Errorf("%s: %v", text, faults)
		}
	}
}

func TestOneFileOfAProfileWithFaultsLeavesTheOthers(t *testing.T) {
	l, faults := Shipped().With(files("a.toml", "language = \"any\"\n[sentence]\ngood = \"failed | frobnicated\"\n", "b.toml", "nonsense",
		"c.toml", "language = \"any\"\n[sentence]\nneutral = \"wibbles\"\n"))
	if len(faults) != 2 || faults[0].String() != `a.toml, line 3, column 9: "failed" is failed already; only a graver class is possible.` ||
		faults[1].File != "b.toml" {
		t.Errorf("faults %v", faults)
	}
	if l.At([]string{"frobnicated"}, Sentence, l.All()).Class != Good || l.At([]string{"wibbles"}, Sentence, l.All()).Class != Neutral {
		t.Error("what has no fault is not loaded")
	}
}

func BenchmarkWith(b *testing.B) {
	own := files("words.toml", "language = \"any\"\n[sentence]\nneutral = \"wibbles | lofts | frobs\"\ngood = \"frobnicated\"\n")
	Shipped()
	b.ReportAllocs()
	for b.Loop() {
		if _, faults := Shipped().With(own); len(faults) > 0 {
			b.Fatal(faults[0])
		}
	}
}
