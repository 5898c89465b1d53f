-- question: From which addresses came requests without a valid token, and when in bursts?
-- clauses: PCI DSS 10.2.1.4; SOC 2 CC7.2
-- parameter at_least integer 1 1..1000000: refused requests in one hour
-- whole hours
SELECT hour, address, sum(calls) AS refused
  FROM usage_hour
 WHERE actor = 0 AND outcome = 'denied' AND hour >= :from AND hour < :to
 GROUP BY hour, address
HAVING sum(calls) >= :at_least
 ORDER BY refused DESC, hour, address
