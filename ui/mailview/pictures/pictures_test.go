package pictures_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/url"
	"strings"
	"testing"

	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/pictures"
)

var (
	red  = color.RGBA{255, 0, 0, 255}
	blue = color.RGBA{0, 0, 255, 255}
)

func filled(w, h int, c color.Color) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{c, color.Black})
	return img
}

func pngOf(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, filled(w, h, red)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pngHead is the beginning of a PNG that claims a size.
func pngHead(w, h uint32) []byte {
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(chunk, w)
	chunk = binary.BigEndian.AppendUint32(chunk, h)
	chunk = append(chunk, 8, 6, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, chunk...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(chunk))
}

func album(lim limit.Limits, parts ...pictures.Part) *pictures.Album { return pictures.New(parts, lim) }

// pageOf is a page with pictures of an album, all shown at one size.
func pageOf(a *pictures.Album, w, h float64, sources ...string) *page.Page {
	p := &page.Page{}
	for _, s := range sources {
		pw, ph, _ := a.Size(s)
		p.Items = append(p.Items, page.Item{Kind: page.Picture, Rect: page.Rect{W: w, H: h}, Image: &page.Image{Source: s, W: pw, H: ph}})
	}
	return p
}

func TestAPictureIsFoundByItsContentID(t *testing.T) {
	a := album(limit.Default(), pictures.Part{ID: "Logo.1@Example.com", Content: pngOf(t, 5, 7)}, pictures.Part{ID: "a b", Content: pngOf(t, 3, 3)}, pictures.Part{Content: pngOf(t, 9, 9)})
	for source, want := range map[string]image.Point{
		"cid:Logo.1@Example.com": {X: 5, Y: 7}, "CID:logo.1@example.COM": {X: 5, Y: 7}, "cid:Logo.1%40Example.com": {X: 5, Y: 7}, "cid:a%20b": {X: 3, Y: 3}, "cid:a b": {X: 3, Y: 3},
		"cid:": {}, "cid:other": {}, "Logo.1@Example.com": {}, "": {}, "cid:%zz": {}, "http://example.com/Logo.1@Example.com": {}, "file:///cid:a b": {},
	} {
		w, h, ok := a.Size(source)
		if w != want.X || h != want.Y || ok != (want != image.Point{}) {
			t.Errorf("%q is %d by %d, %t; want %v", source, w, h, ok, want)
		}
	}
}

func TestDataAddressesAreDecoded(t *testing.T) {
	raw := pngOf(t, 5, 7)
	plain := base64.StdEncoding.EncodeToString(raw)
	good := map[string]string{
		"base64": "data:image/png;base64," + plain, "capitals": "DATA:image/PNG;BASE64," + plain, "no type": "data:;base64," + plain, "wrong type": "data:image/gif;base64," + plain,
		"no padding": "data:image/png;base64," + strings.TrimRight(plain, "="), "wrapped": "data:image/png;base64,\r\n " + plain[:20] + "\r\n\t" + plain[20:], "a parameter": "data:image/png;name=x.png;base64," + plain,
		"percent": "data:image/png," + url.PathEscape(string(raw)),
	}
	a := album(limit.Default())
	for name, source := range good {
		if w, h, ok := a.Size(source); !ok || w != 5 || h != 7 {
			t.Errorf("%s: %d by %d, %t", name, w, h, ok)
		}
	}
	for name, source := range map[string]string{
		"no comma": "data:image/png;base64" + plain, "broken base64": "data:image/png;base64,!!!", "broken percent": "data:image/png,%zz", "empty": "data:", "no picture": "data:text/html,<b>x</b>", "cut": good["base64"][:40],
		"a vector picture": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='http://example.com/x'/></svg>", "nothing behind the comma": "data:image/png;base64,",
	} {
		if w, h, ok := a.Size(source); ok {
			t.Errorf("%s: %d by %d", name, w, h)
		}
		if media, _, ok := a.Bytes(source); ok {
			t.Errorf("%s: is a %q", name, media)
		}
	}
}

func TestBytesAreThoseOfTheMailWithTheirRealType(t *testing.T) {
	raw := pngOf(t, 5, 7)
	a := album(limit.Default(), pictures.Part{ID: "x", Content: raw})
	media, content, ok := a.Bytes("cid:x")
	if !ok || media != "image/png" || !bytes.Equal(content, raw) {
		t.Errorf("%q, %d bytes, %t", media, len(content), ok)
	}
	if media, _, ok := a.Bytes("data:text/html;base64," + base64.StdEncoding.EncodeToString(raw)); !ok || media != "image/png" {
		t.Errorf("labelled as HTML it is %q, %t", media, ok)
	}
}

// A head of thirty bytes may claim gigabytes.
func TestAPictureThatClaimsTooManyPixelsIsRefused(t *testing.T) {
	for _, size := range [][2]uint32{{30_000, 30_000}, {1 << 30, 1}, {1, 1 << 30}, {1<<31 - 1, 1<<31 - 1}, {0, 5}, {5, 0}} {
		a := album(limit.Default(), pictures.Part{ID: "x", Content: pngHead(size[0], size[1])})
		if w, h, ok := a.Size("cid:x"); ok {
			t.Errorf("%v is taken as %d by %d", size, w, h)
		}
	}
	a := album(limit.Default(), pictures.Part{ID: "x", Content: pngHead(4096, 4096)})
	if _, _, ok := a.Size("cid:x"); !ok {
		t.Error("as many pixels as are allowed are refused")
	}
}

func TestAPictureWithoutABodyIsNoImage(t *testing.T) {
	a := album(limit.Default(), pictures.Part{ID: "x", Content: pngHead(50, 50)})
	a.Load(pageOf(a, 50, 50, "cid:x"))
	if img := a.Image("cid:x"); img != nil {
		t.Errorf("%v", img.Bounds())
	}
}

func TestKindsOfPictures(t *testing.T) {
	var jpg, moving bytes.Buffer
	if err := jpeg.Encode(&jpg, filled(8, 6, red), nil); err != nil {
		t.Fatal(err)
	}
	if err := gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{filled(8, 6, red), filled(8, 6, blue)}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"PNG": pngOf(t, 8, 6), "JPEG": jpg.Bytes(), "the first frame of a GIF": moving.Bytes()} {
		a := album(limit.Default(), pictures.Part{ID: "x", Content: content})
		a.Load(pageOf(a, 8, 6, "cid:x"))
		img := a.Image("cid:x")
		if img == nil || img.Bounds().Dx() != 8 || img.Bounds().Dy() != 6 {
			t.Errorf("%s: %v", name, img)
			continue
		}
		if r, g, b, _ := img.At(3, 3).RGBA(); r>>8 < 250 || g>>8 > 5 || b>>8 > 5 {
			t.Errorf("%s: red is %d, %d, %d", name, r>>8, g>>8, b>>8)
		}
	}
}

