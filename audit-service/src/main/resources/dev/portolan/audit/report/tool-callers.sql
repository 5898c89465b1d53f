-- question: Who called a tool, how often, and when first and last?
-- clauses: PCI DSS 10.2.1.1; SOC 2 CC6.1
-- parameter connector text: id of the connector
-- parameter tool text: public name of the tool
SELECT actor_name, actor_subject, count(*) AS calls, count(*) FILTER (WHERE outcome = 'denied') AS denied,
       count(*) FILTER (WHERE outcome NOT IN ('success', 'denied')) AS failed,
       min(occurred_at) AS first_at, max(occurred_at) AS last_at
  FROM audit_event
 WHERE connector = :connector AND left(target, 128) = left(:tool, 128) AND target = :tool AND target_type = 'tool'
   AND kind <> 'intent' AND occurred_at >= :from AND occurred_at < :to
 GROUP BY actor_name, actor_subject
 ORDER BY calls DESC, actor_subject
