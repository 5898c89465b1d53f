-- question: Which calls should be looked at: a random sample that anyone can draw again?
-- clauses: SOC 2 sampling of populations
-- parameter seed text: any text; the same seed over the same records draws the same sample
-- parameter size integer 25 1..1000: calls to draw
-- days
WITH stretch AS MATERIALIZED (
  SELECT day, log, first_leaf, last_leaf - first_leaf + 1 AS width, sum(ended) OVER () AS population,
         (sum(last_leaf - first_leaf + 1) OVER (ORDER BY day, log))::bigint AS upto,
         (sum(last_leaf - first_leaf + 1) OVER ())::bigint AS total
    FROM leaf_day
   WHERE day >= (:from AT TIME ZONE 'UTC')::date AND day < (:to AT TIME ZONE 'UTC')::date
), drawn AS MATERIALIZED (
  SELECT place, min(number) AS number
    FROM (SELECT ('x' || left(md5(:seed || ' ' || number), 15))::bit(60)::bigint % total AS place, number
            FROM (SELECT total, population FROM stretch LIMIT 1) AS whole
           -- twice as many as it takes on average, as not every place has the end of something
           CROSS JOIN LATERAL generate_series(
                 1, least(20 * :size + 500, 2 * :size * total / greatest(population, 1) + 100)) AS number
           WHERE total > 20 * :size + 500
           UNION ALL
          SELECT place, row_number() OVER (ORDER BY md5(:seed || ' ' || place))
            FROM (SELECT total FROM stretch LIMIT 1) AS whole
           CROSS JOIN LATERAL generate_series(0, total - 1) AS place
           WHERE total <= 20 * :size + 500) AS places
   GROUP BY place
)
SELECT population, occurred_at, event_id, call_id, audit_shown(p.name, actor) AS actor_name, method, connector, target,
       decision, outcome
  FROM (SELECT s.population, e.occurred_at, e.event_id, e.call_id, e.actor, e.method, e.connector, e.target,
               e.decision, e.outcome
          FROM drawn AS d
          JOIN stretch AS s ON d.place >= s.upto - s.width AND d.place < s.upto
         CROSS JOIN LATERAL (
               SELECT * FROM audit_event AS at
                WHERE at.log = s.log AND at.leaf_index = s.first_leaf + d.place - (s.upto - s.width)
                  AND at.occurred_at >= s.day::timestamp AT TIME ZONE 'UTC'
                  AND at.occurred_at < (s.day + 1)::timestamp AT TIME ZONE 'UTC') AS e
         WHERE e.kind <> 'intent'
         ORDER BY d.number
         LIMIT :size) AS taken
  LEFT JOIN people.subject AS p ON p.subject_key = actor
 ORDER BY occurred_at, event_id
