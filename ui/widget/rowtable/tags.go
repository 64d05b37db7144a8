package rowtable

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// slotTag holds the objects of one tag.
type slotTag struct {
	back *canvas.Rectangle
	icon *canvas.Image
	text *ink.Line
}

const (
	spaceWidth float32 = 4  // between what is new and what follows
	tagGap     float32 = 6  // before a tag
	tagPad     float32 = 4  // within it
	tagIcon    float32 = 10 // its sign
	tagMost    float32 = 84 // its text is cut beyond that
)

func tagWidth(t Tag) float32 {
	if t == (Tag{}) {
		return 0
	}
	w := 2 * tagPad
	if t.Icon != nil {
		w += tagIcon
	}
	if t.Text != "" {
		w += min(tagMost, ink.Width(t.Text, theme.SmallSize, fyne.TextStyle{}))
		if t.Icon != nil {
			w += tagPad
		}
	}
	return w
}

// tagsWidth is what the tags keep of the line where it is short: their signs, without texts.
func (s *slot) tagsWidth(c Cell) (w float32) {
	for _, t := range c.Tags {
		if t.Icon != nil {
			t.Text = ""
		}
		if t != (Tag{}) {
			w += tagGap + tagWidth(t)
		}
	}
	return w
}

// drawTags draws the tags from x on. One whose text does not fit before right loses it where
// it has a sign; one that does not fit at all is left out.
func (s *slot) drawTags(v *slotCell, x, right, top, high float32) {
	for i, t := range v.shown.Tags {
		if s.table.density.single() {
			t = Tag{}
		}
		if x+tagGap+tagWidth(t) > right && t.Icon != nil {
			t.Text = ""
		}
		shown := t != (Tag{}) && x+tagGap+tagWidth(t) <= right
		if shown && v.tags[i] == nil {
			v.tags[i] = &slotTag{
				back: canvas.NewRectangle(nil), icon: &canvas.Image{FillMode: canvas.ImageFillContain},
				text: ink.NewLine(theme.SmallSize, false),
			}
			v.tags[i].back.CornerRadius = 3
			s.add(v.tags[i].back, v.tags[i].icon, v.tags[i].text.Text)
		}
		o := v.tags[i]
		if o == nil {
			continue
		}
		ink.Show(o.back, shown)
		ink.Show(o.icon, shown && t.Icon != nil)
		ink.Show(o.text.Text, shown && t.Text != "")
		if !shown {
			continue
		}
		x += tagGap
		w := tagWidth(t)
		ink.Fill(o.back, theme.Get(theme.GreyBg))
		ink.Place(o.back, x, top, w, high)
		at := x + tagPad
		if t.Icon != nil {
			ink.Picture(o.icon, t.Icon)
			ink.Place(o.icon, at, top+(high-tagIcon)/2, tagIcon, tagIcon)
			at += tagIcon + tagPad
		}
		o.text.Set(t.Text, tagMost, theme.Get(theme.Text), false)
		ink.Place(o.text.Text, at, top, max(0, x+w-tagPad-at), high)
		x += w
	}
}
