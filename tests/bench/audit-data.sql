-- Fills an empty audit database with :calls calls (two records each) spread over :days days before now: 400 people,
-- 20 connectors of 10 tools, 2 % denied, 1 % failed, 0.1 % left without outcome. The same seed gives the same rows.
-- Run by tests/bench/audit-queries.
\set ON_ERROR_STOP on
SELECT setseed(0.42) \g /dev/null
SELECT audit_make_partition(now() - make_interval(days => d)) FROM generate_series(0, :days + 31, 27) AS d \g /dev/null

CREATE FUNCTION pg_temp.id(millis bigint) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(r, 1, 3) || '-a' || substr(r, 4, 3) || '-'
          || substr(r, 7, 12))::uuid
    FROM (SELECT lpad(to_hex(millis), 12, '0') AS h, md5(random()::text || millis) AS r) AS t
$$;

CREATE TEMP TABLE call AS
SELECT i, at, pg_temp.id(at) AS call_id, pg_temp.id(at) AS intent_id, pg_temp.id(at + 200) AS outcome_id,
       'person' || person AS name, md5('person' || person) AS subject, 'connector' || connector AS connector,
       'connector' || connector || '_tool' || tool AS tool, md5(i::text) AS trace,
       CASE WHEN fate < 0.02 THEN 'denied' WHEN fate < 0.03 THEN 'upstream_error' ELSE 'success' END AS outcome,
       fate > 0.999 AS orphan, (exp(random() * 9) * 100)::bigint AS latency, (exp(random() * 12))::bigint + 1 AS bytes
  FROM (SELECT i, (extract(epoch FROM now()) * 1000 - random() * :days * 86400000.0)::bigint AS at,
               floor(power(random(), 2) * 400)::int AS person, floor(power(random(), 2) * 20)::int AS connector,
               floor(random() * 10)::int AS tool, random() AS fate
          FROM generate_series(1, :calls) AS i) AS drawn
 ORDER BY at;

CREATE FUNCTION pg_temp.event(c call, kind text, id uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('{"actor":{"client_id":"portolan-cli","groups":["engineering"],"issuer":"https://idp.example",'
    || '"name":"%s","subject":"%s","type":"user"},"arguments":{"bytes":42,"json":"{\"repo\":\"org/%s\"}",'
    || '"mode":"redacted","sha256":"%s%s"},"call_id":"%s","client":{"address":"10.0.%s.%s","name":"inspector",'
    || '"version":"1.0"},"decision":{"effect":"%s","policy_digest":"%s%s","rule":"engineering-all"},"event_id":"%s",'
    || '"kind":"%s","occurred_at":"%s",%s"request":{"bytes_in":311,"endpoint":"/mcp","http_method":"POST",'
    || '"jsonrpc_id":"%s","method":"tools/call","protocol_version":"2026-07-28","span_id":"00f067aa0ba902b7",'
    || '"trace_id":"%s","transport":"http"},"schema":"portolan.audit/1","source":{"boot_id":'
    || '"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","gateway_id":"gw-1","seq":%s},"target":{"connector":"%s","name":"%s",'
    || '"type":"tool"}}',
    c.name, c.subject, c.i % 97, md5(c.i::text), md5(c.i::text), c.call_id, c.i % 200, c.i % 250,
    CASE c.outcome WHEN 'denied' THEN 'deny' ELSE 'allow' END, md5((c.at / 864000000)::text),
    md5((c.at / 864000000)::text), id, kind,
    to_char(audit_event_time(id) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    CASE WHEN kind = 'intent' THEN '' ELSE format('"outcome":{"bytes_out":%s,"code":"%s","http_status":200,'
      || '"latency_micros":%s,"upstream_micros":%s},', c.bytes, c.outcome, c.latency, c.latency) END,
    c.i, c.trace, c.i * 2, c.connector, c.tool)
$$;

INSERT INTO audit_event (event_id, occurred_at, kind, call_id, gateway_id, boot_id, seq, actor_type, actor_subject,
  actor_name, method, connector, target_type, target, decision, outcome, reason, trace_id, canonical, client_address,
  policy_digest, bytes_in, bytes_out, latency_micros)
SELECT id, audit_event_time(id), kind, call_id, 'gw-1', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', i * 2 + part, 'user',
       subject, name, 'tools/call', connector, 'tool', tool, CASE outcome WHEN 'denied' THEN 'deny' ELSE 'allow' END,
       CASE kind WHEN 'intent' THEN 'none' ELSE outcome END, CASE outcome WHEN 'denied' THEN 'NOT_PERMITTED' ELSE '' END,
       trace, pg_temp.event(c, kind, id), format('10.0.%s.%s', i % 200, i % 250),
       md5((at / 864000000)::text) || md5((at / 864000000)::text), 311, part * bytes, part * latency
  FROM call AS c CROSS JOIN LATERAL (VALUES (0, 'intent', c.intent_id), (1, 'outcome', c.outcome_id))
       AS record(part, kind, id)
 WHERE part = 0 AND outcome <> 'denied' OR part = 1 AND NOT orphan;

ANALYZE;
SELECT count(*) AS records, min(occurred_at) AS first, max(occurred_at) AS last,
       pg_size_pretty(pg_database_size(current_database())) AS size FROM audit_event;
