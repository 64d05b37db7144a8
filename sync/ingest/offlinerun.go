package ingest

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// OfflineRun is a workstation that has been offline for too long: one synthetic run.
type OfflineRun struct {
	Key    domain.RunKey
	Status domain.Status
	Words  string
	// Summary takes the place of a report: there is none.
	Summary domain.Summary
}

// offline makes, escalates or withdraws the run that says that a workstation is
// offline (product.md, section 5). Reviewed ones are left alone.
func (in *Ingest) offline(tx domain.Tx, decided *decisions, job domain.Job, now *OfflineRun) error {
	known, err := tx.SourceRuns(job.ID, domain.SourceOffline, time.Unix(0, 0), in.clock().AddDate(1, 0, 0))
	if err != nil {
		return err
	}
	shown := false
	for _, k := range known {
		if now != nil && k.Key == now.Key {
			shown = true
			if k.Reviewed {
				continue
			}
			if err := tx.PutSummary(k.ID, domain.StoredSummary{Summary: now.Summary}); err != nil {
				return err
			}
			if k.Raw == now.Status {
				continue
			}
			run, err := tx.Run(k.ID)
			if err != nil {
				return err
			}
			run.Result = now.result(job)
			run.Effective = rules.Effective(run, job, decided.book)
			if err := decided.rewrite(tx, run, job, string(run.Key)); err != nil {
				return err
			}
			continue
		}
		if k.Reviewed {
			continue
		}
		if err := tx.DeleteRun(k.ID); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
	if now == nil || shown {
		return nil
	}
	run := domain.Run{Key: now.Key, JobID: job.ID, Source: domain.SourceOffline, At: in.clock(), Result: now.result(job)}
	id, err := decided.record(tx, run, job, string(now.Key), in.clock())
	if err != nil {
		return err
	}
	return tx.PutSummary(id, domain.StoredSummary{Summary: now.Summary})
}

func (s OfflineRun) result(job domain.Job) domain.Result {
	return domain.Result{
		Product: job.Product, JobType: job.Type, JobName: job.Name, Kind: domain.KindRun, Status: s.Status, NoObjects: domain.ObjectsNone, Confidence: domain.ConfidenceMedium,
		Error: s.Words, Evidence: domain.Evidence{Words: s.Words, Where: "28-day bar"},
	}
}
