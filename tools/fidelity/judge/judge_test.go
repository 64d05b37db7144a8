package judge

import (
	"context"
	"errors"
	"strings"
	"testing"

	"runchecks/tools/fidelity/chromium"
	"runchecks/tools/fidelity/layout"
)

// twoWords is a browser for which every document consists of the same two words.
type twoWords struct{}

func (twoWords) Measure(_ context.Context, documents [][]byte, _ int) ([]chromium.Page, error) {
	page := chromium.Page{Height: 900, Content: 40, Words: []chromium.Word{
		{Text: "Backup", X: 8, Y: 8, Width: 50, Height: 22, Color: "rgb(0, 0, 0)"},
		{Text: "done", X: 62, Y: 8, Width: 40, Height: 22, Color: "rgb(0, 176, 80)"},
	}}
	pages := make([]chromium.Page, len(documents))
	for i := range pages {
		pages[i] = page
	}
	return pages, nil
}

// shifted renders the words of twoWords, moved when the document says so.
type shifted struct{}

func (shifted) Render(_ context.Context, _ string, html []byte, width int) (layout.Layout, error) {
	pages, _ := twoWords{}.Measure(context.Background(), [][]byte{html}, width)
	reference, err := pages[0].Reference()
	if strings.Contains(string(html), "moved") {
		reference.Words[1].Y += 3
	}
	if strings.Contains(string(html), "broken") {
		err = errors.New("a panic")
	}
	return layout.Layout{Width: float64(width), Height: 40, Words: reference.Words}, err
}

func TestEveryDocumentHasItsOwnVerdict(t *testing.T) {
	documents := []Document{{"a", []byte("same")}, {"b", []byte("moved")}, {"c", []byte("broken")}}
	verdicts, err := Judge{Browser: twoWords{}, Renderer: shifted{}, Parallel: 2}.Compare(t.Context(), documents, 900)
	if err != nil {
		t.Fatal(err)
	}
	var sum Sum
	for _, verdict := range verdicts {
		sum.Add(verdict)
	}
	if !verdicts[0].Exact() || verdicts[1].Exact() || verdicts[1].Result.Off() != 1 || verdicts[2].Err == nil {
		t.Errorf("got %+v", verdicts)
	}
	if sum != (Sum{Documents: 3, Exact: 1, Words: 6, Right: 3}) {
		t.Errorf("a document that was not rendered must count as wrong: %+v", sum)
	}
}
