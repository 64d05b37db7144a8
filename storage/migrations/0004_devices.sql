-- Accounts that are no mailboxes, and what a sync could not read.
ALTER TABLE account ADD COLUMN partner TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN notice TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;

-- What services tell of without a mail for each run. No foreign key to account:
-- removing an account keeps what it brought.
CREATE TABLE device (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  source       TEXT NOT NULL,
  account      INTEGER NOT NULL,
  customer     TEXT NOT NULL,
  owner        TEXT NOT NULL,
  name         TEXT NOT NULL,
  computer     TEXT NOT NULL,
  class        TEXT NOT NULL,
  status       INTEGER NOT NULL,
  last         INTEGER NOT NULL,
  first_seen   INTEGER NOT NULL,
  changed      INTEGER NOT NULL,
  gone         INTEGER NOT NULL DEFAULT 0,
  print        TEXT NOT NULL,
  raw          BLOB NOT NULL,             -- zstd
  state        TEXT NOT NULL DEFAULT 'unlinked', -- from here on: computed from decisions
  job          INTEGER REFERENCES job (id),
  linked_owner TEXT NOT NULL DEFAULT '',
  linked_at    INTEGER NOT NULL DEFAULT 0,
  imported     TEXT NOT NULL DEFAULT ''   -- the print of which a run was made
);
CREATE INDEX device_job ON device (job) WHERE job IS NOT NULL;
CREATE INDEX device_account ON device (account, source);
CREATE INDEX device_fresh ON device (id) WHERE state = 'linked' AND imported <> print;
CREATE INDEX device_unlinked ON device (id) WHERE state = 'unlinked' AND gone = 0;
CREATE INDEX device_moved ON device (id) WHERE state = 'linked' AND linked_owner <> owner;

-- Times in which a device may have run unseen.
CREATE TABLE gap (
  device    INTEGER NOT NULL REFERENCES device (id),
  from_time INTEGER NOT NULL,
  to_time   INTEGER NOT NULL,
  why       TEXT NOT NULL,
  PRIMARY KEY (device, from_time)
) WITHOUT ROWID;

-- What stands in place of a message.
CREATE TABLE summary (
  run    INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  zstd   BLOB NOT NULL,                   -- domain.Summary as JSON
  raw    BLOB NOT NULL,                   -- zstd
  wanted INTEGER NOT NULL DEFAULT 0       -- 1: error texts are to be fetched
);
CREATE INDEX summary_wanted ON summary (run DESC) WHERE wanted = 1;

-- The same-day rule: the run whose success hides this one. What is hidden waits for nobody.
ALTER TABLE run ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_hidden ON run (hidden) WHERE hidden <> 0;
DROP INDEX run_waiting;
CREATE INDEX run_waiting ON run (job, at DESC, id DESC, effective, reviewed_at, hidden) WHERE reviewed_at IS NULL AND hidden = 0;
DROP INDEX run_open_problem;
CREATE INDEX run_open_problem ON run (reviewed_at, hidden) WHERE reviewed_at IS NULL AND hidden = 0 AND (status <> 1 OR problems > 0);
-- Runs of a job from one source: the same-day rule, and workstations that are offline.
CREATE INDEX run_source ON run (source, job, at) WHERE source IN ('cove', 'cloud-connect', 'offline');
