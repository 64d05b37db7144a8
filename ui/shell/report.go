package shell

import (
	"context"
	"fmt"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/mailview/export"
	"runchecks/ui/mailview/link"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/screen/reportpane"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/words"
)

// memoryDark keeps whether reports are shown in colours for a dark room.
const memoryDark = "report.dark"

// newReport returns the pane for one screen.
func (w *Window) newReport() (*reportpane.Pane, error) {
	p, err := reportpane.New(reportpane.Params{
		Engine: w.p.Engine, Background: w.p.View.Background, Key: w.key, Rune: w.typed, Shortcut: w.shortcut,
		Hover: w.overReport, Link: w.followLink, Menu: w.reportMenu,
	})
	if err != nil {
		return nil, err
	}
	p.Mail().SetDark(w.app.Preferences().Bool(memoryDark))
	return p, nil
}

// report returns the report pane of the screen that is shown, nil where it has none.
func (w *Window) report() *reportpane.Pane { return w.reports[w.shown] }

func (w *Window) hasReport() bool { return w.report() != nil }

// reportCommands are what can be done with the report in view.
func (w *Window) reportCommands() []Command {
	zoom := func(steps int) func() { return func() { w.report().Mail().Zoom(steps) } }
	return []Command{
		{
			ID:      "report.find",
			Name:    "Find in the report…",
			Place:   View + 120,
			Key:     keys.FindInReport,
			Enabled: w.hasReport,
			Run:     func() { w.report().Mail().OpenFind() },
		},
		{
			ID:      "report.next",
			Name:    "Next place found in the report",
			Place:   View + 130,
			Key:     keys.FindNext,
			Enabled: w.hasReport,
			Run:     func() { w.report().Mail().FindNext(false) },
		},
		{
			ID:      "report.previous",
			Name:    "Place found before in the report",
			Place:   View + 140,
			Key:     keys.FindPrevious,
			Enabled: w.hasReport,
			Run:     func() { w.report().Mail().FindNext(true) },
		},
		{
			ID:      "report.larger",
			Name:    "Larger report",
			Place:   View + 150,
			Key:     "Ctrl++",
			Also:    []keys.Key{"Ctrl+=", "Ctrl+Shift+="},
			Enabled: w.hasReport,
			Run:     zoom(1),
		},
		{
			ID:      "report.smaller",
			Name:    "Smaller report",
			Place:   View + 160,
			Key:     "Ctrl+-",
			Enabled: w.hasReport,
			Run:     zoom(-1),
		},
		{
			ID:      "report.fit",
			Name:    "Report as large as it was sent, or fitting",
			Place:   View + 170,
			Key:     "Ctrl+0",
			Enabled: w.hasReport,
			Run:     zoom(0),
		},
		{
			ID:      "report.dark",
			Name:    "Report in dark colours, or as it was sent",
			Place:   View + 180,
			Key:     "Ctrl+Shift+B",
			Enabled: w.hasReport,
			Run:     w.switchReportColours,
		},
		{
			ID:      "report.copy",
			Name:    "Copy what is selected in the report",
			Place:   File + 140,
			Key:     keys.CopyInReport,
			Enabled: func() bool { return w.hasReport() && w.report().Mail().Selected() != "" },
			Run:     func() { w.report().Mail().Copy() },
		},
		{
			ID:      "report.copy-table",
			Name:    "Copy the table of the report as CSV",
			Place:   File + 150,
			Key:     "Ctrl+Shift+T",
			Enabled: w.hasReport,
			Run:     w.copyTable,
		},
		{
			ID:      "report.browser",
			Name:    "Open the report in the browser…",
			Place:   File + 160,
			Key:     "Ctrl+B",
			Enabled: w.canBrowse,
			Run:     w.browse,
		},
	}
}

// reportMenu stands in the context menu of a report.
func (w *Window) reportMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i := range w.list {
		c := &w.list[i]
		switch c.ID {
		case "report.dark", "report.browser", "message.save":
			item := fyne.NewMenuItem(c.Name+"  "+c.KeyWords(), func() { w.perform(c) })
			item.Disabled = !c.Can()
			items = append(items, item)
		}
	}
	return items
}

