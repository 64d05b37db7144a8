package main

import (
	"context"
	"fmt"
	"image"

	"runchecks/tools/fidelity/layout"
	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/mailview/raster"
	"runchecks/ui/mailview/snapshot"
	"runchecks/ui/widget/mailfonts"
)

// builtIn is the engine of this source tree, with the fonts that every machine has.
type builtIn struct{ engine mailview.Engine }

func newBuiltIn() (*builtIn, error) {
	fonts, err := mailfonts.Bundled()
	if err != nil {
		return nil, fmt.Errorf("load the fonts: %w", err)
	}
	return &builtIn{mailview.Engine{Fonts: fonts, Limits: limit.Default()}}, nil
}

func (b *builtIn) page(ctx context.Context, name string, html []byte, width int) (*page.Page, *pictures.Album, error) {
	album := pictures.New(nil, b.engine.Limits)
	mail, err := b.engine.Open(html, album.Size)
	if err != nil {
		return nil, nil, fmt.Errorf("render %s: %w", name, err)
	}
	p, err := mail.Layout(ctx, float64(width))
	if err != nil {
		return nil, nil, fmt.Errorf("render %s: %w", name, err)
	}
	return p, album, nil
}

// Render implements layout.Renderer.
func (b *builtIn) Render(ctx context.Context, name string, html []byte, width int) (layout.Layout, error) {
	p, _, err := b.page(ctx, name, html, width)
	if err != nil {
		return layout.Layout{}, err
	}
	shot := snapshot.Of(p)
	out := layout.Layout{Width: shot.Width, Height: shot.Height, Words: make([]layout.Word, len(shot.Words))}
	for i, w := range shot.Words {
		var colour layout.Colour
		if err := colour.UnmarshalText([]byte(w.Colour)); err != nil {
			return layout.Layout{}, fmt.Errorf("render %s: %w", name, err)
		}
		out.Words[i] = layout.Word{Text: w.Text, X: w.X, Y: w.Y, W: w.W, H: w.H, Colour: colour, Marker: w.Marker}
	}
	return out, nil
}

// Paint implements layout.Painter.
func (b *builtIn) Paint(ctx context.Context, name string, html []byte, width int) (image.Image, error) {
	p, album, err := b.page(ctx, name, html, width)
	if err != nil {
		return nil, err
	}
	album.Load(p)
	return snapshot.Picture(p, raster.New(album.Image), 1, false), nil
}
