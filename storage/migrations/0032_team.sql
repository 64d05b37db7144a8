-- Who made an entry, as the keeper of the team's journal proves it, where the entry itself says
-- another name: '' where both are the same, or nobody proves it.
ALTER TABLE team_entry ADD COLUMN member TEXT NOT NULL DEFAULT '';
