package text

import (
	"errors"
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

	files [fileCount]lazy // a report needs two or three of them

	mu      sync.Mutex
	others  []*Face       // of the system, for letters that all of files lack, in order
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

// The files by their places in a Set: bold and italic as bits, then the others.
const (
	regular = iota
	_       // bold
	_       // italic
	_       // both
	mono
	symbols
	fileCount
)

// NewSet takes the font files. Each is looked at, but read only when text asks for it. lookup
// may be nil.
func NewSet(f Files, lookup Lookup) (*Set, error) {
	s := &Set{lookup: lookup, missing: map[rune]bool{}, words: map[wordKey]*Word{}, faces: fileCount}
	for i, file := range [fileCount][]byte{f.Regular, f.Bold, f.Italic, f.BoldItalic, f.Mono, f.Symbols} {
		s.files[i].file = file
		if err := looksLikeFont(file); err != nil && i != symbols {
			return nil, err
		}
	}
	if s.files[regular].get(regular) == nil {
		return nil, errors.New("read a font file: it has no letters that can be drawn")
	}
	s.shaper.SetFontCacheSize(shaperCaches)
	return s, nil
}

// face returns one of the files, or the regular one where it cannot be read after all.
func (s *Set) face(i int) *Face {
	if f := s.files[i].get(i); f != nil {
		return f
	}
	return s.files[regular].get(regular)
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
	return s.face(min(int(variant(f)), mono))
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
	for _, i := range []int{mono, symbols} {
		if f := s.files[i].get(i); f != nil {
			if _, ok := f.Font.NominalGlyph(r); ok {
				return f.Font
			}
		}
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
	for i := range s.files {
		if face := s.files[i].read.Load(); face != nil && face.Font == f {
			return face
		}
	}
	for _, face := range s.others {
		if face.Font == f {
			return face
		}
	}
	return s.face(regular)
}
