package codeedit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func shown(t *testing.T) (*Editor, *[]string) {
	t.Helper()
	test.NewTempApp(t)
	e := New()
	var typed []string
	e.OnChanged = func(text string) { typed = append(typed, text) }
	w := test.NewTempWindow(t, e)
	w.Resize(fyne.NewSize(400, 200))
	return e, &typed
}

func TestWhatIsTypedIsToldAndWhatIsSetIsNot(t *testing.T) {
	e, typed := shown(t)
	e.SetText("name = \"x\"")
	if len(*typed) != 0 {
		t.Errorf("setting told %q", *typed)
	}
	test.Type(e.entry, "#")
	if len(*typed) != 1 || (*typed)[0] != "#name = \"x\"" {
		t.Errorf("typing told %q", *typed)
	}
}

func TestALockedTextCanNotBeChanged(t *testing.T) {
	e, typed := shown(t)
	e.SetText("name")
	e.SetEditable(false)
	test.Type(e.entry, "abc")
	e.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	e.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	if e.Text() != "name" || len(*typed) != 0 {
		t.Errorf("text %q, told %q", e.Text(), *typed)
	}
}

func TestGoingToALineBringsItIntoView(t *testing.T) {
	e, _ := shown(t)
	e.SetText(strings.Repeat("line\n", 100))
	e.GoTo(90, 3)
	if e.entry.CursorRow != 89 || e.entry.CursorColumn != 2 {
		t.Errorf("cursor at %d, %d", e.entry.CursorRow, e.entry.CursorColumn)
	}
	if y := float32(89) * rowHeight(); e.scroll.Offset.Y > y || e.scroll.Offset.Y+200 < y {
		t.Errorf("offset %v, line at %v", e.scroll.Offset.Y, y)
	}
}

func TestLinesWithAProblemAreMarkedByASignToo(t *testing.T) {
	e, _ := shown(t)
	e.SetText("a\nb\nc")
	e.SetMarks(map[int]bool{2: true})
	r, ok := test.TempWidgetRenderer(t, e.gutter).(*gutterRenderer)
	if !ok || len(r.numbers) != 3 || r.numbers[1].Text != "✗ 2" || r.numbers[0].Text != "1" {
		t.Errorf("gutter %+v", r)
	}
}

func TestKeysThatNoTextUsesGoToTheWindow(t *testing.T) {
	e, _ := shown(t)
	var got []fyne.KeyName
	fyne.CurrentApp().Driver().CanvasForObject(e).SetOnTypedKey(func(ev *fyne.KeyEvent) { got = append(got, ev.Name) })
	for _, name := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyF6, fyne.KeyReturn} {
		e.entry.TypedKey(&fyne.KeyEvent{Name: name})
	}
	if len(got) != 2 || got[0] != fyne.KeyEscape || got[1] != fyne.KeyF6 {
		t.Errorf("the window got %v", got)
	}
}

func TestTabLeavesADefinitionThatCannotBeChanged(t *testing.T) {
	e, _ := shown(t)
	for _, editable := range []bool{true, false} {
		if e.SetEditable(editable); e.entry.AcceptsTab() != editable {
			t.Errorf("editable %t: the text takes Tab: %t", editable, e.entry.AcceptsTab())
		}
	}
}
