// Package layout is what the tool knows of the program's layout engine: where a
// renderer put every word, and how a renderer is asked.
package layout

import (
	"context"
	"image"
)

// Layout is one laid out page.
type Layout struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	// Words are in reading order.
	Words []Word `json:"words"`
}

// Word is one run of characters without white space. X and Y are its upper left
// corner in CSS pixels of the page.
type Word struct {
	Text   string  `json:"text"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	W      float64 `json:"width"`
	H      float64 `json:"height"`
	Colour Colour  `json:"colour"`
	// Marker is true for the bullet or number of a list item. A browser does not
	// tell where its markers are, so they cannot be compared.
	Marker bool `json:"marker,omitempty"`
}

// Renderer lays out one document. Render is called from two goroutines at once.
type Renderer interface {
	Render(ctx context.Context, name string, html []byte, width int) (Layout, error)
}

// Painter is a Renderer that can also draw the page; only the command pictures
// asks for it.
type Painter interface {
	Paint(ctx context.Context, name string, html []byte, width int) (image.Image, error)
}
