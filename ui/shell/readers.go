package shell

import (
	"context"
	"errors"
	"fmt"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/reread"
	"runchecks/ui/words"
)

func (w *Window) mayTeach() bool { return w.p.View.Desk.May(rules.ActTeach) }

// canTeach reports whether the open screen shows a message that can be taught.
func (w *Window) canTeach() bool {
	if w.shown == screenReaders {
		return w.readView.CanTeach()
	}
	_, ok := w.message()
	return ok && w.mayTeach() && w.shown == screenInbox
}

// teach begins to teach the message that the open screen shows, by pointing at its words.
func (w *Window) teach() {
	if m, ok := w.message(); ok {
		w.taughtFrom = w.shown
		file, text, editable := w.readView.Text()
		if w.shown != screenReaders || !editable { // one's own definition is gone on with
			file, text = "", ""
		}
		w.teachView.Open(m.ID, file, text, func() {
			w.teaching.Point()
			w.open(screenTeach)
		})
	}
}

// showWhy shows in the report where the status came from, or says where else.
func (w *Window) showWhy() {
	if d := w.view.Details(); !w.runs.ShowWhy() && d != nil {
		w.say(words.Toast{Text: words.WhyLine(d)})
	}
}

func (w *Window) copyDefinition() { w.readView.Copy() }

// find gives the keyboard to the search of the open screen.
func (w *Window) find() {
	if find := w.at().find; find != nil {
		find()
		return
	}
	w.canvas().Focus(w.search)
}

// cancel ends what is under way: reading again, then the sync.
func (w *Window) cancel() {
	if w.view.Status().Reread != "" {
		w.p.View.CancelReread()
		return
	}
	w.view.CancelSync()
}

// canReread reports whether the open screen names messages to read again.
func (w *Window) canReread() bool {
	switch {
	case !w.mayTeach():
		return false
	case w.shown == screenReaders:
		return true
	case w.shown == screenInbox:
		return len(w.inboxView.ChosenMessages()) > 0
	default:
		return w.shown == screenRunChecks && w.view.Selected() >= 0
	}
}

// reread looks what reading again would change: the chosen messages of the inbox,
// those of the selected job, on the screen Readers what older readers read.
func (w *Window) reread() {
	switch w.shown {
	case screenReaders:
		w.rereadStale()
	case screenInbox:
		ids := w.inboxView.ChosenMessages()
		w.lookAt("Read the chosen messages again", func(context.Context) ([]int64, error) { return ids, nil })
	default:
		job := w.view.Rows()[w.view.Selected()]
		w.lookAt("Read the messages of "+job.Name+" again", func(ctx context.Context) (ids []int64, err error) {
			err = w.p.View.Store.Read(ctx, func(q domain.Queries) (err error) {
				ids, err = q.JobMessages(job.ID)
				return err
			})
			return ids, err
		})
	}
}

func (w *Window) rereadAll() {
	w.lookAt("Read all messages again", func(ctx context.Context) (ids []int64, err error) {
		err = w.p.View.Store.Read(ctx, func(q domain.Queries) (err error) {
			ids, err = q.MessageIDs("")
			return err
		})
		return ids, err
	})
}

// rereadStale looks at the messages that older readers read.
func (w *Window) rereadStale() {
	w.lookAt("Read again what older readers read", func(context.Context) ([]int64, error) { return nil, nil })
}

// lookAt shows what reading messages again would change, and lets it be done.
func (w *Window) lookAt(title string, messages func(context.Context) ([]int64, error)) {
	var ids []int64
	var plan domain.JobPlan
	w.openLook(func(changed func()) *reread.Preview {
		return reread.NewPreview(w.p.View.Background, title, func(ctx context.Context, progress func(int, int)) (r domain.Reread, err error) {
			if ids, err = messages(ctx); err != nil {
				return r, err
			}
			if ids != nil && len(ids) == 0 {
				return r, nil
			}
			r, err = w.p.View.Workbench.Look(ctx, ids, progress)
			plan = r.Plan
			return r, err
		}, func() {
			w.closePopup()
			if ids == nil || len(ids) > 0 {
				w.joinAndReread(plan, ids)
			}
		}, changed)
	}, "Read again").show()
}

// joinAndReread joins the jobs that the look said join, each by a decision that can be
// undone, and has the messages read again then.
func (w *Window) joinAndReread(plan domain.JobPlan, ids []int64) {
	w.p.View.Background.Go(func(ctx context.Context) func() {
		for _, j := range plan.Joins {
			if _, err := w.p.View.Desk.Join(ctx, j.Into, j.Keys); err != nil {
				return func() { w.say(words.FailedTo("Cannot join "+j.Name, err)) }
			}
		}
		return func() { w.p.View.Reread(ids) }
	})
}

// tryDefinition shows what the definition being written would change.
func (w *Window) tryDefinition() {
	if w.shown == screenTeach {
		if w.teachView.CanUse() {
			w.openLook(func(changed func()) *reread.Preview { return w.teachView.Try(changed, w.closePopup) }, "Put in use").show()
		}
		return
	}
	if !w.readView.CanTry() {
		return
	}
	w.openLook(func(changed func()) *reread.Preview { return w.readView.Try(changed, w.closePopup) }, "Put in use").show()
}

// mostDefinition is more than any definition file holds.
const mostDefinition = 1 << 20

func (w *Window) importDefinition() {
	ask := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			if err != nil {
				w.say(words.FailedTo("Cannot open that file", err))
			}
			return
		}
		w.p.View.Background.Go(func(context.Context) func() {
			text, err := io.ReadAll(io.LimitReader(file, mostDefinition))
			err = errors.Join(err, file.Close())
			return func() {
				if err != nil {
					w.say(words.Toast{Text: fmt.Sprintf("The definition could not be read: %v.", err), Error: true})
					return
				}
				w.open(screenReaders)
				w.readView.Import(file.URI().Name(), string(text))
			}
		})
	}, w.window)
	ask.SetFilter(storage.NewExtensionFileFilter([]string{".toml"}))
	w.openDialog(ask)
}

func (w *Window) exportDefinition() {
	name, text := w.readView.Export()
	if text == "" {
		w.say(words.Toast{Text: "This reader is no definition: there is nothing to export.", Error: true})
		return
	}
	ask := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			if err != nil {
				w.say(words.FailedTo("Cannot save the definition there", err))
			}
			return
		}
		w.p.View.Background.Go(func(context.Context) func() {
			_, err := io.WriteString(file, text)
			err = ended(file, err)
			return func() {
				if err != nil {
					w.say(words.Toast{Text: fmt.Sprintf("The definition could not be saved: %v. Choose another folder.", err), Error: true})
					return
				}
				w.say(words.Toast{Text: "Saved " + file.URI().Name()})
			}
		})
	}, w.window)
	ask.SetFileName(name)
	w.openDialog(ask)
}
