// Package golden reads and writes the words of Chromium as test data. The same
// words always give the same bytes, so a file that is written again differs only
// where Chromium does.
package golden

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"runchecks/tools/fidelity/chromium"
)

// Encode writes {"words":[[text,x,y,width,height,color,fontSize,fontWeight],...],"h":height}.
// Lengths have at most three decimals: Chromium counts in 64ths of a pixel.
func Encode(page chromium.Page) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(`{"words":[`)
	for i, word := range page.Words {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('[')
		if err := writeString(&out, word.Text); err != nil {
			return nil, err
		}
		for _, length := range []float64{word.X, word.Y, word.Width, word.Height} {
			out.WriteString("," + formatLength(length))
		}
		for _, style := range []string{word.Color, word.FontSize, word.FontWeight} {
			out.WriteByte(',')
			if err := writeString(&out, style); err != nil {
				return nil, err
			}
		}
		out.WriteByte(']')
	}
	fmt.Fprintf(&out, `],"h":%d}`, page.Height)
	return out.Bytes(), nil
}

// Decode reads what Encode wrote.
func Decode(data []byte) (chromium.Page, error) {
	var page chromium.Page
	if err := json.Unmarshal(data, &page); err != nil {
		return page, fmt.Errorf("read a golden file: %w", err)
	}
	return page, nil
}

// writeString leaves <, > and & readable, which json.Marshal does not.
func writeString(out *bytes.Buffer, text string) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // the line feed of Encode
	return nil
}

func formatLength(length float64) string {
	text := strings.TrimRight(strings.TrimRight(strconv.FormatFloat(length, 'f', 3, 64), "0"), ".")
	if text == "-0" {
		return "0"
	}
	return text
}
