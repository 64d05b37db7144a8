-- After how many days without a run a job is Missed: 0 is what holds for the profile, -1 never.
ALTER TABLE job ADD COLUMN silence INTEGER NOT NULL DEFAULT 0;
-- The last success of a job is one step in this index, as its last run is in run_real.
CREATE INDEX run_success ON run (job, at) WHERE kind = 'run' AND source <> 'schedule' AND source <> 'offline' AND status = 1 AND problems = 0;
-- The Missed runs of silences.
CREATE INDEX run_silence ON run (job, at) WHERE source = 'schedule' AND substr(key, 1, 7) = 'silent:';
