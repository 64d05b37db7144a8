-- Where an account's reports are moved to once they are stored, '' for nowhere; the
-- mails that wait to be moved; and how far back a folder was fetched, 0 for the
-- reach of a first sync.
ALTER TABLE account ADD COLUMN move_to TEXT NOT NULL DEFAULT '';
ALTER TABLE folder ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
CREATE TABLE to_move (
  account     INTEGER NOT NULL,
  folder      TEXT NOT NULL,
  uidvalidity INTEGER NOT NULL,
  uid         INTEGER NOT NULL,
  PRIMARY KEY (account, folder, uidvalidity, uid)
) WITHOUT ROWID;
