-- The last success of a job is that of any report that comes from whom it says, as its last run is.
DROP INDEX run_success;
CREATE INDEX run_success ON run (job, at) WHERE source <> 'schedule' AND source <> 'offline' AND status = 1 AND problems = 0 AND doubt = '';
