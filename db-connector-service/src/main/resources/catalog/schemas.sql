SELECT n.nspname,
       count(c.oid),
       left(pg_catalog.obj_description(n.oid, 'pg_namespace'), 300)
  FROM pg_catalog.pg_namespace n
  LEFT JOIN pg_catalog.pg_class c
    ON c.relnamespace = n.oid
   AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
 WHERE n.nspname <> 'information_schema'
   AND n.nspname NOT LIKE 'pg\_%'
   AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
   AND starts_with(n.nspname, $1)
 GROUP BY n.oid, n.nspname
 ORDER BY n.nspname
