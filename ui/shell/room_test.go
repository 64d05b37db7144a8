package shell_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"runchecks/domain"
	"runchecks/ui/settings"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
	"runchecks/ui/widget/actionbutton"
)

// placed is a button that is shown, with its place in the window.
type placed struct {
	button *actionbutton.Button
	at     fyne.Position
	within fyne.CanvasObject // what it stands in
	page   *scrolled         // the scrolled page it stands on, if any
}

// scrolled is where a scrolled page ends and where the part of it in view ends.
type scrolled struct{ end, view float32 }

// behindDots adds the labels of the buttons that stand in the menu of a bar.
func behindDots(o fyne.CanvasObject, labels *[]string) {
	if o == nil || !o.Visible() {
		return
	}
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *actionbutton.Bar:
		for _, b := range o.Hidden() {
			*labels = append(*labels, b.Label())
		}
		if o.Menu != nil {
			for _, item := range o.Menu() {
				*labels = append(*labels, item.Label)
			}
		}
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	for _, child := range children {
		behindDots(child, labels)
	}
}

func placedButtons(o, within fyne.CanvasObject, at fyne.Position, page *scrolled) (out []placed) {
	if o == nil || !o.Visible() {
		return nil
	}
	at = at.Add(o.Position())
	if b, ok := o.(*actionbutton.Button); ok {
		return []placed{{b, at, within, page}}
	}
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		children = o.Objects
	case *container.Scroll:
		page = &scrolled{at.Y + o.Content.Position().Y + o.Content.Size().Height, at.Y + o.Size().Height}
		children = []fyne.CanvasObject{o.Content}
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	for _, child := range children {
		out = append(out, placedButtons(child, o, at, page)...)
	}
	return out
}

// TestEveryButtonHasItsPlaceInTheWindow looks at every button of every screen: in view as
// a whole, or behind the dots of its bar.
func TestEveryButtonHasItsPlaceInTheWindow(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Everything(t, store) })
	d.Held = 0
	for _, size := range []fyne.Size{fyne.NewSize(1920, 1080), fyne.NewSize(1366, 768), fyne.NewSize(1024, 700)} {
		d.Window.Resize(size)
		for _, s := range d.W.Screens() {
			d.Afresh(s.ID())
			if s.ID() == shell.RunChecks {
				d.W.RunChecks.Model.TickAll() // the longest words
			}
			if s.ID() == shell.ReaderSet && d.W.Readers.Model.CanTeach() {
				d.W.Readers.Model.Teach()
			}
			if d.HasReport() {
				d.Report().Mail().OpenFind()
			}
			d.Settle()
			if s.ID() == shell.RunChecks {
				labels := wantPlaces(t, d, s, size)
				for _, action := range []string{"Mark", "Ticket", "Remark", "Accept", "Save original"} {
					if !slices.ContainsFunc(labels, func(l string) bool { return strings.HasPrefix(l, action) }) {
						t.Errorf("%s is nowhere in %v: %q", action, size, labels)
					}
				}
				continue
			}
			wantPlaces(t, d, s, size)
		}
	}
}

// wantPlaces looks at every button of the screen that is shown: it returns their labels.
func wantPlaces(t *testing.T, d *uitest.Desk, s shell.Screen, size fyne.Size) (labels []string) {
	t.Helper()
	got := d.Window.Content().Size()
	all := placedButtons(d.Window.Content(), nil, fyne.NewPos(0, 0), nil)
	if len(all) == 0 {
		t.Errorf("%s has no button", s.ID())
	}
	behindDots(d.Window.Content(), &labels)
	for _, p := range all {
		labels = append(labels, p.button.Label())
	}
	for _, p := range all {
		if p.button.Label() == "" {
			continue // the cross of a toast that a test's driver does not lay out
		}
		name := fmt.Sprintf("%q of %s in %v", p.button.Label(), s.ID(), size)
		lower := got.Height
		if p.page != nil && s.ID() == settings.ID { // a page that scrolls as a whole: what it holds can be scrolled to
			lower = p.page.end
			if p.page.view > got.Height+0.5 {
				t.Errorf("%s is on a page whose view ends at %.0f; the window at %v", name, p.page.view, got)
			}
		}
		bottom := p.at.Y + p.button.Size().Height
		if end := p.at.X + p.button.Size().Width; end > got.Width+0.5 || p.at.X < -0.5 || bottom > lower+0.5 {
			t.Errorf("%s ends at %.0f, %.0f; the window at %v, its lower edge at %.0f", name, end, bottom, got, lower)
		}
		_, bar := p.within.(*actionbutton.Bar)
		if !bar && p.button.Size().Width < p.button.MinSize().Width-0.5 {
			t.Errorf("%s is %.0f wide and needs %.0f", name, p.button.Size().Width, p.button.MinSize().Width)
		}
	}
	if least := d.Window.Content().MinSize(); least.Width > size.Width+0.5 ||
		least.Height > size.Height-40 { // the menu stands above
		t.Errorf("%s makes the window grow to %v from %v: it never shrinks again", s.ID(), least, size)
	}
	return labels
}
