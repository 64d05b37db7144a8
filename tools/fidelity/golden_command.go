package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"runchecks/tools/fidelity/chromium"
	"runchecks/tools/fidelity/golden"
)

// runGolden writes NAME_WIDTH.json for every document and width.
func runGolden(ctx context.Context, arguments []string, out, log io.Writer) (err error) {
	widths := widths{480, 900, 1300}
	flags := newFlags("golden", log, &widths)
	var target target
	target.register(flags)
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	documents, err := target.documents(flags.Args())
	if err != nil {
		return err
	}
	browser, err := chromium.Open(ctx)
	if err != nil {
		return err
	}
	defer shut(browser, &err)
	contents := make([][]byte, len(documents))
	for i, document := range documents {
		contents[i] = document.HTML
	}
	for _, width := range widths {
		pages, err := browser.Measure(ctx, contents, width)
		if err != nil {
			return err
		}
		for i, page := range pages {
			data, err := golden.Encode(page)
			if err != nil {
				return err
			}
			file := filepath.Join(target.folder, fmt.Sprintf("%s_%d.json", documents[i].Name, width))
			if err := os.WriteFile(file, data, 0o644); err != nil {
				return err
			}
			fmt.Fprintf(out, "%s: %d words, height %d\n", file, len(page.Words), page.Height)
		}
	}
	return nil
}
