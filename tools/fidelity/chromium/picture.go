package chromium

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// Picture draws the upper part of a document as wide and high as asked for.
func (b *Browser) Picture(ctx context.Context, document []byte, width, height int) (image.Image, error) {
	folder, err := os.MkdirTemp(b.folder, "picture-")
	if err != nil {
		return nil, fmt.Errorf("draw with Chromium: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	frames := new(strings.Builder)
	if err := writeFrame(folder, frames, 0, document, width, height); err != nil {
		return nil, fmt.Errorf("draw with Chromium: %w", err)
	}
	index, target := filepath.Join(folder, "index.html"), filepath.Join(folder, "picture.png")
	if err := os.WriteFile(index, []byte("<!doctype html><body style=margin:0>"+frames.String()), 0o600); err != nil {
		return nil, fmt.Errorf("draw with Chromium: %w", err)
	}
	// A window has a smallest size and borders, so it is larger than the picture.
	const room = 600
	size := fmt.Sprintf("--window-size=%d,%d", width+room, height+room)
	if _, err := b.run(ctx, size, "--screenshot="+target, "file://"+index); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(target)
	if err != nil {
		return nil, fmt.Errorf("read the picture of Chromium: %w", err)
	}
	window, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read the picture of Chromium: %w", err)
	}
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(picture, picture.Bounds(), window, image.Point{}, draw.Src)
	return picture, nil
}
