-- The last attempt of a night, where a run is an earlier one; 0 for a run of its own. It
-- follows from runs and schedules, not from decisions.
ALTER TABLE run ADD COLUMN last_attempt INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_attempt ON run (last_attempt) WHERE last_attempt <> 0;
-- Earlier attempts that wait: few, and read beside the list.
CREATE INDEX run_attempt_waiting ON run (job, last_attempt, reviewed_at, hidden, effective, at, id) WHERE last_attempt <> 0 AND reviewed_at IS NULL AND hidden = 0;
DROP INDEX run_waiting;
CREATE INDEX run_waiting ON run (job, at DESC, id DESC, effective, reviewed_at, hidden, last_attempt) WHERE reviewed_at IS NULL AND hidden = 0;
