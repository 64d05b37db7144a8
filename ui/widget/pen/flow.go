package pen

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"runchecks/ui/widget/ink"
)

// mostFlow bounds the words that are laid out, in bytes: nobody reads more in a row.
const mostFlow = 6000

// Span is a part of a text that looks one way, with a ground of its own where it stands out.
type Span struct {
	Text   string
	Style  Style
	Ground color.Color
}

// piece is words of one span on one line.
type piece struct {
	text  string
	x, w  float32
	style Style
	under color.Color
	line  int
}

// Flow is a text of spans laid out in a width.
type Flow struct {
	pieces []piece
	Lines  int
	Cut    bool
}

// Lay breaks spans into lines of a width, between words where it can; what is on no more than
// most lines stays, 0 for all.
func Lay(spans []Span, width float32, most int) Flow {
	var f Flow
	x, used := float32(0), 0
	line := 0
	for _, s := range spans {
		text := s.Text
		if left := mostFlow - used; len(text) > left {
			text = text[:max(0, left)]
			for len(text) > 0 && !utf8.ValidString(text) {
				text = text[:len(text)-1]
			}
			f.Cut = true
		}
		used += len(text)
		space := s.Style.Width(" ")
		for _, word := range strings.Fields(ink.Visible(text)) {
			for word != "" {
				part := word
				w := s.Style.Width(part)
				lead := float32(0)
				if x > 0 {
					lead = space
				}
				if x+lead+w > width && x > 0 {
					x, lead = 0, 0
					line++
				}
				if w > width {
					part = fitting(word, width, s.Style)
					w = s.Style.Width(part)
				}
				word = word[len(part):]
				f.put(part, x+lead, w, line, s, lead > 0)
				x += lead + w
			}
		}
	}
	f.Lines = line + 1
	if len(f.pieces) == 0 {
		f.Lines = 0
	}
	if most > 0 && f.Lines > most {
		f.shorten(most, width)
	}
	return f
}

// put adds a word: to the piece before it, where they look alike.
func (f *Flow) put(word string, x, w float32, line int, s Span, follows bool) {
	if n := len(f.pieces); n > 0 && follows {
		if last := &f.pieces[n-1]; last.line == line && last.style == s.Style && last.under == s.Ground {
			last.text += " " + word
			last.w = x + w - last.x
			return
		}
	}
	f.pieces = append(f.pieces, piece{text: word, x: x, w: w, style: s.Style, under: s.Ground, line: line})
}

// shorten drops the lines after the most, and says by dots that there are more.
func (f *Flow) shorten(most int, width float32) {
	for n := len(f.pieces); n > 0 && f.pieces[n-1].line >= most; n-- {
		f.pieces = f.pieces[:n-1]
	}
	f.Lines, f.Cut = most, true
	if n := len(f.pieces); n > 0 {
		last := &f.pieces[n-1]
		last.text, _ = ink.Fit(last.text+"  …", width-last.x, last.style.size(), last.style.font())
		if !strings.HasSuffix(last.text, "…") {
			last.text += "…"
		}
		last.w = last.style.Width(last.text)
	}
}

// EndBefore cuts the last line where it would go beyond a width.
func (f *Flow) EndBefore(width float32) {
	for n := len(f.pieces); n > 0; n = len(f.pieces) {
		last := &f.pieces[n-1]
		if last.x+last.w <= width {
			return
		}
		text := ""
		if width > last.x {
			text, _ = ink.Fit(last.text, width-last.x, last.style.size(), last.style.font())
		}
		if text != "" && text != "…" {
			last.text, last.w = text, last.style.Width(text)
			return
		}
		if n > 1 && f.pieces[n-2].line < last.line { // the line has nothing else
			last.text, last.w = "", 0
			return
		}
		f.pieces = f.pieces[:n-1]
	}
}

// End is where the last line ends.
func (f Flow) End() float32 {
	if n := len(f.pieces); n > 0 {
		return f.pieces[n-1].x + f.pieces[n-1].w
	}
	return 0
}

// fitting is the beginning of a word that a width has room for, a letter at least.
func fitting(word string, width float32, s Style) string {
	low, high := 1, len(word)
	for low < high {
		mid := (low + high + 1) / 2
		for mid < high && !utf8.RuneStart(word[mid]) {
			mid++
		}
		if s.Width(word[:mid]) <= width {
			low = mid
			continue
		}
		high = mid - 1
		for high > low && !utf8.RuneStart(word[high]) {
			high--
		}
	}
	for low < len(word) && !utf8.RuneStart(word[low]) {
		low++
	}
	return word[:low]
}

// Flow draws a text that was laid out.
func (p *Pen) Flow(x, y, lineHeight float32, f Flow) {
	for _, part := range f.pieces {
		top := y + float32(part.line)*lineHeight
		if part.under != nil {
			p.Rect(x+part.x-2, top+1, part.w+4, lineHeight-2, Ground{Fill: part.under, Radius: 2})
		}
		p.Text(x+part.x, top, part.w+2, lineHeight, part.text, part.style)
	}
}
