-- The team that shares the journal of this profile, and where its order puts each entry.
-- A profile that was never in one has no row in any of these tables.
CREATE TABLE team (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  team     TEXT NOT NULL,
  name     TEXT NOT NULL,
  engine   TEXT NOT NULL,
  address  TEXT NOT NULL,
  computer TEXT NOT NULL,
  actor    TEXT NOT NULL,
  role     TEXT NOT NULL,
  joined   INTEGER NOT NULL,
  gone     INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,
  link     TEXT NOT NULL DEFAULT ''
);
CREATE TABLE team_entry (
  id       TEXT PRIMARY KEY REFERENCES journal (id),
  computer TEXT NOT NULL, -- that made it; '' is this one
  position INTEGER        -- NULL: not sent yet, or its place is not known
) WITHOUT ROWID;
CREATE UNIQUE INDEX team_entry_position ON team_entry (position) WHERE position IS NOT NULL;
CREATE INDEX team_entry_unsent ON team_entry (computer, id) WHERE position IS NULL;
CREATE INDEX team_entry_computer ON team_entry (computer, id);
-- Entries for which nothing was left to do, and the one that did it before.
CREATE TABLE passed_over (
  id   TEXT PRIMARY KEY REFERENCES journal (id),
  done TEXT NOT NULL
) WITHOUT ROWID;
-- What entries of others are about and was not read here yet: natural keys of runs, jobs,
-- devices and messages.
CREATE TABLE awaited (
  key TEXT NOT NULL,
  id  TEXT NOT NULL REFERENCES journal (id),
  PRIMARY KEY (key, id)
) WITHOUT ROWID;
CREATE INDEX awaited_id ON awaited (id);
-- Two people may reverse the same entry before they hear of each other: the second reversal
-- is passed over.
DROP INDEX journal_undoes;
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes <> '';
