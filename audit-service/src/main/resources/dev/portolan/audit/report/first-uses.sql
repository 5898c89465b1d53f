-- question: Who used a tool or prompt for the first time?
-- clauses: ISO/IEC 27001 A.8.16; SOC 2 CC7.2
SELECT first_at, actor_name, actor_subject, connector, target_type, target, calls, denied, last_at
  FROM pair_seen
 WHERE first_at >= :from AND first_at < :to
 ORDER BY first_at DESC, actor_subject, connector, target
