-- question: Who was denied how often, and by which connectors?
-- clauses: PCI DSS 10.2.1.4; SOC 2 CC7.2
-- whole hours
SELECT max(actor_name) AS actor_name, actor_subject, sum(calls) AS denied,
       array_to_string(array_agg(DISTINCT connector ORDER BY connector) FILTER (WHERE connector <> ''), ' ') AS connectors,
       min(hour) AS first_hour, max(hour) AS last_hour
  FROM usage_hour
 WHERE outcome = 'denied' AND actor_subject <> '' AND hour >= :from AND hour < :to
 GROUP BY actor_subject
 ORDER BY denied DESC, actor_subject
