-- question: Which tools, prompts or resources of which connector were added, changed, removed, held or released?
-- clauses: SOC 2 CC8.1; NIST SP 800-53 SR-4
-- paged
SELECT occurred_at, event_id, call_id, method, connector, target_type,
       canonical::jsonb #>> '{target,upstream_name}' AS upstream_name, decision, reason,
       canonical::jsonb #>> '{arguments,json}' AS details
  FROM audit_event
 WHERE (method LIKE 'audit.%' OR method LIKE 'definition.%' OR method LIKE 'system.%' OR method LIKE 'privacy.%')
   AND method LIKE 'definition.%'
   AND occurred_at >= :from AND occurred_at < :to
   AND (log < :log OR log = :log AND leaf_index < :tree_size)
