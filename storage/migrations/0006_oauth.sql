-- How an account signs in without a password: domain.OAuth as JSON, '' for a password.
ALTER TABLE account ADD COLUMN oauth TEXT NOT NULL DEFAULT '';
