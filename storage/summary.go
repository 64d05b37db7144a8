package storage

import (
	"encoding/json"
	"time"

	"runchecks/domain"
)

func (x *tx) Summary(run int64) (domain.StoredSummary, error) {
	const tried = "read the summary of the run"
	var s domain.StoredSummary
	var packed, raw []byte
	if err := x.row(tried, "SELECT zstd, raw, wanted FROM summary WHERE run = ?", []any{run}, &packed, &raw, &s.Wanted); err != nil {
		return s, err
	}
	text, err := x.unpack(tried, packed)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(text, &s.Summary); err != nil {
		return s, storageError(tried, err)
	}
	s.Raw, err = x.unpack(tried, raw)
	return s, err
}

func (x *tx) PutSummary(run int64, s domain.StoredSummary) error {
	const tried = "store the summary of the run"
	text, err := json.Marshal(s.Summary)
	if err != nil {
		return storageError(tried, err)
	}
	raw := []byte{}
	if s.Raw != nil {
		raw = x.pack(s.Raw)
	}
	_, err = x.exec(tried, `INSERT INTO summary (run, zstd, raw, wanted) VALUES (?, ?, ?, ?)
ON CONFLICT (run) DO UPDATE SET zstd = excluded.zstd, wanted = excluded.wanted, raw = CASE WHEN length(excluded.raw) > 0 THEN excluded.raw ELSE raw END`,
		run, x.pack(text), raw, s.Wanted)
	return err
}

const wantedTexts = "SELECT run FROM summary INDEXED BY summary_wanted WHERE wanted = 1 ORDER BY run DESC LIMIT ?"

func (x *tx) WantedTexts(limit int) ([]int64, error) {
	return x.ids("list the runs without error texts", wantedTexts, limit)
}

const (
	deviceSources    = "source IN ('cove', 'cloud-connect')"
	waitingOfDevices = "SELECT id FROM run INDEXED BY run_waiting WHERE reviewed_at IS NULL AND hidden = 0 AND " + deviceSources
	// Read whole, but only after the rules for devices changed.
	hiddenOfDevices = "SELECT id FROM run INDEXED BY run_hidden WHERE hidden <> 0 AND reviewed_at IS NULL AND " + deviceSources
)

func (x *tx) WaitingDeviceRuns() ([]int64, error) {
	return x.ids("list the waiting runs of devices", waitingOfDevices+" UNION ALL "+hiddenOfDevices)
}

const sourceRuns = "FROM run INDEXED BY run_source WHERE source IN ('cove', 'cloud-connect', 'offline') AND source = ? "

func (x *tx) SourceRuns(job int64, source domain.Source, from, to time.Time) ([]domain.DayRun, error) {
	return x.dayRuns("list the runs of a job", sourceRuns+"AND job = ? AND at >= ? AND at < ? ORDER BY at, id", source, job, millis(from), millis(to))
}

func (x *tx) SetHidden(by map[int64]int64) error {
	for run, other := range by {
		if err := x.change("hide a run behind the success of its day", "UPDATE run SET hidden = ? WHERE id = ?", other, run); err != nil {
			return err
		}
	}
	return nil
}
