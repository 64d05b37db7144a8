-- Keys under which reports of a job are filed, too: of jobs that were joined with it, and
-- of words that people said are its. led is the key of the job itself.
CREATE TABLE joined (
  key TEXT PRIMARY KEY,
  led TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX joined_led ON joined (led);
-- The job that a run belonged to before jobs were joined, 0 where none were.
ALTER TABLE run ADD COLUMN born_job INTEGER NOT NULL DEFAULT 0;
-- Jobs are kept in memory with the keys that lead to them.
CREATE TRIGGER joined_added AFTER INSERT ON joined BEGIN UPDATE job_version SET n = n + 1; END;
CREATE TRIGGER joined_changed AFTER UPDATE ON joined BEGIN UPDATE job_version SET n = n + 1; END;
CREATE TRIGGER joined_removed AFTER DELETE ON joined BEGIN UPDATE job_version SET n = n + 1; END;
