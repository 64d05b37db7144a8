-- The newest message of a job whose newer runs came without one, as those of a service do.
CREATE INDEX run_mail ON run (job, at DESC, id DESC, message) WHERE message IS NOT NULL;
-- Counts what happens to the times of runs but that there are more, which their ids tell: so
-- that a reader can keep them in memory and read new ones alone (storage/runtimes.go).
CREATE TABLE run_version (n INTEGER NOT NULL);
INSERT INTO run_version VALUES (0);
CREATE TRIGGER run_time_removed AFTER DELETE ON run BEGIN UPDATE run_version SET n = n + 1; END;
CREATE TRIGGER run_time_changed AFTER UPDATE OF id, job, at, kind, source, doubt, success_decision ON run
  WHEN old.job <> new.job OR old.at <> new.at OR old.kind <> new.kind OR old.source <> new.source OR old.id <> new.id
    OR (old.doubt = '' OR old.success_decision <> '') <> (new.doubt = '' OR new.success_decision <> '')
  BEGIN UPDATE run_version SET n = n + 1; END;
