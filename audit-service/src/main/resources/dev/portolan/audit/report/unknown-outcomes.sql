-- question: Which calls may have had an effect although nobody saw their end?
-- clauses: NIST SP 800-53 AU-5; PCI DSS 10.7.2
-- parameter older_than integer 300 1..86400: seconds after which an outcome is overdue, counted back from 'to'
-- paged
SELECT e.occurred_at, e.event_id, e.call_id, e.kind, audit_shown(p.name, e.actor) AS actor_name,
       coalesce(p.subject, '') AS actor_subject, e.method, e.connector, e.target
  FROM audit_event AS e LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE e.outcome = 'unknown' AND e.occurred_at >= :from AND e.occurred_at < :to
   AND (e.log < :log OR e.log = :log AND e.leaf_index < :tree_size)
UNION ALL
SELECT e.occurred_at, e.event_id, e.call_id, e.kind, audit_shown(p.name, e.actor) AS actor_name,
       coalesce(p.subject, '') AS actor_subject, e.method, e.connector, e.target
  FROM open_intent AS i
  JOIN audit_event AS e ON e.occurred_at = i.occurred_at AND e.event_id = i.event_id
  LEFT JOIN LATERAL (SELECT name, subject FROM people.subject WHERE subject_key = e.actor OFFSET 0) AS p ON TRUE
 WHERE i.occurred_at >= :from AND i.occurred_at < :to - make_interval(secs => :older_than)
   AND (e.log < :log OR e.log = :log AND e.leaf_index < :tree_size)
