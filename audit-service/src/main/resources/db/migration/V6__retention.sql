-- Retention: whole months go, never single records, and none that a hold covers.

CREATE TABLE audit_hold (
  hold_id     uuid        PRIMARY KEY,
  from_at     timestamptz NOT NULL,
  to_at       timestamptz NOT NULL CHECK (to_at > from_at),
  reason      text        NOT NULL CHECK (reason <> ''),
  placed_by   text        NOT NULL,
  placed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  released_by text        CHECK (released_by <> placed_by),
  released_at timestamptz,
  CHECK ((released_by IS NULL) = (released_at IS NULL))
);

COMMENT ON TABLE audit_hold IS 'Spans of time of which nothing is dropped; released by another person than placed';

CREATE TABLE audit_dropped (
  partition  text        NOT NULL,
  boot_id    uuid        NOT NULL,
  first_seq  bigint      NOT NULL,
  last_seq   bigint      NOT NULL,
  records    bigint      NOT NULL,
  dropped_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (partition, boot_id, dropped_at)
);

COMMENT ON TABLE audit_dropped IS 'What was dropped of each boot, so that completeness can still be told';

-- Completeness: no row as long as every number that was acknowledged is on record once, or was dropped with its month.
CREATE OR REPLACE VIEW audit_missing AS
  SELECT boot_id, s.gateway_id, s.last_seq - count(e.seq) - coalesce(d.records, 0) AS missing
  FROM audit_source s
  LEFT JOIN audit_entry e USING (boot_id)
  LEFT JOIN (SELECT boot_id, sum(records)::bigint AS records, min(first_seq) AS first_seq, max(last_seq) AS last_seq
               FROM audit_dropped GROUP BY boot_id) d USING (boot_id)
  GROUP BY boot_id, s.gateway_id, s.last_seq, d.records, d.first_seq, d.last_seq
  HAVING count(e.seq) + coalesce(d.records, 0) <> s.last_seq
      OR least(min(e.seq), d.first_seq) <> 1 OR greatest(max(e.seq), d.last_seq) <> s.last_seq;

-- Drops the partition of the month of `moment` with its roll-ups and answers how many records it had. Refuses with
-- 55000 what is not wholly older than `kept_from`, and with 55006 what a hold covers; a hold cannot be placed meanwhile.
CREATE FUNCTION audit_drop_partition(moment timestamptz, kept_from timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  first_day timestamptz := date_trunc('month', moment, 'UTC');
  next_month timestamptz := date_trunc('month', first_day + interval '45 days', 'UTC');
  partition_name text := 'audit_event_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM');
  dropped bigint;
BEGIN
  IF next_month > kept_from OR next_month > clock_timestamp() THEN
    RAISE EXCEPTION 'the month is kept' USING ERRCODE = '55000';
  END IF;
  LOCK TABLE audit_hold IN SHARE MODE;
  IF EXISTS (SELECT FROM audit_hold WHERE released_at IS NULL AND from_at < next_month AND to_at > first_day) THEN
    RAISE EXCEPTION 'the month is on hold' USING ERRCODE = '55006';
  END IF;
  -- no record comes in between the counting and the drop
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', partition_name);
  EXECUTE format(
    'INSERT INTO audit_dropped (partition, boot_id, first_seq, last_seq, records)
     SELECT %L, boot_id, min(seq), max(seq), count(*) FROM %I GROUP BY boot_id', partition_name, partition_name);
  EXECUTE format('SELECT count(*) FROM %I', partition_name) INTO dropped;
  EXECUTE format('DROP TABLE %I', partition_name);
  DELETE FROM usage_hour WHERE hour >= first_day AND hour < next_month;
  DELETE FROM latency_hour WHERE hour >= first_day AND hour < next_month;
  DELETE FROM pair_seen WHERE last_at < next_month AND last_at < kept_from;
  RETURN dropped;
END
$$;
