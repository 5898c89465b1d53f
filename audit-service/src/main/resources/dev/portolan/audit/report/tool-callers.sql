-- question: Who called a tool, how often, and when first and last?
-- clauses: PCI DSS 10.2.1.1; SOC 2 CC6.1
-- parameter connector text: id of the connector
-- parameter tool text: public name of the tool
SELECT audit_shown(p.name, e.actor) AS actor_name, coalesce(p.subject, '') AS actor_subject, count(*) AS calls,
       count(*) FILTER (WHERE outcome = 'denied') AS denied,
       count(*) FILTER (WHERE outcome NOT IN ('success', 'denied')) AS failed,
       min(occurred_at) AS first_at, max(occurred_at) AS last_at
  FROM audit_event AS e LEFT JOIN people.subject AS p ON p.subject_key = e.actor
 WHERE connector = :connector AND left(target, 128) = left(:tool, 128) AND target = :tool AND target_type = 'tool'
   AND kind <> 'intent' AND occurred_at >= :from AND occurred_at < :to
 GROUP BY e.actor, p.name, p.subject
 ORDER BY calls DESC, actor_name, e.actor
