-- Fields that are summed and counted become columns; what is on record already is read out of its evidence.
ALTER TABLE audit_event
  ADD COLUMN client_address text   NOT NULL DEFAULT '',
  ADD COLUMN policy_digest  text   NOT NULL DEFAULT '',
  ADD COLUMN bytes_in       bigint NOT NULL DEFAULT 0,
  ADD COLUMN bytes_out      bigint NOT NULL DEFAULT 0,
  ADD COLUMN latency_micros bigint NOT NULL DEFAULT 0;

UPDATE audit_event
   SET client_address = coalesce(canonical::jsonb #>> '{client,address}', ''),
       policy_digest  = coalesce(canonical::jsonb #>> '{decision,policy_digest}', ''),
       bytes_in       = coalesce((canonical::jsonb #>> '{request,bytes_in}')::bigint, 0),
       bytes_out      = coalesce((canonical::jsonb #>> '{outcome,bytes_out}')::bigint, 0),
       latency_micros = coalesce((canonical::jsonb #>> '{outcome,latency_micros}')::bigint, 0);

-- Roll-ups: what reports would otherwise count from millions of rows. A trigger on audit_event keeps them in the
-- transaction that stores the rows, so they count each stored row once, however often it is sent.

-- Ended requests by hour. The address is kept for callers nobody knows.
CREATE TABLE usage_hour (
  hour           timestamptz NOT NULL,
  actor_subject  text        NOT NULL,
  connector      text        NOT NULL,
  outcome        text        NOT NULL,
  address        text        NOT NULL,
  actor_name     text        NOT NULL,
  calls          bigint      NOT NULL,
  bytes_in       bigint      NOT NULL,
  bytes_out      bigint      NOT NULL,
  max_bytes_out  bigint      NOT NULL,
  PRIMARY KEY (hour, actor_subject, connector, outcome, address)
) WITH (fillfactor = 70);

COMMENT ON TABLE usage_hour IS 'Ended requests by hour, person, connector, outcome; kept by trigger audit_roll_up';
COMMENT ON COLUMN usage_hour.calls IS 'Requests; a coalesced record counts as many as it stands for';

-- How long calls took: bucket b holds latencies of 2^((b-1)/4) to 2^(b/4) microseconds, so a quantile read from the
-- upper bounds is at most 19 % too high.
CREATE TABLE latency_hour (
  hour      timestamptz NOT NULL,
  connector text        NOT NULL,
  bucket    smallint    NOT NULL,
  calls     bigint      NOT NULL,
  PRIMARY KEY (hour, connector, bucket)
) WITH (fillfactor = 70);

COMMENT ON TABLE latency_hour IS 'Histogram of latencies by hour and connector; kept by trigger audit_roll_up';

-- Who ever used what: the first and the last time.
CREATE TABLE pair_seen (
  actor_subject text        NOT NULL,
  connector     text        NOT NULL,
  target_type   text        NOT NULL,
  target        text        NOT NULL,
  actor_name    text        NOT NULL,
  first_at      timestamptz NOT NULL,
  last_at       timestamptz NOT NULL,
  calls         bigint      NOT NULL,
  denied        bigint      NOT NULL,
  PRIMARY KEY (actor_subject, connector, target_type, target)
) WITH (fillfactor = 70);

CREATE INDEX pair_seen_first ON pair_seen (first_at);
CREATE INDEX pair_seen_last  ON pair_seen (last_at);

COMMENT ON TABLE pair_seen IS 'First and last use of a target by a person; kept by trigger audit_roll_up';

-- Which policies decided, and when.
CREATE TABLE policy_seen (
  policy_digest text        PRIMARY KEY,
  first_at      timestamptz NOT NULL,
  last_at       timestamptz NOT NULL,
  decisions     bigint      NOT NULL
) WITH (fillfactor = 70);

COMMENT ON TABLE policy_seen IS 'First and last decision by a policy; kept by trigger audit_roll_up';

-- Rows are taken in the order of their keys, so that batches at the same time wait for each other and never deadlock.
CREATE FUNCTION audit_roll_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH ended AS MATERIALIZED (
    SELECT occurred_at, date_trunc('hour', occurred_at, 'UTC') AS hour, actor_subject, actor_name, connector,
           target_type, left(target, 128) AS target, outcome,
           CASE WHEN actor_type = 'anonymous' THEN client_address ELSE '' END AS address,
           CASE WHEN kind = 'coalesced' THEN coalesce((canonical::jsonb #>> '{outcome,count}')::bigint, 1)
                ELSE 1 END AS calls,
           bytes_in, bytes_out, latency_micros, policy_digest
      FROM fresh
     WHERE kind <> 'intent'
  ), usage AS (
    INSERT INTO usage_hour AS u
    SELECT hour, actor_subject, connector, outcome, address, max(actor_name), sum(calls), sum(bytes_in),
           sum(bytes_out), max(bytes_out)
      FROM ended GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (hour, actor_subject, connector, outcome, address) DO UPDATE
       SET actor_name = excluded.actor_name, calls = u.calls + excluded.calls,
           bytes_in = u.bytes_in + excluded.bytes_in, bytes_out = u.bytes_out + excluded.bytes_out,
           max_bytes_out = greatest(u.max_bytes_out, excluded.max_bytes_out)
  ), latency AS (
    INSERT INTO latency_hour AS l
    SELECT hour, connector, ceil(4 * ln(latency_micros::float8) / ln(2::float8))::smallint, sum(calls)
      FROM ended WHERE connector <> '' AND latency_micros > 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (hour, connector, bucket) DO UPDATE SET calls = l.calls + excluded.calls
  ), pairs AS (
    INSERT INTO pair_seen AS p
    SELECT actor_subject, connector, target_type, target, max(actor_name), min(occurred_at), max(occurred_at),
           sum(calls), coalesce(sum(calls) FILTER (WHERE outcome = 'denied'), 0)
      FROM ended WHERE connector <> '' AND target_type IN ('tool', 'prompt') AND actor_subject <> ''
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (actor_subject, connector, target_type, target) DO UPDATE
       SET actor_name = excluded.actor_name, first_at = least(p.first_at, excluded.first_at),
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

CREATE TRIGGER audit_roll_up AFTER INSERT ON audit_event
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION audit_roll_up();

-- Rows from before this migration go through the same trigger, once, by way of a table that is gone afterwards.
CREATE TABLE audit_backfill (LIKE audit_event);
CREATE TRIGGER audit_roll_up AFTER INSERT ON audit_backfill
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION audit_roll_up();
INSERT INTO audit_backfill SELECT * FROM audit_event;
DROP TABLE audit_backfill;

-- A target may have 2,048 characters, and an entry of a B-tree at most 2,704 bytes: the index holds the beginning.
DROP INDEX audit_event_target;
CREATE INDEX audit_event_target ON audit_event (connector, left(target, 128), occurred_at, event_id);

-- What people did to the trail and to definitions is rare and often asked for.
CREATE INDEX audit_event_upkeep ON audit_event (occurred_at, event_id)
  WHERE method LIKE 'audit.%' OR method LIKE 'definition.%' OR method LIKE 'system.%';
