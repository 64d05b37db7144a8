package ingest

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Texts adds error texts, by the names of the objects, to the messages of a run that
// came without a mail, and judges it again unless it was reviewed. details says why
// there are none, "" where there are.
func (in *Ingest) Texts(ctx context.Context, run int64, said map[string]string, details string) error {
	return in.store.Write(ctx, func(tx domain.Tx) error {
		r, err := tx.Run(run)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil // withdrawn meanwhile
		}
		if err != nil {
			return err
		}
		summary, err := tx.Summary(run)
		if err != nil {
			return err
		}
		summary.Wanted, summary.Details, summary.Raw = false, details, nil
		withTexts(&r.Result, &summary.Summary, said)
		if err := tx.PutSummary(run, summary); err != nil || len(said) == 0 {
			return err
		}
		job, err := tx.Job(r.JobID)
		if err != nil {
			return err
		}
		decided, err := readDecisions(tx)
		if err != nil {
			return err
		}
		if r.Review == nil {
			r.Effective = rules.Effective(r, job, decided.book)
		}
		return decided.rewrite(tx, r, job, string(r.Key))
	})
}
