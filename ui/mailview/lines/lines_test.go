package lines_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"runchecks/ui/mailview/lines"
	"runchecks/ui/mailview/page"
	"runchecks/ui/widget/mailfonts"
)

// lay lays a text out for the narrowest width, which has 20 columns.
func lay(t testing.TB, s string) *lines.Text { return layWide(t, s, 10) }

func layWide(t testing.TB, s string, width float64) *lines.Text {
	t.Helper()
	fonts, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return lines.New(fonts, s, width)
}

func shown(t *lines.Text) []string {
	var out []string
	for i := range t.Lines() {
		out = append(out, t.Line(i))
	}
	return out
}

func found(t *lines.Text, rs []page.Range) []string {
	out := []string{}
	for _, r := range rs {
		out = append(out, t.Text(r))
	}
	return out
}

func TestLongLinesAreWrapped(t *testing.T) {
	twenty := "12345678901234567890"
	cases := []struct {
		name, in string
		want     []string
	}{
		{"nothing", "", []string{""}},
		{"short lines", "a\nb\n\nc", []string{"a", "b", "", "c"}},
		{"a line end at the end", "a\n", []string{"a", ""}},
		{"as long as there is room", twenty + "\nx", []string{twenty, "x"}},
		{"at a word", "the backup of srv-01 failed", []string{"the backup of ", "srv-01 failed"}},
		{"a word that does not fit", twenty + "12345", []string{twenty, "12345"}},
		{"a long word behind a short one", "a " + twenty + "12345", []string{"a ", twenty, "12345"}},
		{"a long word in three", twenty + twenty + "1", []string{twenty, twenty, "1"}},
		{"letters beyond ASCII count one", strings.Repeat("ö", 21), []string{strings.Repeat("ö", 20), "ö"}},
		{"letters of East Asia count two", strings.Repeat("備", 11), []string{strings.Repeat("備", 10), "備"}},
		{"an odd column is left over", "x" + strings.Repeat("備", 10), []string{"x" + strings.Repeat("備", 9), "備"}},
		{"spaces at the start stay", "    x", []string{"    x"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(lay(t, c.in)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNoLineIsLongerThanItsColumns(t *testing.T) {
	src := strings.Repeat("a bb ccc dddd eeeee ffffff ggggggg hhhhhhhh ", 50) + strings.Repeat("x", 300) + strings.Repeat(" ", 100) + "end"
	l := lay(t, src)
	for _, line := range shown(l) {
		if n := utf8.RuneCountInString(line); n > 21 { // a space may stand behind the last column
			t.Errorf("%d letters: %q", n, line)
		}
	}
	if got := strings.Join(shown(l), ""); got != src {
		t.Error("wrapping loses or adds letters")
	}
}

func TestAWiderWindowHasLongerLines(t *testing.T) {
	src := strings.Repeat("word ", 200)
	if narrow, wide := layWide(t, src, 300).Lines(), layWide(t, src, 900).Lines(); wide >= narrow {
		t.Errorf("%d lines at 300, %d at 900", narrow, wide)
	}
}

func TestWhatNoLineShowsIsTakenAway(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"CRLF", "a\r\nb", "a\nb"}, {"a tab", "a\tb", "a    b"}, {"control signs", "a\x00\x07\x1b[1mb\x7f\u0085", "a[1mb"},
		{"signs that turn the direction", "a\u202eexe.\u202cb\u2066c\u2069\u200fd", "aexe.bcd"}, {"signs without width", "a\u200bb\ufeffc\u00add", "abcd"},
		{"invalid UTF-8", "a\xffb\xc3", "a\ufffdb\ufffd"}, {"letters", "Köln 備份 €", "Köln 備份 €"}, {"plain", "a b\nc", "a b\nc"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := layWide(t, c.in, 900)
			if got := strings.Join(shown(l), "\n"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := l.Text(l.All()); got != c.want {
				t.Errorf("copied %q, want %q", got, c.want)
			}
		})
	}
}

func TestCopyingRestoresLinesThatWereWrapped(t *testing.T) {
	const src = "The backup of srv-01 failed after three hours.\n\nKöln: the second line is also a long one."
	l := lay(t, src)
	if l.Lines() < 6 {
		t.Fatalf("only %d lines", l.Lines())
	}
	if got := l.Text(l.All()); got != src {
		t.Errorf("all is %q", got)
	}
	// Any two halves make the whole.
	for i := range l.Lines() {
		at := page.Pos{Fragment: i, Letter: min(3, utf8.RuneCountInString(l.Line(i)))}
		if got := l.Text(page.Range{To: at}) + l.Text(page.Range{From: at, To: l.All().To}); got != src {
			t.Errorf("cut in line %d: %q", i, got)
		}
	}
}

func TestAPointHitsTheLetterThatStandsThere(t *testing.T) {
	l := lay(t, "short\nKöln 備份 is a longer line\n"+strings.Repeat("x", 300))
	_, h := l.Size()
	for i := range l.Lines() {
		for letter := range utf8.RuneCountInString(l.Line(i)) {
			r := l.Rects(page.Range{From: page.Pos{Fragment: i, Letter: letter}, To: page.Pos{Fragment: i, Letter: letter + 1}}, 0, h)
			if len(r) != 1 {
				t.Fatalf("line %d, letter %d: %v", i, letter, r)
			}
			if got := l.Hit(r[0].X+.2, r[0].Y+r[0].H/2); got != (page.Pos{Fragment: i, Letter: letter}) {
				t.Errorf("line %d, letter %d: hit %v", i, letter, got)
			}
		}
	}
	if got := l.Hit(-50, -50); got != (page.Pos{}) {
		t.Errorf("above: %v", got)
	}
	if got := l.Hit(1e6, 1e6); got != l.All().To {
		t.Errorf("below: %v, want %v", got, l.All().To)
	}
}

func TestAWordIsWhatSpacesDivide(t *testing.T) {
	l := layWide(t, "see C:\\Köln\\log.txt now", 900)
	for letter, want := range map[int]string{1: "see", 6: "C:\\Köln\\log.txt", 21: "now", 23: "now", 99: "now"} {
		if got := l.Text(l.WordAt(page.Pos{Letter: letter})); got != want {
			t.Errorf("at %d: %q", letter, got)
		}
	}
}

func TestFindIgnoresCaseAndGoesOverWrappedLines(t *testing.T) {
	l := lay(t, "The Backup of the big machine FAILED today.\nfailed again, Failed\nKÖLN")
	for in, want := range map[string][]string{
		"failed": {"FAILED", "failed", "Failed"}, "the big machine": {"the big machine"}, "köln": {"KÖLN"}, "Failed Again": {"failed again"}, " the  Backup ": {"The Backup"},
		"today. failed": {}, "": {}, "nothing": {},
	} {
		if got := found(l, l.Find(in)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestASearchFindsABoundedNumber(t *testing.T) {
	got := len(lay(t, strings.Repeat("a\n", 3*page.MostHits)).Find("a"))
	if got != page.MostHits {
		t.Errorf("%d places", got)
	}
}

func TestFindInKeepsToLinesThatNameTheRow(t *testing.T) {
	l := lay(t, "srv-01: the job has failed\nSRV-02: the job has failed\nfailed")
	all := l.Find("failed")
	for row, want := range map[string][]page.Range{"srv-01": all[:1], "srv-02": all[1:2], "": all, "nobody": all} {
		if got := l.FindIn("failed", row); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", row, got, want)
		}
	}
}

func TestTheSelectionHasAPieceForEveryVisibleLine(t *testing.T) {
	l := lay(t, strings.Repeat("line\n", 1000)+"end")
	_, h := l.Size()
	if got := len(l.Rects(l.All(), 0, h)); got != 1001 {
		t.Errorf("%d pieces of the whole text", got)
	}
	some := l.Rects(l.All(), 1000, 1170)
	if len(some) < 10 || len(some) > 12 {
		t.Errorf("%d pieces in the room of ten lines", len(some))
	}
	for _, r := range some {
		if r.Bottom() < 1000 || r.Y > 1170 {
			t.Errorf("%v is not visible", r)
		}
	}
	if got := l.Rects(page.Range{}, 0, h); len(got) != 0 {
		t.Errorf("nothing is selected, yet %v", got)
	}
}

func TestOnlyVisibleLinesArePainted(t *testing.T) {
	l := lay(t, strings.Repeat("a line\n", 5000))
	_, h := l.Size()
	count := func(y0, y1 float64) (items int) {
		l.Visible(y0, y1, func(it *page.Item) {
			items++
			if it.Kind != page.Text || it.Rect.Bottom() < y0-17 || it.Rect.Y > y1+17 {
				t.Errorf("%v from %v to %v", it.Rect, y0, y1)
			}
		})
		return items
	}
	if n := count(0, 600); n < 30 || n > 40 {
		t.Errorf("%d lines in 600 pixels", n)
	}
	if n := count(h/2, h/2+600); n < 34 || n > 38 {
		t.Errorf("%d lines in 600 pixels of the middle", n)
	}
	if n := count(h+1000, h+2000); n != 0 {
		t.Errorf("%d lines below the text", n)
	}
	if n := count(0, h); n != 5000 { // the last one is empty
		t.Errorf("%d lines in all", n)
	}
}

// The source of a mail may be one line of megabytes, and it is laid out while a person
// waits: what is painted must not grow with it.
func TestAHugeTextPaintsNoMoreThanAScreen(t *testing.T) {
	for name, src := range map[string]string{
		"lines": strings.Repeat("Received: from mail.example.com (10.0.0.1) by mx.example.com\n", 330_000), "one line": strings.Repeat("QmFja3Vw", 2_600_000),
	} {
		t.Run(name, func(t *testing.T) {
			l := layWide(t, src, 900)
			_, h := l.Size()
			items := 0
			l.Visible(h/2, h/2+800, func(*page.Item) { items++ })
			if items == 0 || items > 2*50 {
				t.Errorf("%d items of %d lines", items, l.Lines())
			}
			if got := len(l.Text(l.All())); got != len(src) {
				t.Errorf("%d bytes of %d", got, len(src))
			}
		})
	}
}

func TestPlainTextHasNoLinks(t *testing.T) {
	l := lay(t, "http://example.com/")
	if got := l.LinkAt(20, 20); got != "" {
		t.Errorf("%q", got)
	}
	if w, _ := l.Size(); w != 10 || l.Background().A != 255 {
		t.Errorf("width %v, paper %v", w, l.Background())
	}
}

func TestTheContextOfWordsIsTheirLineAndStepsGoFromWordToWord(t *testing.T) {
	text := lay(t, "first line\nthe verdict of the night is: in ordnung, größer als sonst\nlast")
	for _, words := range []string{"in ordnung", "größer", "the verdict", "last"} {
		hits := text.Find(words)
		if len(hits) == 0 {
			t.Fatalf("no %q", words)
		}
		c := text.Context(hits[0])
		if c.From < 0 || c.To > len(c.Text) || c.Text[c.From:c.To] != words || strings.Contains(c.Text, "\n") || c.Row != nil {
			t.Errorf("%q: %+v", words, c)
		}
	}
	at, n := page.Pos{}, 0
	var words []string
	for ; n < 40; n++ {
		end := text.Step(at, false)
		if end == at {
			break
		}
		words = append(words, strings.TrimSpace(text.Text(page.Range{From: text.Step(end, true), To: end})))
		at = end
	}
	if got := strings.Join(words, " "); got != "first line the verdict of the night is: in ordnung, größer als sonst last" {
		t.Errorf("%q", got)
	}
	empty := lay(t, "")
	if at := empty.Step(page.Pos{}, false); at != (page.Pos{}) || empty.Step(at, true) != at {
		t.Error("a step in nothing")
	}
}
