-- question: Who changed what is kept or offered: holds, drops, erasures, definitions, the system itself?
-- clauses: PCI DSS 10.2.1.2; NIST SP 800-53 AC-6(9)
-- paged
SELECT e.occurred_at, e.event_id, e.call_id, audit_shown(p.name, e.actor) AS actor_name,
       coalesce(p.subject, '') AS actor_subject, e.client_address, e.method, e.connector, e.target, e.outcome, e.reason,
       e.canonical::jsonb #>> '{arguments,json}' AS details
  FROM audit_event AS e LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE (method LIKE 'audit.%' OR method LIKE 'definition.%' OR method LIKE 'system.%' OR method LIKE 'privacy.%')
   AND kind <> 'intent'
   AND method NOT IN ('audit.query', 'audit.export', 'audit.tail', 'audit.payload')
   AND occurred_at >= :from AND occurred_at < :to
   AND (log < :log OR log = :log AND leaf_index < :tree_size)
