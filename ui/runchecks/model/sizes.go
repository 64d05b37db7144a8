package model

import (
	"context"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules/nights"
	"runchecks/ui/list"
)

// readSizes compares the sizes that the shown run says with those of the run before it, which
// are read for that; what is unusual of them is a hint like the others, never a status.
func (m *Model) readSizes() {
	d, runs := m.details, m.past.runs
	if d.Summary == nil {
		return
	}
	run, now := d.Run.ID, d.Summary
	at := slices.IndexFunc(runs, func(r domain.PastRun) bool { return r.ID == run })
	if at < 0 || at+1 == len(runs) {
		return
	}
	earlier := runs[at+1:]
	m.loadSizes.Run(func(ctx context.Context) func() {
		var before *domain.Summary
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			before, err = summaryBefore(q, earlier)
			return err
		})
		return func() {
			switch {
			case err != nil:
				m.Fail(err)
			case m.past.of == run && before != nil:
				if found := nights.Sizes(now, before); len(found) > 0 {
					m.past.unusual = append(m.past.unusual, found...)
					m.changed(list.PartDetails)
				}
			}
		}
	})
}

// sizesBack is how many runs before the shown one are tried for their sizes: those that did
// not come have none.
const sizesBack = 5

// summaryBefore is the newest summary of earlier runs that says sizes, nil where none does.
func summaryBefore(q domain.Reader, earlier []domain.PastRun) (*domain.Summary, error) {
	for _, r := range earlier[:min(sizesBack, len(earlier))] {
		s, err := q.Summary(r.ID)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
			continue
		case err != nil:
			return nil, err
		}
		for _, l := range s.Lines {
			if l.Selected != nil {
				return &s.Summary, nil
			}
		}
	}
	return nil, nil
}
