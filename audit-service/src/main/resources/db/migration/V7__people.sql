-- Who acted stands apart from what was done: the names are in a schema of their own, which backups of the evidence
-- leave out, and everything else knows a person by a random number. Arguments and results come encrypted, under a key
-- of the person and the month; without its key a payload is noise, and without its row a number names nobody.
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 0;

CREATE SCHEMA people;
COMMENT ON SCHEMA people IS 'Who acted, and the keys of what they sent; backups of the evidence leave its rows out';

CREATE FUNCTION people.new_key() RETURNS bigint LANGUAGE sql VOLATILE
  RETURN greatest(1, 9223372036854775807
    & ('x' || left(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 16))::bit(64)::bigint);

CREATE TABLE people.subject (
  subject_key bigint      PRIMARY KEY CHECK (subject_key > 0),
  issuer      text        NOT NULL,
  subject     text        NOT NULL,
  name        text        NOT NULL,
  first_seen  timestamptz NOT NULL,
  last_seen   timestamptz NOT NULL,
  UNIQUE (issuer, subject)
);
CREATE INDEX subject_subject ON people.subject (subject);
CREATE INDEX subject_name    ON people.subject (name);

COMMENT ON COLUMN people.subject.name IS 'preferred_username, the newest';
COMMENT ON COLUMN people.subject.last_seen IS 'Exact to the month';

CREATE TABLE people.identity (
  commitment  bytea       PRIMARY KEY,
  subject_key bigint      NOT NULL,
  salt        bytea       NOT NULL,
  name        text        NOT NULL,
  groups      jsonb       NOT NULL,
  last_seen   timestamptz NOT NULL
);
CREATE INDEX identity_subject ON people.identity (subject_key);

COMMENT ON TABLE people.identity IS 'What the commitments in actor.commitment commit to; last_seen is exact to the month';

CREATE TABLE people.data_key (
  subject_key bigint NOT NULL,
  month       date   NOT NULL,
  wrapped     bytea  NOT NULL,
  kek         text   NOT NULL,
  PRIMARY KEY (subject_key, month)
);
CREATE INDEX data_key_kek ON people.data_key (kek);

COMMENT ON TABLE people.data_key IS 'Key of the payloads of a person (0: nobody known) and month, wrapped by the key-encryption key kek';

-- Grows when keys are destroyed: what replicas remember of people holds within one generation.
CREATE TABLE people.generation (generation bigint NOT NULL);
INSERT INTO people.generation VALUES (0);

-- Which generation it is, and until the end of the transaction it stays that.
CREATE FUNCTION people.stay() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('people'));
  RETURN (SELECT generation FROM people.generation);
END
$$;

-- Waits for all who stay; afterwards what they remember is void.
CREATE FUNCTION people.leave() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('people'));
  UPDATE people.generation SET generation = generation + 1;
END
$$;

