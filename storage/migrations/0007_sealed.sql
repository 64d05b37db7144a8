-- Secrets that are too large for the keychain, sealed under a key that is there: worth
-- nothing to whoever has this file alone. No foreign key to account: the service desk
-- has one too.
CREATE TABLE sealed (
  account TEXT PRIMARY KEY,
  secret  BLOB NOT NULL                  -- AES-256-GCM, bound to the account
) WITHOUT ROWID;
-- What kind of fault last_error is: domain.Code.
ALTER TABLE account ADD COLUMN last_code TEXT NOT NULL DEFAULT '';
