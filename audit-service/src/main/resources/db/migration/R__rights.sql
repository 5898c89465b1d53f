-- What the user that audit-service writes as may do: take in and look, and change only what is state (decision 0028).
-- Runs again whenever this file, that user or the floor changes. A table that is not named here is closed to it.

-- Nothing younger may be dropped; from audit.retention.profile.
CREATE OR REPLACE FUNCTION audit_floor() RETURNS interval LANGUAGE sql IMMUTABLE RETURN interval '${floor} days';

DO $$
DECLARE
  writer text := '${writer}';
  owned regclass;
  name text;
  rights text;
BEGIN
  -- one user for everything: nothing can be kept from it
  IF writer IN ('', current_user) THEN
    RETURN;
  END IF;
  FOR owned IN
    SELECT oid FROM pg_class
     WHERE relkind IN ('r', 'p', 'v') AND relowner = current_user::regrole
       AND relnamespace IN ('public'::regnamespace, 'people'::regnamespace)
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %I', owned, writer);
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA people TO %I', writer);
  FOR name, rights IN VALUES
    -- evidence: written once
    ('audit_event', 'SELECT, INSERT'),
    ('audit_opaque', 'SELECT, INSERT'),
    ('audit_note', 'SELECT, INSERT'),
    ('audit_tile', 'SELECT, INSERT'),
    ('audit_checkpoint', 'SELECT, INSERT'),
    ('audit_cosignature', 'SELECT, INSERT'),
    ('audit_stamp', 'SELECT, INSERT'),
    ('audit_payload', 'SELECT, INSERT'),
    -- written by the functions below
    ('audit_dropped', 'SELECT'),
    ('audit_erasure', 'SELECT'),
    ('audit_forgotten', 'SELECT'),
    ('people.generation', 'SELECT'),
    -- looked at
    ('audit_event_default', 'SELECT'),
    ('audit_entry', 'SELECT'),
    ('audit_missing', 'SELECT'),
    ('audit_behind', 'SELECT'),
    ('flyway_schema_history', 'SELECT'),
    -- state: how far, and who
    ('audit_log', 'SELECT, INSERT, UPDATE (size, root, edge, closed_at)'),
    ('audit_source', 'SELECT, INSERT, UPDATE (gateway_id, last_seq, head_seq, spool, heard_at, fenced_at)'),
    ('audit_hold', 'SELECT, INSERT, UPDATE (released_by, released_at)'),
    ('people.subject', 'SELECT, INSERT, UPDATE (name, first_seen, last_seen)'),
    ('people.identity', 'SELECT, INSERT, UPDATE (last_seen)'),
    ('people.data_key', 'SELECT, INSERT, UPDATE (wrapped, kek)'),
    -- sums, which can be made again from the evidence
    ('usage_day', 'SELECT, INSERT, UPDATE'),
    ('latency_day', 'SELECT, INSERT, UPDATE'),
    ('user_day', 'SELECT, INSERT'),
    ('person_hour', 'SELECT, INSERT, UPDATE'),
    ('denied_hour', 'SELECT, INSERT, UPDATE'),
    ('stranger_hour', 'SELECT, INSERT, UPDATE'),
    ('tool_day', 'SELECT, INSERT, UPDATE'),
    ('leaf_day', 'SELECT, INSERT, UPDATE'),
    ('pair_seen', 'SELECT, INSERT, UPDATE'),
    ('policy_seen', 'SELECT, INSERT, UPDATE'),
    ('client_seen', 'SELECT, INSERT, UPDATE'),
    ('open_intent', 'SELECT, INSERT, DELETE')
  LOOP
    EXECUTE format('GRANT %s ON %s TO %I', rights, name, writer);
  END LOOP;
  -- what was erased shall not stay in dead rows
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE format('GRANT MAINTAIN ON people.subject, people.identity, people.data_key TO %I', writer);
  ELSE
    ALTER TABLE people.subject SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
    ALTER TABLE people.identity SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
    ALTER TABLE people.data_key SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
  END IF;
  EXECUTE format(
    'GRANT EXECUTE ON FUNCTION audit_make_partition(timestamptz), audit_freeze_month(timestamptz),
       audit_drop_partition(timestamptz, timestamptz), people.erase(text, text, uuid, bigint, text) TO %I', writer);
END
$$;
