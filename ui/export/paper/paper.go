// Package paper draws on pages of A4: text in two weights of one font, boxes, rules, tables and the
// marks of a status. What stands on them is export's affair.
package paper

import (
	"bytes"
	"io"
	"strings"
	"time"
	"unicode"

	"runchecks/ui/words"

	"github.com/signintech/gopdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/unicode/norm"
)

// A4 upright, in points; the footer stands below bottom.
const (
	paperWidth  = 595.28
	PaperHeight = 841.89
	MarginX     = 40.0
	marginTop   = 44.0
	bottom      = PaperHeight - 56
	TextWidth   = paperWidth - 2*MarginX
)

// Colour is a colour in red, green and blue.
type Colour struct{ r, g, b uint8 }

// typeface is one font with the widths of its glyphs, in thousandths of its size.
type typeface struct {
	family string
	widths map[rune]int
}

// Style is how a text looks.
type Style struct {
	Bold   bool
	Size   float64 // points
	Colour Colour
}

// Paper draws on pages. The first error of the library stays in err and makes the
// rest do nothing; whoever is done asks finish.
type Paper struct {
	pdf           *gopdf.GoPdf
	regular, bold typeface
	Y             float64 // upper edge of the next thing
	pages         int
	Err           error
	// Top draws what each new page begins with.
	Top func()
}

// New begins a document with its title, author and time.
func New(title, author string, made time.Time) *Paper {
	p := &Paper{
		pdf:     &gopdf.GoPdf{},
		regular: typeface{family: "Go", widths: map[rune]int{}},
		bold:    typeface{family: "Go-Bold", widths: map[rune]int{}},
	}
	p.pdf.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
	p.keep(p.pdf.AddTTFFontData(p.regular.family, goregular.TTF))
	p.keep(p.pdf.AddTTFFontData(p.bold.family, gobold.TTF))
	p.pdf.SetInfo(gopdf.PdfInfo{Title: basic(plain(title)), Author: basic(plain(author)), Creator: "Run Checks", CreationDate: made})
	return p
}

func (p *Paper) keep(err error) {
	if p.Err == nil {
		p.Err = err
	}
}

// Page begins a new page.
func (p *Paper) Page() {
	p.pdf.AddPage()
	p.pages++
	p.Y = marginTop
	if p.Top != nil {
		p.Top()
	}
}

// Room makes sure that height fits below y, on a new page if it must be.
func (p *Paper) Room(height float64) {
	if p.Y+height > bottom {
		p.Page()
	}
}

// Finish draws the footer on every page and writes the file.
func (p *Paper) Finish(w io.Writer, footer func(page, of int)) error {
	for n := 1; n <= p.pages && p.Err == nil; n++ {
		p.keep(p.pdf.SetPage(n))
		footer(n, p.pages)
	}
	if p.Err != nil {
		return p.Err
	}
	// By way of a buffer: the library does not report what w says.
	var file bytes.Buffer
	if _, err := p.pdf.WriteTo(&file); err != nil {
		return err
	}
	_, err := file.WriteTo(w)
	return err
}

func (p *Paper) face(bold bool) *typeface {
	if bold {
		return &p.bold
	}
	return &p.regular
}

// Text draws one line with its baseline at y. The text must come from fit or wrap,
// or be one of our own words.
func (p *Paper) Text(x, y float64, s Style, text string) {
	if text == "" || p.Err != nil {
		return
	}
	p.keep(p.pdf.SetFont(p.face(s.Bold).family, "", s.Size))
	p.pdf.SetTextColor(s.Colour.r, s.Colour.g, s.Colour.b)
	p.pdf.SetXY(x, y)
	p.keep(p.pdf.Text(text))
}

// TextRight draws one line that ends at x.
func (p *Paper) TextRight(x, y float64, s Style, text string) {
	p.Text(x-p.Width(s, text), y, s, text)
}

// Width measures a line, in points.
func (p *Paper) Width(s Style, text string) float64 {
	face, sum := p.face(s.Bold), 0
	for _, r := range text {
		sum += p.glyph(face, r)
	}
	return float64(sum) * s.Size / 1000
}

// glyph returns the width of a rune, or -1 where the font has none.
func (p *Paper) glyph(face *typeface, r rune) int {
	if w, known := face.widths[r]; known {
		return w
	}
	w := p.measure(face, r)
	face.widths[r] = w
	return w
}

