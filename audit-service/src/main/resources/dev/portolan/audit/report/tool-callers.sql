-- question: Who called a tool, how often, and when first and last?
-- clauses: PCI DSS 10.2.1.1; SOC 2 CC6.1
-- parameter connector text: id of the connector
-- parameter tool text: public name of the tool; the first 128 characters count
-- days
SELECT audit_shown(p.name, t.actor) AS actor_name, coalesce(p.subject, '') AS actor_subject, sum(t.calls) AS calls,
       sum(t.denied) AS denied, sum(t.failed) AS failed, min(t.first_at) AS first_at, max(t.last_at) AS last_at
  FROM tool_day AS t LEFT JOIN people.subject AS p ON p.subject_key = t.actor
 WHERE t.day = ANY (ARRAY(SELECT generate_series(:from AT TIME ZONE 'UTC', :to AT TIME ZONE 'UTC' - interval '1 day',
                                                 interval '1 day')::date))
   AND t.connector = :connector AND t.target_type = 'tool' AND t.target = left(:tool, 128)
 GROUP BY t.actor, p.name, p.subject
 ORDER BY calls DESC, t.actor
