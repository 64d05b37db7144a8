package lexicon

import (
	"strings"
	"testing"
	"testing/fstest"
)

func listFile(text string) fstest.MapFS {
	return fstest.MapFS{"x.toml": {Data: []byte("language = \"any\"\n[list]\n" + text + "\n")}}
}

func TestAListHoldsItsWordsAsTheyAreLookedUp(t *testing.T) {
	l, faults := Load(listFile("colours = \"Rot | grün |  dark   red\"\ncolours = \"blue\""))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, w := range []string{"rot", "grün", "dark red", "blue"} {
		if !l.List("colours")[w] {
			t.Errorf("the list lacks %q", w)
		}
	}
}

func TestFaultsOfListsAreTold(t *testing.T) {
	for text, reason := range map[string]string{
		"a = \"x | | y\"": "empty word",
		"a = \"x | X\"":   "twice",
		"a = 1":           "takes a text in quotes",
	} {
		_, faults := Load(listFile(text))
		if len(faults) != 1 || !strings.Contains(faults[0].Reason, reason) {
			t.Errorf("%s: %v", text, faults)
		}
	}
	if _, faults := Shipped().With(listFile("greetings = \"failed\"")); len(faults) != 1 || Shipped().List("greetings")["failed"] {
		t.Errorf("a profile changes a list of the program: %v", faults)
	}
}
