package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// rejudgeBatch is how many runs are judged again in one transaction.
const rejudgeBatch = 200

// Rejudge judges the waiting runs of devices again where the rules for devices, the
// table behind them (version) or the time zone are not those they were judged by.
// Reviewed runs stay as they are. read says what a run comes to now; ok is false where
// it cannot be told from what is stored, and the run stays. It needs no network, and
// costs one look where nothing changed.
func (in *Ingest) Rejudge(
	ctx context.Context,
	version string,
	read func(run domain.Run, stored domain.StoredSummary, settings domain.DeviceRules) (again DeviceRun, ok bool),
) (changed int, err error) {
	var settings domain.DeviceRules
	var ids []int64
	var print string
	err = in.store.Read(ctx, func(q domain.Reader) error {
		if settings, err = domain.ReadDeviceRules(q); err != nil {
			return err
		}
		print, err = in.judgedBy(settings, version)
		if err != nil {
			return err
		}
		before, err := q.Setting(domain.SettingJudged)
		if domain.CodeOf(err) != domain.CodeNotFound && (err != nil || before == print) {
			print = ""
			return err
		}
		ids, err = q.WaitingDeviceRuns()
		return err
	})
	if err != nil || print == "" {
		return 0, err
	}
	for batch := range slices.Chunk(ids, rejudgeBatch) {
		n := 0
		err := in.store.Write(ctx, func(tx domain.Tx) error {
			n = 0
			decided, err := readDecisions(tx)
			if err != nil {
				return err
			}
			for _, id := range batch {
				is, err := in.judgeOne(tx, decided, id, func(run domain.Run, stored domain.StoredSummary) (DeviceRun, bool) {
					return read(run, stored, settings)
				})
				if err != nil {
					return err
				}
				if is {
					n++
				}
			}
			return nil
		})
		if err != nil {
			return changed, err
		}
		changed += n
	}
	return changed, in.store.Write(ctx, func(tx domain.Tx) error { return tx.PutSetting(domain.SettingJudged, print) })
}

func (in *Ingest) judgedBy(settings domain.DeviceRules, version string) (string, error) {
	text, err := json.Marshal(settings)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append(text, version+in.loc.String()...))
	return hex.EncodeToString(sum[:12]), nil
}

// judgeOne judges one run again, and the runs of its day by the same-day rule.
func (in *Ingest) judgeOne(
	tx domain.Tx,
	decided *decisions,
	id int64,
	read func(domain.Run, domain.StoredSummary) (DeviceRun, bool),
) (changed bool, err error) {
	run, err := tx.Run(id)
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && run.Review != nil {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	stored, err := tx.Summary(id)
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return false, err
	}
	if again, ok := read(run, stored); ok && err == nil && again.Key == run.Key {
		if changed, err = in.replace(tx, decided, run, stored, again); err != nil {
			return changed, err
		}
	}
	return changed, in.sameDay(tx, decided, run)
}

// replace stores what a run comes to now; error texts that were fetched stay.
func (in *Ingest) replace(
	tx domain.Tx,
	decided *decisions,
	run domain.Run,
	stored domain.StoredSummary,
	again DeviceRun,
) (changed bool, err error) {
	withTexts(&again.Result, &again.Summary, stored.Texts)
	after := run
	after.Result = again.Result
	job, err := tx.Job(run.JobID)
	if err != nil {
		return false, err
	}
	after.Effective = rules.Effective(after, job, decided.book)
	if after.Status.Known() == run.Status.Known() && after.Effective == run.Effective && after.Error == run.Error &&
		slices.Equal(after.Objects, run.Objects) {
		return false, nil
	}
	again.Summary.Imported, again.Summary.Details = stored.Imported, stored.Details
	wanted := stored.Wanted || again.Texts && stored.Texts == nil && stored.Details == "" && !after.Status.Good()
	if err := tx.PutSummary(run.ID, domain.StoredSummary{Summary: again.Summary, Raw: again.Raw, Wanted: wanted}); err != nil {
		return false, err
	}
	return true, decided.rewrite(tx, after, job, string(after.Key))
}

// withTexts adds error texts, by the names of the objects.
func withTexts(r *domain.Result, s *domain.Summary, said map[string]string) {
	s.Texts = said
	for i := range s.Lines {
		s.Lines[i].Words = joined(s.Lines[i].Words, said[s.Lines[i].Name])
	}
	for i := range r.Objects {
		r.Objects[i].Message = joined(r.Objects[i].Message, said[r.Objects[i].Name])
	}
}

func joined(message, text string) string {
	if text == "" || strings.Contains(message, text) {
		return message
	}
	return message + ": " + text
}
