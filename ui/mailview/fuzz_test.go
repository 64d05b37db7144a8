package mailview_test

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"testing"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/raster"
)

// FuzzLayout does with any HTML what the window does. Engine.Open and Layout turn a panic
// into an error, which fails here.
func FuzzLayout(f *testing.F) {
	samples, err := filepath.Glob("testdata/html/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range samples {
		if html, err := os.ReadFile(s); err == nil && len(html) < 8<<10 {
			f.Add(html, 600.0)
		}
	}
	for _, html := range []string{
		"<table><td><li>a<table align=right><td rowspan=3 width=1%>b<tr><td>c", "<p style='display:inline-block;float:left'>a<div style='clear:both'>",
		"<ol type=i start=-5><li value=3>\u05d0 1 (b)</ol><pre>\ta\r\nb", "<table style='display:flex'><col span=9><caption align=bottom>x</caption><td colspan=4>y",
	} {
		f.Add([]byte(html), 300.0)
	}
	engine := &mailview.Engine{Fonts: fonts(f), Limits: limit.Default()}
	f.Fuzz(func(t *testing.T, html []byte, width float64) {
		if !(width >= 1 && width <= 3000) || len(html) > 64<<10 {
			return
		}
		m, err := engine.Open(html, func(string) (int, int, bool) { return 20, 10, true })
		if err != nil {
			t.Fatal(err)
		}
		var first *page.Page
		for _, w := range []float64{width, width / 2, width} {
			p, err := m.Layout(context.Background(), w)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = p
			} else if w == width && (p.W != first.W || p.H != first.H || len(p.Items) != len(first.Items)) {
				t.Fatalf("the same width gives another page: %gx%g with %d items, then %gx%g with %d", first.W, first.H, len(first.Items), p.W, p.H, len(p.Items))
			}
		}
		dst := image.NewRGBA(image.Rect(0, 0, 120, 90))
		raster.New(nil).Paint(dst, first, raster.View{Y: first.H / 2, Scale: 1.5, Dark: true, Marks: []raster.Mark{{Rects: first.Rects(first.All(), 0, first.H)}}})
		if all := first.Text(first.All()); all != "" {
			first.Find(all[:min(len(all), 3)])
		}
		first.WordAt(first.Hit(width/2, first.H/2))
		for i := range first.Tables {
			first.Rows(i)
		}
	})
}
