package export

import (
	"bytes"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/signintech/gopdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/unicode/norm"
)

// A4 upright, in points; the footer stands below bottom.
const (
	paperWidth  = 595.28
	paperHeight = 841.89
	marginX     = 40.0
	marginTop   = 44.0
	bottom      = paperHeight - 56
	textWidth   = paperWidth - 2*marginX
)

type colour struct{ r, g, b uint8 }

// typeface is one font with the widths of its glyphs, in thousandths of its size.
type typeface struct {
	family string
	widths map[rune]int
}

// style is how a text looks.
type style struct {
	bold   bool
	size   float64 // points
	colour colour
}

// paper draws on pages. The first error of the library stays in err and makes the
// rest do nothing; whoever is done asks finish.
type paper struct {
	pdf           *gopdf.GoPdf
	regular, bold typeface
	y             float64 // upper edge of the next thing
	pages         int
	err           error
	// top draws what each new page begins with.
	top func()
}

func newPaper(title, author string, made time.Time) *paper {
	p := &paper{
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

func (p *paper) keep(err error) {
	if p.err == nil {
		p.err = err
	}
}

// page begins a new page.
func (p *paper) page() {
	p.pdf.AddPage()
	p.pages++
	p.y = marginTop
	if p.top != nil {
		p.top()
	}
}

// room makes sure that height fits below y, on a new page if it must be.
func (p *paper) room(height float64) {
	if p.y+height > bottom {
		p.page()
	}
}

// finish draws the footer on every page and writes the file.
func (p *paper) finish(w io.Writer, footer func(page, of int)) error {
	for n := 1; n <= p.pages && p.err == nil; n++ {
		p.keep(p.pdf.SetPage(n))
		footer(n, p.pages)
	}
	if p.err != nil {
		return p.err
	}
	// By way of a buffer: the library does not report what w says.
	var file bytes.Buffer
	if _, err := p.pdf.WriteTo(&file); err != nil {
		return err
	}
	_, err := file.WriteTo(w)
	return err
}

func (p *paper) face(bold bool) *typeface {
	if bold {
		return &p.bold
	}
	return &p.regular
}

// text draws one line with its baseline at y. The text must come from fit or wrap,
// or be one of our own words.
func (p *paper) text(x, y float64, s style, text string) {
	if text == "" || p.err != nil {
		return
	}
	p.keep(p.pdf.SetFont(p.face(s.bold).family, "", s.size))
	p.pdf.SetTextColor(s.colour.r, s.colour.g, s.colour.b)
	p.pdf.SetXY(x, y)
	p.keep(p.pdf.Text(text))
}

// textRight draws one line that ends at x.
func (p *paper) textRight(x, y float64, s style, text string) {
	p.text(x-p.width(s, text), y, s, text)
}

// width measures a line, in points.
func (p *paper) width(s style, text string) float64 {
	face, sum := p.face(s.bold), 0
	for _, r := range text {
		sum += p.glyph(face, r)
	}
	return float64(sum) * s.size / 1000
}

// glyph returns the width of a rune, or -1 where the font has none.
func (p *paper) glyph(face *typeface, r rune) int {
	if w, known := face.widths[r]; known {
		return w
	}
	w := p.measure(face, r)
	face.widths[r] = w
	return w
}

func (p *paper) measure(face *typeface, r rune) int {
	// Beyond the basic plane the library's tables have no room.
	if r >= 0xffff || p.err != nil {
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
func (p *paper) printable(s style, text string) string {
	face := p.face(s.bold)
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

// fit returns text as one line of at most width points, cut with "…".
func (p *paper) fit(s style, text string, width float64) string {
	return strings.Join(p.wrap(s, text, width, 1), "")
}

// maxWrapped bounds the characters that one cell looks at; no cell has room for more.
const maxWrapped = 2000

// wrap breaks text into at most limit lines of at most width points, between words
// where it can; the last line ends in "…" where something is missing.
func (p *paper) wrap(s style, text string, width float64, limit int) []string {
	var lines []string
	rest := []rune(p.printable(s, shorten(text, maxWrapped)))
	for len(rest) > 0 {
		n := p.reach(s, rest, width)
		if n == len(rest) {
			return append(lines, string(rest))
		}
		if len(lines) == limit-1 {
			n = max(0, p.reach(s, rest, width-p.width(s, "…")))
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
func (p *paper) reach(s style, text []rune, width float64) int {
	face, sum, limit := p.face(s.bold), 0, int(width*1000/s.size)
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

// box fills a rectangle.
func (p *paper) box(x, y, w, h float64, fill colour) {
	p.shape(fill, gopdf.Point{X: x, Y: y}, gopdf.Point{X: x + w, Y: y}, gopdf.Point{X: x + w, Y: y + h}, gopdf.Point{X: x, Y: y + h})
}

func (p *paper) shape(fill colour, points ...gopdf.Point) {
	p.pdf.SetFillColor(fill.r, fill.g, fill.b)
	p.pdf.Polygon(points, "F")
}

// stroke draws a line from point to point.
func (p *paper) stroke(ink colour, width float64, points ...gopdf.Point) {
	p.pdf.SetStrokeColor(ink.r, ink.g, ink.b)
	p.pdf.SetLineWidth(width)
	for i := 1; i < len(points); i++ {
		p.pdf.Line(points[i-1].X, points[i-1].Y, points[i].X, points[i].Y)
	}
}

// rule draws a hairline over the width of the text.
func (p *paper) rule(y float64, ink colour) {
	p.stroke(ink, 0.5, gopdf.Point{X: marginX, Y: y}, gopdf.Point{X: marginX + textWidth, Y: y})
}
