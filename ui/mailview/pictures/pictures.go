// Package pictures decodes the pictures that a mail carries itself, by cid: and data:
// addresses, within limits. It never fetches anything.
package pictures

import (
	"bytes"
	"encoding/base64"
	"image"
	_ "image/gif" // the first frame
	_ "image/jpeg"
	_ "image/png"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/image/draw"

	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
)

// Part is a picture in a mail.
type Part struct {
	ID      string // Content-ID without angle brackets
	Content []byte
}

// Album is the pictures of one mail. It may be used by several goroutines.
type Album struct {
	parts map[string][]byte
	lim   limit.Limits

	mu     sync.Mutex
	images map[string]image.Image
	pixels int // of all decoded so far, before scaling
}

// New returns the album of a mail.
func New(parts []Part, lim limit.Limits) *Album {
	a := &Album{parts: map[string][]byte{}, lim: lim, images: map[string]image.Image{}}
	for _, p := range parts {
		if p.ID != "" {
			a.parts[strings.ToLower(p.ID)] = p.Content
		}
	}
	return a
}

// content returns the bytes of a picture, nil for one that the mail does not carry.
func (a *Album) content(source string) []byte {
	scheme, rest, _ := strings.Cut(source, ":")
	switch strings.ToLower(scheme) {
	case "cid":
		if id, err := url.PathUnescape(rest); err == nil {
			rest = id
		}
		return a.parts[strings.ToLower(rest)]
	case "data":
		return inline(rest)
	}
	return nil
}

// inline decodes the rest of a data: address (RFC 2397).
func inline(rest string) []byte {
	head, data, found := strings.Cut(rest, ",")
	if !found {
		return nil
	}
	if strings.HasSuffix(strings.ToLower(strings.TrimSpace(head)), ";base64") {
		data = strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, data)
		raw, err := base64.StdEncoding.DecodeString(data)
		if err != nil {
			raw, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(data, "="))
		}
		if err != nil {
			return nil
		}
		return raw
	}
	raw, err := url.PathUnescape(data)
	if err != nil {
		return nil
	}
	return []byte(raw)
}

// Bytes returns a picture as it is in the mail and its media type, for a copy of the
// mail; false for one that is not there or not of a kind that is drawn.
func (a *Album) Bytes(source string) (media string, content []byte, ok bool) {
	content = a.content(source)
	_, format, err := image.DecodeConfig(bytes.NewReader(content))
	return "image/" + format, content, err == nil
}

// Size returns the natural size of a picture; false for one that cannot be drawn. Only
// its head is read.
func (a *Album) Size(source string) (w, h int, ok bool) {
	c, _, err := image.DecodeConfig(bytes.NewReader(a.content(source)))
	if err != nil || c.Width <= 0 || c.Height <= 0 || c.Width > a.lim.PicturePixels/c.Height {
		return 0, 0, false
	}
	return c.Width, c.Height, true
}

// sharpness is how many pixels of the device a CSS pixel may have.
const sharpness = 2

// Load decodes the pictures of a page, so that Image has them. Large ones are kept no
// larger than they are shown.
func (a *Album) Load(p *page.Page) {
	for i := range p.Items {
		if it := &p.Items[i]; it.Kind == page.Picture && !it.Image.Missing() {
			a.load(it.Image, int(it.Rect.W*sharpness), int(it.Rect.H*sharpness))
		}
	}
}

func (a *Album) load(img *page.Image, w, h int) {
	a.mu.Lock()
	_, known := a.images[img.Source]
	room := a.lim.AllPixels - a.pixels
	if !known && img.W <= room/max(1, img.H) {
		a.pixels += img.W * img.H
	}
	a.mu.Unlock()
	if known || img.W > room/max(1, img.H) {
		return
	}
	decoded := decode(a.content(img.Source))
	if decoded != nil && img.W > w && img.H > h && w > 0 && h > 0 {
		small := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.CatmullRom.Scale(small, small.Rect, decoded, decoded.Bounds(), draw.Src, nil)
		decoded = small
	}
	a.mu.Lock()
	a.images[img.Source] = decoded
	a.mu.Unlock()
}

// decode returns nil for what is no picture, or one that our decoders stumble over.
func decode(content []byte) (img image.Image) {
	defer func() {
		if recover() != nil {
			img = nil
		}
	}()
	img, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	return img
}

// Image returns a picture that was loaded, nil for another.
func (a *Album) Image(source string) image.Image {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.images[source]
}
