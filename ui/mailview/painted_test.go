package mailview_test

import (
	"context"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/raster"
	"runchecks/ui/mailview/snapshot"
)

var update = flag.Bool("update", false, "write the pictures anew")

// borders shows what is painted and not laid out: every kind of border, bullets, rounded
// boxes, frames of missing pictures, lines through text, a thickened face.
const borders = `<html><head><style>td{padding:4px} .b{margin:6px;padding:3px;width:140px}</style></head><body style="margin:4px;font-size:12px">
<div class=b style="border:4px solid #c00">solid</div><div class=b style="border:3px dashed #06c">dashed</div><div class=b style="border:3px dotted #080">dotted</div>
<div class=b style="border:6px double #333">double</div><div class=b style="border:4px inset #999">inset</div><div class=b style="border:1px solid #080;border-radius:8px;background:#dfd">rounded</div>
<ul><li>disc<ul><li>circle</ul></ul><ol type=i><li><u>under</u> <s>through</s> <code><b>thick</b></code> x<sup>2</sup></ol>
<img src="https://remote.example/logo.png" width=120 height=24> <img alt="Logo" src="cid:none" width=60 height=24>
<table border=1 style="border-collapse:collapse"><tr><td bgcolor="#fb9895" style="color:white"><b>Failed</b></td><td bgcolor="#ffd96c">Warning</td><td bgcolor="#00b050" style="color:white">Success</td></tr></table>
<hr></body></html>`

func TestPagesArePaintedAsBefore(t *testing.T) {
	engine := &mailview.Engine{Fonts: fonts(t), Limits: limit.Default()}
	for _, c := range []struct {
		name, html string
		scale      float64
		dark       bool
	}{
		{"borders", borders, 1, false},
		{"borders-dark", borders, 1.5, true},
		{"report", string(report(4)), 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := engine.OpenString(c.html, nil)
			if err != nil {
				t.Fatal(err)
			}
			p, err := m.Layout(context.Background(), 420)
			if err != nil {
				t.Fatal(err)
			}
			same(t, snapshot.Picture(p, raster.New(nil), c.scale, c.dark), filepath.Join("testdata", "pictures", c.name+".png"))
		})
	}
}

// Marks lie under text, or cover it and write it anew where it would be lost on them.
func TestMarkedTextCanBeRead(t *testing.T) {
	engine := &mailview.Engine{Fonts: fonts(t), Limits: limit.Default()}
	m, err := engine.OpenString(`<body style="margin:6px"><div style="background:#800000;color:white;padding:4px">Error of a server</div>`, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.Layout(context.Background(), 300)
	if err != nil {
		t.Fatal(err)
	}
	rects := func(words string) []page.Rect { return p.Rects(p.Find(words)[0], 0, p.H) }
	img := image.NewRGBA(image.Rect(0, 0, 300, 50))
	raster.New(nil).Paint(img, p, raster.View{Scale: 1, Marks: []raster.Mark{
		{Rects: rects("error"), Colour: colour(0xff, 0xe0, 0x66), Ink: colour(0x1b, 0x1f, 0x24)},
		{Rects: rects("server"), Colour: colour(0, 0x60, 0xff)},
	}})
	same(t, img, filepath.Join("testdata", "pictures", "marks.png"))
}

// same compares a picture with the one kept. Processors round differently, so single pixels
// may be a little off.
func same(t *testing.T, got *image.RGBA, file string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("the picture is %v, was %v", got.Bounds(), want.Bounds())
	}
	off := 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			r, g, b, _ := got.At(x, y).RGBA()
			r2, g2, b2, _ := want.At(x, y).RGBA()
			if far(r, r2) || far(g, g2) || far(b, b2) {
				off++
			}
		}
	}
	if most := got.Rect.Dx() * got.Rect.Dy() / 1000; off > most {
		t.Errorf("%d pixels of %s look different; %d may", off, file, most)
	}
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 24<<8 }
