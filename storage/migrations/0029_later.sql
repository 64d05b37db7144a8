-- A job that is to be looked at again later: when, 0 for after its next run; the newest of the
-- runs that waited then, 0 for a job that is not put off, and the worst status of them.
ALTER TABLE job ADD COLUMN later_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN later_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN later_status INTEGER NOT NULL DEFAULT 0;
