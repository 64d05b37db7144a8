package chromium

import (
	"bytes"
	"context"
	_ "embed" // measure.js
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Batch is how many documents one browser run measures. Starting the browser
// takes longer than laying out a mail; too many make a time-out costly.
const Batch = 40

//go:embed measure.js
var measureScript string

// Measure lays out every document in a window of this width.
func (b *Browser) Measure(ctx context.Context, documents [][]byte, width int) ([]Page, error) {
	var pages []Page
	for part := range slices.Chunk(documents, Batch) {
		measured, err := b.measureBatch(ctx, part, width)
		if err != nil {
			return nil, fmt.Errorf("measure documents %d to %d of %d: %w", len(pages)+1, len(pages)+len(part), len(documents), err)
		}
		pages = append(pages, measured...)
	}
	return pages, nil
}

func (b *Browser) measureBatch(ctx context.Context, documents [][]byte, width int) ([]Page, error) {
	folder, err := os.MkdirTemp(b.folder, "pages-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	frames := new(strings.Builder)
	for i, document := range documents {
		if err := writeFrame(folder, frames, i, document, width, WindowHeight); err != nil {
			return nil, err
		}
	}
	index := filepath.Join(folder, "index.html")
	page := "<!doctype html><meta charset=utf-8><script>" + measureScript + "</script><body>" + frames.String()
	if err := os.WriteFile(index, []byte(page), 0o600); err != nil {
		return nil, err
	}
	dom, err := b.run(ctx, "--window-size=1400,1000", "--dump-dom", "file://"+index)
	if err != nil {
		return nil, err
	}
	pages, err := readMeasured(dom)
	if err == nil && len(pages) != len(documents) {
		err = fmt.Errorf("chromium measured %d documents of %d", len(pages), len(documents))
	}
	return pages, err
}

// writeFrame writes a document to a file and an iframe that shows it. It has to be
// a file: a document in a srcdoc attribute is never in quirks mode. The sandbox
// attribute switches scripts off while the page around may still look inside.
func writeFrame(folder string, frames *strings.Builder, number int, document []byte, width, height int) error {
	name := fmt.Sprintf("%04d.html", number)
	const utf8Mark = "\xef\xbb\xbf" // outranks whatever character set the document names
	content := append([]byte(utf8Mark), Harmless(document)...)
	if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
		return err
	}
	fmt.Fprintf(frames, `<iframe sandbox="allow-same-origin" style="display:block;border:0;width:%dpx;height:%dpx" src="%s"></iframe>`,
		width, height, name)
	return nil
}

func readMeasured(dom []byte) ([]Page, error) {
	_, rest, found := bytes.Cut(dom, []byte(`id="MEASURED">`))
	encoded, _, closed := bytes.Cut(rest, []byte("<"))
	if !found || !closed {
		return nil, errors.New("chromium ended without having measured; a document may have kept it busy, try fewer")
	}
	decoded, err := base64.StdEncoding.DecodeString(string(encoded))
	if err != nil {
		return nil, fmt.Errorf("decode what Chromium measured: %w", err)
	}
	var pages []Page
	if err := json.Unmarshal(decoded, &pages); err != nil {
		return nil, fmt.Errorf("decode what Chromium measured: %w", err)
	}
	return pages, nil
}
