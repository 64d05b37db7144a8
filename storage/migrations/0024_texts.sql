-- The runs whose problems say a text, in an object or of themselves; and of which jobs the
-- problems of a time are.
CREATE INDEX object_problem ON object (note, run) WHERE status > 1;
CREATE INDEX run_error ON run (error, at) WHERE error <> '' AND (status <> 1 OR problems > 0);
DROP INDEX run_problem;
CREATE INDEX run_problem ON run (at DESC, job) WHERE status <> 1 OR problems > 0;
