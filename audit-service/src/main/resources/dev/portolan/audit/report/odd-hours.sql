-- question: Who made calls at hours when nobody should, and how much went out?
-- clauses: SOC 2 CC7.2; ISO/IEC 27001 A.8.16
-- parameter start integer 20 0..23: first odd hour of the day, UTC
-- parameter end integer 6 0..23: hour of the day at which odd hours end, UTC
-- hours
-- There are few hours and many rows: which hours are odd is worked out once for each, not for every row.
WITH odd AS (
  SELECT hour
    FROM (SELECT min(hour) AS first, max(hour) AS last FROM person_hour) AS kept,
         generate_series(greatest(date_trunc('hour', CAST(:from AS timestamptz), 'UTC'), kept.first), kept.last,
                         interval '1 hour') AS hour
   WHERE (date_part('epoch', hour)::bigint / 3600 + (24 - :start)) % 24 < (24 + :end - :start) % 24)
SELECT audit_shown(p.name, o.actor) AS actor_name, coalesce(p.subject, '') AS actor_subject, o.calls, o.bytes_out,
       o.largest_answer, o.first_hour, o.last_hour
  FROM (SELECT actor, sum(calls) AS calls, sum(bytes_out) AS bytes_out, max(max_bytes_out) AS largest_answer,
               min(hour) AS first_hour, max(hour) AS last_hour
          FROM person_hour JOIN odd USING (hour)
         WHERE hour >= :from AND hour < :to
         GROUP BY actor) AS o
  LEFT JOIN people.subject AS p ON p.subject_key = o.actor
 ORDER BY o.calls DESC, o.actor
