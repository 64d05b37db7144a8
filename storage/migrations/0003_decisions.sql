-- What a run was when it came: the review that it started with, as JSON, so that the
-- decisions of the journal can be made anew on top of it.
ALTER TABLE run ADD COLUMN born TEXT NOT NULL DEFAULT '';
UPDATE run SET born = json_object('At', reviewed_at, 'By', reviewed_by, 'Decision', '', 'Note', review_note)
  WHERE reviewed_at IS NOT NULL AND review_decision = '';
ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';
-- Judging what waits by changed rules reads problems that wait, never history.
-- Every reviewed_at in it is NULL, so that it stands in the order of the table.
CREATE INDEX run_open_problem ON run (reviewed_at) WHERE reviewed_at IS NULL AND (status <> 1 OR problems > 0);
-- Lists of a day, learning of schedules, and Missed runs read these alone.
CREATE INDEX run_at ON run (at DESC);
CREATE INDEX run_real ON run (job, at) WHERE kind = 'run' AND source <> 'schedule' AND source <> 'offline';
CREATE INDEX run_missed ON run (job, at) WHERE source = 'schedule';

ALTER TABLE job ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer ADD COLUMN company INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer ADD COLUMN company_name TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN covered INTEGER NOT NULL DEFAULT 0;
UPDATE account SET covered = last_try WHERE last_error = '' AND last_success > 0;
-- The link of an entry in the chain of the journal; empty before the chain was kept.
ALTER TABLE journal ADD COLUMN hash TEXT NOT NULL DEFAULT '';

ALTER TABLE message ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
DROP INDEX message_unplaced;
CREATE INDEX message_unplaced ON message (state, received) WHERE state <> 'read' AND deleted = 0;
CREATE INDEX message_deleted ON message (deleted DESC) WHERE deleted <> 0;

CREATE TABLE schedule (
  job  INTEGER PRIMARY KEY REFERENCES job (id),
  rule TEXT NOT NULL                     -- domain.Schedule as JSON, set by hand
);

CREATE TABLE ticket (
  key         TEXT PRIMARY KEY,          -- the decision that made it
  code        TEXT NOT NULL COLLATE NOCASE UNIQUE,
  description TEXT NOT NULL,
  active_from INTEGER NOT NULL,
  created     INTEGER NOT NULL,
  made_by     TEXT NOT NULL,
  resolved    INTEGER NOT NULL,          -- 0: open
  autotask    INTEGER NOT NULL           -- id of the ticket in Autotask, 0 for none
) WITHOUT ROWID;
CREATE INDEX ticket_open ON ticket (created) WHERE resolved = 0;
-- What Autotask said last about a ticket: no decision, so it outlives a rebuild.
CREATE TABLE autotask (
  id    INTEGER PRIMARY KEY,
  state TEXT NOT NULL                    -- domain.AutotaskTicket as JSON
);
CREATE TABLE remark (
  key     TEXT PRIMARY KEY,
  text    TEXT NOT NULL,
  created INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  expires INTEGER NOT NULL               -- 0: never
) WITHOUT ROWID;

-- What tickets and remarks are about; doc is the key of either.
CREATE TABLE scope (
  doc      TEXT NOT NULL,
  n        INTEGER NOT NULL,
  customer INTEGER REFERENCES customer (id),
  job      INTEGER REFERENCES job (id),
  object   TEXT NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE INDEX scope_customer ON scope (customer) WHERE customer IS NOT NULL;
CREATE INDEX scope_job ON scope (job) WHERE job IS NOT NULL;
CREATE TABLE ticket_run (
  ticket  TEXT NOT NULL,
  run     INTEGER NOT NULL REFERENCES run (id),
  by_hand INTEGER NOT NULL,
  PRIMARY KEY (ticket, run)
) WITHOUT ROWID;
CREATE INDEX ticket_run_run ON ticket_run (run);
CREATE TABLE remark_run (
  remark TEXT NOT NULL,
  run    INTEGER NOT NULL REFERENCES run (id),
  PRIMARY KEY (remark, run)
) WITHOUT ROWID;
CREATE INDEX remark_run_run ON remark_run (run);

CREATE TABLE acceptance (
  key       TEXT PRIMARY KEY,
  rule      TEXT NOT NULL,               -- domain.Acceptance as JSON, without its end
  ended     INTEGER NOT NULL,            -- 0: it holds
  ended_why TEXT NOT NULL,
  ended_run TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX acceptance_active ON acceptance (key) WHERE ended = 0;

CREATE INDEX journal_kind ON journal (kind, id);
