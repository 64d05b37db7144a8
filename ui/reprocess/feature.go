// Package reprocess is reading stored messages again: a look at what it would change, and then doing it. Which
// messages those are the open screen says; reading itself is the workbench's.
package reprocess

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/reread"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Feature is reading again in the window. Its methods are called on the interface thread.
type Feature struct {
	host shell.Host
	p    services.Reading
}

// New makes the feature.
func New(host shell.Host, p services.Reading) *Feature { return &Feature{host: host, p: p} }

// chosen are the messages that the open screen names; false where it names none.
func (x *Feature) chosen() (shell.StoredMessages, bool) {
	if s, ok := x.host.Screen().(shell.Rereadable); ok && x.may() {
		return s.Reread()
	}
	return shell.StoredMessages{}, false
}

func (x *Feature) may() bool { return x.p.Desk.May(rules.ActTeach) }

func (x *Feature) canReread() bool {
	_, ok := x.chosen()
	return ok
}

// reread looks what reading the messages of the open screen again would change.
func (x *Feature) reread() {
	if m, ok := x.chosen(); ok {
		x.lookAt(m.Title, m.IDs)
	}
}

// Stale looks at the messages that older readers read.
func (x *Feature) Stale() {
	x.lookAt(words.T("reprocess.stale_title"), func(context.Context) ([]int64, error) { return nil, nil })
}

func (x *Feature) rereadAll() {
	x.lookAt(words.T("reprocess.all_title"), func(ctx context.Context) (ids []int64, err error) {
		err = x.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			ids, err = q.MessageIDs("")
			return err
		})
		return ids, err
	})
}

// lookAt shows what reading messages again would change, and lets it be done.
func (x *Feature) lookAt(title string, messages func(context.Context) ([]int64, error)) {
	var ids []int64
	var plan domain.JobPlan
	x.Open(func(changed func()) *reread.Preview {
		return reread.NewPreview(x.host.Background(), title, func(ctx context.Context, progress func(int, int)) (r domain.Reread, err error) {
			if ids, err = messages(ctx); err != nil {
				return r, err
			}
			if ids != nil && len(ids) == 0 {
				return r, nil
			}
			r, err = x.p.Workbench.Look(ctx, ids, progress)
			plan = r.Plan
			return r, err
		}, func() {
			x.host.ClosePopup()
			if ids == nil || len(ids) > 0 {
				x.joinAndReread(plan, ids)
			}
		}, changed)
	}, words.T("reprocess.apply"))
}

// joinAndReread joins the jobs that the look said join, each by a decision that can be
// undone, and has the messages read again then.
func (x *Feature) joinAndReread(plan domain.JobPlan, ids []int64) {
	x.host.Background().Go(func(ctx context.Context) func() {
		for _, j := range plan.Joins {
			if _, err := x.p.Desk.Join(ctx, j.Into, j.Keys); err != nil {
				return func() { x.host.Say(words.FailedTo(words.T("reprocess.cannot_join", "job", j.Name), err)) }
			}
		}
		return func() { x.p.Reread(ids) }
	})
}
