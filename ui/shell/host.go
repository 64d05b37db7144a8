package shell

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"runchecks/ui/task"
	"runchecks/ui/words"
)

// This file is what the window does for the features beyond its own screens.

// OpenURL opens a page in the browser.
func (w *Window) OpenURL(page *url.URL) error { return w.p.OpenURL(page) }

// CopyText puts a text on the clipboard.
func (w *Window) CopyText(text string) { w.app.Clipboard().SetContent(text) }

// Background runs work beside the interface thread.
func (w *Window) Background() *task.Background { return w.p.Background }

// Clock is the time now.
func (w *Window) Clock() time.Time { return w.p.Clock() }

// Location is the zone that times are shown in.
func (w *Window) Location() *time.Location { return w.p.Location }

// Memory keeps how things are arranged for the next start.
func (w *Window) Memory() fyne.Preferences { return w.app.Preferences() }

// SaveFile asks where to, makes the file beside the interface thread and writes it. The whole
// content is made first: a file is never left half written by our fault.
func (w *Window) SaveFile(name, ending string, write func(context.Context, io.Writer) error) {
	ask := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			if err != nil {
				w.Say(words.FailedTo(words.T("shell.cannot_save_there"), err))
			}
			return
		}
		w.p.Background.Go(func(ctx context.Context) func() {
			var content bytes.Buffer
			err := write(ctx, &content)
			if err == nil {
				_, err = file.Write(content.Bytes())
			}
			err = ended(file, err)
			return func() {
				name := file.URI().Name()
				if err != nil {
					w.Say(words.Toast{Text: words.T("shell.cannot_save", "file", name, "why", err), Error: true})
					return
				}
				w.Say(words.Toast{Text: words.T("shell.saved", "file", name)})
			}
		})
	}, w.window)
	ask.SetFileName(name)
	ask.SetFilter(storage.NewExtensionFileFilter([]string{"." + ending}))
	w.openDialog(ask)
}

// ended ends the writing of a file: where something went wrong, what was there stays, if
// the file can do that.
func ended(file fyne.URIWriteCloser, err error) error {
	if err == nil {
		return file.Close()
	}
	if whole, ok := file.(interface{ Discard() error }); ok {
		return errors.Join(err, whole.Discard())
	}
	return errors.Join(err, file.Close())
}

// OpenFile asks for a file and reads it beside the interface thread.
func (w *Window) OpenFile(endings []string, most int64, then func(name string, data []byte, err error)) {
	ask := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			if err != nil {
				w.Say(words.FailedTo(words.T("shell.cannot_open_file"), err))
			}
			return
		}
		w.p.Background.Go(func(context.Context) func() {
			data, err := io.ReadAll(io.LimitReader(file, most))
			err = errors.Join(err, file.Close())
			return func() { then(file.URI().Name(), data, err) }
		})
	}, w.window)
	ask.SetFilter(storage.NewExtensionFileFilter(endings))
	w.openDialog(ask)
}

// FileName makes the name of a file, without its ending, of a text such as a subject: letters,
// digits and a few signs only, since the text is a stranger's; instead is for a text without any.
func FileName(text, instead string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == ' ':
			return r
		default:
			return -1
		}
	}, text)
	name = strings.Join(strings.Fields(name), " ")
	if len(name) > 60 {
		name = strings.TrimSpace(name[:60])
	}
	if name == "" {
		name = instead
	}
	return name
}
