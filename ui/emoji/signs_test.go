package emoji

import (
	"bytes"
	"testing"
	"unicode"

	fynetheme "fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"
)

func parsed(t *testing.T, file []byte) *font.Face {
	t.Helper()
	f, err := font.ParseTTF(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEverySignThatOnlyTheFontOfEmojiHasIsRecognised(t *testing.T) {
	emoji := parsed(t, file)
	text, symbols := parsed(t, fynetheme.DefaultTextFont().Content()), parsed(t, fynetheme.DefaultSymbolFont().Content())
	has := func(f *font.Face, r rune) bool { _, ok := f.NominalGlyph(r); return ok }
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if want := has(emoji, r) && !has(text, r) && !has(symbols, r); want != In("a "+string(r)+"b") {
			t.Errorf("%U %c needs the font: %v", r, r, want)
		}
	}
}

func TestTextsNeedTheFontForTheirEmoji(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "Backup succeeded": false, "Łódź – 14 °C … →": false, "✓ good, ○ paused, ✕ failed": false,
		"日本語": false, "⌘⇧⌫⎋❖": false, "©®™ 3*": false, "\xff\xf0\x9f": false,
		"✅": true, "a ❌": true, "⚠️": true, "🔴 x": true, "3️⃣": true, "⏭": true, "⬜": true, "©️": true,
	} {
		if In(text) != want {
			t.Errorf("%q: not %v", text, want)
		}
	}
}
