-- How a job stood in its nights is read of this index alone, for all jobs that wait.
DROP INDEX run_job;
CREATE INDEX run_job ON run (job, at DESC, id DESC, effective, last_attempt, hidden);
