-- question: Which programs called, under which OAuth client and in which version, and when first and last?
-- clauses: EU AI Act 12, 26(5); NIST SP 800-53 AU-12(1)
SELECT client_id, name AS program, version, first_at, last_at, calls, denied
  FROM client_seen
 WHERE last_at >= :from AND first_at < :to
 ORDER BY last_at DESC, client_id, program, version
