package paper

import (
	"math"

	"github.com/signintech/gopdf"

	"runchecks/domain"
	"runchecks/ui/words"
)

// The light colours of the application: what is red on the screen is red on paper.
var (
	Ink    = Colour{0x1b, 0x1f, 0x24}
	Dim    = Colour{0x5d, 0x67, 0x73}
	Faint  = Colour{0xe3, 0xe6, 0xea}
	Head   = Colour{0xee, 0xf1, 0xf4}
	Accent = Colour{0x25, 0x63, 0xc9}
	Red    = Colour{0xb4, 0x23, 0x18}
	RedBg  = Colour{0xfd, 0xe7, 0xe4}
	Green  = Colour{0x1c, 0x7a, 0x3e}
	OkBg   = Colour{0xe2, 0xf4, 0xe8}
)

var statusInk = map[domain.Status]Colour{
	domain.Failed:          Red,
	domain.Missed:          {0x6b, 0x3f, 0xa0},
	domain.Warning:         {0x8a, 0x5a, 0x00},
	domain.Unknown:         Dim,
	domain.Success:         Green,
	domain.SuccessOverride: {0x1f, 0x5f, 0xbf},
}

var statusBg = map[domain.Status]Colour{
	domain.Failed:          RedBg,
	domain.Missed:          {0xef, 0xe6, 0xfa},
	domain.Warning:         {0xfd, 0xf1, 0xd3},
	domain.Unknown:         {0xe9, 0xec, 0xf0},
	domain.Success:         OkBg,
	domain.SuccessOverride: {0xe3, 0xed, 0xfb},
}

// Chip draws a status as on the screen: glyph and word on a tinted ground, its
// upper left corner at x, y, chipHeight high.
func (p *Paper) Chip(x, y float64, s domain.Status) {
	s = s.Known()
	look := Style{Bold: true, Size: 7.5, Colour: statusInk[s]}
	word := words.Status(s)
	p.Pill(x, y, 17+p.Width(look, word), chipHeight, statusBg[s])
	p.Mark(x+8, y+chipHeight/2, s)
	p.Text(x+14, y+chipHeight/2+2.7, look, word)
}

const chipHeight = 11.5

// Pill fills a rectangle with round corners.
func (p *Paper) Pill(x, y, w, h float64, fill Colour) {
	const radius, steps = 3.0, 4
	corners := []struct{ cx, cy, from float64 }{
		{x + w - radius, y + radius, -math.Pi / 2},
		{x + w - radius, y + h - radius, 0},
		{x + radius, y + h - radius, math.Pi / 2},
		{x + radius, y + radius, math.Pi},
	}
	var points []gopdf.Point
	for _, c := range corners {
		points = append(points, arc(c.cx, c.cy, radius, c.from, math.Pi/2, steps)...)
	}
	p.shape(fill, points...)
}

// arc returns steps+1 points on a circle, clockwise on paper.
func arc(cx, cy, radius, from, angle float64, steps int) []gopdf.Point {
	points := make([]gopdf.Point, 0, steps+1)
	for i := 0; i <= steps; i++ {
		a := from + angle*float64(i)/float64(steps)
		points = append(points, gopdf.Point{X: cx + radius*math.Cos(a), Y: cy + radius*math.Sin(a)})
	}
	return points
}

// Mark draws the glyph of a status, about six points high, its middle at x, y.
func (p *Paper) Mark(x, y float64, s domain.Status) {
	const pen = 1.1
	at := func(dx, dy float64) gopdf.Point { return gopdf.Point{X: x + dx, Y: y + dy} }
	c := statusInk[s]
	switch s {
	case domain.Failed:
		p.stroke(c, pen, at(-2.3, -2.3), at(2.3, 2.3))
		p.stroke(c, pen, at(-2.3, 2.3), at(2.3, -2.3))
	case domain.Missed:
		for i := range 6 {
			p.stroke(c, pen, arc(x, y, 2.6, float64(i)*math.Pi/3, math.Pi/6, 1)...)
		}
	case domain.Warning:
		p.stroke(c, pen+0.2, at(0, -3), at(0, 1))
		p.stroke(c, pen+0.2, at(0, 1.9), at(0, 3.2))
	case domain.Unknown:
		hook := append(arc(x, y-1.3, 1.7, -math.Pi, math.Pi*1.25, 8), at(0, 0.4), at(0, 1.2))
		p.stroke(c, pen, hook...)
		p.stroke(c, pen, at(0, 2), at(0, 3.2))
	default:
		p.stroke(c, pen+0.1, at(-2.7, 0.2), at(-0.85, 2.1), at(2.9, -2.3))
	}
}
