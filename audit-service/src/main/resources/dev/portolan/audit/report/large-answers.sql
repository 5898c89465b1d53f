-- question: Who received answers larger than a number of bytes?
-- clauses: SOC 2 CC6.7; NIST SP 800-53 SI-4
-- parameter at_least integer 1000000 100000..1000000000: bytes of the answer
-- paged
SELECT e.occurred_at, e.event_id, e.call_id, audit_shown(p.name, e.actor) AS actor_name,
       coalesce(p.subject, '') AS actor_subject, e.client_address, e.method, e.connector, e.target, e.bytes_out
  FROM audit_event AS e LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE e.bytes_out >= 100000 AND e.bytes_out >= :at_least AND e.occurred_at >= :from AND e.occurred_at < :to
   AND (e.log < :log OR e.log = :log AND e.leaf_index < :tree_size)