func (w *Window) switchReportColours() {
	on := !w.report().Mail().Dark()
	w.app.Preferences().SetBool(memoryDark, on)
	for _, r := range w.reports {
		r.Mail().SetDark(on)
	}
}

func (w *Window) copyTable() {
	if w.report().Mail().CopyTable() {
		w.tell("The table is on the clipboard, as CSV.")
	} else {
		w.tell("No table is in view: scroll to the one to copy.")
	}
}

// tell says what is to be known of something that was asked for.
func (w *Window) tell(text string) { w.say(words.Toast{Text: text, Notice: true}) }

// overReport shows where the link under the pointer leads, or what the place says.
func (w *Window) overReport(target, words string) {
	switch {
	case target != "":
	case words != "":
		w.hovered("“" + words + "”")
		return
	default:
		w.hovered("")
		return
	}
	if t, ok := link.Parse(target); ok {
		w.hovered(t.Host + "   " + t.Address)
		return
	}
	w.hovered("This link is never opened: " + target)
}

// followLink asks before a link is opened; the real host stands there.
func (w *Window) followLink(target string) {
	t, ok := link.Parse(target)
	if !ok {
		w.tell("This link is not opened: it leads neither to a web page nor to a mail address.")
		return
	}
	question, action := "Open this page in the browser?", "Open page"
	if t.Mail {
		question, action = "Write to this address?", "Write mail"
	}
	address := widget.NewLabel(t.Address)
	address.Wrapping = fyne.TextWrapBreak
	w.ask(question, []fyne.CanvasObject{strong(t.Host), address}, action, func() {
		u, err := url.Parse(t.Address)
		if err == nil {
			err = w.openURL(u)
		}
		if err != nil {
			w.say(words.FailedTo("The browser could not be opened", err))
		}
	})
}

func strong(s string) *canvas.Text {
	t := canvas.NewText(domain.Visible(s), theme.Get(theme.Text))
	t.TextSize, t.TextStyle.Bold = theme.TextSize, true
	return t
}

// ask opens a question with one answer; Enter gives it, Escape does not.
func (w *Window) ask(question string, lines []fyne.CanvasObject, action string, run func()) {
	do := func() {
		w.closePopup()
		run()
	}
	foot := container.NewHBox(
		layout.NewSpacer(),
		actionbutton.New(actionbutton.Plain, "Cancel", "Esc", w.closePopup),
		actionbutton.New(actionbutton.Primary, action, "Enter", do),
	)
	p := w.openPopup(
		container.NewBorder(form.Heading(question), foot, nil, nil, container.NewVBox(lines...)),
		fyne.NewSize(min(560, w.canvas().Size().Width-40), 200),
	)
	p.key = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			do()
		}
	}
}

func (w *Window) canBrowse() bool {
	r := w.report()
	return r != nil && r.Report().HTML != "" && w.p.BrowserCopy != nil
}

// browse opens a copy of the report in the browser that fetches nothing.
func (w *Window) browse() {
	about := widget.NewLabel(
		"A copy without scripts, forms and remote pictures is opened. Links in it work when they are clicked. The copy is " +
			"deleted when Run Checks ends.",
	)
	about.Wrapping = fyne.TextWrapWord
	report := w.report().Report()
	w.ask("Open this report in the browser?", []fyne.CanvasObject{about}, "Open copy", func() {
		w.p.View.Background.Go(func(context.Context) func() {
			copied, err := w.browserCopy(report.HTML, reportpane.Pictures(&report))
			return func() {
				if err == nil {
					err = w.openURL(copied)
				}
				if err != nil {
					w.say(words.FailedTo("The report could not be opened in the browser", err))
				}
			}
		})
	})
}

func (w *Window) browserCopy(html string, parts []pictures.Part) (*url.URL, error) {
	album := pictures.New(parts, w.p.Engine.Limits)
	mail, err := w.p.Engine.OpenString(html, album.Size)
	if err != nil {
		return nil, fmt.Errorf("copy the report: %w", err)
	}
	return w.p.BrowserCopy(export.HTML(mail.Document(), "Report", album.Bytes))
}
