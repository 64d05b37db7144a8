// Package judge asks both sides for their pages and compares them.
package judge

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"runchecks/tools/fidelity/chromium"
	"runchecks/tools/fidelity/compare"
	"runchecks/tools/fidelity/layout"
)

// Document is an HTML document with a name to speak of it.
type Document struct {
	Name string
	HTML []byte
}

// Browser measures documents; *chromium.Browser does.
type Browser interface {
	Measure(ctx context.Context, documents [][]byte, width int) ([]chromium.Page, error)
}

// Judge holds a renderer against a browser.
type Judge struct {
	Browser  Browser
	Renderer layout.Renderer
	// Parallel is how many documents are rendered at once.
	Parallel int
}

// Verdict is what was found about one document.
type Verdict struct {
	Document Document
	Width    int
	Result   compare.Result
	// Err is set when one side could not lay out the document. All its words count
	// as wrong then.
	Err error
}

// Exact says whether both sides show the same.
func (v Verdict) Exact() bool { return v.Err == nil && v.Result.Exact() }

// Compare compares every document. A document that fails has its error in its
// verdict; an error of Compare itself means that there is no result at all.
func (j Judge) Compare(ctx context.Context, documents []Document, width int) ([]Verdict, error) {
	contents := make([][]byte, len(documents))
	for i, document := range documents {
		contents[i] = document.HTML
	}
	pages, err := j.Browser.Measure(ctx, contents, width)
	if err != nil {
		return nil, err
	}
	if len(pages) != len(documents) {
		return nil, fmt.Errorf("the browser measured %d documents of %d", len(pages), len(documents))
	}
	verdicts := make([]Verdict, len(documents))
	var group errgroup.Group
	group.SetLimit(max(1, j.Parallel))
	for i, document := range documents {
		group.Go(func() error {
			verdicts[i] = j.verdict(ctx, document, pages[i], width)
			return ctx.Err()
		})
	}
	return verdicts, group.Wait()
}

func (j Judge) verdict(ctx context.Context, document Document, page chromium.Page, width int) Verdict {
	verdict := Verdict{Document: document, Width: width, Result: compare.Result{Total: len(page.Words)}}
	reference, err := page.Reference()
	if err != nil {
		verdict.Err = err
		return verdict
	}
	laidOut, err := j.Renderer.Render(ctx, document.Name, document.HTML, width)
	if err != nil {
		verdict.Err = err
		return verdict
	}
	verdict.Result = compare.Pages(reference, laidOut)
	return verdict
}

// Sum adds up verdicts.
type Sum struct{ Documents, Exact, Words, Right int }

// Add adds one verdict.
func (s *Sum) Add(verdict Verdict) {
	s.Documents++
	s.Words += verdict.Result.Total
	s.Right += verdict.Result.Right
	if verdict.Exact() {
		s.Exact++
	}
}
