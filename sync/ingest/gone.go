package ingest

import (
	"runchecks/domain"
	"time"
)

// reportGone makes the one run that says that a device is told of no longer.
func (in *Ingest) reportGone(tx domain.Tx, decided *decisions, d domain.Device, now time.Time) error {
	job, err := tx.Job(d.Job)
	if err != nil {
		return err
	}
	key := domain.RunKey("gone:" + string(d.Key) + ":" + d.Last.UTC().Format(time.RFC3339))
	switch _, err := tx.RunByKey(key); {
	case err == nil:
		return nil
	case domain.CodeOf(err) != domain.CodeNotFound:
		return err
	}
	from := d.Source.Devices()
	run := domain.Run{
		Key: key, JobID: job.ID, Source: d.Source, At: now,
		Result: domain.Result{
			Product: d.Product(), JobType: d.Class, JobName: d.Name, Kind: domain.KindInformation, Status: domain.Warning, NoObjects: domain.ObjectsNone, Confidence: domain.ConfidenceHigh,
			Error: from.Teller + " no longer tells of this " + from.Thing +
				". If it was removed on purpose, unlink it and archive the job.",
			Evidence: domain.Evidence{Words: "no longer told of", Where: "list of devices"},
		},
	}
	_, err = decided.record(tx, run, job, string(key), now)
	return err
}
