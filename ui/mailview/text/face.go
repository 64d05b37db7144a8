// Package text measures words: which faces draw them, how wide they are, how high their
// lines, and where a line may break. It draws nothing; raster does.
//
// Words are shaped once at one large size and scaled, because the shaper rounds font
// sizes up to whole pixels (go-text), which would make most text of mails too wide.
package text

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Face is one font file with the measures that layout needs, per em.
type Face struct {
	Font *font.Face
	ID   int // unique within its Set
	Upem float64

	ascent, descent, gap    float64
	xHeight                 float64
	underline, underlineBar float64 // position below the baseline, thickness
}

func parseFace(file []byte) (*font.Face, error) {
	f, err := font.ParseTTF(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("read a font file: %w", err)
	}
	return f, nil
}

// looksLikeFont reads no more of a file than what tables it has.
func looksLikeFont(file []byte) error {
	if _, err := opentype.NewLoader(bytes.NewReader(file)); err != nil {
		return fmt.Errorf("read a font file: %w", err)
	}
	return nil
}

// lazy is a face that is read from its file when it is asked for first: each takes two
// milliseconds and a megabyte.
type lazy struct {
	file []byte
	once sync.Once
	read atomic.Pointer[Face] // nil before, and where the file cannot be read
}

// get returns the face, nil where the file cannot be read.
func (l *lazy) get(id int) *Face {
	l.once.Do(func() {
		if f, err := parseFace(l.file); err == nil {
			l.read.Store(newFace(f, id))
		}
	})
	return l.read.Load()
}

func newFace(f *font.Face, id int) *Face {
	upem := float64(f.Upem())
	extents, _ := f.FontHExtents()
	metric := func(m font.LineMetric) float64 { return float64(f.LineMetric(m)) / upem }
	return &Face{
		Font: f, ID: id, Upem: upem,
		ascent: float64(extents.Ascender) / upem, descent: -float64(extents.Descender) / upem, gap: float64(extents.LineGap) / upem,
		xHeight: metric(font.XHeight), underline: -metric(font.UnderlinePosition), underlineBar: metric(font.UnderlineThickness),
	}
}
