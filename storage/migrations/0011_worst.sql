-- The worst status that an override covers; 0 is none too bad: what overrides made
-- before this one go on to mean.
ALTER TABLE override ADD COLUMN worst INTEGER NOT NULL DEFAULT 0;
