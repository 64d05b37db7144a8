-- What one computer fetches for all of a team: mails and states of devices, in the order in
-- which they arrive here. Members read them; one collector at a time writes, and only with the
-- number that it was given when it took its turn.

-- Whose turn it is. A collector that takes over gets a higher number, and then nobody writes with
-- a lower one. One that was not heard of until then has lost its turn.
CREATE TABLE runchecks.lease (
  single   boolean PRIMARY KEY DEFAULT true CHECK (single),
  fence    bigint NOT NULL DEFAULT 0,
  login    name,
  computer text,
  until    timestamptz NOT NULL DEFAULT '-infinity',
  -- The highest place of what went by its age.
  gone     bigint NOT NULL DEFAULT 0
);
INSERT INTO runchecks.lease DEFAULT VALUES;

-- The accounts that are collected, without anything that signs in, and how their syncs stand.
CREATE TABLE runchecks.source (
  name    text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
  kind    text NOT NULL,
  tried   timestamptz,
  -- When the last complete sync began: everything that reached the service before is here.
  covered timestamptz,
  error   text NOT NULL DEFAULT '',
  notice  text NOT NULL DEFAULT ''
);

-- How far each collector has come with what it keeps itself, in numbers of its own.
CREATE TABLE runchecks.mark (
  computer text,
  source   text,
  mark     bigint NOT NULL,
  PRIMARY KEY (computer, source)
);

CREATE SEQUENCE runchecks.arrival MAXVALUE 4294967295;
CREATE TABLE runchecks.collected (
  position bigint PRIMARY KEY,
  fence    bigint NOT NULL,
  source   text NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('mail', 'device', 'history', 'texts')),
  -- Tells it from all others of its source and kind.
  key      text NOT NULL CHECK (length(key) BETWEEN 1 AND 500),
  -- The device or run that it is about, '' for mails.
  about    text NOT NULL DEFAULT '' CHECK (length(about) <= 500),
  -- When the mail was received, or the service asked.
  at       timestamptz NOT NULL,
  size     bigint NOT NULL,
  -- zstd.
  body     bytea NOT NULL CHECK (octet_length(body) <= 67108864),
  arrived  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (source, kind, key)
);
ALTER TABLE runchecks.collected ALTER body SET STORAGE EXTERNAL; -- it is packed already
CREATE INDEX collected_source ON runchecks.collected (source, position);
CREATE INDEX collected_about ON runchecks.collected (kind, about) WHERE about <> '';

-- The turn of whoever is signed in, with a number; the row stays locked until the transaction
-- ends, so that one writes at a time and places become visible in their order.
CREATE FUNCTION runchecks.turn(its_fence bigint) RETURNS runchecks.lease
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  is_now runchecks.lease;
BEGIN
  SELECT * INTO is_now FROM runchecks.lease FOR UPDATE;
  IF runchecks.my_role() IS NULL OR is_now.fence IS DISTINCT FROM its_fence OR is_now.login IS DISTINCT FROM session_user THEN
    RAISE EXCEPTION '%', coalesce((SELECT m.actor FROM runchecks.member m WHERE m.login = is_now.login), '') USING ERRCODE = 'RC001';
  END IF;
  RETURN is_now;
END $$;

-- Takes the turn, or keeps it, for some seconds; the number, or NULL and who has it.
CREATE FUNCTION runchecks.collect(its_computer text, seconds int, OUT fence bigint, OUT holder text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  is_now runchecks.lease;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM runchecks.computer c WHERE c.computer = its_computer AND c.login = session_user)
    OR runchecks.my_role() IS NULL THEN
    RAISE EXCEPTION 'the computer % is not one of %', its_computer, session_user USING ERRCODE = '42501';
  END IF;
  SELECT * INTO is_now FROM runchecks.lease FOR UPDATE;
  IF is_now.computer IS DISTINCT FROM its_computer THEN
    IF is_now.until > now() THEN
      holder := (SELECT m.actor FROM runchecks.member m WHERE m.login = is_now.login);
      RETURN;
    END IF;
    is_now.fence := is_now.fence + 1;
  END IF;
  UPDATE runchecks.lease l SET fence = is_now.fence, login = session_user, computer = its_computer,
    until = now() + make_interval(secs => least(greatest(seconds, 0), 3600));
  fence := is_now.fence;
