-- The user that audit-service writes as may change no evidence (decision 0028). What it must have done to it is done by
-- functions that run as their owner and are no wider than that: make a month, drop an old one, destroy a person's keys.

-- As before, for months that records can be of: a year before Christ is written like one after.
CREATE OR REPLACE FUNCTION audit_make_partition(moment timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (moment >= 'epoch' AND moment < '10000-01-01Z') IS NOT TRUE THEN
    RAISE EXCEPTION 'no month of records' USING ERRCODE = '22008';
  END IF;
  -- several replicas may try at once
  PERFORM pg_advisory_xact_lock(hashtext('audit_make_partition'));
  PERFORM audit_make_month('audit_payload', moment);
  RETURN audit_make_month('audit_event', moment);
END
$$;

ALTER FUNCTION audit_drop_partition(timestamptz, timestamptz) RENAME TO audit_drop_month;

-- Drops a month as audit_drop_month does; whatever is asked for, nothing younger than audit_floor() goes.
CREATE FUNCTION audit_drop_partition(moment timestamptz, kept_from timestamptz) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (moment >= 'epoch') IS NOT TRUE THEN
    RAISE EXCEPTION 'no month of records' USING ERRCODE = '22008';
  END IF;
  RETURN audit_drop_month(moment, least(kept_from, clock_timestamp() - audit_floor()));
END
$$;

ALTER FUNCTION people.erase(text, text, uuid, bigint, text) SECURITY DEFINER SET search_path = public, pg_temp;

-- Until the end of the transaction nothing comes into the month of `moment`, and what is in it stays; it can be read.
CREATE FUNCTION audit_freeze_month(moment timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', 'audit_event' || to_char(moment AT TIME ZONE 'UTC', '_YYYY_MM'));
END
$$;

REVOKE EXECUTE ON FUNCTION audit_make_partition(timestamptz), audit_drop_partition(timestamptz, timestamptz),
  audit_freeze_month(timestamptz), people.erase(text, text, uuid, bigint, text) FROM PUBLIC;
