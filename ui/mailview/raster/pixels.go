package raster

import (
	"image"
	"image/color"
)

// fill sets pixels to an opaque colour.
func fill(dst *image.RGBA, r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(dst.Rect)
	if r.Empty() {
		return
	}
	n := r.Dx() * 4
	at := dst.PixOffset(r.Min.X, r.Min.Y)
	row := dst.Pix[at : at+n]
	for i := 0; i < n; i += 4 {
		row[i], row[i+1], row[i+2], row[i+3] = c.R, c.G, c.B, 255
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(dst.Pix[dst.PixOffset(r.Min.X, y):][:n], row)
	}
}

// blend lays a colour over pixels that are opaque and stay so.
func blend(dst *image.RGBA, r image.Rectangle, c color.NRGBA) {
	switch c.A {
	case 0:
		return
	case 255:
		fill(dst, r, c)
		return
	}
	r = r.Intersect(dst.Rect)
	if r.Empty() {
		return
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := dst.Pix[dst.PixOffset(r.Min.X, y):][:r.Dx()*4]
		for i := 0; i < len(row); i += 4 {
			mix(row[i:i+4:i+4], c, uint32(c.A))
		}
	}
}

// mix lays a colour of a coverage from 0 to 255 over one pixel.
func mix(px []byte, c color.NRGBA, share uint32) {
	rest := 255 - share
	px[0] = uint8((uint32(c.R)*share + uint32(px[0])*rest + 127) / 255)
	px[1] = uint8((uint32(c.G)*share + uint32(px[1])*rest + 127) / 255)
	px[2] = uint8((uint32(c.B)*share + uint32(px[2])*rest + 127) / 255)
}

// stamp lays a colour over pixels through a mask.
func stamp(dst *image.RGBA, mask *image.Alpha, x, y int, c color.NRGBA) {
	r := image.Rect(x, y, x+mask.Rect.Dx(), y+mask.Rect.Dy()).Intersect(dst.Rect)
	if r.Empty() {
		return
	}
	for yy := r.Min.Y; yy < r.Max.Y; yy++ {
		from := mask.Pix[(yy-y)*mask.Stride+r.Min.X-x:][:r.Dx()]
		to := dst.Pix[dst.PixOffset(r.Min.X, yy):][:4*r.Dx()]
		for i, share := range from {
			if share != 0 {
				mix(to[4*i:4*i+4:4*i+4], c, uint32(share)*uint32(c.A)/255)
			}
		}
	}
}
