package shell

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"runchecks/domain"
	"runchecks/ui/words"
)

// message returns the message that the open screen shows.
func (w *Window) message() (domain.Message, bool) {
	switch w.shown {
	case screenReaders:
		if at := w.readView.SelectedMessage(); at >= 0 {
			return w.readView.Messages()[at], true
		}
		return domain.Message{}, false
	case screenInbox:
		if at := w.inboxView.Selected(); at >= 0 {
			return w.inboxView.Rows()[at].Message, true
		}
		return domain.Message{}, false
	}
	if d := w.view.Details(); w.shown == screenRunChecks && w.view.Fresh() && d.Message != nil {
		return *d.Message, true
	}
	return domain.Message{}, false
}

// saveOriginal asks where and writes the message as it was fetched.
func (w *Window) saveOriginal() {
	m, ok := w.message()
	if !ok {
		return
	}
	ask := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			if err != nil {
				w.say(words.FailedTo("Cannot save the message there", err))
			}
			return
		}
		w.p.View.Background.Go(func(ctx context.Context) func() {
			raw, err := w.p.Original(ctx, m.ID)
			if err == nil {
				_, err = file.Write(raw)
			}
			err = ended(file, err)
			return func() {
				if err != nil {
					w.say(words.Toast{Text: fmt.Sprintf("The message could not be saved: %v. Choose another folder.", err), Error: true})
					return
				}
				w.say(words.Toast{Text: "Saved " + file.URI().Name()})
			}
		})
	}, w.window)
	ask.SetFileName(fileName(m.Subject))
	ask.SetFilter(storage.NewExtensionFileFilter([]string{".eml"}))
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

// fileName makes a file name of a subject: letters, digits and a few signs only,
// since the subject is the sender's.
func fileName(subject string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == ' ':
			return r
		default:
			return -1
		}
	}, subject)
	name = strings.Join(strings.Fields(name), " ")
	if len(name) > 60 {
		name = strings.TrimSpace(name[:60])
	}
	if name == "" {
		name = "message"
	}
	return name + ".eml"
}

// copyObjects puts the object rows on the clipboard.
func (w *Window) copyObjects() {
	w.app.Clipboard().SetContent(w.runs.CopyObjects())
	w.say(words.Toast{Text: "The objects are on the clipboard."})
}
