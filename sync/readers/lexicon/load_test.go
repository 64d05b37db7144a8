package lexicon

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"runchecks/sync/readers/readertest/pace"
)

func files(list ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i+1 < len(list); i += 2 {
		out[list[i]] = &fstest.MapFile{Data: []byte(list[i+1])}
	}
	return out
}

func TestAFaultIsToldWithItsPlaceAndTheRestIsLoaded(t *testing.T) {
	for _, x := range []struct {
		name, text   string
		line, column int
		says         string
	}{
		{"no language", "[sentence]\ngood = \"fine\"\n", 2, 1, "language must be told"},
		{"bad code", "language = \"English!\"\n", 1, 1, "by its code"},
		{"unknown setting", "language = \"xx\"\ncolour = \"red\"\n", 2, 1, "no setting"},
		{"unknown section", "language = \"xx\"\n[verbs]\ngood = \"ok\"\n", 2, 2, "no section"},
		{"unknown class", "language = \"xx\"\n[sentence]\n  great = \"ok\"\n", 3, 3, "no class"},
		{"a role in a sentence", "language = \"xx\"\n[sentence]\nstatus = \"ok\"\n", 3, 1, "role of labels"},
		{"no text", "language = \"xx\"\n[sentence]\ngood = 7\n", 3, 1, "takes a text"},
		{"open bracket", "language = \"xx\"\n[sentence]\ngood = \"fine | go(o,d | ok\"\n", 3, 16, "without its )"},
		{"closing bracket", "language = \"xx\"\n[sentence]\ngood = \"fine | good) | ok\"\n", 3, 16, "without its ("},
		{"star inside", "language = \"xx\"\n[sentence]\ngood = \"fine | g*od\"\n", 3, 16, "stands once"},
		{"short stem", "language = \"xx\"\n[sentence]\ngood = \"a*\"\n", 3, 9, "so short"},
		{"no endings", "language = \"xx\"\n[sentence]\ngood = \"good~\"\n", 3, 9, "endings of its language"},
		{"too long", "language = \"xx\"\n[sentence]\ngood = \"" + strings.Repeat("x", 200) + "\"\n", 3, 9, "longer than"},
		{"too many words", "language = \"xx\"\n[sentence]\ngood = \"" + strings.Repeat("x ", 20) + "\"\n", 3, 9, "1 to 12 words"},
		{"too many forms", "language = \"xx\"\n[sentence]\ngood = \"a(b,c,d,e,f,g,h,i)(b,c,d,e,f,g,h,i)\"\n", 3, 9, "more than 60"},
		{"empty phrase", "language = \"xx\"\n[sentence]\ngood = \"fine || ok\"\n", 3, 1, "is empty"},
		{"no TOML", "language = \"xx\"\n[sentence\ngood = 1\n", 2, 0, "no TOML"},
		{"no UTF-8", "language = \"xx\"\n# \xff\n", 0, 0, "UTF-8"},
		{"too large", "language = \"xx\"\n" + strings.Repeat("# much more of it\n", 70_000), 0, 0, "larger than"},
	} {
		l, faults := Load(files("a.toml", x.text, "b.toml", "language = \"yy\"\n[sentence]\ngood = \"bueno\"\n"))
		if len(faults) != 1 {
			t.Errorf("%s: %d faults: %v", x.name, len(faults), faults)
			continue
		}
		f := faults[0]
		if f.File != "a.toml" || f.Line != x.line || x.column > 0 && f.Column != x.column || !strings.Contains(f.Reason, x.says) {
			t.Errorf("%s: %+v, want line %d, column %d, %q", x.name, f, x.line, x.column, x.says)
		}
		if l.At([]string{"bueno"}, Sentence, l.All()).Class != Good {
			t.Errorf("%s: the other file is not loaded", x.name)
		}
		if strings.Contains(x.text, "fine |") && l.At([]string{"fine"}, Sentence, l.All()).Class != Good {
			t.Errorf("%s: the phrases without a fault are not loaded", x.name)
		}
	}
}

