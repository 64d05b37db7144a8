package compare

import (
	"strings"
	"testing"

	"runchecks/tools/fidelity/layout"
)

// line puts words beside each other, 50 pixels apart.
func line(text string) []layout.Word {
	var words []layout.Word
	for i, word := range strings.Split(text, " ") {
		words = append(words, layout.Word{Text: word, X: float64(50 * i), W: 40, H: 20})
	}
	return words
}

func pages(want, got []layout.Word) Result {
	return Pages(Reference{Words: want, Heights: []float64{900, 120}}, layout.Layout{Height: 120, Words: got})
}

func kinds(r Result) string {
	var all []string
	for _, wrong := range r.Wrong {
		all = append(all, string(wrong.Kind)+" "+wrong.Text)
	}
	return strings.Join(all, ", ")
}

func TestEqualPagesAreExact(t *testing.T) {
	r := pages(line("Backup job done"), line("Backup job done"))
	if !r.Exact() || r.Total != 3 || r.Right != 3 {
		t.Errorf("got %+v", r)
	}
}

func TestAWordMayBeOffByOneAndAHalfPixels(t *testing.T) {
	got := line("Backup job done")
	got[0].X += 1.5
	got[1].Y -= 1.6
	got[2].X += 7
	if r := pages(line("Backup job done"), got); kinds(r) != "moved done, moved job" || r.Right != 1 || r.Off() != 2 {
		t.Errorf("got %s, %d right", kinds(r), r.Right)
	}
}

func TestAMissingWordDoesNotSpoilTheOthers(t *testing.T) {
	want := line("Backup job for all servers done")
	got := append(line("Backup job for"), want[4:]...)
	if r := pages(want, got); kinds(r) != "missing all" || r.Right != 5 {
		t.Errorf("got %s, %d right", kinds(r), r.Right)
	}
}

func TestAnExtraWordCountsAsWrong(t *testing.T) {
	r := pages(line("Backup done"), append(line("Backup done"), layout.Word{Text: "twice"}))
	if kinds(r) != "extra twice" || r.Total != 3 || r.Right != 2 {
		t.Errorf("got %s, %d of %d right", kinds(r), r.Right, r.Total)
	}
}

func TestColoursAreComparedExactly(t *testing.T) {
	got := line("Backup done")
	got[1].Colour.G = 1
	if r := pages(line("Backup done"), got); kinds(r) != "coloured done" || r.Colours != 1 || r.Off() != 0 {
		t.Errorf("got %s", kinds(r))
	}
}

func TestListMarkersAreIgnored(t *testing.T) {
	got := append([]layout.Word{{Text: "•", X: 3, Marker: true}}, line("Backup done")...)
	if r := pages(line("Backup done"), got); !r.Exact() {
		t.Errorf("got %s", kinds(r))
	}
}

func TestAWordThatOneSideCutsInTwoStillMatches(t *testing.T) {
	whole := []layout.Word{{Text: "vm-backup", X: 10, W: 80, H: 20}}
	cut := []layout.Word{{Text: "vm-", X: 10, W: 25, H: 20}, {Text: "backup", X: 35, W: 55, H: 20}}
	if r := pages(whole, cut); !r.Exact() {
		t.Errorf("cut by us: %s", kinds(r))
	}
	if r := pages(cut, whole); !r.Exact() {
		t.Errorf("cut by the browser: %s", kinds(r))
	}
	whole[0].Y = 60
	if r := pages(cut, whole); r.Right != 0 {
		t.Errorf("cut and moved: %d right", r.Right)
	}
}

func TestNoBreakSpacesMayPartWordsOrNot(t *testing.T) {
	want := []layout.Word{{Text: "\u00a0"}, {Text: "12\u00a0GB", X: 10, W: 60, H: 20}}
	got := []layout.Word{{Text: "12", X: 10, W: 20, H: 20}, {Text: "GB", X: 40, W: 30, H: 20}}
	if r := pages(want, got); !r.Exact() || r.Total != 1 {
		t.Errorf("got %s of %d", kinds(r), r.Total)
	}
}

func TestTheHeightMayBeThatOfTheContentOrOfTheWindow(t *testing.T) {
	for height, right := range map[float64]bool{118: true, 122: true, 123: false, 500: false, 899: true} {
		r := Pages(Reference{Heights: []float64{900, 120}}, layout.Layout{Height: height})
		if r.Exact() != right {
			t.Errorf("height %g is exact: %v", height, r.Exact())
		}
	}
}

func TestQuantilesAreReadFromTheSortedValues(t *testing.T) {
	values := []float64{1, 2, 3, 4}
	for q, want := range map[float64]float64{0: 1, 0.5: 3, 0.95: 4, 1: 4} {
		if got := Quantile(values, q); got != want {
			t.Errorf("quantile %g is %g, want %g", q, got, want)
		}
	}
}
