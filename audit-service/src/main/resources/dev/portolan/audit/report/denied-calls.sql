-- question: What was denied?
-- clauses: PCI DSS 10.2.1.4; SOC 2 CC7.2
-- paged
SELECT occurred_at, event_id, call_id, actor_name, actor_subject, client_address, method, connector, target, decision,
       reason
  FROM audit_event
 WHERE outcome = 'denied' AND occurred_at >= :from AND occurred_at < :to
