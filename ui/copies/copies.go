// Package copies is the copies of the database: one made now, the list, and putting one back.
package copies

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Copies are the copies of the database that are made by themselves.
type Copies interface {
	// Copies lists them, newest first.
	Copies() ([]domain.Copy, error)
	BackupNow(ctx context.Context) (domain.Copy, error)
	// LookAt says what putting a copy back would do, and changes nothing.
	LookAt(ctx context.Context, path string, keepLater bool) (domain.Restoration, error)
}

// Feature is the copies of the database in the window. Its methods are called on the interface
// thread.
type Feature struct {
	host    shell.Host
	p       services.Base
	copies  Copies
	putBack func(path string, keepLater bool)
}

// New makes the feature. copies is nil where nobody keeps any; putBack ends the program and
// puts a copy back, nil where that cannot be done.
func New(host shell.Host, p services.Base, copies Copies, putBack func(path string, keepLater bool)) *Feature {
	return &Feature{host: host, p: p, copies: copies, putBack: putBack}
}

func (x *Feature) canMake() bool { return x.copies != nil }

// copyWords names a copy in a list.
func copyWords(c domain.Copy, loc *time.Location) string {
	return words.T("copies.copy", "time", words.Stamp(c.At.In(loc), words.WeekdayDateClock), "size", words.Size(c.Size))
}

// backUp makes a copy of the database now.
func (x *Feature) backUp() {
	x.host.Say(words.Toast{Text: words.T("copies.copying")})
	x.host.Background().Go(func(ctx context.Context) func() {
		made, err := x.copies.BackupNow(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			parts := words.T("copies.copied", "copy", copyWords(made, x.host.Location()), "n", made.Entries)
			x.host.Say(words.Toast{Text: parts, Details: made.Path})
		}
	})
}

// showCopies lists the copies of the database and puts one back. Where that cannot be, it
// says why.
func (x *Feature) showCopies() {
	if x.putBack == nil {
		x.host.Say(words.Toast{
			Text: words.T("copies.demo"),
		})
		return
	}
	x.host.Background().Go(func(context.Context) func() {
		list, err := x.copies.Copies()
		return func() {
			switch {
			case err != nil:
				x.host.Say(words.Failed(err))
			case len(list) == 0:
				x.host.Say(
					words.Toast{
						Text: words.T("copies.none", "command", words.T("copies.command_now")),
					},
				)
			default:
				x.copiesForm(list)
			}
		}
	})
}

func (x *Feature) copiesForm(list []domain.Copy) {
	f := form.New(words.T("copies.title"), words.T("copies.put_back"))
	f.Note = words.T("copies.note")
	var parts []string
	for _, c := range list {
		parts = append(parts, copyWords(c, x.host.Location()))
	}
	_, at := f.Choice(words.T("copies.choose"), parts, 0)
	_, later := f.Choice(words.T("copies.later"), []string{words.T("copies.later_kept"), words.T("copies.later_lost")}, 0)
	asked := 0
	f.Changed = func() {
		if !x.p.Desk.May(rules.ActRestore) {
			f.Say(words.T("copies.not_allowed"), true)
			return
		}
		asked++
		mine, path, keep := asked, list[at()].Path, later() == 0
		f.Say(words.T("copies.looking"), true)
		x.host.Background().Go(func(ctx context.Context) func() {
			r, err := x.copies.LookAt(ctx, path, keep)
			return func() {
				switch {
				case mine != asked: // another one was chosen meanwhile
				case err != nil:
					f.Say(words.ErrorLine(err), true)
				default:
					f.Say(words.Restoration(r), false)
				}
			}
		})
	}
	f.Done = func() bool {
		x.putBack(list[at()].Path, later() == 0)
		return true
	}
	x.host.Ask(f)
}
