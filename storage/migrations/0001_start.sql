CREATE TABLE customer (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL COLLATE NOCASE UNIQUE,
  active INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE account (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL COLLATE NOCASE UNIQUE,
  kind         TEXT NOT NULL,
  host         TEXT NOT NULL,
  port         INTEGER NOT NULL,
  security     TEXT NOT NULL,
  user         TEXT NOT NULL,
  folders      TEXT NOT NULL,            -- JSON array of names
  secret       TEXT NOT NULL,            -- where the secret is, never the secret
  last_try     INTEGER NOT NULL DEFAULT 0,
  last_success INTEGER NOT NULL DEFAULT 0,
  last_error   TEXT NOT NULL DEFAULT ''
);

-- No foreign key from folder or message to account: removing an account keeps what it brought.
CREATE TABLE folder (
  account     INTEGER NOT NULL,
  name        TEXT NOT NULL,
  uidvalidity INTEGER NOT NULL,
  last_uid    INTEGER NOT NULL,
  first_sync  INTEGER NOT NULL,
  PRIMARY KEY (account, name)
) WITHOUT ROWID;

CREATE TABLE message (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  account    INTEGER NOT NULL,
  folder     TEXT NOT NULL,
  uid        INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  hash       TEXT NOT NULL,
  sender     TEXT NOT NULL,
  recipient  TEXT NOT NULL,
  subject    TEXT NOT NULL,
  date       INTEGER NOT NULL,
  received   INTEGER NOT NULL,
  size       INTEGER NOT NULL,
  reader     TEXT NOT NULL,
  state      TEXT NOT NULL,
  reason     TEXT NOT NULL
);
-- The inbox: what no reader understood, and what is about no job.
CREATE INDEX message_unplaced ON message (state, received) WHERE state <> 'read';

CREATE TABLE message_raw (
  message INTEGER PRIMARY KEY REFERENCES message (id),
  zstd    BLOB NOT NULL
);

CREATE TABLE job (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE,
  customer INTEGER REFERENCES customer (id),
  sender   TEXT NOT NULL,
  product  TEXT NOT NULL,
  type     TEXT NOT NULL,
  name     TEXT NOT NULL,
  state    TEXT NOT NULL
);
CREATE INDEX job_pending ON job (id) WHERE state = 'pending';

-- Counts changes of jobs and customers, so that a reader can keep them in memory
-- and see whether they are still what the database holds (storage/jobcache.go).
CREATE TABLE job_version (n INTEGER NOT NULL);
INSERT INTO job_version VALUES (0);
CREATE TRIGGER job_added AFTER INSERT ON job BEGIN UPDATE job_version SET n = n + 1; END;
CREATE TRIGGER job_changed AFTER UPDATE ON job BEGIN UPDATE job_version SET n = n + 1; END;
CREATE TRIGGER job_removed AFTER DELETE ON job BEGIN UPDATE job_version SET n = n + 1; END;
CREATE TRIGGER customer_changed AFTER UPDATE ON customer BEGIN UPDATE job_version SET n = n + 1; END;

CREATE TABLE run (
  id              INTEGER PRIMARY KEY,
  key             TEXT NOT NULL UNIQUE,
  job             INTEGER NOT NULL REFERENCES job (id),
  message         INTEGER REFERENCES message (id),
  source          TEXT NOT NULL,
  kind            TEXT NOT NULL,
  at              INTEGER NOT NULL,
  status          INTEGER NOT NULL,      -- raw, as read; never edited
  stated          INTEGER NOT NULL,
  effective       INTEGER NOT NULL,      -- computed from decisions
  partly          INTEGER NOT NULL,
  reason          TEXT NOT NULL,
  product         TEXT NOT NULL,
  started         TEXT NOT NULL,
  started_text    TEXT NOT NULL,
  ended           TEXT NOT NULL,
  ended_text      TEXT NOT NULL,
  error           TEXT NOT NULL,
  reader          TEXT NOT NULL,
  confidence      TEXT NOT NULL,
  evidence_words  TEXT NOT NULL,
  evidence_where  TEXT NOT NULL,
  no_objects      TEXT NOT NULL,
  objects         INTEGER NOT NULL,
  problems        INTEGER NOT NULL,
  fingerprint     TEXT NOT NULL,
  reviewed_at     INTEGER,               -- NULL while it waits for review
  reviewed_by     TEXT NOT NULL DEFAULT '',
  review_decision TEXT NOT NULL DEFAULT '',
  review_note     TEXT NOT NULL DEFAULT '',
  success_decision TEXT NOT NULL DEFAULT '',
  success_reason  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX run_job ON run (job, at DESC, id DESC);
-- The job list reads this index alone: its cost depends on what waits, not on history.
CREATE INDEX run_waiting ON run (job, at DESC, id DESC, effective, reviewed_at) WHERE reviewed_at IS NULL;
CREATE INDEX run_message ON run (message);
CREATE INDEX run_fingerprint ON run (fingerprint);
CREATE INDEX run_problem ON run (at DESC) WHERE status <> 1 OR problems > 0;
CREATE INDEX run_decision ON run (review_decision) WHERE review_decision <> '';

-- Names and messages repeat every night: each text is stored once.
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE object (
  run    INTEGER NOT NULL REFERENCES run (id),
  n      INTEGER NOT NULL,
  name   INTEGER NOT NULL REFERENCES name (id),
  type   INTEGER NOT NULL REFERENCES name (id),
  status INTEGER NOT NULL,
  note   INTEGER NOT NULL REFERENCES note (id),
  PRIMARY KEY (run, n)
) WITHOUT ROWID;

CREATE TABLE override (
  key        TEXT PRIMARY KEY,           -- the decision that made it
  level      TEXT NOT NULL,
  product    TEXT NOT NULL,
  type       TEXT NOT NULL,
  job        TEXT NOT NULL,
  object     TEXT NOT NULL,
  status     INTEGER NOT NULL,
  text       TEXT NOT NULL,
  mode       TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  until      INTEGER NOT NULL,           -- 0: permanent
  reason     TEXT NOT NULL,
  enabled    INTEGER NOT NULL,
  made_by    TEXT NOT NULL,
  source     TEXT NOT NULL
);

-- Append-only: the source of truth for decisions.
CREATE TABLE journal (
  id      TEXT PRIMARY KEY,
  profile TEXT NOT NULL,
  actor   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  targets TEXT NOT NULL,
  payload TEXT NOT NULL,
  undoes  TEXT NOT NULL,
  summary TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX journal_undoes ON journal (undoes) WHERE undoes <> '';
CREATE INDEX journal_actor ON journal (actor, id);
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
