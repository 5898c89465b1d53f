-- question: Which rule of which policy decided about a call?
-- clauses: SOC 2 CC8.1; ISO/IEC 27001 A.8.32
-- parameter call_id uuid: id of the call
SELECT e.occurred_at, e.event_id, e.kind, audit_shown(p.name, e.actor) AS actor_name, e.connector,
       e.target, e.decision,
       e.canonical::jsonb #>> '{decision,rule}' AS rule, e.policy_digest, s.first_at AS policy_first_at,
       s.last_at AS policy_last_at
  FROM audit_event AS e LEFT JOIN policy_seen AS s ON s.policy_digest = e.policy_digest
  LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE e.call_id = :call_id AND e.occurred_at >= :from AND e.occurred_at < :to
 ORDER BY e.occurred_at, e.event_id
