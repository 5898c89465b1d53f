-- question: Who read, exported or tried to read the audit trail, or had a person erased, and what did they ask?
-- clauses: PCI DSS 10.2.1.3; NIST SP 800-53 AU-9
-- paged
SELECT e.occurred_at, e.event_id, audit_shown(p.name, e.actor) AS actor_name,
       coalesce(p.subject, '') AS actor_subject, e.client_address, e.method, e.target AS path,
       canonical::jsonb #>> '{arguments,json}' AS parameters, outcome,
       coalesce((canonical::jsonb #>> '{outcome,count}')::bigint, 0) AS records
  FROM audit_event AS e LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE (method LIKE 'audit.%' OR method LIKE 'definition.%' OR method LIKE 'system.%' OR method LIKE 'privacy.%')
   AND (method LIKE 'audit.%' OR method LIKE 'privacy.%')
   AND occurred_at >= :from AND occurred_at < :to
   AND (e.log < :log OR e.log = :log AND e.leaf_index < :tree_size)
