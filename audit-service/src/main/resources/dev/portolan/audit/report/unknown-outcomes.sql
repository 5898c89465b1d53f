-- question: Which calls may have had an effect although nobody saw their end?
-- clauses: NIST SP 800-53 AU-5; PCI DSS 10.7.2
-- parameter older_than integer 300 1..86400: seconds after which an outcome is overdue, counted back from 'to'
-- paged
SELECT i.occurred_at, i.event_id, i.call_id, i.kind, audit_shown(p.name, i.actor) AS actor_name,
       coalesce(p.subject, '') AS actor_subject, i.method, i.connector, i.target
  FROM audit_event AS i LEFT JOIN people.subject AS p ON p.subject_key = i.actor
 WHERE i.occurred_at >= :from AND i.occurred_at < :to
   AND (i.outcome = 'unknown'
        OR i.kind = 'intent' AND i.occurred_at < :to - make_interval(secs => :older_than)
           AND NOT EXISTS (SELECT FROM audit_event AS o
                            WHERE o.call_id = i.call_id AND o.kind = 'outcome' AND o.occurred_at >= i.occurred_at))
