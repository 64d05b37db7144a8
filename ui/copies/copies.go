// Package copies is the copies of the database: one made now, the list, and putting one back.
package copies

import (
	"context"
	"fmt"
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
	p       services.Params
	copies  Copies
	putBack func(path string, keepLater bool)
}

// New makes the feature. copies is nil where nobody keeps any; putBack ends the program and
// puts a copy back, nil where that cannot be done.
func New(host shell.Host, p services.Params, copies Copies, putBack func(path string, keepLater bool)) *Feature {
	return &Feature{host: host, p: p, copies: copies, putBack: putBack}
}

func (x *Feature) canMake() bool { return x.copies != nil }

// copyWords names a copy in a list.
func copyWords(c domain.Copy, loc *time.Location) string {
	return fmt.Sprintf("%s, %.1f MB, checked", c.At.In(loc).Format("Mon 2 January 2006 15:04"), float64(c.Size)/(1<<20))
}

// backUp makes a copy of the database now.
func (x *Feature) backUp() {
	x.host.Say(words.Toast{Text: "The database is being copied…"})
	x.host.Background().Go(func(ctx context.Context) func() {
		made, err := x.copies.BackupNow(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			parts := fmt.Sprintf("Copied: %s, with %d journal entries.", copyWords(made, x.host.Location()), made.Entries)
			x.host.Say(words.Toast{Text: parts, Details: made.Path})
		}
	})
}

// showCopies lists the copies of the database and puts one back. Where that cannot be, it
// says why.
func (x *Feature) showCopies() {
	if x.putBack == nil {
		x.host.Say(words.Toast{
			Text: "No copy can be put back in a demo: its servers and its workspace begin anew with it. " +
				"In a profile of your own one is made every day.",
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
						Text: "There is no copy of the database yet. One is made every day; \"Copy the database now\" makes one at once.",
					},
				)
			default:
				x.copiesForm(list)
			}
		}
	})
}

func (x *Feature) copiesForm(list []domain.Copy) {
	f := form.New("Copies of the database", "Put back and end")
	f.Note = "One is made and checked every day; seven are kept.\n" +
		"Putting one back ends Run Checks. What is replaced is kept, and messages that came since are fetched again."
	var parts []string
	for _, c := range list {
		parts = append(parts, copyWords(c, x.host.Location()))
	}
	_, at := f.Choice("Copy", parts, 0)
	_, later := f.Choice("Decisions made since", []string{"are taken over", "are lost"}, 0)
	asked := 0
	f.Changed = func() {
		if !x.p.Desk.May(rules.ActRestore) {
			f.Say("Your role may not put a copy back.", true)
			return
		}
		asked++
		mine, path, keep := asked, list[at()].Path, later() == 0
		f.Say("The copy is being looked through…", true)
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
