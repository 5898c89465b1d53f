-- question: Who read, exported or tried to read the audit trail, and what did they ask?
-- clauses: PCI DSS 10.2.1.3; NIST SP 800-53 AU-9
-- paged
SELECT occurred_at, event_id, actor_name, actor_subject, client_address, method, target AS path,
       canonical::jsonb #>> '{arguments,json}' AS parameters, outcome,
       coalesce((canonical::jsonb #>> '{outcome,count}')::bigint, 0) AS records
  FROM audit_event
 WHERE (method LIKE 'audit.%' OR method LIKE 'definition.%' OR method LIKE 'system.%') AND method LIKE 'audit.%'
   AND occurred_at >= :from AND occurred_at < :to
