-- What the header of a message says that servers found about its sender
-- (domain.Authentication as JSON); '' where nobody looked yet.
ALTER TABLE message ADD COLUMN auth TEXT NOT NULL DEFAULT '';
-- Which server answers on top of an account's mails, and what a change of trust judges.
CREATE INDEX message_auth ON message (account, received DESC) WHERE auth <> '';

-- Whether a run's report comes from whom it says (domain.Sender). doubt_born is the doubt
-- that a run came with, so that decisions about it can be made anew on top of it.
ALTER TABLE run ADD COLUMN sender TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN sender_words TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN doubt TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN doubt_born TEXT NOT NULL DEFAULT '';
-- A job's habit is read from this index alone.
CREATE INDEX run_sender ON run (job, at DESC, sender) WHERE sender <> '' AND doubt = '';
-- From when on reports count for the habit of a job; 0: all.
ALTER TABLE job ADD COLUMN sender_since INTEGER NOT NULL DEFAULT 0;
-- A doubted report meets no schedule, unless a person marked its run as success.
DROP INDEX run_real;
CREATE INDEX run_real ON run (job, at) WHERE kind = 'run' AND source <> 'schedule' AND source <> 'offline' AND (doubt = '' OR success_decision <> '');
