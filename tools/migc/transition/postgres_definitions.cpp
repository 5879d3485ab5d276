#include "migc/transition/postgres_definitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>
#include <variant>

#include "engine/sql_text.h"

namespace migrate::migc {

namespace {

// A part of the query: a row has a kind, a name, the table that it is a part of, the two statements, and a
// place.
std::string rows(std::string_view kind, std::string_view name, std::string_view create, std::string_view drop,
                 std::string_view place, std::string_view from, std::string_view table = "''") {
  return fmt::format(
      "SELECT '{}' AS kind, ({})::text AS name, {} AS owner, {} AS create_it, {} AS drop_it, {} AS place FROM"
      " {}",
      kind, name, table, create, drop, place, from);
}

// Not of the server, and not of an extension.
std::string of_users(std::string_view schema, std::string_view catalogue, std::string_view oid) {
  return fmt::format(
      "{0} !~ '^pg_' AND {0} <> 'information_schema' AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid"
      " = '{1}'::regclass AND e.objid = {2} AND e.deptype = 'e')",
      schema, catalogue, oid);
}

std::string relations(std::string_view kinds) {
  return fmt::format("relation c WHERE c.relkind IN ({})", kinds);
}

constexpr std::string_view nothing = "''";

std::string tables() {
  return rows("table", "c.name", nothing,
              "'DROP ' || CASE c.relkind WHEN 'f' THEN 'FOREIGN ' ELSE '' END || 'TABLE ' || c.name", "c.oid",
              relations("'r', 'p', 'f'"));
}

std::string columns() {
  return rows("column", "c.name || '.' || quote_ident(a.attname)", nothing,
              "'ALTER TABLE ' || c.name || ' DROP COLUMN ' || quote_ident(a.attname)", "a.attnum",
              "relation c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind IN ('r', 'p', 'f') AND"
              " a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount = 0",
              "c.name");
}

// What is said of a table, and said otherwise by default.
std::string table_setting(std::string_view kind, std::string_view condition, std::string_view set,
                          std::string_view reset) {
  return rows(kind, "c.name", fmt::format("'ALTER TABLE ' || c.name || ' {}'", set),
              fmt::format("'ALTER TABLE ' || c.name || ' {}'", reset), "c.oid",
              relations("'r', 'p'") + " AND " + std::string(condition), "c.name");
}

std::string options() {
  return rows("option", "c.name || '.' || split_part(o, '=', 1)",
              "'ALTER TABLE ' || c.name || ' SET (' || o || ')'",
              "'ALTER TABLE ' || c.name || ' RESET (' || split_part(o, '=', 1) || ')'", "c.oid",
              "relation c CROSS JOIN unnest(c.reloptions) o WHERE c.relkind IN ('r', 'p')", "c.name");
}

std::string constraints() {
  return rows("' || CASE k.contype WHEN 'f' THEN 'foreign key' ELSE 'constraint' END || '",
              "c.name || '.' || quote_ident(k.conname)",
              "'ALTER TABLE ' || c.name || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' ||"
              " pg_get_constraintdef(k.oid, true)",
              "'ALTER TABLE ' || c.name || ' DROP CONSTRAINT ' || quote_ident(k.conname)", "k.oid",
              "pg_constraint k JOIN relation c ON c.oid = k.conrelid WHERE k.contype IN ('p', 'u', 'c', 'x',"
              " 'f') AND k.conparentid = 0 AND k.coninhcount = 0",
              "c.name");
}

std::string indexes() {
  return rows("index", "i.indexrelid::regclass", "pg_get_indexdef(i.indexrelid, 0, true)",
              "'DROP INDEX ' || i.indexrelid::regclass", "i.indexrelid",
              "pg_index i JOIN relation c ON c.oid = i.indrelid WHERE NOT EXISTS (SELECT FROM pg_constraint k"
              " WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))"
              " AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)",
              "c.name");
}

std::string views() {
  return rows("view", "c.name",
              "'CREATE VIEW ' || c.name || coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', "
              "'')"
              " || E' AS\\n' || rtrim(pg_get_viewdef(c.oid, true), ';')",
              "'DROP VIEW ' || c.name", "c.oid", relations("'v'")) +
         " UNION ALL " +
         rows("view", "c.name",
              "'CREATE MATERIALIZED VIEW ' || c.name || E' AS\\n' || rtrim(pg_get_viewdef(c.oid, true), ';') "
              "||"
              " CASE WHEN c.relispopulated THEN '' ELSE E'\\nWITH NO DATA' END",
              "'DROP MATERIALIZED VIEW ' || c.name", "c.oid", relations("'m'"));
}

// The server names the schema also where a revision would not.
std::string without_schema(std::string_view definition, std::string_view before,
                           std::string_view is_visible) {
  return fmt::format(
      "CASE WHEN {2} THEN {1} || ' ' || substr({0}, length({1} || '  ' || quote_ident(n.nspname)) + 1) ELSE "
      "{0} END",
      definition, before, is_visible);
}

std::string routines() {
  const std::string from = "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE " +
                           of_users("n.nspname", "pg_proc", "p.oid");
  const std::string kind = "CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END";
  return rows("function", "p.oid::regprocedure",
              without_schema("rtrim(pg_get_functiondef(p.oid), E'\\n')", "'CREATE OR REPLACE ' || " + kind,
                             "pg_function_is_visible(p.oid)"),
              "'DROP ' || " + kind + " || ' ' || p.oid::regprocedure", "p.oid",
              from + " AND p.prokind <> 'a'") +
         " UNION ALL " +
         rows("function", "p.oid::regprocedure", nothing, "'DROP AGGREGATE ' || p.oid::regprocedure", "p.oid",
              from + " AND p.prokind = 'a'");
}

std::string triggers() {
  const std::string from =
      "pg_trigger g JOIN relation c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal AND g.tgparentid = 0";
  return rows("trigger", "c.name || '.' || quote_ident(g.tgname)", "pg_get_triggerdef(g.oid, true)",
              "'DROP TRIGGER ' || quote_ident(g.tgname) || ' ON ' || c.name", "g.oid", from, "c.name") +
         " UNION ALL " +
         rows("disabled trigger", "c.name || '.' || quote_ident(g.tgname)",
              "'ALTER TABLE ' || c.name || ' DISABLE TRIGGER ' || quote_ident(g.tgname)",
              "'ALTER TABLE ' || c.name || ' ENABLE TRIGGER ' || quote_ident(g.tgname)", "g.oid",
              from + " AND g.tgenabled = 'D'", "c.name");
}

std::string rules() {
  return rows("rule", "c.name || '.' || quote_ident(w.rulename)", "rtrim(pg_get_ruledef(w.oid, true), ';')",
              "'DROP RULE ' || quote_ident(w.rulename) || ' ON ' || c.name", "w.oid",
              "pg_rewrite w JOIN relation c ON c.oid = w.ev_class WHERE w.rulename <> '_RETURN'", "c.name");
}

std::string policies() {
  return rows(
      "policy", "c.name || '.' || quote_ident(y.polname)",
      "'CREATE POLICY ' || quote_ident(y.polname) || ' ON ' || c.name || CASE WHEN y.polpermissive THEN ''"
      " ELSE ' AS RESTRICTIVE' END || CASE y.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR"
      " INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END || coalesce((SELECT"
      " ' TO ' || string_agg(quote_ident(pg_get_userbyid(r)), ', ') FROM unnest(y.polroles) r WHERE r <>"
      " 0), '') || coalesce(' USING (' || pg_get_expr(y.polqual, y.polrelid, true) || ')', '') ||"
      " coalesce(' WITH CHECK (' || pg_get_expr(y.polwithcheck, y.polrelid, true) || ')', '')",
      "'DROP POLICY ' || quote_ident(y.polname) || ' ON ' || c.name", "y.oid",
      "pg_policy y JOIN relation c ON c.oid = y.polrelid", "c.name");
}

std::string statistics() {
  const std::string name =
      "CASE WHEN pg_statistics_obj_is_visible(s.oid) THEN '' ELSE quote_ident(n.nspname) || '.' END ||"
      " quote_ident(s.stxname)";
  return rows("statistics", name,
              without_schema("pg_get_statisticsobjdef(s.oid)", "'CREATE STATISTICS'",
                             "pg_statistics_obj_is_visible(s.oid)"),
              "'DROP STATISTICS ' || " + name, "s.oid",
              "pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE " +
                  of_users("n.nspname", "pg_statistic_ext", "s.oid"));
}

// Those of identities are part of their column.
std::string sequences() {
  return rows(
      "sequence", "c.name", nothing, "'DROP SEQUENCE ' || c.name", "c.oid",
      relations("'S'") +
          " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid ="
          " c.oid AND d.deptype = 'i')");
}

std::string types() {
  const std::string name = "format_type(t.oid, NULL)";
  const std::string from =
      "pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid ="
      " t.typrelid WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')"
      " AND " +
      of_users("n.nspname", "pg_type", "t.oid");
  return rows(
      "type", name,
      "CASE t.typtype WHEN 'e' THEN 'CREATE TYPE ' || " + name +
          " || ' AS ENUM (' || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY"
          " e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) || ')' WHEN 'c' THEN 'CREATE TYPE '"
          " || " +
          name +
          " || ' AS (' || (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid,"
          " a.atttypmod), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = t.typrelid AND"
          " a.attnum > 0 AND NOT a.attisdropped) || ')' ELSE '' END",
      "CASE t.typtype WHEN 'd' THEN 'DROP DOMAIN ' ELSE 'DROP TYPE ' END || " + name, "t.oid", from);
}

std::string of_no_schema() {
  return rows("schema", "quote_ident(n.nspname)", "'CREATE SCHEMA ' || quote_ident(n.nspname)",
              "'DROP SCHEMA ' || quote_ident(n.nspname)", "n.oid",
              "pg_namespace n WHERE " + of_users("n.nspname", "pg_namespace", "n.oid")) +
         " UNION ALL " +
         rows("extension", "quote_ident(x.extname)",
              "'CREATE EXTENSION ' || quote_ident(x.extname) || CASE WHEN n.nspname = 'public' THEN '' ELSE "
              "' SCHEMA"
              " ' || quote_ident(n.nspname) END",
              "'DROP EXTENSION ' || quote_ident(x.extname)", "x.oid",
              "pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.oid >= 16384") +
         " UNION ALL " +
         rows("event trigger", "quote_ident(v.evtname)", nothing,
              "'DROP EVENT TRIGGER ' || quote_ident(v.evtname)", "v.oid", "pg_event_trigger v") +
         " UNION ALL " +
         rows("publication", "quote_ident(b.pubname)", nothing,
              "'DROP PUBLICATION ' || quote_ident(b.pubname)", "b.oid", "pg_publication b");
}

// `named`: "TABLE t" of the thing; `oid`, `catalogue`: where its comment is.
std::string comments(std::string_view named, std::string_view catalogue, std::string_view oid,
                     std::string_view from, std::string_view part = "0") {
  const std::string joined = fmt::format(
      "(SELECT {} AS named, d.description, {} AS oid FROM {} JOIN pg_description d ON d.classoid ="
      " '{}'::regclass AND d.objoid = {} AND d.objsubid = {}) x",
      named, oid, from, catalogue, oid, part);
  return rows("comment", "x.named", "'COMMENT ON ' || x.named || ' IS ' || quote_literal(x.description)",
              "'COMMENT ON ' || x.named || ' IS NULL'", "x.oid", joined);
}

std::string all_comments() {
  const std::string relation_kind =
      "CASE c.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE ' "
      "WHEN 'f'"
      " THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END || c.name";
  return comments(relation_kind, "pg_class", "c.oid", "relation c") + " UNION ALL " +
         comments("'COLUMN ' || c.name || '.' || quote_ident(a.attname)", "pg_class", "c.oid",
                  "relation c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0", "a.attnum") +
         " UNION ALL " +
         comments("'INDEX ' || i.indexrelid::regclass", "pg_class", "i.indexrelid",
                  "relation c JOIN pg_index i ON i.indrelid = c.oid") +
         " UNION ALL " +
         comments("'CONSTRAINT ' || quote_ident(k.conname) || ' ON ' || c.name", "pg_constraint", "k.oid",
                  "relation c JOIN pg_constraint k ON k.conrelid = c.oid") +
         " UNION ALL " +
         comments("'TRIGGER ' || quote_ident(g.tgname) || ' ON ' || c.name", "pg_trigger", "g.oid",
                  "relation c JOIN pg_trigger g ON g.tgrelid = c.oid") +
         " UNION ALL " +
         comments("CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || p.oid::regprocedure",
                  "pg_proc", "p.oid",
                  "(SELECT p.* FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE " +
                      of_users("n.nspname", "pg_proc", "p.oid") + ") p") +
         " UNION ALL " +
         comments("CASE t.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || format_type(t.oid, NULL)",
                  "pg_type", "t.oid",
                  "(SELECT t.* FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE " +
                      of_users("n.nspname", "pg_type", "t.oid") + ") t") +
         " UNION ALL " +
         comments("'SCHEMA ' || quote_ident(n.nspname)", "pg_namespace", "n.oid",
                  "(SELECT * FROM pg_namespace n WHERE n.nspname <> 'public' AND " +
                      of_users("n.nspname", "pg_namespace", "n.oid") + ") n");
}

// Of roles other than the owner.
std::string privileges(std::string_view on, std::string_view acl, std::string_view owner,
                       std::string_view from) {
  const std::string role =
      "CASE WHEN p.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END";
  const std::string exploded = fmt::format(
      "(SELECT {} AS named, {} AS owner, x.* FROM {} CROSS JOIN LATERAL aclexplode({}) x) p WHERE p.grantee "
      "<>"
      " p.owner",
      on, owner, from, acl);
  return rows("privilege",
              "p.named || ' ' || " + role +
                  " || ' ' || p.privilege_type || CASE WHEN p.is_grantable THEN '*'"
                  " ELSE '' END",
              "'GRANT ' || p.privilege_type || ' ON ' || p.named || ' TO ' || " + role +
                  " || CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END",
              "'REVOKE ' || p.privilege_type || ' ON ' || p.named || ' FROM ' || " + role, "0", exploded);
}

std::string all_privileges() {
  return privileges("CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END || c.name",
                    "coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END,"
                    " c.relowner))",
                    "c.relowner", "relation c") +
         " UNION ALL " +
         privileges("'SCHEMA ' || quote_ident(n.nspname)", "coalesce(n.nspacl, acldefault('n', n.nspowner))",
                    "n.nspowner",
                    "(SELECT * FROM pg_namespace n WHERE " + of_users("n.nspname", "pg_namespace", "n.oid") +
                        ") n") +
         " UNION ALL " +
         privileges(
             "'ROUTINE ' || f.oid::regprocedure", "coalesce(f.proacl, acldefault('f', f.proowner))",
             "f.proowner",
             "(SELECT p.* FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind <>"
             " 'a' AND " +
                 of_users("n.nspname", "pg_proc", "p.oid") + ") f") +
         " UNION ALL " +
         privileges(
             "'TYPE ' || format_type(t.oid, NULL)", "coalesce(t.typacl, acldefault('T', t.typowner))",
             "t.typowner",
             "(SELECT t.* FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype IN"
             " ('e', 'd', 'r') AND " +
                 of_users("n.nspname", "pg_type", "t.oid") + ") t");
}

std::string definitions_query(const std::vector<std::string>& own_tables) {
  std::string own = "''";
  for (const std::string& table : own_tables) own += ", " + core::string_literal(table);
  const std::array parts{
      tables(),
      columns(),
      table_setting("row security", "c.relrowsecurity", "ENABLE ROW LEVEL SECURITY",
                    "DISABLE ROW LEVEL SECURITY"),
      table_setting("row security of the owner", "c.relforcerowsecurity", "FORCE ROW LEVEL SECURITY",
                    "NO FORCE ROW LEVEL SECURITY"),
      table_setting("unlogged", "c.relpersistence = 'u'", "SET UNLOGGED", "SET LOGGED"),
      table_setting("full replica identity", "c.relreplident = 'f'", "REPLICA IDENTITY FULL",
                    "REPLICA IDENTITY DEFAULT"),
      table_setting("no replica identity", "c.relreplident = 'n'", "REPLICA IDENTITY NOTHING",
                    "REPLICA IDENTITY DEFAULT"),
      options(),
      constraints(),
      indexes(),
      views(),
      routines(),
      triggers(),
      rules(),
      policies(),
      statistics(),
      sequences(),
      types(),
      of_no_schema(),
      all_comments(),
      all_privileges(),
  };
  std::string query = fmt::format(
      "WITH relation AS (SELECT c.*, c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON "
      "n.oid ="
      " c.relnamespace WHERE {} AND c.relname NOT IN ({}) AND NOT EXISTS (SELECT FROM pg_depend o JOIN "
      "pg_class"
      " k ON k.oid = o.refobjid WHERE o.classid = 'pg_class'::regclass AND o.refclassid ="
      " 'pg_class'::regclass AND o.objid = c.oid AND k.relname IN ({}))) SELECT kind::text, name,"
      " owner::text, create_it::text, drop_it::text, place::int8 FROM (",
      of_users("n.nspname", "pg_class", "c.oid"), own, own);
  for (std::size_t i = 0; i < parts.size(); ++i) query += (i == 0 ? "" : " UNION ALL ") + parts[i];
  return query + ") everything";
}

std::string text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

std::int64_t number_of(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  const std::string text = text_of(value);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

const std::vector<std::string>& postgres_kinds() {
  static const std::vector<std::string> kinds{"event trigger",
                                              "publication",
                                              "disabled trigger",
                                              "trigger",
                                              "policy",
                                              "rule",
                                              "view",
                                              "table",
                                              "column",
                                              "row security",
                                              "row security of the owner",
                                              "unlogged",
                                              "full replica identity",
                                              "no replica identity",
                                              "option",
                                              "foreign key",
                                              "constraint",
                                              "index",
                                              "statistics",
                                              "function",
                                              "sequence",
                                              "type",
                                              "schema",
                                              "extension",
                                              "comment",
                                              "privilege"};
  return kinds;
}

std::vector<PostgresDefinition> read_postgres_definitions(ScratchDatabase& database,
                                                          const std::vector<std::string>& own_tables) {
  std::vector<PostgresDefinition> definitions;
  for (const Row& row : database.query(definitions_query(own_tables)))
    definitions.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]),
                           text_of(row[4]), number_of(row[5])});
  return definitions;
}

std::vector<PostgresColumn> read_postgres_columns(ScratchDatabase& database) {
  std::vector<PostgresColumn> columns;
  for (const Row& row : database.query(
           "SELECT c.oid::regclass::text, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), CASE "
           "WHEN"
           " a.attgenerated = '' THEN coalesce(pg_get_expr(d.adbin, d.adrelid), '') ELSE '' END,"
           " a.attidentity::text, CASE WHEN a.attnotnull THEN 'yes' ELSE '' END FROM pg_attribute a JOIN "
           "pg_class"
           " c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attrdef d ON"
           " d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > "
           "0 AND"
           " NOT a.attisdropped AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY c.oid,"
           " a.attnum"))
    columns.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4]),
                       !text_of(row[5]).empty()});
  return columns;
}

}  // namespace migrate::migc
