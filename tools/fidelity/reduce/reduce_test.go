package reduce

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

const document = `<!DOCTYPE html><html><head><meta charset="utf-8"><style>p{margin:0}</style></head><body>` +
	`<table width="100%"><tr><td style="padding:2px;color:red;height:9px" nowrap>one two <b>three</b> four<br>five</td><td>six</td></tr></table>` +
	`<p>seven<p>eight</body></html>`

// containing is a fault that every document with all of these parts shows.
func containing(parts ...string) Fails {
	return func(_ context.Context, documents []string) ([]bool, error) {
		failing := make([]bool, len(documents))
		for i, document := range documents {
			failing[i] = !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(document, part) })
		}
		return failing, nil
	}
}

func TestOnlyWhatTheFaultNeedsIsLeft(t *testing.T) {
	got, err := Document(t.Context(), document, 100, containing("<td", "color:red", "three"))
	want := `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><td style="color:red">three</td></body></html>`
	if err != nil || got != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}

func TestTheSameDocumentIsReducedInTheSameWay(t *testing.T) {
	first, _ := Document(t.Context(), document, 3, containing("six"))
	second, _ := Document(t.Context(), document, 3, containing("six"))
	if first != second || len(first) >= len(document) {
		t.Errorf("got %q and %q", first, second)
	}
}

func TestADocumentThatNeedsEverythingStaysAsItIs(t *testing.T) {
	asked := 0
	got, err := Document(t.Context(), document, 100, func(_ context.Context, documents []string) ([]bool, error) {
		asked++
		return make([]bool, len(documents)), nil
	})
	if err != nil || got != document || asked == 0 || asked > 5 {
		t.Errorf("got %q, %v after %d runs", got, err, asked)
	}
}

func TestAnErrorKeepsWhatWasReachedSoFar(t *testing.T) {
	broken := errors.New("the browser crashed")
	got, err := Document(t.Context(), document, 100, func(context.Context, []string) ([]bool, error) { return nil, broken })
	if !errors.Is(err, broken) || got != document {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestARunTriesNoMoreThanABrowserTakes(t *testing.T) {
	big := "<body>" + strings.Repeat("<p>one two three</p>", 100)
	_, err := Document(t.Context(), big, 20, func(_ context.Context, documents []string) ([]bool, error) {
		if len(documents) > perRun {
			t.Errorf("%d documents in a run", len(documents))
		}
		return make([]bool, len(documents)), nil
	})
	if err != nil {
		t.Error(err)
	}
}
