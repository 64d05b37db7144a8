//go:build linux || freebsd || openbsd || netbsd

package emoji

import (
	"bytes"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// watching returns a window whose texts are looked at, with Fyne's font of emoji not read.
func watching(t *testing.T) fyne.Window {
	t.Helper()
	a := test.NewTempApp(t)
	Watch(a)
	t.Cleanup(func() { fynetheme.DefaultEmojiFont().(*fyne.StaticResource).StaticContent = file })
	w := a.NewWindow("")
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(300, 200))
	return w
}

func read() bool { return bytes.Equal(fynetheme.DefaultEmojiFont().Content(), file) }

func TestAnEmojiIsShownWhateverWayItComes(t *testing.T) {
	typed := func(e *widget.Entry) {
		test.Type(e, "done ✅")
	}
	entry := func(does func(*widget.Entry)) func(fyne.Window) {
		return func(w fyne.Window) {
			e := widget.NewEntry()
			w.SetContent(container.NewVBox(e))
			does(e)
		}
	}
	shown := func(o fyne.CanvasObject) func(fyne.Window) {
		return func(w fyne.Window) { w.SetContent(container.NewVBox(o)) }
	}
	for name, show := range map[string]func(fyne.Window){
		"typed into a field": entry(typed),
		"pasted into a field": entry(func(e *widget.Entry) {
			c := test.NewClipboard()
			c.SetContent("❌")
			e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: c})
		}),
		"a field of several lines": func(w fyne.Window) {
			e := widget.NewMultiLineEntry()
			w.SetContent(e)
			typed(e)
		},
		"a cell of a list": func(w fyne.Window) {
			w.SetContent(widget.NewList(func() int { return 2 }, func() fyne.CanvasObject { return widget.NewLabel("") },
				func(n widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText([]string{"a", "🔴"}[n]) }))
		},
		"a label":     shown(widget.NewLabel("⚠️ a label")),
		"a button":    shown(widget.NewButton("⏭", nil)),
		"rich text":   shown(widget.NewRichTextFromMarkdown("*so* ✅")),
		"a tick":      shown(widget.NewCheck("⬜", nil)),
		"a choice":    shown(widget.NewSelect([]string{"🔴"}, nil)),
		"placeholder": shown(&widget.Entry{PlaceHolder: "🔍"}),
		"text that nobody lays out": func(w fyne.Window) {
			text := canvas.NewText("✅", fynetheme.Color(fynetheme.ColorNameForeground))
			text.Resize(fyne.NewSize(40, 20))
			w.SetContent(container.NewWithoutLayout(text))
		},
		"a menu": func(w fyne.Window) {
			widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", fyne.NewMenuItem("🔴", nil)), w.Canvas(), fyne.NewPos(1, 1))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := watching(t)
			w.SetContent(widget.NewLabel("Backup succeeded ✓ ○"))
			w.Canvas().Capture()
			if read() {
				t.Fatal("the font is read without an emoji")
			}
			show(w)
			if s := openChoice(w); s != nil {
				test.Tap(s)
			}
			w.Canvas().Capture()
			if !read() {
				t.Error("the font is not read")
			}
		})
	}
}

// openChoice returns the choice of a window that has one: its texts are seen once it is open.
func openChoice(w fyne.Window) *widget.Select {
	if c, ok := w.Content().(*fyne.Container); ok {
		s, _ := c.Objects[0].(*widget.Select)
		return s
	}
	return nil
}

func TestTheFirstEmojiIsDrawnAsOneThatIsThereFromTheStart(t *testing.T) {
	picture := func(w fyne.Window) image.Image {
		w.SetContent(widget.NewLabel("a ✅ b ❌ c"))
		w.Canvas().Capture()
		return w.Canvas().Capture()
	}
	late := picture(watching(t))
	a := test.NewTempApp(t)
	w := a.NewWindow("")
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(300, 200))
	at := picture(w)
	if !bytes.Equal(late.(*image.NRGBA).Pix, at.(*image.NRGBA).Pix) {
		t.Error("it is drawn differently")
	}
}

func TestTheWatchedApplicationIsOneOfADesktop(t *testing.T) {
	watching(t)
	d := fyne.CurrentApp().Driver()
	if _, ok := d.(interface {
		CurrentKeyModifiers() fyne.KeyModifier
	}); !ok {
		t.Error("nobody can ask it for the keys that are held")
	}
}