func (p *Paper) measure(face *typeface, r rune) int {
	// Beyond the basic plane the library's tables have no room.
	if r >= 0xffff || p.Err != nil {
		return -1
	}
	p.keep(p.pdf.SetFont(face.family, "", 1000))
	has, err := p.pdf.IsCurrFontContainGlyph(r)
	if err != nil || !has {
		return -1
	}
	w, err := p.pdf.MeasureTextWidth(string(r))
	p.keep(err)
	return int(w + 0.5)
}

// printable makes a line that the font can show: composed characters, blanks for
// white space and control characters, "?" for what the font lacks.
func (p *Paper) printable(s Style, text string) string {
	face := p.face(s.Bold)
	return strings.Map(func(r rune) rune {
		if p.glyph(face, r) < 0 {
			return '?'
		}
		return r
	}, plain(text))
}

// plain is one line of composed characters without control and format characters.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		default:
			return r
		}
	}, norm.NFC.String(strings.ToValidUTF8(text, "?")))
	return strings.Join(strings.Fields(text), " ")
}

// basic replaces what lies beyond the basic plane, which the library writes wrongly.
func basic(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xffff {
			return '?'
		}
		return r
	}, text)
}

// Fit returns text as one line of at most width points, cut with "…".
func (p *Paper) Fit(s Style, text string, width float64) string {
	return strings.Join(p.Wrap(s, text, width, 1), "")
}

// maxWrapped bounds the characters that one cell looks at; no cell has room for more.
const maxWrapped = 2000

// Wrap breaks text into at most limit lines of at most width points, between words
// where it can; the last line ends in "…" where something is missing.
func (p *Paper) Wrap(s Style, text string, width float64, limit int) []string {
	var lines []string
	rest := []rune(p.printable(s, words.Clip(text, maxWrapped)))
	for len(rest) > 0 {
		n := p.reach(s, rest, width)
		if n == len(rest) {
			return append(lines, string(rest))
		}
		if len(lines) == limit-1 {
			n = max(0, p.reach(s, rest, width-p.Width(s, "…")))
			return append(lines, strings.TrimRight(string(rest[:n]), " ")+"…")
		}
		if blank := lastBlank(rest[:n+1]); blank > 0 {
			n = blank
		}
		n = max(n, 1)
		lines = append(lines, strings.TrimRight(string(rest[:n]), " "))
		rest = rest[n:]
		for len(rest) > 0 && rest[0] == ' ' {
			rest = rest[1:]
		}
	}
	return lines
}

// reach counts the runes of text that fit into width.
func (p *Paper) reach(s Style, text []rune, width float64) int {
	face, sum, limit := p.face(s.Bold), 0, int(width*1000/s.Size)
	for i, r := range text {
		sum += p.glyph(face, r)
		if sum > limit {
			return i
		}
	}
	return len(text)
}

func lastBlank(text []rune) int {
	for i := len(text) - 1; i > 0; i-- {
		if text[i] == ' ' {
			return i
		}
	}
	return 0
}

// Box fills a rectangle.
func (p *Paper) Box(x, y, w, h float64, fill Colour) {
	p.shape(fill, gopdf.Point{X: x, Y: y}, gopdf.Point{X: x + w, Y: y}, gopdf.Point{X: x + w, Y: y + h}, gopdf.Point{X: x, Y: y + h})
}

func (p *Paper) shape(fill Colour, points ...gopdf.Point) {
	p.pdf.SetFillColor(fill.r, fill.g, fill.b)
	p.pdf.Polygon(points, "F")
}

// stroke draws a line from point to point.
func (p *Paper) stroke(ink Colour, width float64, points ...gopdf.Point) {
	p.pdf.SetStrokeColor(ink.r, ink.g, ink.b)
	p.pdf.SetLineWidth(width)
	for i := 1; i < len(points); i++ {
		p.pdf.Line(points[i-1].X, points[i-1].Y, points[i].X, points[i].Y)
	}
}

// Rule draws a hairline over the width of the text.
func (p *Paper) Rule(y float64, ink Colour) {
	p.stroke(ink, 0.5, gopdf.Point{X: MarginX, Y: y}, gopdf.Point{X: MarginX + TextWidth, Y: y})
}
