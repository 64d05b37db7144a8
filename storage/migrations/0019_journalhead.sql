-- How many entries the journal has and which is the newest: that its last ones were removed
-- shows in no link of the chain.
CREATE TABLE journal_head (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  entries INTEGER NOT NULL,
  newest  TEXT NOT NULL
);
INSERT INTO journal_head SELECT 1, count(*), COALESCE(max(id), '') FROM journal;
CREATE TRIGGER journal_grows AFTER INSERT ON journal
  BEGIN UPDATE journal_head SET entries = entries + 1, newest = max(newest, new.id); END;
CREATE TRIGGER journal_head_only_grows BEFORE UPDATE ON journal_head
  WHEN new.entries <> old.entries + 1 OR new.newest < old.newest
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_head_stays BEFORE DELETE ON journal_head
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
