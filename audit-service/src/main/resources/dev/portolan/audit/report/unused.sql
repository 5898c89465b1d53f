-- question: Which tools did a person use once and not any more for a number of days?
-- clauses: ISO/IEC 27001 A.5.18; NIST SP 800-53 AC-2(3)
-- parameter days integer 90 1..3650: days without use, counted back from 'to'
SELECT last_at, actor_name, actor_subject, connector, target_type, target, calls, first_at
  FROM pair_seen
 WHERE last_at >= :from AND last_at < :to - make_interval(days => :days) AND calls > denied
 ORDER BY last_at, actor_subject, connector, target
