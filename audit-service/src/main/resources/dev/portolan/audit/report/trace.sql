-- question: Which calls belong to one trace, in their order?
-- clauses: EU AI Act 12, 26(5); NIST SP 800-53 AU-12(1)
-- parameter trace_id text: W3C trace id, 32 hex digits
SELECT e.occurred_at, e.event_id, e.call_id, e.kind, audit_shown(p.name, e.actor) AS actor_name, e.method,
       e.connector, e.target, e.decision, e.outcome, e.reason, e.latency_micros
  FROM audit_event AS e LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE e.trace_id = :trace_id AND e.trace_id <> '' AND e.occurred_at >= :from AND e.occurred_at < :to
 ORDER BY e.occurred_at, e.event_id
