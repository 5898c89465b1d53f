-- question: Which policies decided, and when first and last?
-- clauses: SOC 2 CC8.1; ISO/IEC 27001 A.8.32
SELECT policy_digest, first_at, last_at, decisions
  FROM policy_seen
 WHERE last_at >= :from AND first_at < :to
 ORDER BY first_at, policy_digest
