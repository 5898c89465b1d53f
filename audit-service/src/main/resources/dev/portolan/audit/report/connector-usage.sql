-- question: How much is each connector used, how fast does it answer and how often does it fail?
-- clauses: EU AI Act 26(5); SOC 2 A1.1
-- days
SELECT connector, calls, people, denied, failed, bytes_in, bytes_out, p50_micros, p95_micros
  FROM (SELECT connector, sum(calls) AS calls, sum(denied) AS denied, sum(failed) AS failed,
               sum(bytes_in) AS bytes_in, sum(bytes_out) AS bytes_out
          FROM usage_day
         WHERE day >= (:from AT TIME ZONE 'UTC')::date AND day < (:to AT TIME ZONE 'UTC')::date
         GROUP BY connector) AS used
  LEFT JOIN (SELECT connector, count(*) AS people
               FROM (SELECT connector, actor
                       FROM user_day
                      WHERE day >= (:from AT TIME ZONE 'UTC')::date AND day < (:to AT TIME ZONE 'UTC')::date
                      GROUP BY connector, actor) AS each
              GROUP BY connector) AS users USING (connector)
  LEFT JOIN (SELECT connector, round(power(2, min(bucket) FILTER (WHERE upto >= 0.50 * total) / 4.0)) AS p50_micros,
                    round(power(2, min(bucket) FILTER (WHERE upto >= 0.95 * total) / 4.0)) AS p95_micros
               FROM (SELECT connector, bucket, sum(sum(calls)) OVER (PARTITION BY connector ORDER BY bucket) AS upto,
                            sum(sum(calls)) OVER (PARTITION BY connector) AS total
                       FROM latency_day
                      WHERE day >= (:from AT TIME ZONE 'UTC')::date AND day < (:to AT TIME ZONE 'UTC')::date
                      GROUP BY connector, bucket) AS buckets
              GROUP BY connector) AS took USING (connector)
 ORDER BY calls DESC, connector
