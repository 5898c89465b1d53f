-- question: Which calls belong to one trace, in their order?
-- clauses: EU AI Act 12, 26(5); NIST SP 800-53 AU-12(1)
-- parameter trace_id text: W3C trace id, 32 hex digits
SELECT occurred_at, event_id, call_id, kind, actor_name, method, connector, target, decision, outcome, reason,
       latency_micros
  FROM audit_event
 WHERE trace_id = :trace_id AND trace_id <> '' AND occurred_at >= :from AND occurred_at < :to
 ORDER BY occurred_at, event_id
