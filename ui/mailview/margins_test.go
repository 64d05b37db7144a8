package mailview_test

import (
	"context"
	"testing"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/snapshot"
)

// Margins collapse through blocks without content, and the largest remains (CSS 2.2,
// 8.3.1). A paragraph around a heading is two empty ones before and behind it. The places
// of the heading are Chromium's.
func TestMarginsCollapseThroughEmptyBlocks(t *testing.T) {
	engine := &mailview.Engine{Fonts: fonts(t), Limits: limit.Default()}
	const standards = "<!DOCTYPE html>"
	for _, c := range []struct {
		html string
		y    float64
	}{
		{standards + `<body><h3>Title</h3>`, 18.72},
		{standards + `<body><p><h3>Title</h3></p>`, 18.72},
		{standards + `<body><p><h3>Title</h3></p><p>more`, 18.72},
		{standards + `<body><div><p><h3>Title</h3></p></div>`, 18.72},
		{standards + `<body><div><p></p></div><div> <p><span></span></p></div><h3>Title</h3>`, 18.72},
		{standards + `<body><p style="margin-bottom:30px"></p><h3>Title</h3>`, 30},
		{standards + `<body><p style="margin-bottom:-4px"></p><h3>Title</h3>`, 14.72},
		{standards + `<body><p style="padding-top:1px"></p><h3>Title</h3>`, 16 + 1 + 18.72},
		{standards + `<body><p>&nbsp;</p><h3>Title</h3>`, 16 + 22 + 18.72},
		{standards + `<body><div style="border:1px solid"><p><h3>Title</h3></p></div>`, 8 + 1 + 18.72},
		{`<body><p><h3>Title</h3></p>`, 8},
		// In quirks mode default margins vanish at the end of a cell, too: 22 is the line in it.
		{`<body style="margin:0"><table cellspacing=0 cellpadding=0><tr><td>x<blockquote></blockquote></td></tr></table><h3>Title</h3>`, 22 + 18.72},
	} {
		m, err := engine.OpenString(c.html, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := m.Layout(context.Background(), 600)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, w := range snapshot.Of(p).Words {
			if w.Text != "Title" {
				continue
			}
			found = true
			if d := w.Y - c.y; d > 0.05 || d < -0.05 {
				t.Errorf("%s: at %.2f, want %.2f", c.html, w.Y, c.y)
			}
		}
		if !found {
			t.Errorf("%s: the heading is not there", c.html)
		}
	}
}
