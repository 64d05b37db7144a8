package pictures

import (
	"image"
	"image/color"
	"image/draw"
)

// Gap is the grey stripe between the two pictures.
const Gap = 8

// Beside puts two pictures side by side under a caption.
func Beside(caption, left, right image.Image) image.Image {
	top := caption.Bounds().Dy()
	width := left.Bounds().Dx() + Gap + right.Bounds().Dx()
	height := top + max(left.Bounds().Dy(), right.Bounds().Dy())
	sheet := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.Gray{Y: 128}), image.Point{}, draw.Src)
	put := func(picture image.Image, x, y int) {
		place := picture.Bounds().Sub(picture.Bounds().Min).Add(image.Pt(x, y))
		draw.Draw(sheet, place, picture, picture.Bounds().Min, draw.Over)
	}
	put(caption, 0, 0)
	put(left, 0, top)
	put(right, left.Bounds().Dx()+Gap, top)
	return sheet
}
