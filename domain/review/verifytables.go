package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"

	"runchecks/domain"
)

// compareTables makes every projection anew on a copy of the cache and names what differs
// from what the cache shows.
func (svc *Service) compareTables(ctx context.Context, c *Chain) (err error) {
	scratch, done, err := svc.p.Store.Scratch(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	// The copy as it is now is read while it is changed: a reader sees one state.
	shown, endShown := iter.Pull2(projections(ctx, scratch))
	defer endShown()
	first, firstErr, ok := shown()
	left := 0
	err = scratch.Write(ctx, func(tx domain.Tx) error {
		restored, err := hasMissing(tx)
		if err != nil {
			return err
		}
		_, left, err = rebuildProjections(ctx, tx, restored)
		return err
	})
	switch {
	case err != nil && (ctx.Err() != nil || domain.CodeOf(err) == domain.CodeStorage):
		return err
	case err != nil:
		c.found(Finding{Kind: FindingTables, Words: "What was decided cannot be made again from the journal: " + err.Error()})
		return nil
	}
	if left > 0 {
		c.found(Finding{Kind: FindingRestored, Note: true, Words: fmt.Sprintf(
			"%s about what was reported after the copy that was put back, and is not here again.",
			plural2(left, "decision is", "decisions are"),
		)})
	}
	made, endMade := iter.Pull2(projections(ctx, scratch))
	defer endMade()
	is, isErr, more := first, firstErr, ok
	ought, oughtErr, oughtMore := made()
	for more || oughtMore {
		if err := errors.Join(isErr, oughtErr); err != nil {
			return err
		}
		order := order(is, ought)
		switch {
		case !oughtMore || more && order < 0:
			c.found(tableFinding(is, "is shown, but no decision in the journal makes it"))
			is, isErr, more = shown()
		case !more || order > 0:
			c.found(tableFinding(ought, "is missing, though a decision in the journal makes it"))
			ought, oughtErr, oughtMore = made()
		default:
			for i := range is.Values {
				if is.Values[i] != ought.Values[i] {
					c.found(
						tableFinding(is, fmt.Sprintf("shows %s = %s; the journal says %s", is.Columns[i], is.Values[i], ought.Values[i])),
					)
				}
			}
			is, isErr, more = shown()
			ought, oughtErr, oughtMore = made()
		}
	}
	return nil
}

func order(a, b domain.ProjectionRow) int {
	return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Key, b.Key))
}

func tableFinding(r domain.ProjectionRow, what string) Finding {
	return Finding{Kind: FindingTables, Words: fmt.Sprintf("The row %s of the table %s %s.", r.Key, r.Table, what)}
}

// errStopped ends a walk that nobody listens to any more.
var errStopped = errors.New("enough")

// projections reads the rows that decisions made, in order.
func projections(ctx context.Context, store domain.Store) iter.Seq2[domain.ProjectionRow, error] {
	return func(yield func(domain.ProjectionRow, error) bool) {
		err := store.Read(ctx, func(q domain.Reader) error {
			return q.Projections(func(r domain.ProjectionRow) error {
				if !yield(r, nil) {
					return errStopped
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(domain.ProjectionRow{}, err)
		}
	}
}
