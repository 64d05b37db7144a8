package shell

import (
	"context"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
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

// copyWords names a copy in a list.
func copyWords(c domain.Copy, loc *time.Location) string {
	return fmt.Sprintf("%s, %.1f MB, checked", c.At.In(loc).Format("Mon 2 January 2006 15:04"), float64(c.Size)/(1<<20))
}

// backUp makes a copy of the database now.
func (w *Window) backUp() {
	w.say(words.Toast{Text: "The database is being copied…"})
	w.p.View.Background.Go(func(ctx context.Context) func() {
		made, err := w.p.Copies.BackupNow(ctx)
		return func() {
			if err != nil {
				w.say(words.Failed(err))
				return
			}
			parts := fmt.Sprintf("Copied: %s, with %d journal entries.", copyWords(made, w.p.View.Location), made.Entries)
			w.say(words.Toast{Text: parts, Details: made.Path})
		}
	})
}

// showCopies lists the copies of the database and puts one back. Where that cannot be, it
// says why.
func (w *Window) showCopies() {
	if w.p.PutBack == nil {
		w.say(words.Toast{
			Text: "No copy can be put back in a demo: its servers and its workspace begin anew with it. " +
				"In a profile of your own one is made every day.",
		})
		return
	}
	w.p.View.Background.Go(func(context.Context) func() {
		list, err := w.p.Copies.Copies()
		return func() {
			switch {
			case err != nil:
				w.say(words.Failed(err))
			case len(list) == 0:
				w.say(
					words.Toast{
						Text: "There is no copy of the database yet. One is made every day; \"Copy the database now\" makes one at once.",
					},
				)
			default:
				w.copiesForm(list)
			}
		}
	})
}

func (w *Window) copiesForm(list []domain.Copy) {
	f := form.New("Copies of the database", "Put back and end")
	f.Note = "One is made and checked every day; seven are kept.\n" +
		"Putting one back ends Run Checks. What is replaced is kept, and messages that came since are fetched again."
	var parts []string
	for _, c := range list {
		parts = append(parts, copyWords(c, w.p.View.Location))
	}
	_, at := f.Choice("Copy", parts, 0)
	_, later := f.Choice("Decisions made since", []string{"are taken over", "are lost"}, 0)
	asked := 0
	f.Changed = func() {
		if !w.p.View.Desk.May(rules.ActRestore) {
			f.Say("Your role may not put a copy back.", true)
			return
		}
		asked++
		mine, path, keep := asked, list[at()].Path, later() == 0
		f.Say("The copy is being looked through…", true)
		w.p.View.Background.Go(func(ctx context.Context) func() {
			r, err := w.p.Copies.LookAt(ctx, path, keep)
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
		w.p.PutBack(list[at()].Path, later() == 0)
		return true
	}
	w.openForm(f)
}

// copyCommands are those about copies of the database; none where nobody keeps them.
func (w *Window) copyCommands() []Command {
	kept := func() bool { return w.p.Copies != nil }
	return []Command{
		{
			ID:      "copies.now",
			Name:    "Copy the database now",
			Place:   File + 170,
			Key:     "Ctrl+Shift+H",
			Enabled: kept,
			Run:     w.backUp,
		},
		{
			ID:      "copies.list",
			Name:    "Copies of the database…",
			Place:   File + 180,
			Key:     "Ctrl+Shift+O",
			Enabled: kept,
			Run:     w.showCopies,
		},
	}
}

// Kept says what came of keeping copies, on the interface thread: nil is a new copy, which
// needs no word.
func (w *Window) Kept(err error) {
	if err != nil {
		w.say(words.Failed(err))
	}
}