END $$;

CREATE FUNCTION runchecks.keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM runchecks.turn(NEW.fence);
  NEW.position := nextval('runchecks.arrival');
  NEW.arrived := now();
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE INSERT ON runchecks.collected FOR EACH ROW EXECUTE FUNCTION runchecks.keep();

-- Tells how far a collector has come with what it keeps.
CREATE FUNCTION runchecks.come(its_fence bigint, its_source text, its_mark bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  is_now runchecks.lease := runchecks.turn(its_fence);
BEGIN
  INSERT INTO runchecks.mark AS m (computer, source, mark) VALUES (is_now.computer, its_source, its_mark)
    ON CONFLICT (computer, source) DO UPDATE SET mark = excluded.mark;
END $$;

-- Tells how the sync of an account stands.
CREATE FUNCTION runchecks.looked(its_fence bigint, its_name text, its_kind text, its_try timestamptz, its_cover timestamptz,
  its_error text, its_notice text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM runchecks.turn(its_fence);
  INSERT INTO runchecks.source AS s (name, kind, tried, covered, error, notice)
    VALUES (its_name, its_kind, its_try, its_cover, left(its_error, 2000), left(its_notice, 2000))
    ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, tried = excluded.tried, error = excluded.error, notice = excluded.notice,
      covered = greatest(s.covered, excluded.covered);
  PERFORM pg_notify('runchecks_collected', its_name);
END $$;

-- Forgets the accounts that are not collected any more.
CREATE FUNCTION runchecks.collects(its_fence bigint, names text[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM runchecks.turn(its_fence);
  DELETE FROM runchecks.source s WHERE s.name <> ALL (names);
END $$;

-- Removes what arrived more than some days ago, and says how much that was.
CREATE FUNCTION runchecks.forget(its_fence bigint, days int) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n bigint;
BEGIN
  PERFORM runchecks.turn(its_fence);
  IF days < 31 THEN -- what is missed is looked for so far back
    RAISE EXCEPTION 'what was collected stays for 31 days at least' USING ERRCODE = '42501';
  END IF;
  WITH went AS (DELETE FROM runchecks.collected c WHERE c.arrived < now() - make_interval(days => days) RETURNING c.position)
    SELECT count(*) INTO n FROM went;
  UPDATE runchecks.lease l SET gone = greatest(l.gone, coalesce((SELECT min(c.position) - 1 FROM runchecks.collected c),
    (SELECT a.last_value FROM runchecks.arrival a WHERE a.is_called), 0)) WHERE n > 0;
  RETURN n;
END $$;

ALTER TABLE runchecks.lease ENABLE ROW LEVEL SECURITY;
ALTER TABLE runchecks.source ENABLE ROW LEVEL SECURITY;
ALTER TABLE runchecks.mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE runchecks.collected ENABLE ROW LEVEL SECURITY;
CREATE POLICY members_read ON runchecks.lease FOR SELECT USING (runchecks.my_role() IS NOT NULL);
CREATE POLICY members_read ON runchecks.source FOR SELECT USING (runchecks.my_role() IS NOT NULL);
CREATE POLICY members_read ON runchecks.mark FOR SELECT USING (runchecks.my_role() IS NOT NULL);
CREATE POLICY members_read ON runchecks.collected FOR SELECT USING (runchecks.my_role() IS NOT NULL);
CREATE POLICY collectors_add ON runchecks.collected FOR INSERT WITH CHECK (runchecks.my_role() IS NOT NULL);

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA runchecks FROM PUBLIC;
