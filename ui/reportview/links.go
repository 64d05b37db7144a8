package reportview

import (
	"context"
	"fmt"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/mailview/export"
	"runchecks/ui/mailview/link"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/reportpane"
	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

// What is kept: that a light window shows reports in colours for a dark room, and that a dark
// one shows them as they were sent.
const (
	memoryDark  = "report.dark"
	memoryWhite = "report.white"
)

// dark reports whether reports are shown in colours for a dark room: in a dark window, where
// nobody chose otherwise.
func (x *Feature) dark() bool {
	if theme.IsDark() {
		return !x.host.Memory().Bool(memoryWhite)
	}
	return x.host.Memory().Bool(memoryDark)
}

func (x *Feature) switchReportColours() {
	on := !x.inView().Mail().Dark()
	if theme.IsDark() {
		x.host.Memory().SetBool(memoryWhite, !on)
	} else {
		x.host.Memory().SetBool(memoryDark, on)
	}
	x.Recolour()
}

// Recolour shows the reports in the colours that hold now.
func (x *Feature) Recolour() {
	for _, r := range x.panes {
		r.Mail().SetDark(x.dark())
	}
}

func (x *Feature) copyTable() {
	if x.inView().Mail().CopyTable() {
		x.notice(words.T("reportview.table_copied"))
	} else {
		x.notice(words.T("reportview.no_table"))
	}
}

// overReport shows where the link under the pointer leads, or what the place says.
func (x *Feature) overReport(target, text string) {
	switch {
	case target != "":
	case text != "":
		x.host.Hover(words.T("reportview.quoted", "text", text))
		return
	default:
		x.host.Hover("")
		return
	}
	if t, ok := link.Parse(target); ok {
		x.host.Hover(words.T("reportview.link", "host", t.Host, "address", t.Address))
		return
	}
	x.host.Hover(words.T("reportview.never_opened", "target", target))
}

// followLink asks before a link is opened; the real host stands there.
func (x *Feature) followLink(target string) {
	t, ok := link.Parse(target)
	if !ok {
		x.notice(words.T("reportview.not_opened"))
		return
	}
	question, action := words.T("reportview.ask_page"), words.T("reportview.open_page")
	if t.Mail {
		question, action = words.T("reportview.ask_mail"), words.T("reportview.write_mail")
	}
	address := widget.NewLabel(t.Address)
	address.Wrapping = fyne.TextWrapBreak
	x.host.Confirm(question, []fyne.CanvasObject{strong(t.Host), address}, action, func() {
		u, err := url.Parse(t.Address)
		if err == nil {
			err = x.host.OpenURL(u)
		}
		if err != nil {
			x.host.Say(words.FailedTo(words.T("reportview.browser_failed"), err))
		}
	})
}

func strong(s string) *canvas.Text {
	t := canvas.NewText(ink.Visible(s), theme.Get(theme.Text))
	t.TextSize, t.TextStyle.Bold = theme.TextSize, true
	return t
}

func (x *Feature) canBrowse() bool {
	r := x.inView()
	return r != nil && r.Report().HTML != "" && x.p.BrowserCopy != nil
}

// browse opens a copy of the report in the browser that fetches nothing.
func (x *Feature) browse() {
	about := widget.NewLabel(words.T("reportview.about_copy"))
	about.Wrapping = fyne.TextWrapWord
	shown := x.inView().Report()
	x.host.Confirm(words.T("reportview.ask_report"), []fyne.CanvasObject{about}, words.T("reportview.open_copy"), func() {
		x.host.Background().Go(func(context.Context) func() {
			copied, err := x.browserCopy(shown.HTML, reportpane.Pictures(&shown))
			return func() {
				if err == nil {
					err = x.host.OpenURL(copied)
				}
				if err != nil {
					x.host.Say(words.FailedTo(words.T("reportview.report_failed"), err))
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
	return x.p.BrowserCopy(export.HTML(mail.Document(), words.T("reportview.report"), album.Bytes))
}