func TestLargePicturesAreKeptAsLargeAsTheyAreShown(t *testing.T) {
	a := album(limit.Default(), pictures.Part{ID: "large", Content: pngOf(t, 800, 600)}, pictures.Part{ID: "small", Content: pngOf(t, 20, 15)})
	a.Load(pageOf(a, 80, 60, "cid:large", "cid:small"))
	large := a.Image("cid:large")
	// Screens have up to two pixels for one of CSS.
	if large == nil || large.Bounds().Dx() != 160 || large.Bounds().Dy() != 120 {
		t.Fatalf("large: %v", large)
	}
	if r, _, b, _ := large.At(80, 60).RGBA(); r>>8 < 250 || b>>8 > 5 {
		t.Error("scaling changes the colour")
	}
	if small := a.Image("cid:small"); small == nil || small.Bounds().Dx() != 20 {
		t.Errorf("small: %v", small)
	}
}

func TestOnlyPicturesOfThePageAreLoaded(t *testing.T) {
	a := album(limit.Default(), pictures.Part{ID: "a", Content: pngOf(t, 5, 5)}, pictures.Part{ID: "b", Content: pngOf(t, 5, 5)})
	p := pageOf(a, 5, 5, "cid:a", "cid:missing")
	p.Items = append(p.Items, page.Item{Kind: page.Fill})
	a.Load(p)
	if a.Image("cid:a") == nil || a.Image("cid:b") != nil || a.Image("cid:missing") != nil || a.Image("http://example.com/x") != nil {
		t.Error("another picture than that of the page")
	}
}

func TestAllPicturesTogetherAreLimited(t *testing.T) {
	lim := limit.Default()
	lim.AllPixels = 250
	a := album(lim, pictures.Part{ID: "a", Content: pngOf(t, 10, 10)}, pictures.Part{ID: "b", Content: pngOf(t, 10, 10)}, pictures.Part{ID: "c", Content: pngOf(t, 10, 10)}, pictures.Part{ID: "d", Content: pngOf(t, 5, 10)})
	p := pageOf(a, 10, 10, "cid:a", "cid:a", "cid:b", "cid:c", "cid:d")
	a.Load(p)
	a.Load(p) // what is known costs nothing
	for id, want := range map[string]bool{"a": true, "b": true, "c": false, "d": true} {
		if got := a.Image("cid:"+id) != nil; got != want {
			t.Errorf("%s is loaded: %t", id, got)
		}
	}
}
