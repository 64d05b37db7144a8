-- The journal of one team. Nobody but the owner of this schema, whom no technician signs in
-- as, can change or remove an entry; what each role may do is held here, not by the program.
CREATE SCHEMA runchecks;

CREATE TABLE runchecks.team (
  id      text PRIMARY KEY,
  name    text NOT NULL,
  version int NOT NULL,
  made    timestamptz NOT NULL DEFAULT now()
);

-- Who signs in, as whom they decide, and as what.
CREATE TABLE runchecks.member (
  login name PRIMARY KEY,
  actor text NOT NULL UNIQUE,
  role  text NOT NULL CHECK (role IN ('admin', 'operator', 'viewer')),
  gone  boolean NOT NULL DEFAULT false
);

-- The computers of the members.
CREATE TABLE runchecks.computer (
  computer text PRIMARY KEY,
  login    name NOT NULL REFERENCES runchecks.member (login),
  version  text NOT NULL,
  seen     timestamptz NOT NULL DEFAULT now()
);

-- Kinds of decision that an administrator alone makes.
CREATE TABLE runchecks.admin_kind (kind text PRIMARY KEY);

CREATE SEQUENCE runchecks.position;
CREATE TABLE runchecks.entry (
  position bigint PRIMARY KEY,
  id       text NOT NULL UNIQUE CHECK (id ~ '^[0-9A-Z]{26}$'),
  computer text NOT NULL CHECK (computer ~ '^[0-9A-Z]{26}$'),
  login    name NOT NULL,
  actor    text NOT NULL,
  kind     text NOT NULL,
  hash     text NOT NULL CHECK (hash ~ '^[0-9a-f]*$'),
  link     text NOT NULL,
  -- JSON; the columns above win over what it says of itself.
  entry    text NOT NULL CHECK (octet_length(entry) <= 33554432)
);

-- The role of whoever is signed in, NULL for none.
CREATE FUNCTION runchecks.my_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT role FROM runchecks.member WHERE login = session_user AND NOT gone $$;

-- An entry gets its place when it is added: under a lock, so that places become visible in
-- their order. What it says of itself is compared with who is signed in.
CREATE FUNCTION runchecks.place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  me runchecks.member;
  before text;
BEGIN
  SELECT * INTO me FROM runchecks.member WHERE login = session_user AND NOT gone;
  IF me.login IS NULL OR me.role = 'viewer' THEN
    RAISE EXCEPTION 'the role % of % may not decide', coalesce(me.role, 'of nobody'), session_user USING ERRCODE = '42501';
  END IF;
  IF me.role <> 'admin' AND EXISTS (SELECT 1 FROM runchecks.admin_kind k WHERE k.kind = NEW.kind) THEN
    RAISE EXCEPTION 'only an administrator decides %', NEW.kind USING ERRCODE = '42501';
  END IF;
  IF EXISTS (SELECT 1 FROM runchecks.member m WHERE m.actor = NEW.actor AND m.login <> session_user) THEN
    RAISE EXCEPTION '% is not %', session_user, NEW.actor USING ERRCODE = '42501';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM runchecks.computer c WHERE c.computer = NEW.computer AND c.login = session_user) THEN
    RAISE EXCEPTION 'the computer % is not one of %', NEW.computer, session_user USING ERRCODE = '42501';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'entries are added in read committed' USING ERRCODE = '42501'; -- else the one before is not seen
  END IF;
  PERFORM pg_advisory_xact_lock(7266743901);
  SELECT e.link INTO before FROM runchecks.entry e ORDER BY e.position DESC LIMIT 1;
  NEW.position := nextval('runchecks.position');
  NEW.login := session_user;
  NEW.link := encode(sha256(convert_to(concat_ws(E'\n', coalesce(before, ''), NEW.computer, NEW.id, NEW.hash), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT ON runchecks.entry FOR EACH ROW EXECUTE FUNCTION runchecks.place();

CREATE FUNCTION runchecks.tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
  $$ BEGIN PERFORM pg_notify('runchecks', ''); RETURN NULL; END $$;
CREATE TRIGGER tell AFTER INSERT ON runchecks.entry FOR EACH STATEMENT EXECUTE FUNCTION runchecks.tell();

CREATE FUNCTION runchecks.stay() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = '42501'; END $$;
CREATE TRIGGER stay BEFORE UPDATE OR DELETE OR TRUNCATE ON runchecks.entry FOR EACH STATEMENT EXECUTE FUNCTION runchecks.stay();

-- A computer says that it is there: for whoever is signed in, and for nobody else.
CREATE FUNCTION runchecks.greet(its_computer text, its_version text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF runchecks.my_role() IS NULL THEN
    RAISE EXCEPTION '% is no member of this team', session_user USING ERRCODE = '42501';
  END IF;
  INSERT INTO runchecks.computer AS c (computer, login, version) VALUES (its_computer, session_user, left(its_version, 100))
    ON CONFLICT (computer) DO UPDATE SET version = excluded.version, seen = now() WHERE c.login = session_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the computer % belongs to somebody else', its_computer USING ERRCODE = '42501';
  END IF;
  RETURN runchecks.my_role();
END $$;

ALTER TABLE runchecks.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY members_read ON runchecks.entry FOR SELECT USING (runchecks.my_role() IS NOT NULL);
CREATE POLICY deciders_add ON runchecks.entry FOR INSERT WITH CHECK (runchecks.my_role() IN ('admin', 'operator'));

REVOKE ALL ON SCHEMA runchecks FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA runchecks FROM PUBLIC;
