-- Reports at ten million records: narrower roll-ups, summed up by audit-service once per batch and written in the
-- transaction of the records (decision 0025), and the intents that have no outcome yet in a table of their own.
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 0;

DROP TRIGGER audit_roll_up ON audit_event;
DROP FUNCTION audit_roll_up();
DROP TABLE usage_hour, latency_hour;
-- a use changes no index
DROP INDEX pair_seen_last;

-- Ended calls to connectors by day.
CREATE TABLE usage_day (
  day       date   NOT NULL,
  connector text   NOT NULL,
  calls     bigint NOT NULL,
  denied    bigint NOT NULL,
  failed    bigint NOT NULL,
  bytes_in  bigint NOT NULL,
  bytes_out bigint NOT NULL,
  PRIMARY KEY (day, connector)
) WITH (fillfactor = 50);
COMMENT ON COLUMN usage_day.calls IS 'Requests; a coalesced record counts as many as it stands for';

-- How long calls took: bucket b holds latencies of 2^((b-1)/4) to 2^(b/4) microseconds, so a quantile read from the
-- upper bounds is at most 19 % too high.
CREATE TABLE latency_day (
  day       date   NOT NULL,
  connector text   NOT NULL,
  bucket    int    NOT NULL,
  calls     bigint NOT NULL,
  PRIMARY KEY (day, connector, bucket)
) WITH (fillfactor = 50);

-- Who used a connector on a day.
CREATE TABLE user_day (
  day       date   NOT NULL,
  connector text   NOT NULL,
  actor    bigint NOT NULL,
  PRIMARY KEY (day, connector, actor)
);

-- When persons called connectors, and how much went out.
CREATE TABLE person_hour (
  hour          timestamptz NOT NULL,
  actor        bigint      NOT NULL,
  calls         bigint      NOT NULL,
  bytes_out     bigint      NOT NULL,
  max_bytes_out bigint      NOT NULL,
  PRIMARY KEY (hour, actor)
) WITH (fillfactor = 70);

-- What persons were denied; the connector is empty where the request was about none.
CREATE TABLE denied_hour (
  hour      timestamptz NOT NULL,
  actor    bigint      NOT NULL,
  connector text        NOT NULL,
  calls     bigint      NOT NULL,
  PRIMARY KEY (hour, actor, connector)
) WITH (fillfactor = 70);

-- Refused requests of callers nobody knows.
CREATE TABLE stranger_hour (
  hour    timestamptz NOT NULL,
  address text        NOT NULL,
  calls   bigint      NOT NULL,
  PRIMARY KEY (hour, address)
) WITH (fillfactor = 70);

-- Who called a tool or prompt on a day. The day first: what grows is together.
CREATE TABLE tool_day (
  day         date        NOT NULL,
  connector   text        NOT NULL,
  target_type text        NOT NULL,
  target      text        NOT NULL,
  actor      bigint      NOT NULL,
  calls       bigint      NOT NULL,
  denied      bigint      NOT NULL,
  failed      bigint      NOT NULL,
  first_at    timestamptz NOT NULL,
  last_at     timestamptz NOT NULL,
  PRIMARY KEY (day, connector, target_type, target, actor)
) WITH (fillfactor = 80);
COMMENT ON COLUMN tool_day.target IS 'The first 128 characters';

-- Which programs ever called: the OAuth client, and what the program says of itself.
CREATE TABLE client_seen (
  client_id text        NOT NULL,
  name      text        NOT NULL,
  version   text        NOT NULL,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  calls     bigint      NOT NULL,
  denied    bigint      NOT NULL,
  PRIMARY KEY (client_id, name, version)
) WITH (fillfactor = 70);

-- Where in the log the records of a day are, and how many of them end something: what samples are drawn from.
CREATE TABLE leaf_day (
  day        date   NOT NULL,
  log        int    NOT NULL,
  first_leaf bigint NOT NULL,
  last_leaf  bigint NOT NULL,
  records    bigint NOT NULL,
  ended      bigint NOT NULL,
  PRIMARY KEY (day, log)
) WITH (fillfactor = 50);

-- Intents whose outcome is not on record. An outcome takes its intent out in the transaction that stores it.
CREATE TABLE open_intent (
  event_id    uuid        NOT NULL,
  occurred_at timestamptz NOT NULL,
  call_id     uuid        NOT NULL,
  PRIMARY KEY (occurred_at, event_id)
) WITH (fillfactor = 70);
CREATE INDEX open_intent_call ON open_intent (call_id);

CREATE INDEX audit_event_unknown ON audit_event (occurred_at, event_id) WHERE outcome = 'unknown';
CREATE INDEX audit_event_large   ON audit_event (occurred_at, event_id, bytes_out) WHERE bytes_out >= 100000;

-- An address, or NULL if the text is none. Not for parallel plans: what it catches it catches in a subtransaction.
CREATE FUNCTION audit_address(address text) RETURNS inet LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL RESTRICTED AS $$
BEGIN
  RETURN address::inet;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END
$$;

