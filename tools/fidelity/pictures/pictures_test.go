package pictures

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

func plain(width, height int, c color.Color) *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	return picture
}

func TestEqualPicturesAreIdentical(t *testing.T) {
	got := Compare(plain(10, 9, color.Black), plain(10, 9, color.Black))
	if got != (Blocks{Total: 9, Identical: 9}) {
		t.Errorf("got %+v", got)
	}
}

func TestASmoothedEdgeIsADifferenceThatNobodySees(t *testing.T) {
	other := plain(8, 4, color.White)
	other.Set(1, 1, color.Gray{200})
	got := Compare(plain(8, 4, color.White), other)
	if got.Total != 2 || got.Identical != 1 || got.Visible != 0 || got.Mean == 0 {
		t.Errorf("got %+v", got)
	}
}

func TestTheMissingPartOfALowerPictureIsWhite(t *testing.T) {
	got := Compare(plain(4, 8, color.Black), plain(4, 4, color.Black))
	if got.Total != 2 || got.Identical != 1 || got.Visible != 1 || got.Mean != 127.5 {
		t.Errorf("got %+v", got)
	}
}

func TestThePicturesStandSideBySideUnderTheCaption(t *testing.T) {
	red, blue := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}
	sheet := Beside(plain(28, 5, color.White), plain(10, 20, red), plain(10, 30, blue))
	if size := sheet.Bounds().Size(); size != image.Pt(10+Gap+10, 35) {
		t.Fatalf("the sheet is %v", size)
	}
	if sheet.At(0, 5) != red || sheet.At(10+Gap, 34) != blue || sheet.At(0, 4) != (color.RGBA{255, 255, 255, 255}) {
		t.Error("a picture is not in its place")
	}
}
