package runchecks_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/uitest"
)

// drawn are the texts that Fyne draws of an object: it goes into containers and widgets, and
// into nothing that only has one in it.
func drawn(o fyne.CanvasObject) (out []string) {
	if o == nil || !o.Visible() {
		return nil
	}
	var within []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		return []string{o.Text}
	case *fyne.Container:
		within = o.Objects
	case fyne.Widget:
		within = test.WidgetRenderer(o).Objects()
	}
	for _, child := range within {
		out = append(out, drawn(child)...)
	}
	return out
}

func TestTheEndOfTheMorningShowsTheNightAndWhoLooked(t *testing.T) {
	d := uitest.New(t, 3)
	d.Do("runchecks.tick-all")
	d.Do("runchecks.review")
	d.Settle()
	d.Do("runchecks.review-fine")
	d.Settle()
	f, ok := d.W.RunChecks.Model.Finish()
	if !ok {
		t.Fatal("nothing waits, and it is no end of the morning")
	}
	texts := drawn(d.W.RunChecks.Content())
	for _, want := range []string{f.Title, f.Night, f.People[0].Name, f.People[0].Reviewed} {
		if !slices.Contains(texts, want) {
			t.Errorf("%q is not drawn: %s", want, strings.Join(texts, " | "))
		}
	}
	for _, n := range f.Numbers {
		if !slices.Contains(texts, n.Number) || !slices.Contains(texts, n.Words) {
			t.Errorf("%s %s is not drawn", n.Number, n.Words)
		}
	}
	for _, r := range f.Open {
		if !slices.Contains(texts, r.Words) {
			t.Errorf("%q is not drawn", r.Words)
		}
	}
}
