// Indexes, triggers, rules and policies of tables and views; statistics over columns of a table.

#include "migc/catalogue/postgres_query_groups.h"
#include "migc/catalogue/postgres_query_parts.h"

namespace migrate::migc::postgres_query {

namespace {

// Those of constraints are part of the constraint.
void add_indexes(std::vector<PostgresQuery>& queries) {
  const std::string columns =
      "(SELECT string_agg('_' || a.attname, '' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid ="
      " i.indexrelid)";
  queries.push_back(
      {.kind = ObjectKind::index,
       .entry = {"pg_class", "i.indrelid"},
       .itself = {"pg_class", "i.indexrelid"},
       .columns = name_in_schema("c.relname") + ", quote_ident(x.relname), CASE WHEN " +
                  is_made_up("x.relname", "l.joined", "idx") +
                  " THEN '(' || l.joined || ')' END, pg_get_indexdef(i.indexrelid) AS \"index:\", " +
                  yes_if("i.indisclustered") + " AS clustered, " + yes_if("NOT i.indisvalid") +
                  " AS invalid, (SELECT quote_ident(p.relname) FROM pg_inherits h JOIN pg_class p ON p.oid ="
                  " h.inhparent WHERE h.inhrelid = i.indexrelid) AS \"attached to\""
                  ", (SELECT string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum) FROM"
                  " pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) AS \"statistics"
                  " targets\"",
       .from = "pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid JOIN"
               " pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL " +
               columns + " l (joined)",
       .where = "NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = i.indrelid AND k.conindid ="
                " i.indexrelid AND k.contype IN ('p', 'u', 'x')) AND " +
                std::string(is_in_users_schema),
       .probe = "pg_index WHERE indrelid"});
}

void add_triggers(std::vector<PostgresQuery>& queries) {
  const std::string head = "' TRIGGER ' || quote_ident(g.tgname) || ' '";
  queries.push_back(
      {.kind = ObjectKind::trigger,
       .entry = {"pg_class", "g.tgrelid"},
       .itself = {"pg_trigger", "g.oid"},
       .columns = name_in_schema("c.relname") + ", quote_ident(g.tgname), NULL, " +
                  yes_if("g.tgconstraint <> 0") +
                  " AS \"constraint\", substr(pg_get_triggerdef(g.oid), strpos(pg_get_triggerdef(g.oid), " +
                  head + ") + length(" + head + ")) AS definition" + firing("g.tgenabled"),
       .from = "pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid ="
               " c.relnamespace",
       .where = "NOT g.tgisinternal AND " + std::string(is_in_users_schema),
       .probe = "pg_trigger WHERE NOT tgisinternal AND tgrelid"});
}

void add_rules(std::vector<PostgresQuery>& queries) {
  queries.push_back({.kind = ObjectKind::rule,
                     .entry = {"pg_class", "w.ev_class"},
                     .itself = {"pg_rewrite", "w.oid"},
                     .columns = name_in_schema("c.relname") +
                                ", quote_ident(w.rulename), NULL, substr(pg_get_ruledef(w.oid),"
                                " length('CREATE RULE ' || quote_ident(w.rulename) || ' AS ') + 1) AS"
                                " \"code:definition\"" +
                                firing("w.ev_enabled"),
                     .from = "pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid"
                             " = c.relnamespace",
                     .where = "w.rulename <> '_RETURN' AND " + std::string(is_in_users_schema),
                     .probe = "pg_rewrite WHERE rulename <> '_RETURN' AND ev_class"});
}

void add_policies(std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::policy,
       .entry = {"pg_class", "y.polrelid"},
       .itself = {"pg_policy", "y.oid"},
       .columns =
           name_in_schema("c.relname") +
           ", quote_ident(y.polname), NULL, CASE y.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN"
           " 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END AS for, " +
           yes_if("NOT y.polpermissive") + " AS restrictive, (SELECT string_agg(r, ', ' ORDER BY r)" +
           " FROM (SELECT " + role("o") +
           " AS r FROM unnest(y.polroles) o WHERE o <> 0) roles) AS to, pg_get_expr(y.polqual,"
           " y.polrelid) AS \"code:using\", pg_get_expr(y.polwithcheck, y.polrelid) AS \"code:with check\"",
       .from = "pg_policy y JOIN pg_class c ON c.oid = y.polrelid JOIN pg_namespace n ON n.oid ="
               " c.relnamespace",
       .where = std::string(is_in_users_schema),
       .probe = "pg_policy WHERE polrelid"});
}

void add_statistics(std::vector<PostgresQuery>& queries) {
  queries.push_back(
      {.kind = ObjectKind::statistics,
       .entry = {"pg_statistic_ext", "e.oid"},
       .columns = name_in_schema("c.relname", "cn") + ", " + name_in_schema("e.stxname") +
                  ", NULL, pg_get_statisticsobjdef_columns(e.oid) AS columns, (SELECT string_agg(CASE k WHEN"
                  " 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv' END, ', ' ORDER BY"
                  " k) FROM unnest(e.stxkind) k WHERE k <> 'e') AS kinds"
                  ", nullif(coalesce(e.stxstattarget, -1), -1) AS \"statistics target\", " +
                  role("e.stxowner") + " AS owner",
       .from = "pg_statistic_ext e JOIN pg_namespace n ON n.oid = e.stxnamespace JOIN pg_class c ON c.oid ="
               " e.stxrelid JOIN pg_namespace cn ON cn.oid = c.relnamespace",
       .where = std::string(is_in_users_schema)});
}

}  // namespace

void add_table_parts(int, std::vector<PostgresQuery>& queries) {
  add_indexes(queries);
  add_triggers(queries);
  add_rules(queries);
  add_policies(queries);
  add_statistics(queries);
}

}  // namespace migrate::migc::postgres_query
