package features

import (
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain/plainfile"
	"runchecks/ui/words"
)

// mostMail is the largest mail that is read from a file, in bytes: a byte more is refused by
// whoever opens it.
const mostMail = 32<<20 + 1

// dropped opens the first mail among files that were dropped on the window.
func (w *Window) dropped(files []fyne.URI) {
	for _, f := range files {
		if f.Scheme() == "file" && strings.EqualFold(filepath.Ext(f.Path()), ".eml") {
			w.OpenMail(f.Path())
			return
		}
	}
	if len(files) > 0 {
		w.Say(words.Toast{Text: words.T("teach.only_mails"), Notice: true})
	}
}

// OpenMail opens a mail from a file where readers are taught. Nothing of it is stored.
func (w *Window) OpenMail(path string) {
	if !w.mayTeach() {
		w.Say(words.Toast{Text: words.T("teach.not_allowed_file"), Notice: true})
		return
	}
	w.Teach.OpenFile(filepath.Base(path), func() ([]byte, error) {
		f, err := plainfile.Open(path)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		return io.ReadAll(io.LimitReader(f, mostMail))
	})
}
