// Package update says in the window that there is a newer version, and what is new in it. It
// installs nothing.
package update

import (
	"context"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/ui/form"
	"runchecks/ui/shell"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

// Newest is what is known of the newest version.
type Newest struct {
	Current, Version string
	Newer            bool // Version is newer than Current
	Released         time.Time
	Notes            string // what is new in it, for people
	Page             string // where to get it, with https
}

// Feature is the update in the window. Its methods are called on the interface thread.
type Feature struct {
	host  shell.Host
	ask   func(context.Context) (Newest, error)
	found Newest
}

// New makes the feature; ask, called beside the interface thread, is nil where nobody can be asked.
func New(host shell.Host, ask func(context.Context) (Newest, error)) *Feature {
	return &Feature{host: host, ask: ask}
}

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{{
		ID: "update.look", Name: words.T("update.command"), Place: shell.Help + 38, Key: "Shift+F1",
		Enabled: func() bool { return x.ask != nil }, Run: x.look,
	}}
}

// StatusLine says that there is a newer version, "" where none is known.
func (x *Feature) StatusLine() (text string, good bool, command string) {
	if !x.found.Newer {
		return "", true, ""
	}
	return words.T("update.line", "version", x.found.Version), true, "update.look"
}

// Found is told what was learned without a question of anybody.
func (x *Feature) Found(n Newest) {
	if x.found = n; n.Newer {
		x.host.ShowStatus()
	}
}

// look asks, and shows what is new; what was found is not asked for again.
func (x *Feature) look() {
	if x.found.Newer {
		x.show()
		return
	}
	x.host.Say(words.Toast{Text: words.T("update.asking")})
	x.host.Background().Go(func(ctx context.Context) func() {
		n, err := x.ask(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			if x.Found(n); !n.Newer {
				x.host.Say(words.Toast{Text: words.T("update.none", "version", n.Current)})
				return
			}
			if !x.host.Covered() {
				x.show()
			}
		}
	})
}

// show shows what is new, and offers the page where it is to be had.
func (x *Feature) show() {
	n := x.found
	f := form.New(words.T("update.title", "version", n.Version), words.T("update.page"))
	f.Note = words.T(
		"update.note",
		"current",
		n.Current,
		"day",
		words.Day(n.Released.In(x.host.Location()), x.host.Clock().In(x.host.Location())),
	)
	f.Extra = container.NewVScroll(form.Wrapped(ink.Visible(strings.TrimSpace(n.Notes))))
	f.Size = fyne.NewSize(640, 420)
	f.Changed = func() { f.Say(n.Page, false) }
	f.Done = func() bool {
		page, err := url.Parse(n.Page)
		if err == nil {
			err = x.host.OpenURL(page)
		}
		if err != nil {
			f.Say(words.ErrorLine(err), true)
		}
		return err == nil
	}
	x.host.Ask(f)
}
