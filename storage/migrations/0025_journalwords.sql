-- What the words of an entry need, so that a long one is read no slower than a short one: of
-- its targets the number and the first, and its payload where that is short.
CREATE INDEX journal_words ON journal (actor, id, kind, at, profile, undoes, summary,
  (CASE WHEN json_valid(targets) THEN json_array_length(targets) ELSE 0 END),
  (CASE WHEN json_valid(targets) THEN json_extract(targets, '$[0]') END),
  (CASE WHEN length(payload) <= 2000 THEN payload END));
DROP INDEX journal_actor;
