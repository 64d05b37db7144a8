package text

import (
	"math"
	"unicode/utf8"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"runchecks/ui/mailview/style"
)

// shapeSize is the size that words are shaped at, in pixels.
const shapeSize = 256

// Glyph is a drawn sign. Its measures are those at the size of shaping; multiply them
// by Shaped.Scale.
type Glyph struct {
	ID      font.GID
	X, Y    float32 // from the start of the word and down from the baseline
	Cluster int     // the letter it belongs to
}

// Run is glyphs of one face.
type Run struct {
	Face   *Face
	Glyphs []Glyph
}

// Word is a shaped word of any size. It does not change.
type Word struct {
	Runs        []Run
	Letters     int // runes
	RightToLeft bool
	advance     float64
}

// Shaped is a word at one font size.
type Shaped struct {
	*Word
	Advance float64 // CSS pixels
	Scale   float64 // from the measures of glyphs to CSS pixels
}

// Shape returns the glyphs of a word in a font.
func (s *Set) Shape(word string, f *style.Font) Shaped {
	k := math.Floor(f.Size*64) / 64 / shapeSize // font sizes are multiples of 1/64, as in FreeType
	w := s.word(word, f)
	return Shaped{Word: w, Advance: w.advance * k, Scale: k}
}

func (s *Set) word(word string, f *style.Font) *Word {
	key := wordKey{word, variant(f)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if w, ok := s.words[key]; ok {
		return w
	}
	w := s.shape(word, s.Face(f))
	if len(word) <= longestWord {
		if len(s.words) >= mostWords {
			clear(s.words)
		}
		s.words[key] = w
	}
	return w
}

func (s *Set) shape(word string, face *Face) *Word {
	letters := []rune(word)
	w := &Word{Letters: len(letters)}
	in := shaping.Input{
		Text: letters, RunEnd: len(letters), Direction: di.DirectionLTR, Face: face.Font, Size: fixed.I(shapeSize),
		Script: language.Latin, Language: "en",
	}
	inputs := []shaping.Input{in}
	if len(letters) != len(word) { // beyond ASCII: scripts, directions and faces may change
		in.Script = 0
		inputs = s.cutter.Split(in, chooser{s, face})
	}
	x := float32(0)
	for _, in := range inputs {
		out := s.shaper.Shape(in)
		w.RightToLeft = w.RightToLeft || in.Direction == di.DirectionRTL
		run := Run{Face: s.faceOf(in.Face), Glyphs: make([]Glyph, 0, len(out.Glyphs))}
		for _, g := range out.Glyphs {
			run.Glyphs = append(run.Glyphs, Glyph{ID: g.GlyphID, X: x + float32(g.XOffset)/64, Y: -float32(g.YOffset) / 64, Cluster: g.TextIndex()})
			x += float32(g.Advance) / 64
		}
		w.Runs = append(w.Runs, run)
	}
	w.advance = float64(x)
	return w
}

// Caret returns how far the caret before letter i stands from the start, in CSS pixels.
func (s Shaped) Caret(i int) float64 {
	if s.Word == nil || s.Letters == 0 {
		return 0
	}
	i = max(0, min(i, s.Letters))
	if s.RightToLeft { // by share: clusters run backwards
		return s.Advance * float64(s.Letters-i) / float64(s.Letters)
	}
	if i == 0 {
		return 0
	}
	best := s.Advance
	for _, r := range s.Runs {
		for _, g := range r.Glyphs {
			if x := float64(g.X) * s.Scale; g.Cluster >= i && x < best {
				best = x
			}
		}
	}
	return best
}

// Fit returns how many letters fit into room, in CSS pixels.
func (s Shaped) Fit(room float64) int {
	n := 0
	for i := 1; i < min(s.Letters, longestWord+1) && s.Caret(i) <= room; i++ {
		n = i
	}
	return n
}

// Cut returns the first n letters of a word and the rest.
func Cut(word string, n int) (head, tail string) {
	i := 0
	for ; n > 0 && i < len(word); n-- {
		_, size := utf8.DecodeRuneInString(word[i:])
		i += size
	}
	return word[:i], word[i:]
}
