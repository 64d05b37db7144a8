// Package pictures compares two pictures of the same page and puts them side by
// side.
package pictures

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
)

// Blocks is what the comparison of two pictures in blocks of 4 by 4 pixels found.
// Single pixels would count every smoothed edge of every letter.
type Blocks struct {
	Total     int
	Identical int // equal to the bit
	Visible   int // of another colour on average
	// Mean is the mean difference of all channels of all pixels, 0 to 255.
	Mean float64
}

const (
	side = 4
	// visible is the smallest difference of averages that an eye notices in so
	// small a spot.
	visible = 24
)

// Compare compares two pictures. Where one has no pixels it counts as white.
func Compare(a, b image.Image) Blocks {
	area := image.Rect(0, 0, max(a.Bounds().Dx(), b.Bounds().Dx()), max(a.Bounds().Dy(), b.Bounds().Dy()))
	left, right := onWhite(a, area), onWhite(b, area)
	var found Blocks
	sum := 0
	for y := 0; y < area.Dy(); y += side {
		for x := 0; x < area.Dx(); x += side {
			difference, average := compareBlock(left, right, image.Rect(x, y, x+side, y+side).Intersect(area))
			found.Total++
			sum += difference
			if difference == 0 {
				found.Identical++
			}
			if average >= visible {
				found.Visible++
			}
		}
	}
	if !area.Empty() {
		found.Mean = float64(sum) / float64(area.Dx()*area.Dy()*3)
	}
	return found
}

// compareBlock gives the sum of all differences and the largest difference of the
// averages of a channel.
func compareBlock(a, b *image.RGBA, block image.Rectangle) (sum, average int) {
	var balance [3]int
	for y := block.Min.Y; y < block.Max.Y; y++ {
		for x := block.Min.X; x < block.Max.X; x++ {
			at := a.PixOffset(x, y)
			for channel := range balance {
				difference := int(a.Pix[at+channel]) - int(b.Pix[at+channel])
				balance[channel] += difference
				sum += max(difference, -difference)
			}
		}
	}
	for _, difference := range balance {
		average = max(average, max(difference, -difference)/(block.Dx()*block.Dy()))
	}
	return sum, average
}

// String is the line for the reader.
func (b Blocks) String() string {
	share := func(n int) float64 { return 100 * float64(n) / float64(max(b.Total, 1)) }
	return fmt.Sprintf("%.2f %% of blocks identical, mean difference %.2f of 255, %.2f %% visibly different",
		share(b.Identical), b.Mean, share(b.Visible))
}

func onWhite(picture image.Image, area image.Rectangle) *image.RGBA {
	white := image.NewRGBA(area)
	draw.Draw(white, area, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(white, picture.Bounds().Sub(picture.Bounds().Min), picture, picture.Bounds().Min, draw.Over)
	return white
}
