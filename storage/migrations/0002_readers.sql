-- Which set of readers read a message last, so that those can be found which
-- better readers have not seen yet.
ALTER TABLE message ADD COLUMN readers TEXT NOT NULL DEFAULT '';
CREATE INDEX message_readers ON message (readers);
-- What each reader read, newest first.
CREATE INDEX message_reader ON message (reader, received DESC);
CREATE INDEX message_received ON message (received DESC);
