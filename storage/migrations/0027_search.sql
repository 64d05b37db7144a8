-- The words of reports are in a file of their own (storage/searchfile.go), which is brought up
-- to date beside everything else: what is new it finds by its ids. This is what it cannot
-- find so: which runs and messages were changed or removed. The last row stays, so that
-- numbers never come back; a new run may have the id of one that was removed.
CREATE TABLE search_change (
  n       INTEGER PRIMARY KEY,
  run     INTEGER NOT NULL DEFAULT 0,
  message INTEGER NOT NULL DEFAULT 0
);
-- Which cache an index belongs to.
CREATE TABLE search_cache (token TEXT NOT NULL);
INSERT INTO search_cache VALUES (lower(hex(randomblob(16))));
CREATE TRIGGER run_words_removed AFTER DELETE ON run
  BEGIN INSERT INTO search_change (run) VALUES (old.id); END;
CREATE TRIGGER run_words_changed AFTER UPDATE OF error, objects ON run
  BEGIN INSERT INTO search_change (run) VALUES (new.id); END;
CREATE TRIGGER message_words_removed AFTER DELETE ON message
  BEGIN INSERT INTO search_change (message) VALUES (old.id); END;
CREATE TRIGGER message_words_changed AFTER UPDATE OF subject ON message WHEN old.subject <> new.subject
  BEGIN INSERT INTO search_change (message) VALUES (new.id); END;
