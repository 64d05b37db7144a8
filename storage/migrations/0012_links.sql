-- Which decision linked a ticket to a run, '' where the link made itself when the run
-- came, and which took it off again, '' where it holds.
ALTER TABLE ticket_run ADD COLUMN decision TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_run ADD COLUMN off TEXT NOT NULL DEFAULT '';
-- Of links from before: the first decision that stands and names ticket and run.
WITH linked (ticket, run, decision) AS (
  SELECT j.payload ->> '$.After.Key', r.id, min(j.id)
  FROM journal j JOIN json_each(j.payload, '$.Linked') l JOIN run r ON r.key = l.value
  WHERE j.kind = 'ticket' AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id AND u.undoes <> '')
  GROUP BY 1, 2
)
UPDATE ticket_run SET decision = linked.decision FROM linked
  WHERE ticket_run.by_hand AND linked.ticket = ticket_run.ticket AND linked.run = ticket_run.run;
