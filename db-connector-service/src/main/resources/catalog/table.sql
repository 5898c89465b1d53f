SELECT json_build_object(
         'schema', n.nspname,
         'name', c.relname,
         'kind', CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                                WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END,
         'comment', left(pg_catalog.obj_description(c.oid, 'pg_class'), 1000),
         'estimated_rows', CASE WHEN c.reltuples >= 0 AND c.relkind <> 'v' THEN c.reltuples::bigint END,
         'column_count', (SELECT count(*) FROM pg_catalog.pg_attribute a
                           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
         'columns', (SELECT json_agg(x.column_json) FROM (
             SELECT json_build_object(
                      'name', a.attname,
                      'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
                      'nullable', NOT a.attnotnull,
                      'default', CASE WHEN a.attidentity <> '' THEN 'identity'
                                      ELSE left(pg_catalog.pg_get_expr(d.adbin, d.adrelid), 200) END,
                      'comment', left(pg_catalog.col_description(c.oid, a.attnum), 300),
                      'readable', pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')) AS column_json
               FROM pg_catalog.pg_attribute a
               LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              ORDER BY a.attnum LIMIT 300) x),
         'primary_key', coalesce((
             SELECT json_agg(a.attname ORDER BY k.place)
               FROM pg_catalog.pg_constraint p, unnest(p.conkey) WITH ORDINALITY k(num, place)
               JOIN pg_catalog.pg_attribute a ON a.attnum = k.num
              WHERE p.conrelid = c.oid AND p.contype = 'p' AND a.attrelid = c.oid), '[]'),
         'foreign_keys', coalesce((
             SELECT json_agg(json_build_object(
                      'columns', (SELECT json_agg(a.attname ORDER BY k.place)
                                    FROM unnest(f.conkey) WITH ORDINALITY k(num, place)
                                    JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.num),
                      'references', (SELECT rn.nspname || '.' || r.relname
                                       FROM pg_catalog.pg_class r
                                       JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
                                      WHERE r.oid = f.confrelid),
                      'to', (SELECT json_agg(a.attname ORDER BY k.place)
                               FROM unnest(f.confkey) WITH ORDINALITY k(num, place)
                               JOIN pg_catalog.pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.num))
                    ORDER BY f.conname)
               FROM pg_catalog.pg_constraint f
              WHERE f.conrelid = c.oid AND f.contype = 'f'), '[]'),
         'indexes', coalesce((
             SELECT json_agg(json_build_object(
                      'name', ic.relname,
                      'unique', i.indisunique,
                      'definition', left(pg_catalog.pg_get_indexdef(i.indexrelid), 500))
                    ORDER BY ic.relname)
               FROM pg_catalog.pg_index i
               JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
              WHERE i.indrelid = c.oid), '[]'))
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND n.nspname = $1
   AND c.relname = $2
   AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
   AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
