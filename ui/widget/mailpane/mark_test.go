package mailpane

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestMarkedWordsAreFoundWhateverTheirCase(t *testing.T) {
	for name, c := range map[string]struct {
		line, words string
		found       string
	}{
		"a word":                  {"Status: FAILED today", "failed", "FAILED"},
		"not there":               {"Status: good", "failed", ""},
		"a line of broken words":  {"the disk is full", "backup ended because the disk is full and no", "the disk is full"},
		"short lines are no part": {"is", "the disk is full", ""},
		"folding moves bytes":     {"İ failed", "failed", "İ failed"},
	} {
		from, to, ok := found(c.line, c.words)
		if got := c.line[from:to]; ok != (c.found != "") || got != c.found {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestTheEvidenceIsScrolledToOnlyWhenAsked(t *testing.T) {
	p := shown(t, fyne.NewSize(600, 400))
	p.SetText(strings.Repeat("line\n", 200) + "it failed here\n" + strings.Repeat("line\n", 200))
	p.Mark([]string{"It failed"}, "")
	if p.Offset() != 0 {
		t.Errorf("marking scrolled to %v", p.Offset())
	}
	if !p.ScrollToMark() || p.Offset() < 1000 {
		t.Errorf("scrolled to %v", p.Offset())
	}
	rects := 0
	for i := range p.paper.drawn {
		rects += len(p.paper.marked(p.paper.bands[i].texts[0]))
	}
	if rects != 1 {
		t.Errorf("%d strips are drawn behind the words", rects)
	}
	p.Mark(nil, "")
	if p.ScrollToMark() {
		t.Error("words that are not marked any more were found")
	}
}

func TestTheEvidenceOfARowIsMarkedInThatRow(t *testing.T) {
	p := shown(t, fyne.NewSize(600, 400))
	p.SetText("Error\n" + strings.Repeat("line\n", 100) + "fs04 Error\n")
	p.Mark([]string{"Error"}, "FS04")
	if !p.ScrollToMark() || p.Offset() < 500 {
		t.Errorf("scrolled to %v", p.Offset())
	}
	p.Mark([]string{"Error"}, "no such row")
	if !p.ScrollToMark() || p.Offset() != 0 {
		t.Errorf("without the row scrolled to %v", p.Offset())
	}
}
