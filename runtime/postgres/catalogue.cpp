#include "postgres/catalogue.h"

#include <algorithm>
#include <array>

#include "engine/postgres/catalogue.h"
#include "postgres/values.h"

namespace migrate::postgres {

namespace {

namespace table = core::postgres_catalogue;

// The columns of find_tables_statement().
enum Field : std::size_t {
  field_id,
  field_table,
  field_kind,
  field_persistence,
  field_owner,
  field_user,
  field_is_trusted,
  field_rule,
  field_relative,
  field_has_row_security,
  field_foreign_key,
  field_trigger,
  field_check,
  field_statistics,
  field_index,
  field_code,
  field_is_text,
  field_is_number,
  field_column,
  field_type,
  field_is_nullable,
  field_has_default,
  field_width,
};

// What is said of a table is found out once for all its columns.
std::string tables_query() {
  std::string sql(table::granted_roles);
  sql += "SELECT t.*";
  for (const std::string_view types : {table::text_types, table::number_types})
    sql += ", a.attgenerated = '' AND a.atttypid IN (" + std::string(types) + ")";
  sql +=
      ", a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,"
      " a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '',"
      // Four more than the length, or -1.
      " CASE WHEN a.atttypid = 'varchar'::regtype AND a.atttypmod > 0 THEN a.atttypmod - 4 END"
      " FROM (SELECT c.oid, c.relname, c.relkind::text, c.relpersistence::text, o.rolname, current_user";
  for (const std::string_view expression :
       {table::is_trusted, table::rule, table::relative, table::has_row_security, table::foreign_key,
        table::trigger, table::check, table::statistics, table::index, table::code})
    sql += ", " + std::string(expression);
  return sql +
         " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles o ON o.oid = "
         "c.relowner"
         " WHERE n.nspname = $1 AND c.relname IN (";
}

struct Kind {
  std::string_view letter;
  std::string_view objection;
};

constexpr std::array other_kinds{
    Kind{"v", "is a view"},          Kind{"m", "is a materialized view"}, Kind{"i", "is an index"},
    Kind{"I", "is an index"},        Kind{"S", "is a sequence"},          Kind{"c", "is a composite type"},
    Kind{"f", "is a foreign table"}, Kind{"p", "is partitioned"},
};

// What may depend on a table; the field is its name, or NULL where it has none.
struct Attachment {
  Field field;
  std::string_view before;  // the name
  std::string_view after;
};

// These run, or change what is read, whenever the table is used.
constexpr std::array attached_to_every_use{
    Attachment{field_rule, "has the rule \"", "\""},
    Attachment{field_relative, "inherits from or to ", ""},
};

// These run in writing, or keep rows out.
constexpr std::array attached_to_writing{
    Attachment{field_foreign_key, "is in the foreign key \"", ""},
    Attachment{field_trigger, "has the trigger \"", "\""},
    Attachment{field_code, "has a domain or a default with user-defined parts in the column \"", "\""},
};

// These run while a query is planned, and in writing.
constexpr std::array attached_to_planning{
    Attachment{field_check, "has the CHECK constraint \"", "\""},
    Attachment{field_statistics, "has the extended statistics \"", "\""},
    Attachment{field_index, "has an expression, a condition or a uniqueness of its own in the index ", ""},
};

std::optional<std::size_t> width_of(const Value& value) {
  if (value.is_null()) return {};
  return static_cast<std::size_t>(std::get<std::int64_t>(value));
}

std::string objection_to_kind(const std::string& letter) {
  for (const Kind& kind : other_kinds)
    if (kind.letter == letter) return std::string(kind.objection);
  return letter == "r" ? "" : "is no table";
}

adapter::ColumnKind kind_of(const Row& row) {
  if (is_true(row[field_is_text])) return adapter::ColumnKind::text;
  return is_true(row[field_is_number]) ? adapter::ColumnKind::number : adapter::ColumnKind::other;
}

std::string find_attached(const Row& row, std::span<const Attachment> attachments) {
  for (const Attachment& attachment : attachments)
    if (!row[attachment.field].is_null())
      return std::string(attachment.before) + text_of(row[attachment.field]) + std::string(attachment.after);
  return {};
}

std::string objection_to_reading(const Row& row) {
  if (std::string kind = objection_to_kind(text_of(row[field_kind])); !kind.empty()) return kind;
  if (text_of(row[field_persistence]) == "u") return "is unlogged, so a crash of the server would empty it";
  if (text_of(row[field_persistence]) == "t") return "is a temporary table";
  if (is_true(row[field_has_row_security]))
    return "has row level security, which holds for the role \"" + text_of(row[field_user]) + '"';
  return find_attached(row, attached_to_every_use);
}

std::string objection_to_writing(const Row& row) {
  if (std::string attached = find_attached(row, attached_to_writing); !attached.empty()) return attached;
  return find_attached(row, attached_to_planning);
}

void object_to_owner(const Row& row, adapter::TableFacts& table) {
  const std::string owner = text_of(row[field_owner]);
  table.objection =
      "belongs to the role \"" + owner + "\", which is not granted to \"" + text_of(row[field_user]) + '"';
  table.fix = "If you trust that role, run the command with --role " + owner + '.';
}

adapter::TableFacts table_in(const Row& row, Use use) {
  adapter::TableFacts table{.columns = {}, .objection = objection_to_reading(row)};
  if (!table.objection.empty()) return table;
  const bool is_trusted = is_true(row[field_is_trusted]);
  if (use == Use::reading)
    table.is_untrusted = !is_trusted || !find_attached(row, attached_to_planning).empty();
  else if (!is_trusted)
    object_to_owner(row, table);
  else
    table.objection = objection_to_writing(row);
  return table;
}

adapter::ColumnFacts column_in(const Row& row) {
  return {.name = text_of(row[field_column]),
          .type = text_of(row[field_type]),
          .kind = kind_of(row),
          .is_nullable = is_true(row[field_is_nullable]),
          .has_default = is_true(row[field_has_default]),
          .width = width_of(row[field_width])};
}

}  // namespace

std::string find_tables_statement(std::size_t names) {
  std::string sql = tables_query();
  for (std::size_t i = 0; i < names; ++i) sql += (i > 0 ? ", $" : "$") + std::to_string(i + 2);
  return sql +
         ") OFFSET 0) AS t (id) LEFT JOIN pg_attribute a ON a.attrelid = t.id AND a.attnum > 0"
         " AND NOT a.attisdropped ORDER BY a.attnum";
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

// What an extension brings along is not this database's own.
std::string is_empty_statement() {
  return "SELECT NOT EXISTS (SELECT FROM pg_depend d JOIN pg_namespace n ON n.oid = d.refobjid"
         " WHERE n.nspname = $1 AND d.refclassid = 'pg_namespace'::regclass AND d.deptype = 'n'"
         " AND d.classid <> 'pg_extension'::regclass AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid "
         "= d.classid AND e.objid = d.objid"
         " AND e.deptype = 'e'))";
}

std::vector<std::optional<adapter::TableFacts>> tables_in(const Rows& rows,
                                                          std::span<const std::string> names, Use use) {
  std::vector<std::optional<adapter::TableFacts>> tables(names.size());
  for (const Row& row : rows)
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] != text_of(row[field_table])) continue;
      if (!tables[i]) tables[i] = table_in(row, use);
      if (!row[field_column].is_null()) tables[i]->columns.push_back(column_in(row));
    }
  return tables;
}

}  // namespace migrate::postgres
