-- question: From which addresses came requests without a valid token, and when in bursts?
-- clauses: PCI DSS 10.2.1.4; SOC 2 CC7.2
-- parameter at_least integer 1 1..1000000: refused requests in one hour
-- hours
SELECT hour, address, calls AS refused
  FROM stranger_hour
 WHERE hour >= :from AND hour < :to AND calls >= :at_least
 ORDER BY refused DESC, hour, address
