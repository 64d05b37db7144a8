// Package closeday is the end of a day: what was looked at of a night, and the sign-off sheet about it
// (product.md, section 9).
package closeday

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/ui/export"
	"runchecks/ui/form"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/words"
)

// Feature is the close of a day in the window. Its methods are called on the interface thread.
type Feature struct {
	host shell.Host
	p    services.Base
}

// New makes the feature.
func New(host shell.Host, p services.Base) *Feature { return &Feature{host: host, p: p} }

// Open shows what was looked at of a night and writes it as a sign-off sheet
// (product.md, section 9).
func (x *Feature) Open() {
	x.host.Background().Go(func(ctx context.Context) func() {
		m, err := ReadModel(ctx, x.p)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.closeDayForm(m)
		}
	})
}

func (x *Feature) closeDayForm(m *Model) {
	f := form.New(words.T("closeday.title"), words.T("closeday.save_pdf"))
	f.Note = words.T("closeday.note")
	label, nights, last := m.Nights()
	_, night := f.Choice(label, nights, last)
	_, customer := f.Choice(words.T("closeday.customer"), m.Customers(), 0)
	facts := container.NewVBox()
	f.Extra = facts
	f.Size = fyne.NewSize(640, 420)
	f.Changed = func() {
		m.Read(night(), customer(), func(s Said) {
			f.Say(s.Text, s.Refuse)
			if s.Lines == nil {
				return // the lines of before stay until the new ones are there
			}
			facts.RemoveAll()
			for _, line := range s.Lines {
				facts.Add(form.Small(line))
			}
			facts.Refresh()
		})
	}
	save := func(ending string, write func(io.Writer, domain.SignOff, *time.Location) error) {
		s, ok := m.Sheet()
		if !ok {
			return // that of another choice is not the one that was asked for
		}
		x.host.SaveFile(fileName(s)+"."+ending, ending, func(_ context.Context, out io.Writer) error {
			return write(out, s, x.host.Location())
		})
	}
	f.Done = func() bool {
		save("pdf", export.WriteSignOffPDF)
		return true
	}
	csv := actionbutton.New(actionbutton.Plain, words.T("closeday.save_csv"), form.QuickKey('c'), nil)
	csv.OnTapped = func() {
		x.host.ClosePopup()
		save("csv", export.WriteSignOffCSV)
	}
	f.Quick('c', csv.OnTapped)
	f.Row("", container.NewHBox(csv))
	x.host.Ask(f)
}

// fileName is the name of the file of a sheet, without its ending.
func fileName(s domain.SignOff) string {
	name := "backup-sign-off-" + s.Day
	if s.Customer != "" {
		name += "-" + shell.FileName(s.Customer, "message")
	}
	return name
}
