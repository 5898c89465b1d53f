-- question: What did a person do?
-- clauses: NIST SP 800-53 AU-6; HIPAA 164.308(a)(1)(ii)(D)
-- parameter person text: sub, preferred_username or handle
-- paged
SELECT e.occurred_at, e.event_id, e.call_id, audit_shown(p.name, e.actor) AS actor_name, e.method, e.connector,
       e.target, e.decision, e.outcome, e.reason, e.bytes_out, e.client_address
  FROM (SELECT DISTINCT actor FROM people.meant(:person) AS meant(actor)) AS who
 CROSS JOIN LATERAL (
       SELECT * FROM audit_event AS own
        WHERE own.actor = who.actor AND own.kind <> 'intent'
          AND own.occurred_at >= :from AND own.occurred_at < :to
          AND own.occurred_at <= :before_at AND own.event_id < :before
          AND (own.log < :log OR own.log = :log AND own.leaf_index < :tree_size)
        ORDER BY own.occurred_at DESC, own.event_id DESC
        LIMIT :rows) AS e
  LEFT JOIN people.subject AS p ON p.subject_key = e.actor