func TestTheLongestPhraseWinsThenThePlaceThenTheMoreExact(t *testing.T) {
	l, faults := Load(files("xx.toml", `language = "xx"
endings = "n | ssa"
[sentence]
good = "done | well done | ended*"
missed = "not done"
negation = "not"
neutral = "don*"
noun = "talo~"
failed = "broken"
[label]
end = "done"
[value]
failed = "not"
`))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, x := range []struct {
		words string
		place Place
		want  Class
		n     int
	}{
		{"done", Sentence, Good, 1}, {"not done", Sentence, Missed, 2}, {"not well done", Sentence, Negation, 1}, {"well done", Sentence, Good, 2}, {"dont", Sentence, Neutral, 1}, {"done", Label, End, 1}, {"done", Value, Good, 1},
		{"not", Value, Failed, 1}, {"ended", Sentence, Good, 1}, {"endedly", Sentence, Good, 1}, {"talossan", Sentence, Noun, 1}, {"talox", Sentence, None, 0}, {"nothing", Sentence, None, 0},
	} {
		if m := l.At(strings.Fields(x.words), x.place, l.All()); m.Class != x.want || m.Words != x.n {
			t.Errorf("%q at %d: %s, %d words, want %s, %d", x.words, x.place, m.Class, m.Words, x.want, x.n)
		}
	}
	if m := l.At([]string{"broken"}, Sentence, 0); m.Class != Failed || !m.Foreign {
		t.Errorf("a failure of another language: %+v", m)
	}
	if m := l.At([]string{"done"}, Sentence, 0); m.Class != None {
		t.Errorf("a success of another language: %+v", m)
	}
}

func TestOneFormForEveryWayToWriteAWord(t *testing.T) {
	for in, want := range map[string]string{"ＯＫ": "ok", "re\u0301ussi": "réussi", "İPTAL": "iptal", "ΕΠΙΤΥΧΏΣ": "επιτυχώσ", "don’t": "don't", "com\u00adpleted": "completed", "O\u041a": "o\u043a"} {
		if got := Fold(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// Whatever a file of words holds: a fault has its place inside of the file, the other
// files are loaded, and no text is longer or shorter when it is cut into words.
func FuzzLoad(f *testing.F) {
	f.Add("language = \"xx\"\nendings = \"n\"\ntrade = \"ab\"\n[sentence]\ngood = \"a(b,c) d* e~ | 完了\"\n[label]\nstatus = \"x\"\n", "a b done 完了しました")
	f.Add("[a", "x")
	f.Add("language = \"xx\"\r\n[sentence]\r\ngood = \"\"\"a |\n b*c | d(\"\"\"\r\n[[x]]\r\n", "b")
	f.Add("language = \"xx\"\n[sentence]\ngood = \"\\u0061* | \\t | (((\"\n\"go.od\".x = 1\n= 2", "a")
	f.Fuzz(func(t *testing.T, text, words string) {
		if len(text) > 20_000 || len(words) > 2_000 {
			return
		}
		load := func() (*Lexicon, []Fault) {
			return Load(files("a.toml", text, "b.toml", "language = \"qq\"\n[sentence]\ngood = \"bueno\"\n"))
		}
		pace.Hold(t, len(text), 50*time.Microsecond, func() { load() })
		l, faults := load()
		lines := strings.Split(text, "\n")
		for _, x := range faults {
			if x.Reason == "" || x.File != "a.toml" {
				t.Errorf("%+v", x)
			}
			if x.Line == 0 && x.Column == 0 {
				continue
			}
			if x.Line < 1 || x.Line > len(lines) || x.Column < 1 || x.Column > 1+utf8.RuneCountInString(lines[x.Line-1]) {
				t.Errorf("%+v stands outside of the file, which has %d lines", x, len(lines))
			}
		}
		if own := l.Lang("qq"); l.At([]string{"bueno"}, Sentence, own).Words != 1 {
			t.Error("the file behind it is not loaded")
		}
		list := strings.Fields(Fold(words))
		for place := range places {
			if m := l.At(list, place, l.All()); m.Words > len(list) {
				t.Errorf("%d of %d words", m.Words, len(list))
			}
		}
		joined := ""
		for _, p := range l.Cut(Fold(words), Sentence, l.All()) {
			joined += p.Text
		}
		if strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(Fold(words), " ", "") {
			t.Errorf("%q is cut into %q", words, joined)
		}
	})
}
