#include "postgres/catalogue.h"

#include <array>

#include "postgres/values.h"

namespace migrate::postgres {

namespace {

// The columns of find_tables_statement().
enum Field : std::size_t {
  field_table,
  field_kind,
  field_persistence,
  field_owner,
  field_user,
  field_is_ours,
  field_trigger,
  field_rule,
  field_has_row_security,
  field_relative,
  field_column,
  field_type,
  field_is_nullable,
  field_has_default,
  field_width,
};

// A superuser counts as a member of every role, also of one that has put its own table where ours should be.
// So a superuser's tables are those that it owns itself.
constexpr std::string_view tables_query =
    "SELECT c.relname, c.relkind::text, c.relpersistence::text, pg_get_userbyid(c.relowner), current_user,"
    " c.relowner = u.oid OR NOT u.rolsuper AND pg_has_role(u.oid, c.relowner, 'USAGE'),"
    " (SELECT min(t.tgname::text) FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal),"
    " (SELECT min(r.rulename::text) FROM pg_rewrite r WHERE r.ev_class = c.oid),"
    " c.relrowsecurity,"
    " (SELECT min(coalesce(nullif(i.inhrelid, c.oid), i.inhparent)::regclass::text) FROM pg_inherits i"
    "  WHERE i.inhrelid = c.oid OR i.inhparent = c.oid),"
    " a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,"
    " a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '',"
    // Four more than the length, or -1.
    " CASE WHEN a.atttypid = 'varchar'::regtype AND a.atttypmod > 0 THEN a.atttypmod - 4 END"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_roles u ON u.rolname = current_user"
    " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    " WHERE n.nspname = $1 AND c.relname IN (";

struct Kind {
  std::string_view letter;
  std::string_view objection;
};

constexpr std::array other_kinds{
    Kind{"v", "is a view"},          Kind{"m", "is a materialized view"}, Kind{"i", "is an index"},
    Kind{"I", "is an index"},        Kind{"S", "is a sequence"},          Kind{"c", "is a composite type"},
    Kind{"f", "is a foreign table"}, Kind{"p", "is partitioned"},
};

bool is_true(const Value& value) {
  return !value.is_null() && std::get<std::int64_t>(value) != 0;
}

std::optional<std::size_t> width_of(const Value& value) {
  if (value.is_null()) return {};
  return static_cast<std::size_t>(std::get<std::int64_t>(value));
}

std::string objection_to_kind(const std::string& letter) {
  for (const Kind& kind : other_kinds)
    if (kind.letter == letter) return std::string(kind.objection);
  return letter == "r" ? "" : "is no table";
}

std::string objection_to(const Row& row, Owner owner) {
  if (std::string kind = objection_to_kind(text_of(row[field_kind])); !kind.empty()) return kind;
  if (text_of(row[field_persistence]) == "u") return "is unlogged, so a crash of the server would empty it";
  if (!row[field_trigger].is_null()) return "has the trigger \"" + text_of(row[field_trigger]) + '"';
  if (!row[field_rule].is_null()) return "has the rule \"" + text_of(row[field_rule]) + '"';
  if (is_true(row[field_has_row_security])) return "has row level security";
  if (!row[field_relative].is_null()) return "inherits from or to " + text_of(row[field_relative]);
  if (owner == Owner::us && !is_true(row[field_is_ours]))
    return "belongs to the role \"" + text_of(row[field_owner]) + "\" and not to \"" +
           text_of(row[field_user]) + '"';
  return {};
}

}  // namespace

std::string find_tables_statement(std::size_t names) {
  std::string sql(tables_query);
  for (std::size_t i = 0; i < names; ++i) sql += (i > 0 ? ", $" : "$") + std::to_string(i + 2);
  return sql + ") ORDER BY a.attnum";
}

std::string find_relations_statement(std::size_t pairs) {
  std::string sql =
      "SELECT n.nspname::text, c.relname::text FROM pg_catalog.pg_class c"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND (n.nspname, c.relname) IN (";
  for (std::size_t i = 0; i < pairs; ++i)
    sql += (i > 0 ? ", ($" : "($") + std::to_string(2 * i + 1) + ", $" + std::to_string(2 * i + 2) + ')';
  return sql + ") ORDER BY 1, 2";
}

// What an extension brings along is nobody's work on this database.
std::string is_empty_statement() {
  return "SELECT NOT EXISTS (SELECT FROM pg_depend d JOIN pg_namespace n ON n.oid = d.refobjid"
         " WHERE n.nspname = $1 AND d.refclassid = 'pg_namespace'::regclass AND d.deptype = 'n'"
         " AND d.classid <> 'pg_extension'::regclass AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid "
         "= d.classid AND e.objid = d.objid"
         " AND e.deptype = 'e'))";
}

std::vector<std::optional<TableFacts>> tables_in(const Rows& rows, std::span<const std::string> names,
                                                 Owner owner) {
  std::vector<std::optional<TableFacts>> tables(names.size());
  for (const Row& row : rows)
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] != text_of(row[field_table])) continue;
      if (!tables[i]) tables[i] = TableFacts{.columns = {}, .objection = objection_to(row, owner)};
      if (row[field_column].is_null()) continue;
      tables[i]->columns.push_back({.name = text_of(row[field_column]),
                                    .type = text_of(row[field_type]),
                                    .is_nullable = is_true(row[field_is_nullable]),
                                    .has_default = is_true(row[field_has_default]),
                                    .width = width_of(row[field_width])});
    }
  return tables;
}

}  // namespace migrate::postgres
