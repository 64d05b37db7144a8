package window

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
	"runchecks/ui/mailview/export"
	"runchecks/ui/mailview/link"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/screen/reportpane"
	"runchecks/ui/theme"
	"runchecks/ui/vm"
	"runchecks/ui/widget/actionbutton"
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
func (w *Window) reportCommands() []command {
	zoom := func(steps int) func() { return func() { w.report().Mail().Zoom(steps) } }
	return []command{
		{
			name:     "Find in the report…",
			menu:     "View",
			key:      "Ctrl+F",
			shortcut: ctrl(fyne.KeyF),
			enabled:  w.hasReport,
			run:      func() { w.report().Mail().OpenFind() },
		},
		{
			name:    "Next place found in the report",
			menu:    "View",
			key:     "F3",
			press:   fyne.KeyF3,
			enabled: w.hasReport,
			run:     func() { w.report().Mail().FindNext(false) },
		},
		{
			name:    "Place found before in the report",
			menu:    "View",
			key:     "Shift+F3",
			press:   fyne.KeyF3,
			shift:   true,
			enabled: w.hasReport,
			run:     func() { w.report().Mail().FindNext(true) },
		},
		{
			name:     "Larger report",
			menu:     "View",
			key:      "Ctrl++",
			shortcut: ctrl(fyne.KeyPlus),
			also:     []fyne.Shortcut{ctrl(fyne.KeyEqual), ctrlShift(fyne.KeyEqual)},
			enabled:  w.hasReport,
			run:      zoom(1),
		},
		{name: "Smaller report", menu: "View", key: "Ctrl+-", shortcut: ctrl(fyne.KeyMinus), enabled: w.hasReport, run: zoom(-1)},
		{
			name:     "Report as large as it was sent, or fitting",
			menu:     "View",
			key:      "Ctrl+0",
			shortcut: ctrl(fyne.Key0),
			enabled:  w.hasReport,
			run:      zoom(0),
		},
		{
			name:     "Report in dark colours, or as it was sent",
			menu:     "View",
			key:      "Ctrl+Shift+B",
			shortcut: ctrlShift(fyne.KeyB),
			enabled:  w.hasReport,
			run:      w.switchReportColours,
		},
		{
			name:     "Copy what is selected in the report",
			menu:     "File",
			key:      "Ctrl+C",
			shortcut: &fyne.ShortcutCopy{},
			enabled:  func() bool { return w.hasReport() && w.report().Mail().Selected() != "" },
			run:      func() { w.report().Mail().Copy() },
		},
		{
			name:     "Copy the table of the report as CSV",
			menu:     "File",
			key:      "Ctrl+Shift+T",
			shortcut: ctrlShift(fyne.KeyT),
			enabled:  w.hasReport,
			run:      w.copyTable,
		},
		{
			name:     "Open the report in the browser…",
			menu:     "File",
			key:      "Ctrl+B",
			shortcut: ctrl(fyne.KeyB),
			enabled:  w.canBrowse,
			run:      w.browse,
		},
	}
}

// reportMenu stands in the context menu of a report.
func (w *Window) reportMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i := range w.list {
		c := &w.list[i]
		switch c.name {
		case "Report in dark colours, or as it was sent", "Open the report in the browser…", "Save original message…":
			item := fyne.NewMenuItem(c.name+"  "+c.key, func() { w.perform(c) })
			item.Disabled = !c.can()
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
func (w *Window) tell(text string) { w.say(vm.Toast{Text: text, Notice: true}) }

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
			w.say(vm.FailedTo("The browser could not be opened", err))
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
		container.NewBorder(heading(question), foot, nil, nil, container.NewVBox(lines...)),
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
		"A copy without scripts, forms and remote pictures is opened. Links in it work when they are clicked. The copy is deleted when Run Checks ends.",
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
					w.say(vm.FailedTo("The report could not be opened in the browser", err))
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
