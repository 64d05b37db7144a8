-- How far down a first sync has come, newest first, and what the server said of the
-- folder before the last sync that reached the end.
ALTER TABLE folder ADD COLUMN low_uid INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN uidnext INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN mails INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN modseq INTEGER NOT NULL DEFAULT 0;
