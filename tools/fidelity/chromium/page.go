// Package chromium asks a Chromium that draws nothing on the screen where it puts
// the words of a document, and for a picture of it. It measures with the fonts of
// the program and nothing else, or no two words would have the same width.
package chromium

import (
	"encoding/json"
	"fmt"

	"runchecks/tools/fidelity/compare"
	"runchecks/tools/fidelity/layout"
)

// WindowHeight is the height of the window in which documents are measured. A
// page is never lower, and percentages of the height refer to it.
const WindowHeight = 900

// Page is one measured document.
type Page struct {
	Words []Word `json:"words"`
	// Height is the height of the page in the window.
	Height int `json:"h"`
	// Content is the height that the page has when the window is one pixel high:
	// that of the content alone.
	Content int `json:"content"`
}

// Word is a word of a text node: the first rectangle it covers and the computed
// style of the element around it, as Chromium writes it.
type Word struct {
	Text                string
	X, Y, Width, Height float64
	Color               string
	FontSize            string
	FontWeight          string
}

// UnmarshalJSON reads the array [text, x, y, width, height, color, size, weight].
func (w *Word) UnmarshalJSON(data []byte) error {
	fields := []any{&w.Text, &w.X, &w.Y, &w.Width, &w.Height, &w.Color, &w.FontSize, &w.FontWeight}
	wanted := len(fields)
	if err := json.Unmarshal(data, &fields); err != nil {
		return fmt.Errorf("read a word of Chromium: %w", err)
	}
	if len(fields) != wanted {
		return fmt.Errorf("read a word of Chromium: %s has %d fields, not %d", data, len(fields), wanted)
	}
	return nil
}

// Reference is the page as the comparison wants it.
func (p Page) Reference() (compare.Reference, error) {
	reference := compare.Reference{Heights: []float64{float64(p.Height), float64(p.Content)}}
	for _, word := range p.Words {
		colour, err := layout.ParseColour(word.Color)
		if err != nil {
			return reference, fmt.Errorf("the word %q of Chromium: %w", word.Text, err)
		}
		reference.Words = append(reference.Words, layout.Word{Text: word.Text,
			X: word.X, Y: word.Y, W: word.Width, H: word.Height, Colour: colour})
	}
	return reference, nil
}
