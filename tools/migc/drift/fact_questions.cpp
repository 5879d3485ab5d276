#include "migc/drift/fact_questions.h"

namespace migrate::migc {

namespace {

// Definitions of views, triggers and indexes with expressions are compared without blanks and quotes, because
// SQLite keeps them as they were written.
constexpr std::string_view sqlite_question =
    R"sql(WITH o AS (SELECT type, name, tbl_name, sql, type || ' ' || name || CASE WHEN type IN ('index',
  'trigger') THEN ' on ' || tbl_name ELSE '' END AS label, sql LIKE 'CREATE VIRTUAL TABLE%' AS
  is_virtual FROM main.sqlite_master m WHERE $1 = '' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND
  NOT EXISTS (SELECT 1 FROM main.sqlite_master v WHERE v.sql LIKE 'CREATE VIRTUAL TABLE%' AND
  substr(m.name, 1, length(v.name) + 1) = v.name || '_')),
t AS (SELECT * FROM o WHERE type = 'table' AND NOT is_virtual)
SELECT label, 0, 'exists' FROM o
UNION ALL SELECT label, 2, sql FROM t
UNION ALL SELECT label, 0, 'column ' || c.name || ' ' || upper(replace(c.type, ' ', '')) || ' ' ||
  c."notnull" || ' ' || c.pk || ' ' || c.hidden || ' ' || ifnull(c.dflt_value, '') FROM t,
  pragma_table_xinfo(t.name, 'main') c
UNION ALL SELECT label, 0, 'key ' || f."from" || ' ' || f.seq || ' ' || f."table" || ' ' ||
  ifnull(f."to", '') || ' ' || f.on_update || ' ' || f.on_delete FROM t,
  pragma_foreign_key_list(t.name, 'main') f
UNION ALL SELECT label, 0, 'unique ' || (SELECT group_concat(ifnull(x.name, ''), ',') FROM (SELECT
  name FROM pragma_index_info(i.name, 'main') ORDER BY seqno) x) FROM t, pragma_index_list(t.name,
  'main') i WHERE i.origin = 'u'
UNION ALL SELECT label, 0, i."unique" || i.partial FROM o, pragma_index_list(o.tbl_name, 'main') i
  WHERE o.type = 'index' AND i.name = o.name
UNION ALL SELECT label, 0, x.seqno || ' ' || ifnull(x.name, '') || ' ' || x."desc" || ' ' || x.coll
  FROM o, pragma_index_xinfo(o.name, 'main') x WHERE o.type = 'index' AND x.key
UNION ALL SELECT label, 0, 'text ' ||
  lower(replace(replace(replace(replace(replace(replace(replace(sql, ' ', ''), char(9), ''),
  char(10), ''), char(13), ''), '"', ''), '[', ''), ']', '')) FROM o WHERE type IN ('view',
  'trigger') OR is_virtual OR type = 'index' AND (sql LIKE '%WHERE%' OR EXISTS (SELECT 1 FROM
  pragma_index_xinfo(o.name, 'main') x WHERE x.key AND x.cid = -2)))sql";

// The names of the schema are taken out, so that they make no difference, nor does the search path. Server
// versions have columns that others lack: to_jsonb() reads those.
constexpr std::string_view postgres_question =
    R"sql(WITH s AS (SELECT oid FROM pg_namespace WHERE nspname = $1::text),
own AS (SELECT objid, classid FROM pg_depend WHERE deptype = 'e'),
r AS (SELECT c.oid, c.relname, c.relkind, c.relpersistence, CASE c.relkind WHEN 'v' THEN 'view '
  WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence ' WHEN 'f' THEN 'foreign table ' ELSE
  'table ' END || c.relname AS label FROM pg_class c JOIN s ON s.oid = c.relnamespace WHERE
  c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT EXISTS (SELECT FROM own WHERE own.classid =
  'pg_class'::regclass AND own.objid = c.oid)),
i AS (SELECT i.*, x.relname, 'index ' || x.relname || ' on ' || c.relname AS label, a.amname,
  x.reloptions FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN r c ON c.oid =
  i.indrelid JOIN pg_am a ON a.oid = x.relam WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE
  k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))),
p AS (SELECT p.*, 'function ' || p.proname || '(' || replace(oidvectortypes(p.proargtypes),
  quote_ident($1::text) || '.', '') || ')' AS label FROM pg_proc p JOIN s ON s.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM own WHERE own.classid = 'pg_proc'::regclass AND own.objid = p.oid)),
g AS (SELECT g.*, 'trigger ' || g.tgname || ' on ' || r.relname AS label FROM pg_trigger g JOIN r ON
  r.oid = g.tgrelid WHERE NOT g.tgisinternal),
y AS (SELECT y.*, 'policy ' || y.polname || ' on ' || r.relname AS label FROM pg_policy y JOIN r ON
  r.oid = y.polrelid),
t AS (SELECT t.*, 'type ' || t.typname AS label FROM pg_type t JOIN s ON s.oid = t.typnamespace
  WHERE t.typtype IN ('e', 'd') AND NOT EXISTS (SELECT FROM own WHERE own.classid =
  'pg_type'::regclass AND own.objid = t.oid)),
