-- The certificate that an account trusts beside those of this computer's authorities:
-- "sha256:" and its fingerprint, '' for none; and folders whose UIDVALIDITY the server
-- does not keep, so that it says nothing.
ALTER TABLE account ADD COLUMN pin TEXT NOT NULL DEFAULT '';
ALTER TABLE folder ADD COLUMN unkept INTEGER NOT NULL DEFAULT 0;
