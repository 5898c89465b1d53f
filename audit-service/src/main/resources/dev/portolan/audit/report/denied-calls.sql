-- question: What was denied?
-- clauses: PCI DSS 10.2.1.4; SOC 2 CC7.2
-- paged
SELECT e.occurred_at, e.event_id, e.call_id, audit_shown(p.name, e.actor) AS actor_name,
       coalesce(p.subject, '') AS actor_subject, e.client_address, e.method, e.connector, e.target, e.decision, e.reason
  FROM audit_event AS e LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE e.outcome = 'denied' AND e.occurred_at >= :from AND e.occurred_at < :to
   AND (e.log < :log OR e.log = :log AND e.leaf_index < :tree_size)
