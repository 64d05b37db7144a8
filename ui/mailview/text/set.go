package text

import (
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"

	"runchecks/ui/mailview/style"
)

// Files are the font files that a Set draws with. All but Symbols are needed.
type Files struct {
	Regular, Bold, Italic, BoldItalic []byte
	Mono                              []byte
	Symbols                           []byte
}

// Lookup finds a face of the system for a letter that the files do not have, nil if
// there is none. It may take tens of milliseconds the first time.
type Lookup func(r rune) *font.Face

// Bounds of what a Set remembers.
const (
	mostWords    = 20_000
	longestWord  = 256 // bytes; longer ones are not remembered
	mostFaces    = 24
	mostMissing  = 4096 // letters that no face has
	shaperCaches = 16
)

// Set is the faces and the words already shaped. It may be used by several goroutines.
type Set struct {
	lookup Lookup

	mu      sync.Mutex
	sans    [4]*Face // by style: bold, italic as bits
	mono    *Face
	others  []*Face       // for letters that the wanted face lacks, in order
	missing map[rune]bool // letters that nobody has
	words   map[wordKey]*Word
	shaper  shaping.HarfbuzzShaper
	cutter  shaping.Segmenter
	faces   int
}

type wordKey struct {
	word    string
	variant uint8
}

// NewSet reads the font files. lookup may be nil.
func NewSet(files Files, lookup Lookup) (*Set, error) {
	s := &Set{lookup: lookup, missing: map[rune]bool{}, words: map[wordKey]*Word{}}
	for i, file := range [4][]byte{files.Regular, files.Bold, files.Italic, files.BoldItalic} {
		f, err := parseFace(file)
		if err != nil {
			return nil, err
		}
		s.sans[i] = s.add(f)
	}
	f, err := parseFace(files.Mono)
	if err != nil {
		return nil, err
	}
	s.mono = s.add(f)
	s.others = []*Face{s.mono}
	if f, err := parseFace(files.Symbols); err == nil {
		s.others = append(s.others, s.add(f))
	}
	s.shaper.SetFontCacheSize(shaperCaches)
	return s, nil
}

func (s *Set) add(f *font.Face) *Face {
	s.faces++
	return newFace(f, s.faces)
}

func variant(f *style.Font) uint8 {
	switch {
	case f.Mono && f.Bold():
		return 5
	case f.Mono:
		return 4
	case f.Bold() && f.Italic:
		return 3
	case f.Italic:
		return 2
	case f.Bold():
		return 1
	}
	return 0
}

// Face returns the face that text in a font is drawn with, as far as it has the letters.
func (s *Set) Face(f *style.Font) *Face {
	if v := variant(f); v < 4 {
		return s.sans[v]
	}
	return s.mono
}

// ThickenedBold reports whether bold text in a font needs to be drawn thicker, because
// there is no bold face for it.
func ThickenedBold(f *style.Font) bool { return f.Mono && f.Bold() }

// chooser picks a face for every letter; the Segmenter of the shaper asks it.
type chooser struct {
	set    *Set
	wanted *Face
}

// ResolveFace implements shaping.Fontmap.
func (c chooser) ResolveFace(r rune) *font.Face {
	s := c.set
	if _, ok := c.wanted.Font.NominalGlyph(r); ok || s.missing[r] {
		return c.wanted.Font
	}
	for _, f := range s.others {
		if _, ok := f.Font.NominalGlyph(r); ok {
			return f.Font
		}
	}
	if s.lookup != nil && len(s.missing) < mostMissing && len(s.others) < mostFaces {
		if f := s.lookup(r); f != nil {
			s.others = append(s.others, s.add(f))
			return f
		}
	}
	if len(s.missing) < mostMissing {
		s.missing[r] = true
	}
	return c.wanted.Font
}

func (s *Set) faceOf(f *font.Face) *Face {
	for _, face := range s.sans {
		if face.Font == f {
			return face
		}
	}
	for _, face := range s.others {
		if face.Font == f {
			return face
		}
	}
	return s.sans[0]
}
