// Tables, and what is said of a table itself; views and sequences, which are relations as well.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

const std::string relation = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace";

std::string relation_kind(std::string_view kinds) {
  return "c.relkind IN (" + std::string(kinds) + ") AND " + std::string(is_in_users_schema);
}

std::string owner_and_acl(std::string_view kind) {
  return ", " + role("c.relowner") + " AS owner, " + privileges("c.relacl", kind, "c.relowner") +
         " AS privileges";
}

std::string storage() {
  return ", " + options("c.reloptions") +
         " AS options"
         ", CASE WHEN c.reltoastrelid <> 0 THEN (SELECT " +
         options("toast.reloptions") +
         " FROM pg_class toast WHERE toast.oid = c.reltoastrelid) END AS \"options of toast\""
         ", CASE WHEN c.reltablespace <> 0 THEN (SELECT quote_ident(spcname) FROM pg_tablespace WHERE oid ="
         " c.reltablespace) END AS tablespace"
         ", CASE WHEN c.relam <> 0 THEN (SELECT quote_ident(amname) FROM pg_am WHERE oid = c.relam AND amname"
         " <> 'heap') END AS \"access method\"";
}

std::string parents() {
  return "(SELECT string_agg(" + name_in_schema("p.relname", "pn") +
         ", ', ' ORDER BY h.inhseqno) FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent JOIN"
         " pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid)";
}

std::string table_columns() {
  return "NULL, " + name_in_schema("c.relname") + ", NULL, " + yes_if("c.relpersistence = 'u'") +
         " AS unlogged"
         ", CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS \"partitioned by\""
         ", CASE WHEN c.relispartition THEN " +
         parents() +
         " END AS \"partition of\""
         ", CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound"
         ", CASE WHEN NOT c.relispartition THEN " +
         parents() +
         " END AS inherits"
         ", CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS \"of type\"" +
         storage() + ", " + yes_if("c.relrowsecurity") + " AS \"row security\", " +
         yes_if("c.relforcerowsecurity") +
         " AS \"forced row security\""
         ", CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN (SELECT 'index '"
         " || quote_ident(r.relname) FROM pg_index x JOIN pg_class r ON r.oid = x.indexrelid WHERE x.indrelid"
         " = c.oid AND x.indisreplident) END AS \"replica identity\"" +
         owner_and_acl("r");
}

// What identities have for themselves is part of their column.
void add_sequences(std::vector<PostgresQuery>& queries) {
  const std::string is_serial = "o.oid IS NOT NULL AND " + is_made_up("c.relname", "'_' || a.attname", "seq");
  queries.push_back(
      {.kind = ObjectKind::sequence,
       .entry = {"pg_class", "c.oid"},
       .columns =
           "CASE WHEN " + is_serial + " THEN " + name_in_schema("o.relname", "owner_schema") +
           " END, CASE WHEN " + is_serial + " THEN 'of ' || quote_ident(a.attname) ELSE " +
           name_in_schema("c.relname") +
           " END, NULL"
           ", format_type(s.seqtypid, NULL) AS type"
           ", s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS minimum, s.seqmax AS maximum"
           ", nullif(s.seqcache, 1) AS cache, " +
           yes_if("s.seqcycle") + " AS cycle, " + yes_if("c.relpersistence = 'u'") +
           " AS unlogged, CASE WHEN NOT (" + is_serial + ") THEN " +
           name_in_schema("o.relname", "owner_schema") +
           " || '.' || quote_ident(a.attname) END AS \"owned by\"" + owner_and_acl("s"),
       .from = "pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid ="
               " c.relnamespace LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid"
               " AND d.objsubid = 0 AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND"
               " d.deptype = 'a' LEFT JOIN pg_class o ON o.oid = d.refobjid LEFT JOIN pg_namespace"
               " owner_schema ON owner_schema.oid = o.relnamespace LEFT JOIN pg_attribute a ON a.attrelid ="
               " o.oid AND a.attnum = d.refobjsubid",
       .where = std::string(is_in_users_schema),
       .probe = "pg_class WHERE relkind = 'S' AND oid"});
}

}  // namespace

void add_relations(int, std::vector<PostgresQuery>& queries) {
  queries.push_back({.kind = ObjectKind::table,
                     .entry = {"pg_class", "c.oid"},
                     .columns = table_columns(),
                     .from = relation,
                     .where = relation_kind("'r', 'p'"),
                     .probe = "pg_class WHERE relkind IN ('r', 'p') AND oid"});
  queries.push_back({.kind = ObjectKind::foreign_table,
                     .entry = {"pg_class", "c.oid"},
                     .columns = table_columns() + ", quote_ident(v.srvname) AS server, " +
                                options("f.ftoptions") + " AS \"foreign options\"",
                     .from = relation +
                             " JOIN pg_foreign_table f ON f.ftrelid = c.oid JOIN pg_foreign_server v ON"
                             " v.oid = f.ftserver",
                     .where = relation_kind("'f'"),
                     .probe = "pg_class WHERE relkind = 'f' AND oid"});
  queries.push_back({.kind = ObjectKind::view,
                     .entry = {"pg_class", "c.oid"},
                     .columns = "NULL, " + name_in_schema("c.relname") +
                                ", NULL, pg_get_viewdef(c.oid) AS \"code:definition\", " +
                                options("c.reloptions") + " AS options" + owner_and_acl("r"),
                     .from = relation,
                     .where = relation_kind("'v'"),
                     .probe = "pg_class WHERE relkind = 'v' AND oid"});
  queries.push_back({.kind = ObjectKind::materialized_view,
                     .entry = {"pg_class", "c.oid"},
                     .columns = "NULL, " + name_in_schema("c.relname") +
                                ", NULL, pg_get_viewdef(c.oid) AS \"code:definition\", " +
                                yes_if("NOT c.relispopulated") + " AS \"with no data\"" + storage() +
                                owner_and_acl("r"),
                     .from = relation,
                     .where = relation_kind("'m'"),
                     .probe = "pg_class WHERE relkind = 'm' AND oid"});
  add_sequences(queries);
}

}  // namespace migrate::migc::postgres_query
