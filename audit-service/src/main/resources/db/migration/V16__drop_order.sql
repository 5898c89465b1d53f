-- Drops a month as before, in another order. It is counted while records of other months still come in, as only then
-- do all who write wait. And the parents are locked before the month, as every question locks them: the other way round
-- a question that came in between and the drop waited for each other.
CREATE OR REPLACE FUNCTION audit_drop_month(moment timestamptz, kept_from timestamptz) RETURNS bigint
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
  -- no record comes in between the counting and the drop
  PERFORM audit_freeze_month(first_day);
  EXECUTE format(
    'WITH gone AS (
       INSERT INTO audit_dropped (partition, boot_id, first_seq, last_seq, records)
       SELECT %L, boot_id, min(seq), max(seq), count(*) FROM %I GROUP BY boot_id RETURNING records)
     SELECT coalesce(sum(records), 0) FROM gone', partition_name, partition_name) INTO dropped;
  PERFORM people.leave();
  LOCK TABLE ONLY audit_event, ONLY audit_payload IN ACCESS EXCLUSIVE MODE;
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
