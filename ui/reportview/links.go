package reportview

import (
	"context"
	"fmt"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/mailview/export"
	"runchecks/ui/mailview/link"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/reportpane"
	"runchecks/ui/theme"
	"runchecks/ui/words"
)

// memoryDark keeps whether reports are shown in colours for a dark room.
const memoryDark = "report.dark"

func (x *Feature) switchReportColours() {
	on := !x.inView().Mail().Dark()
	x.host.Memory().SetBool(memoryDark, on)
	for _, r := range x.panes {
		r.Mail().SetDark(on)
	}
}

func (x *Feature) copyTable() {
	if x.inView().Mail().CopyTable() {
		x.notice("The table is on the clipboard, as CSV.")
	} else {
		x.notice("No table is in view: scroll to the one to copy.")
	}
}

// overReport shows where the link under the pointer leads, or what the place says.
func (x *Feature) overReport(target, words string) {
	switch {
	case target != "":
	case words != "":
		x.host.Hover("“" + words + "”")
		return
	default:
		x.host.Hover("")
		return
	}
	if t, ok := link.Parse(target); ok {
		x.host.Hover(t.Host + "   " + t.Address)
		return
	}
	x.host.Hover("This link is never opened: " + target)
}

// followLink asks before a link is opened; the real host stands there.
func (x *Feature) followLink(target string) {
	t, ok := link.Parse(target)
	if !ok {
		x.notice("This link is not opened: it leads neither to a web page nor to a mail address.")
		return
	}
	question, action := "Open this page in the browser?", "Open page"
	if t.Mail {
		question, action = "Write to this address?", "Write mail"
	}
	address := widget.NewLabel(t.Address)
	address.Wrapping = fyne.TextWrapBreak
	x.host.Confirm(question, []fyne.CanvasObject{strong(t.Host), address}, action, func() {
		u, err := url.Parse(t.Address)
		if err == nil {
			err = x.host.OpenURL(u)
		}
		if err != nil {
			x.host.Say(words.FailedTo("The browser could not be opened", err))
		}
	})
}

func strong(s string) *canvas.Text {
	t := canvas.NewText(domain.Visible(s), theme.Get(theme.Text))
	t.TextSize, t.TextStyle.Bold = theme.TextSize, true
	return t
}

func (x *Feature) canBrowse() bool {
	r := x.inView()
	return r != nil && r.Report().HTML != "" && x.p.BrowserCopy != nil
}

// browse opens a copy of the report in the browser that fetches nothing.
func (x *Feature) browse() {
	about := widget.NewLabel(
		"A copy without scripts, forms and remote pictures is opened. Links in it work when they are clicked. The copy is " +
			"deleted when Run Checks ends.",
	)
	about.Wrapping = fyne.TextWrapWord
	shown := x.inView().Report()
	x.host.Confirm("Open this report in the browser?", []fyne.CanvasObject{about}, "Open copy", func() {
		x.host.Background().Go(func(context.Context) func() {
			copied, err := x.browserCopy(shown.HTML, reportpane.Pictures(&shown))
			return func() {
				if err == nil {
					err = x.host.OpenURL(copied)
				}
				if err != nil {
					x.host.Say(words.FailedTo("The report could not be opened in the browser", err))
				}
			}
		})
	})
}

func (x *Feature) browserCopy(html string, parts []pictures.Part) (*url.URL, error) {
	album := pictures.New(parts, x.p.Engine.Limits)
	mail, err := x.p.Engine.OpenString(html, album.Size)
	if err != nil {
		return nil, fmt.Errorf("copy the report: %w", err)
	}
	return x.p.BrowserCopy(export.HTML(mail.Document(), "Report", album.Bytes))
}
