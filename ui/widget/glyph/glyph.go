// Package glyph holds the small vector signs of the window, so that no font can
// lack them. A sign is a picture in one colour; who draws it and where is not
// decided here.
package glyph

import (
	"fmt"
	"image/color"
	"strings"
	"sync"

	"fyne.io/fyne/v2"

	"runchecks/domain"
)

// Sign is one of the signs below.
type Sign uint8

// The signs. The first five belong to statuses.
const (
	Cross    Sign = iota + 1 // Failed
	Dotted                   // Missed: the outline of something that is not there
	Bang                     // Warning
	Question                 // Unknown
	Check                    // Success, with and without override; a ticked box
	Dash                     // a partly ticked box
	Up                       // sorted upwards
	Down                     // sorted downwards
	Ticket
	Remark
	Shield // under an override rule
	More   // three dots
	Right  // folded
	Open   // unfolded
	Search
	Copy   // two sheets
	Lines  // the menu
	Undo   // an arrow back
	Around // a sync
)

// bodies are drawn in a box of 12 by 12. Strokes, not outlines: they stay even at any size.
var bodies = map[Sign]string{
	Cross: `<path d="M2.6 2.6 L9.4 9.4 M9.4 2.6 L2.6 9.4" {thick}/>`,
	Dotted: `<circle cx="6" cy="1.6" r="0.9" {solid}/><circle cx="9.1" cy="2.9" r="0.9" {solid}/><circle cx="10.4" cy="6" r="0.9" {solid}/>` +
		`<circle cx="9.1" cy="9.1" r="0.9" {solid}/><circle cx="6" cy="10.4" r="0.9" {solid}/><circle cx="2.9" cy="9.1" r="0.9" {solid}/>` +
		`<circle cx="1.6" cy="6" r="0.9" {solid}/><circle cx="2.9" cy="2.9" r="0.9" {solid}/>`,
	Bang:     `<path d="M6 1.8 L6 7.2" {thick}/><circle cx="6" cy="10" r="1.1" {solid}/>`,
	Question: `<path d="M3.4 4.1 C3.4 0.9 8.6 0.9 8.6 4 C8.6 5.9 6 5.7 6 7.6" {thick}/><circle cx="6" cy="10.2" r="1.1" {solid}/>`,
	Check:    `<path d="M2 6.6 L4.8 9.4 L10 2.8" {thick}/>`,
	Dash:     `<path d="M2.6 6 L9.4 6" {thick}/>`,
	Up:       `<path d="M6 3.4 L10 8.6 L2 8.6 Z" {solid}/>`,
	Down:     `<path d="M6 8.6 L10 3.4 L2 3.4 Z" {solid}/>`,
	Ticket:   `<path d="M1.5 2 L10.5 2 L10.5 10 L1.5 10 Z" {thin}/><path d="M4 4.6 L8 4.6 L8 7.4 L4 7.4 Z" {solid}/>`,
	Remark:   `<path d="M2 10 L2.6 7.4 L8.2 1.8 L10.2 3.8 L4.6 9.4 Z" {thin}/>`,
	Shield:   `<path d="M6 1.2 L10 2.6 L10 6 C10 8.4 8.2 10 6 10.9 C3.8 10 2 8.4 2 6 L2 2.6 Z" {thin}/>`,
	Right:    `<path d="M4.2 2.4 L8 6 L4.2 9.6" {thin}/>`,
	Open:     `<path d="M2.4 4.2 L6 8 L9.6 4.2" {thin}/>`,
	More:     `<circle cx="2.4" cy="6" r="1.1" {solid}/><circle cx="6" cy="6" r="1.1" {solid}/><circle cx="9.6" cy="6" r="1.1" {solid}/>`,
	Copy: `<path d="M4.2 4.2 L10.4 4.2 L10.4 10.8 L4.2 10.8 Z" {thin}/>` +
		`<path d="M7.8 4.2 L7.8 1.2 L1.6 1.2 L1.6 7.8 L4.2 7.8" {thin}/>`,
	Lines: `<path d="M1.5 2.6 L10.5 2.6 M1.5 6 L10.5 6 M1.5 9.4 L10.5 9.4" {thin}/>`,
	Undo:  `<path d="M4.4 1.8 L1.6 4.6 L4.4 7.4 M1.8 4.6 L7.2 4.6 C9.4 4.6 10.4 6 10.4 7.6 C10.4 9.2 9.2 10.2 7.6 10.2" {thin}/>`,
	Around: `<path d="M2 5 C2.6 2.9 4.2 1.8 6 1.8 C7.8 1.8 9.2 2.8 9.9 4.2 M10 1.6 L10 4.4 L7.2 4.4" {thin}/>` +
		`<path d="M10 7 C9.4 9.1 7.8 10.2 6 10.2 C4.2 10.2 2.8 9.2 2.1 7.8 M2 10.4 L2 7.6 L4.8 7.6" {thin}/>`,
	Search: `<circle cx="5" cy="5" r="3.4" {thin}/><path d="M7.6 7.6 L10.8 10.8" {thin}/>`,
}

// Of returns the sign of a status.
func Of(s domain.Status) Sign {
	switch s.Known() {
	case domain.Failed:
		return Cross
	case domain.Missed:
		return Dotted
	case domain.Warning:
		return Bang
	case domain.Success, domain.SuccessOverride:
		return Check
	}
	return Question
}

// made holds the pictures that were asked for: a cell that shows the same sign is the same
// cell, which is drawn once.
var made sync.Map // of look to fyne.Resource

type look struct {
	sign   Sign
	colour color.NRGBA
}

// Resource returns a sign in a colour, the same each time. Its name contains both: Fyne
// caches drawn pictures by name.
func Resource(s Sign, c color.Color) fyne.Resource {
	of := look{s, color.NRGBAModel.Convert(c).(color.NRGBA)}
	if r, ok := made.Load(of); ok {
		return r.(fyne.Resource)
	}
	r, _ := made.LoadOrStore(of, draw(s, of.colour, 0))
	return r.(fyne.Resource)
}

// Inset returns a sign in a colour with room around it, for Fyne's own widgets, which draw
// pictures as large as a line of text.
func Inset(s Sign, c color.Color) fyne.Resource {
	return draw(s, color.NRGBAModel.Convert(c).(color.NRGBA), inset)
}

// inset is the room around a sign, in the units it is drawn in.
const inset = 2

func draw(s Sign, n color.NRGBA, around int) fyne.Resource {
	hex := fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
	thick := `fill="none" stroke="` + hex + `" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"`
	solid := `fill="` + hex + `" stroke="none"`
	thin := `fill="none" stroke="` + hex + `" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round"`
	body := strings.NewReplacer("{thick}", thick, "{solid}", solid, "{thin}", thin).Replace(bodies[s])
	side := 12 + 2*around
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="%d %d %d %d">%s</svg>`,
		side, side, -around, -around, side, side, body)
	return fyne.NewStaticResource(fmt.Sprintf("sign-%d-%s-%d.svg", s, hex[1:], around), []byte(svg))
}
