-- Since when an account is not to be synced, 0 where it is.
ALTER TABLE account ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
-- The last syncs of each account. No foreign key: an account that is removed takes its
-- own along.
CREATE TABLE sync_log (
  id        INTEGER PRIMARY KEY,
  account   INTEGER NOT NULL,
  began     INTEGER NOT NULL,
  ended     INTEGER NOT NULL,
  times     INTEGER NOT NULL,
  took      INTEGER NOT NULL,             -- milliseconds
  things    TEXT NOT NULL,
  messages  INTEGER NOT NULL,
  known     INTEGER NOT NULL,
  runs      INTEGER NOT NULL,
  set_aside INTEGER NOT NULL,
  error     TEXT NOT NULL,
  code      TEXT NOT NULL,
  cancelled INTEGER NOT NULL,
  notice    TEXT NOT NULL
);
CREATE INDEX sync_log_account ON sync_log (account, id DESC);
