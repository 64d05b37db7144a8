package audit

import (
	"context"
	"io"
	"iter"
	"time"

	"runchecks/domain"
	"runchecks/ui/export"
)

// exportJournal writes what the audit log shows, with everything older, to a file.
func (x *Feature) exportJournal() {
	filter := x.Model.Filter()
	loc := x.host.Location()
	desk := x.p.Desk
	x.host.SaveFile("audit-log-"+x.host.Clock().In(loc).Format(time.DateOnly)+".csv", "csv", func(ctx context.Context, out io.Writer) error {
		_, err := export.WriteJournal(out, journal(ctx, desk.SearchJournal, filter), loc)
		return err
	})
}

// journal reads page after page, so that any length passes through.
func journal(
	ctx context.Context,
	search func(context.Context, domain.JournalFilter) ([]domain.Decision, error),
	f domain.JournalFilter,
) iter.Seq2[domain.Decision, error] {
	return func(yield func(domain.Decision, error) bool) {
		f.Limit = 1000
		for {
			page, err := search(ctx, f)
			if err != nil {
				yield(domain.Decision{}, err)
				return
			}
			for _, d := range page {
				if !yield(d, nil) {
					return
				}
			}
			if len(page) < f.Limit {
				return
			}
			f.Before = page[len(page)-1].ID
		}
	}
}
