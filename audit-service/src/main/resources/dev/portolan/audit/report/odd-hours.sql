-- question: Who made calls at hours when nobody should, and how much went out?
-- clauses: SOC 2 CC7.2; ISO/IEC 27001 A.8.16
-- parameter start integer 20 0..23: first odd hour of the day, UTC
-- parameter end integer 6 0..23: hour of the day at which odd hours end, UTC
-- whole hours
SELECT audit_shown(p.name, u.actor) AS actor_name, coalesce(p.subject, '') AS actor_subject, sum(calls) AS calls,
       sum(bytes_out) AS bytes_out, max(max_bytes_out) AS largest_answer, min(hour) AS first_hour, max(hour) AS last_hour
  FROM usage_hour AS u LEFT JOIN people.subject AS p ON p.subject_key = u.actor
 WHERE u.actor <> 0 AND connector <> '' AND hour >= :from AND hour < :to
   AND mod(extract(hour FROM hour AT TIME ZONE 'UTC')::int - :start + 24, 24) < mod(:end - :start + 24, 24)
 GROUP BY u.actor, p.name, p.subject
 ORDER BY calls DESC, actor_name, u.actor
