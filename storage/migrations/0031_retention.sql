-- How much of a message is stored (domain.Content): 2 all of it, 1 what is shown, 0 nothing. What
-- is old and still whole is found without reading what went long ago.
ALTER TABLE message ADD COLUMN content INTEGER NOT NULL DEFAULT 2;
CREATE INDEX message_content ON message (content, received) WHERE content > 0;
-- Each time that something went by its age.
CREATE TABLE retention (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  state     TEXT NOT NULL,               -- domain.RetentionState
  originals INTEGER NOT NULL DEFAULT 0,
  bodies    INTEGER NOT NULL DEFAULT 0,
  runs      INTEGER NOT NULL DEFAULT 0,
  messages  INTEGER NOT NULL DEFAULT 0,
  bytes     INTEGER NOT NULL DEFAULT 0
);
-- What went and can be brought back until the next start: rows as they were, packed.
CREATE TABLE gone (
  n    INTEGER PRIMARY KEY,
  pass INTEGER NOT NULL,
  rows BLOB NOT NULL
);
CREATE INDEX gone_pass ON gone (pass, n);
