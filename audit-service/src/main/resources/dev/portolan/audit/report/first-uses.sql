-- question: Who used a tool or prompt for the first time?
-- clauses: ISO/IEC 27001 A.8.16; SOC 2 CC7.2
SELECT s.first_at, audit_shown(p.name, s.actor) AS actor_name, coalesce(p.subject, '') AS actor_subject,
       s.connector, s.target_type, s.target, s.calls,
       s.denied, s.last_at
  FROM pair_seen AS s LEFT JOIN people.subject AS p ON p.subject_key = s.actor
 WHERE s.first_at >= :from AND s.first_at < :to
 ORDER BY s.first_at DESC, s.actor, s.connector, s.target
