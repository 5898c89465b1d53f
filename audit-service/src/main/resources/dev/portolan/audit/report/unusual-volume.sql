-- question: Who made far more calls on a day than on the days before?
-- clauses: SOC 2 CC7.2; PCI DSS 10.4.1.1
-- parameter baseline_days integer 30 7..90: days before 'from' to compare with, days without calls counted as 0
-- parameter sigma integer 3 1..100: standard deviations above the mean
-- parameter at_least integer 100 1..1000000: calls on the day
-- hours
WITH daily AS (
  SELECT actor, date_bin('1 day', hour, timestamptz 'epoch') AS day,
         coalesce(sum(calls) FILTER (WHERE hour >= :from), 0) AS calls,
         coalesce(sum(calls) FILTER (WHERE hour < :from), 0) AS before
    FROM person_hour
   WHERE hour >= :from - make_interval(days => :baseline_days) AND hour < :to
   GROUP BY 1, 2
), baseline AS (
  SELECT actor, sum(before) / :baseline_days AS mean,
         sqrt(greatest(sum(before * before) / :baseline_days - power(sum(before) / :baseline_days, 2), 0)) AS deviation
    FROM daily
   GROUP BY 1
)
SELECT day, audit_shown(p.name, daily.actor) AS actor_name,
       coalesce(p.subject, '') AS actor_subject, calls, round(mean, 1) AS mean, round(deviation, 1) AS deviation
  FROM daily JOIN baseline ON baseline.actor = daily.actor LEFT JOIN people.subject AS p ON p.subject_key = daily.actor
 WHERE calls >= :at_least AND calls > mean + :sigma * deviation
 ORDER BY calls - mean DESC, day, daily.actor
