package text_test

import (
	"math"
	"testing"

	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"

	"runchecks/ui/mailview/style"
	"runchecks/ui/mailview/text"
	"runchecks/ui/widget/mailfonts"
)

func fonts(t testing.TB) *text.Set {
	t.Helper()
	set, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func bundledFiles() text.Files {
	return text.Files{
		Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content(),
		Italic: theme.DefaultTextItalicFont().Content(), BoldItalic: theme.DefaultTextBoldItalicFont().Content(),
		Mono: theme.DefaultTextMonospaceFont().Content(), Symbols: theme.DefaultSymbolFont().Content(),
	}
}

func sans(size float64) *style.Font { return &style.Font{Size: size, Weight: 400} }
func mono(size float64) *style.Font { return &style.Font{Size: size, Weight: 400, Mono: true} }

func near(a, b, most float64) bool { return math.Abs(a-b) <= most }

func TestTheWidthOfAWordGrowsWithItsSize(t *testing.T) {
	set := fonts(t)
	for _, word := range []string{"Sicherung", "Größe", "W", "10.0.0.1", "✓"} {
		small, large := set.Shape(word, sans(10)).Advance, set.Shape(word, sans(30)).Advance
		if small <= 0 || !near(large, 3*small, 1e-6) {
			t.Errorf("%q is %v wide at 10 and %v at 30", word, small, large)
		}
	}
	// Sizes are not rounded to whole pixels: that made text too wide.
	if a, b := set.Shape("Sicherung", sans(12)).Advance, set.Shape("Sicherung", sans(12.5)).Advance; !near(b/a, 12.5/12, 1e-6) {
		t.Errorf("%v at 12, %v at 12.5", a, b)
	}
}

func TestAWordIsAboutAsWideAsItsLetters(t *testing.T) {
	set := fonts(t)
	for _, f := range []*style.Font{sans(16), mono(16)} {
		for _, word := range []string{"Sicherung", "AVATAR", "error", "0x800423f4"} {
			sum := 0.0
			for _, r := range word {
				sum += set.Shape(string(r), f).Advance
			}
			if got := set.Shape(word, f).Advance; !near(got, sum, .1*sum) {
				t.Errorf("%q is %v wide, its letters %v", word, got, sum)
			}
		}
	}
}

func TestBoldIsWider(t *testing.T) {
	set := fonts(t)
	bold := &style.Font{Size: 16, Weight: 700}
	if a, b := set.Shape("Completed", sans(16)).Advance, set.Shape("Completed", bold).Advance; b <= a {
		t.Errorf("regular %v, bold %v", a, b)
	}
	if a, b := set.Shape("Completed", sans(16)).Advance, set.Shape("Completed", &style.Font{Size: 16, Weight: 500}).Advance; a != b {
		t.Errorf("a weight of 500 is %v wide, 400 %v", b, a)
	}
}

func TestLettersOfMonospacedTextAreEquallyWide(t *testing.T) {
	set := fonts(t)
	want := set.Shape("0", mono(16)).Advance
	for _, f := range []*style.Font{mono(16), {Size: 16, Weight: 700, Mono: true}, {Size: 16, Weight: 400, Mono: true, Italic: true}} {
		for _, word := range []string{"i", "W", "ö", ".", "iiii", "WWWW"} {
			letters := len([]rune(word))
			if got := set.Shape(word, f).Advance; !near(got, want*float64(letters), 1e-6) {
				t.Errorf("%q is %v wide, want %d times %v", word, got, letters, want)
			}
		}
	}
}

func TestOnlyMonospacedBoldIsThickened(t *testing.T) {
	for _, c := range []struct {
		font style.Font
		want bool
	}{
		{style.Font{Weight: 700, Mono: true}, true}, {style.Font{Weight: 400, Mono: true}, false}, {style.Font{Weight: 700}, false},
	} {
		if got := text.ThickenedBold(&c.font); got != c.want {
			t.Errorf("%+v: %t", c.font, got)
		}
	}
}

func TestEachStyleHasItsOwnFace(t *testing.T) {
	set := fonts(t)
	seen := map[int]style.Font{}
	for _, f := range []style.Font{{Weight: 400}, {Weight: 700}, {Weight: 400, Italic: true}, {Weight: 700, Italic: true}, {Weight: 400, Mono: true}} {
		id := set.Face(&f).ID
		if other, twice := seen[id]; twice {
			t.Errorf("%+v and %+v have one face", f, other)
		}
		seen[id] = f
	}
}

func TestAWordThatWasShapedIsNotShapedAgain(t *testing.T) {
	set := fonts(t)
	a, b := set.Shape("Backup", sans(10)), set.Shape("Backup", sans(20))
	if a.Word != b.Word {
		t.Error("two sizes of a word are two words")
	}
	if c := set.Shape("Backup", mono(10)); c.Word == a.Word {
		t.Error("two faces share a word")
	}
}

func TestALetterThatTheFaceLacksComesFromAnother(t *testing.T) {
	set := fonts(t)
	w := set.Shape("a✓b", sans(16))
	faces := map[int]bool{}
	for _, r := range w.Runs {
		faces[r.Face.ID] = true
	}
	if w.Letters != 3 || len(faces) < 2 {
		t.Errorf("%d letters from %d faces", w.Letters, len(faces))
	}
}

func TestTheSystemIsAskedOnceForALetterThatNobodyHas(t *testing.T) {
	asked := map[rune]int{}
	set, err := text.NewSet(bundledFiles(), func(r rune) *font.Face {
		asked[r]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		set.Shape("a\U0001F9FE", sans(16))
		set.Shape("b\U0001F9FE", sans(16))
	}
	if asked['\U0001F9FE'] != 1 || asked['a'] != 0 || asked['b'] != 0 {
		t.Errorf("asked for %v", asked)
	}
}

func TestWithoutAFontFileThereIsNoSet(t *testing.T) {
	if _, err := text.NewSet(text.Files{}, nil); err == nil {
		t.Error("a set without files")
	}
	files := bundledFiles()
	files.Mono = []byte("no font")
	if _, err := text.NewSet(files, nil); err == nil {
		t.Error("a set with a broken file")
	}
	files = bundledFiles()
	files.Symbols = nil
	if _, err := text.NewSet(files, nil); err != nil {
		t.Errorf("symbols are needed: %v", err)
	}
}

func TestMayBreak(t *testing.T) {
	cases := []struct {
		before rune
		pair   string
		want   bool
	}{
		// Chromium never breaks a path after its slashes.
		{'c', "/d", false}, {'c', "\\d", false}, {'c', "a/", false}, {'/', "/a", false}, {':', "\\P", false},
		{'p', "-i", true}, {'p', "-A", true}, {0, "-i", true}, {'p', "--", true}, {'p', "-(", true}, {'p', "-.", false}, {'p', "-,", false}, {'p', "-)", false}, {'p', "-/", false},
		// Dates and negative numbers: after a letter or digit, not at the start.
		{'5', "-1", true}, {'a', "-1", true}, {0, "-1", false}, {' ', "-1", false},
		{'a', "?b", true}, {'a', "?.", false}, {'a', "??", false}, {'a', "?)", false},
		{'a', ".b", false}, {'a', ",b", false}, {'a', ":b", false}, {'a', ";b", false}, {'a', "=b", false}, {'a', "&b", false}, {'a', "_b", false}, {'a', "@b", false},
		{'a', ")(", true}, {'a', ".(", true}, {'a', ",[", true}, {'a', "]{", true}, {'a', "%<", true}, {'a', "a(", false}, {'a', "((", false}, {'a', "(a", false}, {'a', "a)", false},
		{'a', "ab", false}, {'a', "12", false}, {'a', "a1", false}, {'a', "ab", false},
		// Beyond ASCII.
		{'a', "–b", true}, {'1', "–2", true}, {0, "–2", true}, {'a', "–.", false}, {'a', "a–", false},
		{'a', "—b", true}, {'a', "b—", true}, {'a', "—.", false}, {'a', "\u2010b", true},
		{'a', "\u00a0b", false}, {'a', "b\u00a0", false}, {'a', "\u202fb", false}, {'a', "\u2060b", false}, {'-', "-\u00a0", false}, {'a', "–\u00a0", false},
		{'a', "\u200bb", true}, {'a', "\u00adb", true}, {'a', "b\u200b", false}, {'a', "\u200b\u00a0", true},
		{'a', "備份", true}, {'a', "備a", true}, {'a', "a備", true}, {'a', "備。", false}, {'a', "「備", false}, {'a', "備」", false}, {'a', "カナ", true}, {'a', "、備", true},
		{'a', "öä", false}, {'a', "жд", false}, {'a', "a\u0301", false}, {'a', "\u200d\u2642", false}, {'a', "€5", false},
	}
	for _, c := range cases {
		pair := []rune(c.pair)
		if got := text.MayBreak(c.before, pair[0], pair[1]); got != c.want {
			t.Errorf("after %q between %q and %q: %t", c.before, pair[0], pair[1], got)
		}
	}
}

// breaks returns a word with | where a line may break.
func breaks(word string) string {
	var out []rune
	letters := []rune(word)
	for i, r := range letters {
		if i > 0 {
			before := rune(0)
			if i > 1 {
				before = letters[i-2]
			}
			if text.MayBreak(before, letters[i-1], r) {
				out = append(out, '|')
			}
		}
		out = append(out, r)
	}
	return string(out)
}

func TestWordsOfReportsBreakAsInChromium(t *testing.T) {
	for word, want := range map[string]string{
		"2025-10-21":            "2025-|10-|21",
		"-5":                    "-5",
		"2025-10-21T22:00:00Z":  "2025-|10-|21T22:00:00Z",
		"/var/lib/vz/dump":      "/var/lib/vz/dump",
		`C:\Program`:            `C:\Program`,
		"vzdump-qemu-101.vma":   "vzdump-|qemu-|101.vma",
		"--all":                 "-|-|all",
		"user@example.com":      "user@example.com",
		"http://a.example/?b=c": "http://a.example/?|b=c",
		"f(x)(y)":               "f(x)|(y)",
		"Mon–Fri":               "Mon–|Fri",
		"10\u00a0GB":            "10\u00a0GB",
	} {
		if got := breaks(word); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestOnlySpacesOfHTMLAreSpaces(t *testing.T) {
	for r, want := range map[rune]bool{' ': true, '\t': true, '\n': true, '\r': true, '\f': true, '\u00a0': false, '\u2003': false, '\v': false, 'a': false, '\u200b': false} {
		if got := text.IsSpace(r); got != want {
			t.Errorf("%q: %t", r, got)
		}
	}
}

func TestTheCaretMovesOnWithEveryLetter(t *testing.T) {
	set := fonts(t)
	for _, word := range []string{"Sicherung", "WiW", "Köln", "a✓b", "office", "x"} {
		w := set.Shape(word, sans(16))
		if w.Caret(0) != 0 || w.Caret(w.Letters) != w.Advance || w.Caret(-3) != 0 || w.Caret(99) != w.Advance {
			t.Errorf("%q: from %v to %v of %v", word, w.Caret(0), w.Caret(w.Letters), w.Advance)
		}
		for i := 1; i <= w.Letters; i++ {
			if w.Caret(i) < w.Caret(i-1) {
				t.Errorf("%q: %v before letter %d, %v before the next", word, w.Caret(i-1), i-1, w.Caret(i))
			}
		}
	}
}

func TestTheCaretMovesBackThroughRightToLeftText(t *testing.T) {
	w := fonts(t).Shape("שלום", sans(16))
	if !w.RightToLeft {
		t.Fatal("not known to run from right to left")
	}
	if w.Caret(0) != w.Advance || w.Caret(w.Letters) != 0 || w.Caret(1) >= w.Caret(0) {
		t.Errorf("carets %v, %v, %v of %v", w.Caret(0), w.Caret(1), w.Caret(w.Letters), w.Advance)
	}
}

func TestAWordThatWasNotShapedHasItsCaretAtTheStart(t *testing.T) {
	if got := (text.Shaped{}).Caret(3); got != 0 {
		t.Errorf("%v", got)
	}
}

func TestFitCountsTheLettersThatHaveRoom(t *testing.T) {
	w := fonts(t).Shape("MMMMMMMMMM", mono(16))
	one := w.Advance / 10
	for room, want := range map[float64]int{-1: 0, 0: 0, one * .9: 0, one * 1.1: 1, one * 4.5: 4, one * 9.5: 9} {
		if got := w.Fit(room); got != want {
			t.Errorf("into %v fit %d letters, want %d", room, got, want)
		}
	}
}

func TestCutCountsLettersNotBytes(t *testing.T) {
	for _, c := range []struct {
		word       string
		n          int
		head, tail string
	}{
		{"abc", 1, "a", "bc"}, {"öäü", 2, "öä", "ü"}, {"備份", 1, "備", "份"}, {"a\U0001F600b", 2, "a\U0001F600", "b"}, {"abc", 0, "", "abc"}, {"abc", -1, "", "abc"},
		{"abc", 3, "abc", ""}, {"abc", 9, "abc", ""}, {"", 1, "", ""}, {"\xff\xfeb", 1, "\xff", "\xfeb"},
	} {
		if head, tail := text.Cut(c.word, c.n); head != c.head || tail != c.tail {
			t.Errorf("%q at %d: %q and %q", c.word, c.n, head, tail)
		}
	}
}

func TestLinesAreAsHighAsTheirFontOrAsGiven(t *testing.T) {
	set := fonts(t)
	st := func(h style.LineHeight) *style.Style { return &style.Style{Font: *sans(16), LineHeight: h} }
	ascent, descent := set.Metrics(sans(16))
	if ascent != math.Trunc(ascent) || descent != math.Trunc(descent) || ascent <= descent || descent <= 0 {
		t.Errorf("ascent %v, descent %v", ascent, descent)
	}
	if got := set.LineHeight(st(style.LineHeight{})); got < ascent+descent || got > 2*16 {
		t.Errorf("of the font %v", got)
	}
	if got := set.LineHeight(st(style.LineHeight{Kind: style.Factor, Value: 1.5})); got != 24 {
		t.Errorf("a factor of 1.5 gives %v", got)
	}
	if got := set.LineHeight(st(style.LineHeight{Kind: style.Fixed, Value: 7})); got != 7 {
		t.Errorf("fixed at 7: %v", got)
	}
}

func TestLeadingIsSharedByBothSides(t *testing.T) {
	set := fonts(t)
	ascent, descent := set.Metrics(sans(16))
	for _, height := range []float64{10, 20, 25, 50} {
		above, below := set.Leaded(&style.Style{Font: *sans(16), LineHeight: style.LineHeight{Kind: style.Fixed, Value: height}})
		if above+below != height || math.Abs((above-ascent)-(below-descent)) > 1 {
			t.Errorf("a line of %v: %v above, %v below", height, above, below)
		}
	}
}

func TestLinesUnderTextAreWholePixels(t *testing.T) {
	set := fonts(t)
	for _, size := range []float64{4, 12, 16, 40} {
		if bar := set.UnderlineBar(sans(size)); bar < 1 || bar != math.Trunc(bar) {
			t.Errorf("at %v the line is %v thick", size, bar)
		}
		if below := set.UnderlineBelow(sans(size)); below < 1 {
			t.Errorf("at %v the line is %v below", size, below)
		}
	}
	if x := set.XHeight(sans(16)); x < 6 || x > 12 {
		t.Errorf("a small letter is %v high", x)
	}
}
