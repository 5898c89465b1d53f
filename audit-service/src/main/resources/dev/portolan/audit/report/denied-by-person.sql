-- question: Who was denied how often, and by which connectors?
-- clauses: PCI DSS 10.2.1.4; SOC 2 CC7.2
-- hours
SELECT audit_shown(p.name, d.actor) AS actor_name, coalesce(p.subject, '') AS actor_subject, d.denied,
       d.connectors, d.first_hour, d.last_hour
  FROM (SELECT actor, sum(denied) AS denied, min(first_hour) AS first_hour, max(last_hour) AS last_hour,
               string_agg(connector, ' ' ORDER BY connector) FILTER (WHERE connector <> '') AS connectors
          FROM (SELECT actor, connector, sum(calls) AS denied, min(hour) AS first_hour, max(hour) AS last_hour
                  FROM denied_hour
                 WHERE hour >= :from AND hour < :to
                 GROUP BY actor, connector) AS each
         GROUP BY actor) AS d
  LEFT JOIN people.subject AS p ON p.subject_key = d.actor
 ORDER BY d.denied DESC, d.actor