-- How a person is written whose name is gone, or is not shown.
CREATE FUNCTION audit_handle(actor bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN '#' || lpad(to_hex(actor), 16, '0');

-- What is shown of a person: the name, the handle of one without row, nothing of nobody.
CREATE FUNCTION audit_shown(name text, actor bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(name, CASE actor WHEN 0 THEN '' ELSE audit_handle(actor) END);

-- Whom a text means: a sub, a preferred_username or a handle.
CREATE FUNCTION people.meant(person text) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT subject_key FROM people.subject WHERE subject = person OR name = person
  UNION ALL
  SELECT CASE WHEN person ~ '^#[0-9a-f]{16}$' THEN ('x' || substr(person, 2))::bit(64)::bigint END
$$;

-- Those on record already. Their leaves, of schema portolan.audit/1, still name them and cannot be changed.
INSERT INTO people.subject (subject_key, issuer, subject, name, first_seen, last_seen)
SELECT people.new_key(), issuer, actor_subject, (array_agg(actor_name ORDER BY occurred_at DESC))[1],
       min(occurred_at), max(occurred_at)
  FROM (SELECT coalesce(canonical::jsonb #>> '{actor,issuer}', '') AS issuer, actor_subject, actor_name, occurred_at
          FROM audit_event WHERE actor_type <> 'anonymous') AS acted
 GROUP BY issuer, actor_subject;

ALTER TABLE audit_event ADD COLUMN actor bigint NOT NULL DEFAULT 0;
UPDATE audit_event AS e SET actor = s.subject_key
  FROM people.subject AS s
 WHERE e.actor_type <> 'anonymous' AND s.subject = e.actor_subject
   AND s.issuer = coalesce(e.canonical::jsonb #>> '{actor,issuer}', '');
ALTER TABLE audit_event
  DROP COLUMN actor_subject,
  DROP COLUMN actor_name,
  ALTER actor DROP DEFAULT;
CREATE INDEX audit_event_actor ON audit_event (actor, occurred_at, event_id);

-- As before, with what was done about people.
DROP INDEX audit_event_upkeep;
CREATE INDEX audit_event_upkeep ON audit_event (occurred_at, event_id)
  WHERE method LIKE 'audit.%' OR method LIKE 'definition.%' OR method LIKE 'system.%' OR method LIKE 'privacy.%';

COMMENT ON COLUMN audit_event.actor IS 'people.subject.subject_key; 0 nobody, -1 somebody who was not disclosed';
COMMENT ON COLUMN audit_event.canonical IS 'The leaf of the log: canonical JSON (RFC 8785), schema portolan.audit/2, of old records /1';

-- Roll-ups and holds know a subject without its issuer: take the one seen last, and those whose records were dropped.
INSERT INTO people.subject (subject_key, issuer, subject, name, first_seen, last_seen)
SELECT people.new_key(), '', subject, max(name), min(first_at), max(last_at)
  FROM (SELECT actor_subject AS subject, actor_name AS name, first_at, last_at FROM pair_seen
        UNION ALL SELECT placed_by, '', placed_at, placed_at FROM audit_hold
        UNION ALL SELECT released_by, '', released_at, released_at FROM audit_hold WHERE released_by IS NOT NULL) AS old
 WHERE subject <> '' AND NOT EXISTS (SELECT FROM people.subject AS s WHERE s.subject = old.subject)
 GROUP BY subject;
CREATE TEMP TABLE known ON COMMIT DROP AS
  SELECT DISTINCT ON (subject) subject, subject_key FROM people.subject WHERE subject <> ''
   ORDER BY subject, last_seen DESC;

ALTER TABLE usage_hour ADD COLUMN actor bigint NOT NULL DEFAULT 0;
UPDATE usage_hour AS u SET actor = k.subject_key FROM known AS k WHERE k.subject = u.actor_subject;
ALTER TABLE usage_hour DROP COLUMN actor_subject, DROP COLUMN actor_name, ALTER actor DROP DEFAULT;
ALTER TABLE usage_hour ADD PRIMARY KEY (hour, actor, connector, outcome, address);

ALTER TABLE pair_seen ADD COLUMN actor bigint NOT NULL DEFAULT 0;
UPDATE pair_seen AS p SET actor = k.subject_key FROM known AS k WHERE k.subject = p.actor_subject;
ALTER TABLE pair_seen DROP COLUMN actor_subject, DROP COLUMN actor_name, ALTER actor DROP DEFAULT;
ALTER TABLE pair_seen ADD PRIMARY KEY (actor, connector, target_type, target);

ALTER TABLE audit_hold RENAME placed_by TO placed_subject;
ALTER TABLE audit_hold RENAME released_by TO released_subject;
ALTER TABLE audit_hold ADD COLUMN placed_by bigint, ADD COLUMN released_by bigint;
UPDATE audit_hold AS h
   SET placed_by = (SELECT subject_key FROM known WHERE subject = h.placed_subject),
       released_by = (SELECT subject_key FROM known WHERE subject = h.released_subject);
ALTER TABLE audit_hold
  DROP COLUMN placed_subject,
  DROP COLUMN released_subject,
  ALTER placed_by SET NOT NULL,
  ADD CHECK (released_by <> placed_by),
  ADD CHECK ((released_by IS NULL) = (released_at IS NULL));

-- As before, by the number of the person.
CREATE OR REPLACE FUNCTION audit_roll_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH ended AS MATERIALIZED (
    SELECT occurred_at, date_trunc('hour', occurred_at, 'UTC') AS hour, actor, connector,
           target_type, left(target, 128) AS target, outcome,
           CASE WHEN actor_type = 'anonymous' THEN client_address ELSE '' END AS address,
           CASE WHEN kind = 'coalesced' THEN coalesce((canonical::jsonb #>> '{outcome,count}')::bigint, 1)
                ELSE 1 END AS calls,
           bytes_in, bytes_out, latency_micros, policy_digest
      FROM fresh
     WHERE kind <> 'intent'
  ), usage AS (
    INSERT INTO usage_hour AS u
      (hour, actor, connector, outcome, address, calls, bytes_in, bytes_out, max_bytes_out)
    SELECT hour, actor, connector, outcome, address, sum(calls), sum(bytes_in), sum(bytes_out), max(bytes_out)
      FROM ended GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (hour, actor, connector, outcome, address) DO UPDATE
       SET calls = u.calls + excluded.calls,
           bytes_in = u.bytes_in + excluded.bytes_in, bytes_out = u.bytes_out + excluded.bytes_out,
           max_bytes_out = greatest(u.max_bytes_out, excluded.max_bytes_out)
  ), latency AS (
    INSERT INTO latency_hour AS l
    SELECT hour, connector, ceil(4 * ln(latency_micros::float8) / ln(2::float8))::smallint, sum(calls)
      FROM ended WHERE connector <> '' AND latency_micros > 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (hour, connector, bucket) DO UPDATE SET calls = l.calls + excluded.calls
  ), pairs AS (
    INSERT INTO pair_seen AS p
      (actor, connector, target_type, target, first_at, last_at, calls, denied)
    SELECT actor, connector, target_type, target, min(occurred_at), max(occurred_at),
           sum(calls), coalesce(sum(calls) FILTER (WHERE outcome = 'denied'), 0)
      FROM ended WHERE connector <> '' AND target_type IN ('tool', 'prompt') AND actor <> 0
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (actor, connector, target_type, target) DO UPDATE
       SET first_at = least(p.first_at, excluded.first_at),
           last_at = greatest(p.last_at, excluded.last_at), calls = p.calls + excluded.calls,
           denied = p.denied + excluded.denied
  )
  INSERT INTO policy_seen AS s
  SELECT policy_digest, min(occurred_at), max(occurred_at), count(*)
    FROM ended WHERE policy_digest <> '' GROUP BY 1 ORDER BY 1
  ON CONFLICT (policy_digest) DO UPDATE
     SET first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at),
         decisions = s.decisions + excluded.decisions;
  RETURN NULL;
END
$$;

-- What a record's commitments commit to, without who acted.
CREATE TABLE audit_payload (
  occurred_at timestamptz NOT NULL,
  event_id    uuid        NOT NULL,
  actor       bigint      NOT NULL,
  sealed      bytea       NOT NULL,
  error       text        NOT NULL,
  PRIMARY KEY (occurred_at, event_id)
) PARTITION BY RANGE (occurred_at);
ALTER TABLE audit_payload ALTER sealed SET STORAGE EXTERNAL;
CREATE INDEX audit_payload_error ON audit_payload (occurred_at) WHERE error <> '';
CREATE TABLE audit_payload_default PARTITION OF audit_payload DEFAULT;

COMMENT ON COLUMN audit_payload.sealed IS 'AES-256-GCM under people.data_key of actor and month: nonce, ciphertext, tag; associated data is event_id';
COMMENT ON COLUMN audit_payload.error IS 'Why sealed is still as the gateway sealed it; empty if it was opened and is right';

-- Makes the partition of `parent` for the month of `moment` unless it is there; answers whether it made one.
CREATE FUNCTION audit_make_month(parent text, moment timestamptz) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  first_day timestamptz := date_trunc('month', moment, 'UTC');
  next_month timestamptz := date_trunc('month', first_day + interval '45 days', 'UTC');
  partition_name text := parent || to_char(first_day AT TIME ZONE 'UTC', '_YYYY_MM');
BEGIN
  IF to_regclass(partition_name) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition_name, parent);
  EXECUTE format(
    'WITH moved AS (DELETE FROM %I WHERE occurred_at >= %L AND occurred_at < %L RETURNING *)
     INSERT INTO %I SELECT * FROM moved', parent || '_default', first_day, next_month, partition_name);
  EXECUTE format(
    'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, partition_name, first_day, next_month);
  RETURN true;
END
$$;

-- Makes the partitions of the month of `moment` unless they are there; answers whether records had none. Rows of that
-- month that had fallen into the default partition move over. Attaching does not block ingest into other months.
CREATE OR REPLACE FUNCTION audit_make_partition(moment timestamptz) RETURNS boolean
  LANGUAGE plpgsql AS $$
BEGIN
  -- several replicas may try at once
  PERFORM pg_advisory_xact_lock(hashtext('audit_make_partition'));
  PERFORM audit_make_month('audit_payload', moment);
  RETURN audit_make_month('audit_event', moment);
END
$$;

SELECT audit_make_month('audit_payload', to_date(right(c.relname, 7), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC')
  FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
 WHERE i.inhparent = 'audit_event'::regclass AND c.relname ~ '_\d{4}_\d{2}$';

-- Drops the partitions of the month of `moment` with its keys and roll-ups and answers how many records it had. Refuses
-- with 55000 what is not wholly older than `kept_from`, and with 55006 what a hold covers; a hold cannot be placed
-- meanwhile.
CREATE OR REPLACE FUNCTION audit_drop_partition(moment timestamptz, kept_from timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  first_day timestamptz := date_trunc('month', moment, 'UTC');
  next_month timestamptz := date_trunc('month', first_day + interval '45 days', 'UTC');
  suffix text := to_char(first_day AT TIME ZONE 'UTC', '_YYYY_MM');
  partition_name text := 'audit_event' || suffix;
  dropped bigint;
BEGIN
  IF next_month > kept_from OR next_month > clock_timestamp() THEN
    RAISE EXCEPTION 'the month is kept' USING ERRCODE = '55000';
  END IF;
  LOCK TABLE audit_hold IN SHARE MODE;
  IF EXISTS (SELECT FROM audit_hold WHERE released_at IS NULL AND from_at < next_month AND to_at > first_day) THEN
    RAISE EXCEPTION 'the month is on hold' USING ERRCODE = '55006';
  END IF;
  PERFORM people.leave();
  -- no record comes in between the counting and the drop
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', partition_name);
  EXECUTE format(
    'INSERT INTO audit_dropped (partition, boot_id, first_seq, last_seq, records)
     SELECT %L, boot_id, min(seq), max(seq), count(*) FROM %I GROUP BY boot_id', partition_name, partition_name);
  EXECUTE format('SELECT count(*) FROM %I', partition_name) INTO dropped;
  EXECUTE format('DROP TABLE %I', partition_name);
  EXECUTE format('DROP TABLE IF EXISTS %I', 'audit_payload' || suffix);
  DELETE FROM usage_hour WHERE hour >= first_day AND hour < next_month;
  DELETE FROM latency_hour WHERE hour >= first_day AND hour < next_month;
  DELETE FROM pair_seen WHERE last_at < next_month AND last_at < kept_from;
  DELETE FROM people.data_key WHERE month = (first_day AT TIME ZONE 'UTC')::date;
  DELETE FROM people.identity WHERE last_seen < next_month AND last_seen < kept_from;
  -- who placed or released a hold stays
  DELETE FROM people.subject AS s
   WHERE last_seen < next_month AND last_seen < kept_from
     AND NOT EXISTS (SELECT FROM audit_hold WHERE s.subject_key IN (placed_by, released_by));
  RETURN dropped;
END
$$;

-- Commitments of people who were erased: what still comes under one stays without name and payload.
CREATE TABLE audit_forgotten (
  commitment bytea  PRIMARY KEY,
  actor      bigint NOT NULL
);

CREATE TABLE audit_erasure (
  erasure_id   uuid        PRIMARY KEY,
  actor        bigint      NOT NULL,
  erased_by    bigint      NOT NULL,
  erased_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  basis        text        NOT NULL CHECK (basis <> ''),
  records      bigint      NOT NULL,
  data_keys    bigint      NOT NULL,
  named_in_log bigint      NOT NULL
);

COMMENT ON TABLE audit_erasure IS 'Whose name and keys were destroyed, by handle, on which legal basis';
COMMENT ON COLUMN audit_erasure.named_in_log IS 'Records of schema portolan.audit/1, whose leaves still name the person';

-- Destroys name, salts of commitments and keys of a person; records and payloads stay, as noise. Refuses with 55006
-- while a hold covers a record of theirs, and answers NULL if there is no such person.
CREATE FUNCTION people.erase(erased_issuer text, erased_subject text, id uuid, by_whom bigint, basis text)
  RETURNS audit_erasure LANGUAGE plpgsql AS $$
DECLARE
  erased bigint;
  found bigint;
  named bigint;
  done audit_erasure;
BEGIN
  SELECT subject_key INTO erased FROM people.subject WHERE issuer = erased_issuer AND subject = erased_subject;
  -- may take long; from then on ingest waits
  SELECT count(*), count(*) FILTER (WHERE canonical LIKE '%"schema":"portolan.audit/1"%') INTO found, named
    FROM audit_event WHERE actor = erased;
  LOCK TABLE audit_hold IN SHARE MODE;
  PERFORM people.leave();
  -- another may have erased them meanwhile
  IF NOT EXISTS (SELECT FROM people.subject WHERE subject_key = erased) THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM audit_hold AS h JOIN audit_event AS e
                ON e.actor = erased AND e.occurred_at >= h.from_at AND e.occurred_at < h.to_at
              WHERE h.released_at IS NULL) THEN
    RAISE EXCEPTION 'a record of theirs is on hold' USING ERRCODE = '55006';
  END IF;
  INSERT INTO audit_erasure (erasure_id, actor, erased_by, basis, records, data_keys, named_in_log)
  VALUES (id, erased, by_whom, basis, found, (SELECT count(*) FROM people.data_key WHERE subject_key = erased), named)
  RETURNING * INTO done;
  INSERT INTO audit_forgotten SELECT commitment, subject_key FROM people.identity WHERE subject_key = erased;
  DELETE FROM people.data_key WHERE subject_key = erased;
  DELETE FROM people.identity WHERE subject_key = erased;
  DELETE FROM people.subject WHERE subject_key = erased;
  RETURN done;
END
$$;
