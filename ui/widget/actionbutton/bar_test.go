package actionbutton

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestAButtonWithoutRoomIsBehindTheDots(t *testing.T) {
	test.NewTempApp(t)
	ran := map[string]bool{}
	var all []*Button
	for _, name := range []string{"Mark as reviewed", "Mark as success…", "Ticket…", "Remark…", "Accept until…"} {
		all = append(all, New(Plain, name, "X", func() { ran[name] = true }))
	}
	all[3].Disable()
	bar := NewBar(all...)
	w := test.NewTempWindow(t, bar)
	w.SetPadded(false)
	seen := map[int]bool{}
	for width := float32(900); width >= bar.MinSize().Width; width -= 10 {
		bar.Resize(fyne.NewSize(width, 30))
		seen[len(bar.Hidden())] = true
		end := float32(0)
		for i, b := range all {
			inMenu := false
			for _, h := range bar.Hidden() {
				inMenu = inMenu || h == b
			}
			if b.Visible() == inMenu {
				t.Errorf("in %.0f %q is visible %t, in the menu %t", width, b.Label(), b.Visible(), inMenu)
			}
			if b.Visible() {
				end = b.Position().X + b.Size().Width
			}
			if i == 0 && !b.Visible() {
				t.Errorf("in %.0f the first button is gone", width)
			}
		}
		if bar.more.Visible() {
			end = bar.more.Position().X + bar.more.Size().Width
		}
		if end > width+0.5 || bar.more.Visible() != (len(bar.Hidden()) > 0) {
			t.Errorf("in %.0f the bar ends at %.1f, dots %t, hidden %d", width, end, bar.more.Visible(), len(bar.Hidden()))
		}
	}
	if len(seen) != 5 {
		t.Errorf("so many were hidden: %v", seen)
	}
	all[0].SetLabel("Mark 102 jobs, 185 runs reviewed")
	if end := all[0].Size().Width; all[0].MinSize().Width > bar.Size().Width && end > bar.Size().Width {
		t.Errorf("a longer label makes the button %.0f wide", end)
	}
	bar.Resize(fyne.NewSize(240, 30))
	bar.Offer(all[0], false)
	for _, item := range bar.menu() {
		if item.Off {
			continue
		}
		item.Run()
	}
	if !ran["Ticket…"] || !ran["Accept until…"] || ran["Remark…"] {
		t.Errorf("ran %v", ran)
	}
	if !all[1].Visible() || all[0].Visible() {
		t.Error("the room of a button that is of no use is not given to the next")
	}
}