facts AS (
SELECT label, false AS is_text, concat_ws(' ', 'kind', relkind, relpersistence) AS line FROM r
UNION ALL SELECT r.label, false, concat_ws(' ', 'column', a.attname, format_type(a.atttypid,
  a.atttypmod), a.attnotnull, a.atthasdef, a.attidentity, to_jsonb(a) ->> 'attgenerated', (SELECT
  l.collname FROM pg_collation l, pg_type t WHERE l.oid = a.attcollation AND t.oid = a.atttypid AND
  t.typcollation <> l.oid)) FROM r JOIN pg_attribute a ON a.attrelid = r.oid WHERE a.attnum > 0 AND
  NOT a.attisdropped AND r.relkind <> 'S'
UNION ALL SELECT r.label, true, concat_ws(' ', 'default', a.attname, pg_get_expr(d.adbin,
  d.adrelid)) FROM r JOIN pg_attrdef d ON d.adrelid = r.oid JOIN pg_attribute a ON a.attrelid =
  r.oid AND a.attnum = d.adnum
UNION ALL SELECT r.label, false, concat_ws(' ', 'constraint', k.contype, k.condeferrable,
  k.condeferred, k.convalidated, CASE to_jsonb(k) ->> 'conenforced' WHEN 'false' THEN 'not enforced' END,
  CASE to_jsonb(k) ->> 'conperiod' WHEN 'true' THEN 'period' END, (SELECT string_agg(a.attname, ',' ORDER BY o) FROM unnest(k.conkey)
  WITH ORDINALITY u (n, o) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n), (SELECT
  relname FROM pg_class WHERE oid = k.confrelid), (SELECT string_agg(a.attname, ',' ORDER BY o) FROM
  unnest(k.confkey) WITH ORDINALITY u (n, o) JOIN pg_attribute a ON a.attrelid = k.confrelid AND
  a.attnum = n), k.confupdtype, k.confdeltype, k.confmatchtype) FROM r JOIN pg_constraint k ON
  k.conrelid = r.oid WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')
UNION ALL SELECT r.label, false, concat_ws(' ', 'not null of new rows', a.attname) FROM r JOIN
  pg_constraint k ON k.conrelid = r.oid JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum =
  k.conkey[1] WHERE k.contype = 'n' AND NOT k.convalidated
UNION ALL SELECT r.label, true, pg_get_constraintdef(k.oid) FROM r JOIN pg_constraint k ON
  k.conrelid = r.oid WHERE k.contype IN ('c', 'x')
UNION ALL SELECT r.label, false, concat_ws(' ', 'sequence', format_type(q.seqtypid, NULL),
  q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle) FROM r JOIN pg_sequence q
  ON q.seqrelid = r.oid
UNION ALL SELECT r.label, true, pg_get_viewdef(r.oid) FROM r WHERE r.relkind IN ('v', 'm')
UNION ALL SELECT r.label, false, concat_ws(' ', 'security', c.relrowsecurity, c.relforcerowsecurity)
  FROM r JOIN pg_class c ON c.oid = r.oid WHERE r.relkind IN ('r', 'p')
UNION ALL SELECT label, false, concat_ws(' ', amname, indisunique, indisvalid, indpred IS NOT NULL,
  indoption, (SELECT string_agg(coalesce(a.attname, '*'), ',' ORDER BY o) FROM unnest(indkey) WITH
  ORDINALITY u (n, o) LEFT JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = n AND n > 0))
  FROM i
UNION ALL SELECT label, true, pg_get_indexdef(indexrelid) FROM i
UNION ALL SELECT label, false, concat_ws(' ', prokind, provolatile, prosecdef, proisstrict,
  proretset, format_type(prorettype, NULL), (SELECT lanname FROM pg_language l WHERE l.oid =
  prolang), proconfig, md5(prosrc)) FROM p
UNION ALL SELECT label, false, concat_ws(' ', tgtype, tgenabled, tgdeferrable, tginitdeferred,
  (SELECT proname FROM pg_proc f WHERE f.oid = tgfoid), tgqual IS NOT NULL, encode(tgargs, 'hex'))
  FROM g
UNION ALL SELECT label, true, pg_get_triggerdef(oid) FROM g
UNION ALL SELECT label, false, concat_ws(' ', polcmd, polpermissive) FROM y
UNION ALL SELECT label, true, concat_ws(' ', pg_get_expr(polqual, polrelid), '/',
  pg_get_expr(polwithcheck, polrelid)) FROM y
UNION ALL SELECT label, false, concat_ws(' ', 'type', typtype, CASE WHEN typbasetype <> 0 THEN
  format_type(typbasetype, typtypmod) END, typnotnull) FROM t
UNION ALL SELECT label, false, concat_ws(' ', 'value', (SELECT count(*) FROM pg_enum e WHERE
  e.enumtypid = t.oid AND e.enumsortorder < v.enumsortorder), v.enumlabel) FROM t JOIN pg_enum v ON
  v.enumtypid = t.oid)
SELECT label, is_text::int, replace(line, quote_ident($1::text) || '.', '') FROM facts
UNION ALL SELECT '', 1, (current_setting('server_version_num')::int / 10000)::text)sql";

}  // namespace

std::string_view fact_question(Dialect dialect) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_question;
    case Dialect::postgres:
      return postgres_question;
  }
  return {};
}

}  // namespace migrate::migc