-- What is on record already, summed up once, as audit-service does it from now on.
CREATE TEMP TABLE ended ON COMMIT DROP AS
SELECT e.occurred_at, (e.occurred_at AT TIME ZONE 'UTC')::date AS day, date_trunc('hour', e.occurred_at, 'UTC') AS hour,
       e.actor, e.connector, e.target_type, left(e.target, 128) AS target, e.outcome,
       CASE WHEN e.actor_type = 'anonymous' THEN e.client_address ELSE '' END AS address,
       left(e.canonical::jsonb #>> '{actor,client_id}', 128) AS client_id,
       coalesce(left(e.canonical::jsonb #>> '{client,name}', 64), '') AS client_name,
       coalesce(left(e.canonical::jsonb #>> '{client,version}', 64), '') AS client_version,
       CASE WHEN e.kind = 'coalesced' THEN coalesce((e.canonical::jsonb #>> '{outcome,count}')::bigint, 1)
            ELSE 1 END AS calls,
       e.bytes_in, e.bytes_out, e.latency_micros
  FROM audit_event AS e
 WHERE e.kind <> 'intent';

INSERT INTO usage_day
SELECT day, connector, sum(calls), coalesce(sum(calls) FILTER (WHERE outcome = 'denied'), 0),
       coalesce(sum(calls) FILTER (WHERE outcome NOT IN ('success', 'denied')), 0), sum(bytes_in), sum(bytes_out)
  FROM ended WHERE connector <> '' GROUP BY 1, 2;
INSERT INTO latency_day
SELECT day, connector, ceil(4 * ln(latency_micros::float8) / ln(2::float8))::int, sum(calls)
  FROM ended WHERE connector <> '' AND latency_micros > 0 GROUP BY 1, 2, 3;
INSERT INTO user_day SELECT DISTINCT day, connector, actor FROM ended WHERE connector <> '' AND actor <> 0;
INSERT INTO person_hour
SELECT hour, actor, sum(calls), sum(bytes_out), max(bytes_out)
  FROM ended WHERE connector <> '' AND actor <> 0 GROUP BY 1, 2;
INSERT INTO denied_hour
SELECT hour, actor, connector, sum(calls) FROM ended WHERE outcome = 'denied' AND actor <> 0 GROUP BY 1, 2, 3;
INSERT INTO stranger_hour
SELECT hour, address, sum(calls) FROM ended WHERE outcome = 'denied' AND actor = 0 GROUP BY 1, 2;
INSERT INTO tool_day
SELECT day, connector, target_type, target, actor, sum(calls), coalesce(sum(calls) FILTER (WHERE outcome = 'denied'), 0),
       coalesce(sum(calls) FILTER (WHERE outcome NOT IN ('success', 'denied')), 0), min(occurred_at), max(occurred_at)
  FROM ended WHERE connector <> '' AND target_type IN ('tool', 'prompt') AND actor <> 0 GROUP BY 1, 2, 3, 4, 5;
INSERT INTO client_seen
SELECT client_id, client_name, client_version, min(occurred_at), max(occurred_at), sum(calls),
       coalesce(sum(calls) FILTER (WHERE outcome = 'denied'), 0)
  FROM ended WHERE client_id <> '' GROUP BY 1, 2, 3;
INSERT INTO leaf_day
SELECT (occurred_at AT TIME ZONE 'UTC')::date, log, min(leaf_index), max(leaf_index), count(*),
       count(*) FILTER (WHERE kind <> 'intent')
  FROM audit_event GROUP BY 1, 2;
INSERT INTO open_intent
SELECT i.event_id, i.occurred_at, i.call_id FROM audit_event AS i
 WHERE i.kind = 'intent'
   AND NOT EXISTS (SELECT FROM audit_event AS o WHERE o.call_id = i.call_id AND o.kind = 'outcome');

-- Drops the partitions of the month of `moment` with its keys and roll-ups and answers how many records it had. Refuses
-- with 55000 what is not wholly older than `kept_from`, and with 55006 what a hold covers; a hold cannot be placed
-- meanwhile.
CREATE OR REPLACE FUNCTION audit_drop_partition(moment timestamptz, kept_from timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  first_day timestamptz := date_trunc('month', moment, 'UTC');
  next_month timestamptz := date_trunc('month', first_day + interval '45 days', 'UTC');
  first_date date := (first_day AT TIME ZONE 'UTC')::date;
  next_date date := (next_month AT TIME ZONE 'UTC')::date;
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
  DELETE FROM usage_day WHERE day >= first_date AND day < next_date;
  DELETE FROM latency_day WHERE day >= first_date AND day < next_date;
  DELETE FROM user_day WHERE day >= first_date AND day < next_date;
  DELETE FROM tool_day WHERE day >= first_date AND day < next_date;
  DELETE FROM leaf_day WHERE day >= first_date AND day < next_date;
  DELETE FROM person_hour WHERE hour >= first_day AND hour < next_month;
  DELETE FROM denied_hour WHERE hour >= first_day AND hour < next_month;
  DELETE FROM stranger_hour WHERE hour >= first_day AND hour < next_month;
  DELETE FROM open_intent WHERE occurred_at >= first_day AND occurred_at < next_month;
  DELETE FROM pair_seen WHERE last_at < next_month AND last_at < kept_from;
  DELETE FROM client_seen WHERE last_at < next_month AND last_at < kept_from;
  DELETE FROM people.data_key WHERE month = (first_day AT TIME ZONE 'UTC')::date;
  DELETE FROM people.identity WHERE last_seen < next_month AND last_seen < kept_from;
  -- who placed or released a hold stays
  DELETE FROM people.subject AS s
   WHERE last_seen < next_month AND last_seen < kept_from
     AND NOT EXISTS (SELECT FROM audit_hold WHERE s.subject_key IN (placed_by, released_by));
  RETURN dropped;
END
$$;
