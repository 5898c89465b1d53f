-- question: Which tools did a person use once and not any more for a number of days?
-- clauses: ISO/IEC 27001 A.5.18; NIST SP 800-53 AC-2(3)
-- parameter days integer 90 1..3650: days without use, counted back from 'to'
SELECT s.last_at, audit_shown(p.name, s.actor) AS actor_name, coalesce(p.subject, '') AS actor_subject,
       s.connector, s.target_type, s.target, s.calls,
       s.first_at
  FROM pair_seen AS s LEFT JOIN people.subject AS p ON p.subject_key = s.actor
 WHERE s.last_at >= :from AND s.last_at < :to - make_interval(days => :days) AND s.calls > s.denied
 ORDER BY s.last_at, s.actor, s.connector, s.target
