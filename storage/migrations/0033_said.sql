-- The sentence of what a sync failed with: its code and arguments in JSON, worded when it is shown.
-- Of what failed before only the English text is known, which is shown as it is.
ALTER TABLE account ADD COLUMN last_said TEXT NOT NULL DEFAULT '';
ALTER TABLE sync_log ADD COLUMN said TEXT NOT NULL DEFAULT '';
-- One word for a duration, here in milliseconds.
ALTER TABLE sync_log RENAME COLUMN took TO duration;
