-- question: Which calls should be looked at: a random sample that anyone can draw again?
-- clauses: SOC 2 sampling of populations
-- parameter seed text: any text; the same seed over the same records draws the same sample
-- parameter size integer 25 1..1000: calls to draw
SELECT population, occurred_at, event_id, call_id, audit_shown(p.name, actor) AS actor_name, method, connector,
       target, decision, outcome
  FROM (SELECT count(*) OVER () AS population, row_number() OVER (ORDER BY md5(:seed || event_id::text)) AS place,
               occurred_at, event_id, call_id, actor, method, connector, target, decision, outcome
          FROM audit_event
         WHERE kind <> 'intent' AND occurred_at >= :from AND occurred_at < :to) AS drawn
  LEFT JOIN people.subject AS p ON p.subject_key = actor
 WHERE place <= :size
 ORDER BY occurred_at, event_id
