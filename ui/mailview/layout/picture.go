package layout

import (
	"net/url"
	"strings"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/style"
)

// PictureSize returns the natural size of a picture that the mail itself carries, by a
// cid: or data: address; false for one that cannot be drawn.
type PictureSize func(source string) (w, h int, ok bool)

// pictures counts the pictures of a mail.
type pictures struct {
	size   PictureSize
	most   int
	count  int
	cuts   *limit.Cuts
	remote map[string]int
}

func (p *pictures) of(n *dom.Node) *page.Image {
	img := &page.Image{Source: strings.TrimSpace(n.Attr("src")), Alt: n.Attr("alt")}
	lower := strings.ToLower(img.Source[:min(8, len(img.Source))])
	switch {
	case strings.HasPrefix(lower, "cid:"), strings.HasPrefix(lower, "data:"):
		if p.count++; p.count > p.most {
			p.cuts.Add(limit.Pictures)
			return img
		}
		if w, h, ok := p.size(img.Source); ok && w > 0 && h > 0 {
			img.W, img.H = w, h
		}
	case strings.HasPrefix(lower, "http:"), strings.HasPrefix(lower, "https:"), strings.HasPrefix(lower, "//"):
		img.Host = hostOf(img.Source)
		p.remote[img.Host]++
	}
	return img
}

// hostOf returns where a picture would be fetched from.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Hostname()
	}
	return "unknown host"
}

// Bounds of a picture on the page, in CSS pixels.
const (
	widestPicture  = 8000
	highestPicture = 20_000
)

// placeholder is the width of the frame of a missing picture beside its words.
const placeholder = 16

// pictureSize returns the border box of a picture in a block of a width, negative where
// that is not known yet.
func (l *layouter) pictureSize(b *box, width float64) (w, h float64) {
	s := b.style
	natW, natH := float64(b.picture.W), float64(b.picture.H)
	missing := b.picture.Missing()
	if missing && b.picture.Alt != "" {
		natW, natH = placeholder+l.fonts.Shape(b.picture.Alt, &s.Font).Advance, max(placeholder, l.fonts.LineHeight(s))
	}
	w, hasW := s.Width.Resolve(width)
	h, hasH := s.Height.Resolve(-1)
	switch {
	case hasW && !hasH:
		if h = natH; natW > 0 && !missing {
			h = w * natH / natW
		}
	case hasH && !hasW:
		if w = natW; natH > 0 && !missing {
			w = h * natW / natH
		}
	case !hasW && !hasH:
		w, h = natW, natH
	}
	if most, ok := s.MaxWidth.Resolve(width); ok && w > most {
		if !hasH && w > 0 {
			h = h * most / w
		}
		w = most
	}
	if least, ok := s.MinWidth.Resolve(width); ok {
		w = max(w, least)
	}
	if most, ok := s.MaxHeight.Resolve(-1); ok && h > most {
		if !hasW && h > 0 {
			w = w * most / h
		}
		h = most
	}
	w, h = css.Bounded(w, 0, widestPicture), css.Bounded(h, 0, highestPicture)
	w += s.Border[style.Left].Width() + s.Border[style.Right].Width() + s.Padding[style.Left].Or0(0) + s.Padding[style.Right].Or0(0)
	h += s.Border[style.Top].Width() + s.Border[style.Bottom].Width() + s.Padding[style.Top].Or0(0) + s.Padding[style.Bottom].Or0(0)
	return w, h
}
