-- question: What did a person do?
-- clauses: NIST SP 800-53 AU-6; HIPAA 164.308(a)(1)(ii)(D)
-- parameter person text: sub or preferred_username
-- paged
SELECT occurred_at, event_id, call_id, actor_name, method, connector, target, decision, outcome, reason, bytes_out,
       client_address
  FROM audit_event
 WHERE (actor_subject = :person OR actor_name = :person) AND kind <> 'intent'
   AND occurred_at >= :from AND occurred_at < :to
