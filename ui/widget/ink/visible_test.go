package ink

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"

	"runchecks/ui/words"
)

func face(t *testing.T, r fyne.Resource) *font.Face {
	t.Helper()
	f, err := font.ParseTTF(bytes.NewReader(r.Content()))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A Fyne with other fonts fails here: the list of signs is to be made anew then.
func TestTheSignsWithoutABlankAreThoseOfTheLastFont(t *testing.T) {
	last := face(t, fynetheme.DefaultSymbolFont())
	if _, blank := last.NominalGlyph(' '); blank {
		t.Fatal("the last font has a blank: Visible has nothing to do any more")
	}
	text, emoji := face(t, fynetheme.DefaultTextFont()), face(t, fynetheme.DefaultEmojiFont())
	var only strings.Builder
	for r := rune('!'); r < unicode.MaxLatin1<<9; r++ {
		_, a := text.NominalGlyph(r)
		_, b := emoji.NominalGlyph(r)
		if _, c := last.NominalGlyph(r); c && !a && !b {
			only.WriteRune(r)
		}
	}
	if only.String() != bare {
		t.Errorf("the last font alone has %s", only.String())
	}
}

func TestNoBlankIsDrawnBehindASignWhoseFontHasNone(t *testing.T) {
	for text, want := range map[string]string{
		"Failed → Success":       "Failed →Success",
		"Failed →\u00a0\u00a0OK": "Failed →OK",
		"Ctrl ⇧ A →":             "Ctrl ⇧A →",
		"plain … text":           "plain … text",
	} {
		if got := Visible(text); got != want {
			t.Errorf("%q is drawn as %q, want %q", text, got, want)
		}
		if shown, _ := Fit(text, 1000, 13, fyne.TextStyle{}); shown != want {
			t.Errorf("%q fits as %q, want %q", text, shown, want)
		}
	}
}

func TestNoSentenceOfTheProgramHasSuchASign(t *testing.T) {
	for _, tag := range words.Shipped().Tags() {
		l, err := words.Shipped().Language(tag)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range l.IDs() {
			if text := l.Text(id); Visible(text) != text {
				t.Errorf("%s, %s: %q would be drawn as %q", tag, id, text, Visible(text))
			}
		}
	}
}

func TestNoTextIsCutWithinARune(t *testing.T) {
	for _, text := range []string{"Überprüfung der Größe", "“déjà vu” → 備份 ✓ done", "a\u0301e\u0301"} {
		for width := float32(1); width < 200; width += 3 {
			if shown, _ := Fit(text, width, 13, fyne.TextStyle{}); strings.ContainsRune(shown, '\ufffd') {
				t.Fatalf("%q within %v is drawn as %q", text, width, shown)
			}
		}
	}
}
