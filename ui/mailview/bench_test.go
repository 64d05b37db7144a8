package mailview_test

import (
	"context"
	"fmt"
	"image"
	"testing"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/raster"
)

func open(b testing.TB, e *mailview.Engine, html []byte, width float64) (*mailview.Mail, *page.Page) {
	b.Helper()
	m, err := e.Open(html, nil)
	if err != nil {
		b.Fatal(err)
	}
	p, err := m.Layout(context.Background(), width)
	if err != nil {
		b.Fatal(err)
	}
	return m, p
}

// BenchmarkFirstPaint is from the HTML of a report to the image of its first screen.
func BenchmarkFirstPaint(b *testing.B) {
	for _, rows := range []int{60, 300} {
		html := report(rows)
		b.Run(fmt.Sprintf("%drows-%dKB", rows, len(html)>>10), func(b *testing.B) {
			e := &mailview.Engine{Fonts: fonts(b), Limits: limit.Default()}
			dst := image.NewRGBA(image.Rect(0, 0, 900, 700))
			painter := raster.New(nil)
			b.ReportAllocs()
			for b.Loop() {
				_, p := open(b, e, html, 900)
				painter.Paint(dst, p, raster.View{Scale: 1})
			}
		})
	}
}

// BenchmarkLayoutAgain is another width of a mail that is open.
func BenchmarkLayoutAgain(b *testing.B) {
	for _, rows := range []int{60, 300} {
		b.Run(fmt.Sprintf("%drows", rows), func(b *testing.B) {
			e := &mailview.Engine{Fonts: fonts(b), Limits: limit.Default()}
			m, _ := open(b, e, report(rows), 900)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := m.Layout(context.Background(), float64(800+i%100)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkScroll is one frame of scrolling through 300 rows.
func BenchmarkScroll(b *testing.B) {
	for _, scale := range []float64{1, 2} {
		b.Run(fmt.Sprintf("scale%g", scale), func(b *testing.B) {
			e := &mailview.Engine{Fonts: fonts(b), Limits: limit.Default()}
			_, p := open(b, e, report(300), 900)
			dst := image.NewRGBA(image.Rect(0, 0, int(900*scale), int(700*scale)))
			painter := raster.New(nil)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				painter.Paint(dst, p, raster.View{Y: float64(i * 40 % 5000), Scale: scale})
			}
		})
	}
}
