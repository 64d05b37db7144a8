package mailview_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
)

// golden is what Chromium made of a mail (testdata/README.md).
type golden struct {
	Words [][]any `json:"words"`
	H     float64 `json:"h"`
}

// What a word of the page may be off from Chromium's, in CSS pixels.
const (
	mostOff       = 1.5
	mostHeightOff = 2
	windowHeight  = 900 // of the golden files
)

func TestEveryWordOfTheReportsStandsWhereChromiumPutsIt(t *testing.T) {
	compareAll(t, "testdata/html", "testdata/golden")
}

// Each of these small documents shows one rule that layout had to learn from Chromium.
func TestEveryRuleIsFollowed(t *testing.T) {
	compareAll(t, "testdata/rules", "testdata/rules/golden")
}

func compareAll(t *testing.T, sources, goldens string) {
	t.Helper()
	files, err := filepath.Glob(goldens + "/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	engine := mailview.Engine{Fonts: fonts(t), Limits: limit.Default()}
	words := 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		at := strings.LastIndexByte(name, '_')
		t.Run(name, func(t *testing.T) {
			var want golden
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			html, err := os.ReadFile(filepath.Join(sources, name[:at]+".html"))
			if err != nil {
				t.Fatal(err)
			}
			mail, err := engine.Open(html, nil)
			if err != nil {
				t.Fatal(err)
			}
			var width float64
			if _, err := fmt.Sscan(name[at+1:], &width); err != nil {
				t.Fatal(err)
			}
			p, err := mail.Layout(context.Background(), width)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, want, p)
			words += len(want.Words)
		})
	}
	t.Logf("%d words of %d pages", words, len(files))
}

// letter is one that shows, and the word that begins there.
type letter struct {
	sign  rune
	begin bool
	x, y  float64
	c     string
}

func compare(t *testing.T, want golden, p *page.Page) {
	t.Helper()
	// A page in Chromium is at least as high as its window.
	if d := math.Abs(max(p.H, windowHeight) - want.H); d > mostHeightOff {
		t.Errorf("the page is %.0f high, Chromium's %.0f", p.H, want.H)
	}
	var theirs, ours []letter
	for _, w := range want.Words {
		for i, r := range []rune(w[0].(string)) {
			theirs = append(theirs, letter{r, i == 0, w[1].(float64), w[2].(float64), rgb(w[5].(string))})
		}
	}
	for i := range p.Fragments {
		f := &p.Fragments[i]
		if f.Marker || strings.TrimSpace(f.Text) == "" && f.Text != "\u00a0" {
			continue
		}
		for k, r := range []rune(f.Text) {
			ours = append(ours, letter{r, k == 0, f.Rect.X, f.Rect.Y, fmt.Sprintf("%d,%d,%d", f.Colour.R, f.Colour.G, f.Colour.B)})
		}
	}
	if len(ours) != len(theirs) {
		t.Errorf("%d letters, Chromium has %d", len(ours), len(theirs))
	}
	off := 0
	for i := range min(len(ours), len(theirs)) {
		a, b := ours[i], theirs[i]
		if a.sign != b.sign {
			t.Fatalf("letter %d is %q, Chromium has %q", i, a.sign, b.sign)
		}
		if !a.begin || !b.begin {
			continue
		}
		if math.Abs(a.x-b.x) > mostOff || math.Abs(a.y-b.y) > mostOff || a.c != b.c {
			if off++; off <= 5 {
				t.Errorf("%q at letter %d: ours %.1f,%.1f %s, Chromium's %.1f,%.1f %s", string(a.sign), i, a.x, a.y, a.c, b.x, b.y, b.c)
			}
		}
	}
	if off > 5 {
		t.Errorf("%d words are off", off)
	}
}

// rgb returns the channels of "rgb(1, 2, 3)".
func rgb(s string) string {
	_, s, _ = strings.Cut(s, "(")
	parts := strings.Split(strings.TrimSuffix(s, ")"), ", ")
	return strings.Join(parts[:min(3, len(parts))], ",")
}
