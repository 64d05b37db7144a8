package lexicon

import (
	"strings"
	"testing"
)

func TestAWordIsPutIntoOneClassAndTakenOutAgain(t *testing.T) {
	text := ""
	put := func(word string, c Class) {
		t.Helper()
		var err error
		if text, err = Put(text, word, c); err != nil {
			t.Fatal(err)
		}
	}
	want := func(what, body string) {
		t.Helper()
		if text != ownHead+body {
			t.Errorf("%s:\n%s\nwant\n%s", what, text, ownHead+body)
		}
	}
	put("Wibbles", Neutral)
	put("lofts", Neutral)
	put("frobnicated", Good)
	want("three words", "\n[sentence]\ngood = \"frobnicated\"\nneutral = \"wibbles | lofts\"\n")
	put("wibbles", Failed)
	want("in another class", "\n[sentence]\nfailed = \"wibbles\"\ngood = \"frobnicated\"\nneutral = \"lofts\"\n")
	put("wibbles", None)
	put("lofts", None)
	put("frobnicated", None)
	want("all taken out", "\n[sentence]\n")
	put("kerplunked badly", Warning)
	l, faults := Shipped().With(files(OwnFile, text))
	if len(faults) > 0 || l.At([]string{"kerplunked", "badly"}, Sentence, l.All()).Class != Warning {
		t.Errorf("faults %v of %s", faults, text)
	}
}

func TestWhatAPersonWroteIntoTheFileStays(t *testing.T) {
	before := "language = \"any\" # mine\n[label]\nstatus = \"wibble state\"\n[sentence]\n# these are ours\n" +
		"neutral = \"\"\"\nlofts |\nfrobs\"\"\"\ngood = \"done-ish\" # why\n"
	text, err := Put(before, "wibbles", Neutral)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(before), "\n") {
		if !strings.Contains(text, line) {
			t.Errorf("%q is gone from\n%s", line, text)
		}
	}
	if l, faults := Shipped().With(files("a.toml", text)); len(faults) > 0 || l.At([]string{"wibbles"}, Sentence, l.All()).Class != Neutral {
		t.Errorf("faults %v of\n%s", faults, text)
	}
}

func TestWhatIsNoWordIsRefused(t *testing.T) {
	for _, word := range []string{"", " ", "a*", "a | b", "\"x", "(a,b)", "x\n[value]\ngood = y", "a~", "fine\\", strings.Repeat("x", 200)} {
		if text, err := Put("", word, Good); err == nil {
			t.Errorf("%q was put into\n%s", word, text)
		}
	}
}

func TestUnknownWordsAreThoseThatNoLanguageKnows(t *testing.T) {
	for word, want := range map[string]bool{
		"wibbles": true, "Frobnicated": true, "failed": false, "server": false, "SRV01": false, "two words": false, "": false, "12": false,
		"Lesefehler": false, "nicht": false, "Оk": true,
	} {
		if got := Shipped().Unknown(word); got != want {
			t.Errorf("%q: %v, want %v", word, got, want)
		}
	}
}
