// Package ink helps widgets that draw many canvas objects to touch as few of
// them as possible: text is measured once, cut to its width, and set only if it
// changed (setting all cells of a table anew costs two hundred times as much).
package ink

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// maxMeasured bounds what is shaped at once: no cell shows more runes than that,
// and a line of a megabyte must not stop the window.
const maxMeasured = 600

// Line is a text of one line that is cut with an ellipsis where it does not fit.
type Line struct {
	*canvas.Text
	full  string
	width float32
	cut   bool
}

// NewLine returns an empty line.
func NewLine(size float32, bold bool) *Line {
	t := canvas.NewText("", color.Transparent)
	t.TextSize = size
	t.TextStyle.Bold = bold
	return &Line{Text: t}
}

// Set shows text within width in a colour and a weight; nothing happens where that is shown already.
func (l *Line) Set(text string, width float32, c color.Color, bold bool) {
	restyled := l.TextStyle.Bold != bold
	changed := l.Color != c || restyled
	l.Color, l.TextStyle.Bold = c, bold
	if restyled || l.full != text || l.width != width {
		l.full, l.width = text, width
		shown, cut := Fit(text, width, l.TextSize, l.TextStyle)
		l.cut = cut
		if l.Text.Text != shown {
			l.Text.Text = shown
			changed = true
		}
	}
	if changed {
		l.Text.Refresh()
	}
}

// Full returns the text that was set, Cut whether less than that is shown.
func (l *Line) Full() string { return l.full }

// Cut reports whether less than the full text is shown.
func (l *Line) Cut() bool { return l.cut }

// Place moves and sizes an object if it is elsewhere.
func Place(o fyne.CanvasObject, x, y, w, h float32) {
	if p := fyne.NewPos(x, y); o.Position() != p {
		o.Move(p)
	}
	if s := fyne.NewSize(w, h); o.Size() != s {
		o.Resize(s)
	}
}

// Show shows or hides an object if it is not so already.
func Show(o fyne.CanvasObject, yes bool) {
	if o.Visible() == yes {
		return
	}
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// Fill gives a rectangle a colour if it has another.
func Fill(r *canvas.Rectangle, c color.Color) {
	if r.FillColor != c {
		r.FillColor = c
		r.Refresh()
	}
}

// Picture gives an image a resource if it has another.
func Picture(i *canvas.Image, r fyne.Resource) {
	if i.Resource == nil || i.Resource.Name() != r.Name() {
		i.Resource = r
		i.Refresh()
	}
}

// Width measures a text of one line.
func Width(text string, size float32, style fyne.TextStyle) float32 {
	if text == "" {
		return 0
	}
	return fyne.MeasureText(text, size, style).Width
}

// Fit returns text on one line, cut with an ellipsis if it is wider than width,
// and whether it was cut.
func Fit(text string, width, size float32, style fyne.TextStyle) (shown string, cut bool) {
	text, long := flat(text)
	if text == "" || (!long && Width(text, size, style) <= width) {
		return text, false
	}
	const dots = "…"
	room := width - Width(dots, size, style)
	if room <= 0 {
		return "", true
	}
	low, high := 0, len(text) // in bytes; text[:low] always fits
	for low < high {
		mid := (low + high + 1) / 2
		for mid < high && !utf8.RuneStart(text[mid]) {
			mid++
		}
		if Width(text[:mid], size, style) <= room {
			low = mid
			continue
		}
		high = mid - 1
		for high > low && !utf8.RuneStart(text[high]) {
			high--
		}
	}
	return strings.TrimRight(text[:low], " ") + dots, true
}

// flat returns the first part of a text as one line, and whether more follows.
func flat(text string) (line string, long bool) {
	if len(text) > maxMeasured {
		n := maxMeasured
		for n > 0 && !utf8.RuneStart(text[n]) {
			n--
		}
		text, long = text[:n], true
	}
	if strings.ContainsAny(text, "\n\r\t") {
		text = strings.Join(strings.Fields(text), " ")
	}
	return Visible(text), long
}

// Wrap breaks a text into at most so many lines of a width, between words where it can; the
// last one is cut where more follows.
func Wrap(text string, width, size float32, style fyne.TextStyle, most int) (lines []string, cut bool) {
	text, long := flat(text)
	words := strings.Split(text, " ")
	for i := 0; i < len(words); {
		if len(lines) == most-1 {
			shown, short := Fit(strings.Join(words[i:], " "), width, size, style)
			return append(lines, shown), short || long
		}
		line := words[i]
		i++
		for i < len(words) && Width(line+" "+words[i], size, style) <= width {
			line += " " + words[i]
			i++
		}
		lines = append(lines, line)
	}
	return lines, long
}
