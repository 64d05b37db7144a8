package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"

	"runchecks/tools/fidelity/chromium"
	"runchecks/tools/fidelity/judge"
	"runchecks/tools/fidelity/layout"
	"runchecks/tools/fidelity/pictures"
)

// tallest is the height at which pictures end; Chromium draws no larger ones.
const tallest = 12000

// runPictures draws every document with both sides.
func runPictures(ctx context.Context, arguments []string, out, log io.Writer) (err error) {
	widths := widths{900}
	var engine engine
	flags := newFlags("pictures", log, &widths)
	engine.register(flags)
	var target target
	target.register(flags)
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if len(widths) != 1 {
		return errors.New("give one --width: pictures are named after their documents only")
	}
	documents, err := target.documents(flags.Args())
	if err != nil {
		return err
	}
	browser, both, err := engine.open(ctx)
	if err != nil {
		return err
	}
	defer shut(browser, &err)
	painter, ok := both.Renderer.(layout.Painter)
	if !ok {
		return errors.New("the renderer cannot draw pictures")
	}
	failed := 0
	for _, document := range documents {
		blocks, err := drawBoth(ctx, browser, painter, document, widths[0], filepath.Join(target.folder, document.Name))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed++
			fmt.Fprintf(out, "%s: %v\n", document.Name, err)
			continue
		}
		fmt.Fprintf(out, "%s: %s\n", document.Name, blocks)
	}
	if failed > 0 {
		return fmt.Errorf("%w: %d of %d documents were not drawn", errShort, failed, len(documents))
	}
	return nil
}

// drawBoth writes NAME-chromium.png, NAME-ours.png and both in NAME.png.
func drawBoth(ctx context.Context, browser *chromium.Browser, painter layout.Painter, document judge.Document, width int, name string) (pictures.Blocks, error) {
	var none pictures.Blocks
	ours, err := painter.Paint(ctx, document.Name, document.HTML, width)
	if err != nil {
		return none, err
	}
	pages, err := browser.Measure(ctx, [][]byte{document.HTML}, width)
	if err != nil {
		return none, err
	}
	height := min(max(pages[0].Content, 1), tallest)
	theirs, err := browser.Picture(ctx, document.HTML, width, height)
	if err != nil {
		return none, err
	}
	blocks := pictures.Compare(theirs, ours)
	// The browser writes the caption too, so that no other fonts are needed.
	const captionHeight = 24
	text := fmt.Sprintf("%s at %d: Chromium on the left, ours on the right; %s", document.Name, width, blocks)
	caption, err := browser.Picture(ctx,
		fmt.Appendf(nil, `<!doctype html><body style="margin:0;background:#eee;font:13px/24px Arial;white-space:nowrap">&nbsp;%s`, html.EscapeString(text)),
		2*width+pictures.Gap, captionHeight)
	if err != nil {
		return none, err
	}
	return blocks, errors.Join(
		writePicture(name+"-chromium.png", theirs),
		writePicture(name+"-ours.png", ours),
		writePicture(name+".png", pictures.Beside(caption, theirs, ours)))
}

func writePicture(file string, picture image.Image) error {
	var data bytes.Buffer
	if err := png.Encode(&data, picture); err != nil {
		return err
	}
	return os.WriteFile(file, data.Bytes(), 0o644)
}
