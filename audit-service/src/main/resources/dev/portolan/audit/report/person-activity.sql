-- question: What did a person do?
-- clauses: NIST SP 800-53 AU-6; HIPAA 164.308(a)(1)(ii)(D)
-- parameter person text: sub, preferred_username or handle
-- paged
SELECT e.occurred_at, e.event_id, e.call_id, audit_shown(p.name, e.actor) AS actor_name, e.method, e.connector,
       e.target, e.decision, e.outcome, e.reason, e.bytes_out, e.client_address
  FROM audit_event AS e LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE e.actor = ANY (ARRAY(SELECT people.meant(:person))) AND e.kind <> 'intent'
   AND e.occurred_at >= :from AND e.occurred_at < :to
   AND (e.log < :log OR e.log = :log AND e.leaf_index < :tree_size)
