-- question: Who was denied how often, and by which connectors?
-- clauses: PCI DSS 10.2.1.4; SOC 2 CC7.2
-- whole hours
SELECT audit_shown(p.name, u.actor) AS actor_name, coalesce(p.subject, '') AS actor_subject, sum(calls) AS denied,
       array_to_string(array_agg(DISTINCT connector ORDER BY connector) FILTER (WHERE connector <> ''), ' ') AS connectors,
       min(hour) AS first_hour, max(hour) AS last_hour
  FROM usage_hour AS u LEFT JOIN people.subject AS p ON p.subject_key = u.actor
 WHERE outcome = 'denied' AND u.actor <> 0 AND hour >= :from AND hour < :to
 GROUP BY u.actor, p.name, p.subject
 ORDER BY denied DESC, actor_name, u.actor
