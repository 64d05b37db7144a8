-- Who made an entry, as the keeper of the team's journal proves it, where the entry itself says
-- another name: '' where both are the same, or nobody proves it.
ALTER TABLE team_entry ADD COLUMN member TEXT NOT NULL DEFAULT '';
-- Who looks after a job, '' for nobody, until when, and the decision that says so.
ALTER TABLE job ADD COLUMN claim_by TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN claim_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN claim_decision TEXT NOT NULL DEFAULT '';
