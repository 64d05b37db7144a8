-- Prose that is understood for a sender (domain.Learned); prose is domain.Prose as JSON. A
-- projection of the journal.
CREATE TABLE prose (
  sender   TEXT NOT NULL,                -- address in lower case
  key      TEXT NOT NULL,
  verified INTEGER NOT NULL,
  prose    TEXT NOT NULL,
  decision TEXT NOT NULL,
  PRIMARY KEY (sender, key)
) WITHOUT ROWID;
-- The jobs of a sender, for the mails that a change of its prose concerns.
CREATE INDEX job_sender ON job (lower(sender));
-- What could not be decided, newest first, for the words that nobody knows.
CREATE INDEX run_undecided ON run (at DESC, job) WHERE status = 3 AND source = 'mail' AND evidence_words <> '';
