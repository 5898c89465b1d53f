SELECT n.nspname,
       c.relname,
       CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                      WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END,
       CASE WHEN c.reltuples >= 0 AND c.relkind <> 'v' THEN c.reltuples::bigint END,
       left(pg_catalog.obj_description(c.oid, 'pg_class'), 300),
       count(*) OVER ()
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND n.nspname <> 'information_schema'
   AND n.nspname NOT LIKE 'pg\_%'
   AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
   AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
   AND ($1::text IS NULL OR n.nspname = $1)
   AND ($2::text IS NULL OR position(lower($2) IN lower(c.relname)) > 0)
   AND ($3::text IS NULL OR starts_with(c.relname, $3))
 ORDER BY n.nspname, c.relname
