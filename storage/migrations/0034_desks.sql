-- Autotask is one of several service desks: a company and a ticket say which desk they are in, '' for
-- Autotask, and the login says of which kind it is.
ALTER TABLE customer ADD COLUMN company_desk TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN desk TEXT NOT NULL DEFAULT '';
-- What a desk said last about a ticket: no decision, so it outlives a rebuild.
CREATE TABLE desk_ticket (
  desk  TEXT NOT NULL,
  id    INTEGER NOT NULL,
  state TEXT NOT NULL,                   -- domain.DeskTicket as JSON
  PRIMARY KEY (desk, id)
) WITHOUT ROWID;
INSERT INTO desk_ticket (desk, id, state) SELECT '', id, state FROM autotask;
DROP TABLE autotask;
UPDATE setting SET key = 'desk.login', value = CASE value WHEN '' THEN '' ELSE
  json_object('Kind', 'autotask', 'Address', value ->> '$.ZoneURL', 'User', value ->> '$.User') END WHERE key = 'autotask.login';
UPDATE setting SET key = 'desk.defaults' WHERE key = 'autotask.defaults';
UPDATE setting SET key = 'desk.pending' WHERE key = 'autotask.pending';
