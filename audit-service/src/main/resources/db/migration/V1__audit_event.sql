-- The audit trail. One row per event; `canonical` is the evidence, the other columns exist to find it.

DO $$
BEGIN
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'the audit database must be encoded in UTF8';
  END IF;
END
$$;

-- The millisecond inside a UUID of version 7 (RFC 9562 §5.7). PostgreSQL 18 has its own; 14 to 17 have not.
CREATE FUNCTION audit_event_time(id uuid) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN to_timestamp(('x' || substr(id::text, 1, 8) || substr(id::text, 10, 4))::bit(48)::bigint / 1000.0);

CREATE TABLE audit_event (
  event_id      uuid        NOT NULL,
  occurred_at   timestamptz NOT NULL,
  kind          text        NOT NULL,
  call_id       uuid        NOT NULL,
  gateway_id    text        NOT NULL,
  boot_id       uuid        NOT NULL,
  seq           bigint      NOT NULL,
  actor_type    text        NOT NULL,
  actor_subject text        NOT NULL,
  actor_name    text        NOT NULL,
  method        text        NOT NULL,
  connector     text        NOT NULL,
  target_type   text        NOT NULL,
  target        text        NOT NULL,
  decision      text        NOT NULL,
  outcome       text        NOT NULL,
  reason        text        NOT NULL,
  trace_id      text        NOT NULL,
  canonical     text        NOT NULL,
  ingested_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Time first: one index is the identity, the order of pages and the way to a single event, whose time is known
  -- from its id. Because time is a function of the id, the pair is unique exactly when the id is.
  PRIMARY KEY (occurred_at, event_id),
  CONSTRAINT time_is_in_the_id CHECK (occurred_at = audit_event_time(event_id))
) PARTITION BY RANGE (occurred_at);

COMMENT ON TABLE audit_event IS 'The audit trail, one row per event, partitioned by month';
COMMENT ON COLUMN audit_event.canonical IS 'The event as it was sent: canonical JSON (RFC 8785), schema portolan.audit/1';
COMMENT ON COLUMN audit_event.outcome IS 'none for an intent; the absent text is empty in every other column';
COMMENT ON COLUMN audit_event.ingested_at IS 'When this database took it in; not part of the evidence';

CREATE INDEX audit_event_subject ON audit_event (actor_subject, occurred_at, event_id);
CREATE INDEX audit_event_name    ON audit_event (actor_name, occurred_at, event_id);
CREATE INDEX audit_event_target  ON audit_event (connector, target, occurred_at, event_id);
CREATE INDEX audit_event_call    ON audit_event (call_id);
CREATE INDEX audit_event_denied  ON audit_event (occurred_at, event_id) WHERE outcome = 'denied';
CREATE INDEX audit_event_trace   ON audit_event (trace_id) WHERE trace_id <> '';

-- Takes what no month covers, so that a wrong clock never stops ingest. Should stay empty; it is measured.
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;

-- Makes the partition of the month of `moment` unless it is there; answers whether it made one. Rows of that month
-- that had fallen into the default partition move over. Attaching does not block ingest into other months.
CREATE FUNCTION audit_make_partition(moment timestamptz) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  first_day timestamptz := date_trunc('month', moment, 'UTC');
  next_month timestamptz := date_trunc('month', first_day + interval '45 days', 'UTC');
  partition_name text := 'audit_event_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM');
BEGIN
  -- several replicas may try at once
  PERFORM pg_advisory_xact_lock(hashtext('audit_make_partition'));
  IF to_regclass(partition_name) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE audit_event INCLUDING ALL)', partition_name);
  EXECUTE format(
    'WITH moved AS (DELETE FROM audit_event_default WHERE occurred_at >= %L AND occurred_at < %L RETURNING *)
     INSERT INTO %I SELECT * FROM moved', first_day, next_month, partition_name);
  EXECUTE format(
    'ALTER TABLE audit_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition_name, first_day, next_month);
  RETURN true;
END
$$;

-- What arrived and could not be read as an event, kept byte for byte for a person to look at.
CREATE TABLE audit_opaque (
  sha256      bytea       PRIMARY KEY,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  parse_error text        NOT NULL,
  raw         bytea       NOT NULL
);

COMMENT ON TABLE audit_opaque IS 'Arrived at ingest and was not an event; should stay empty';
