#include "migc/rows/postgres_shapes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "engine/sql_text.h"
#include "engine/tokens.h"
#include "migc/rows/made_up_values.h"

namespace migrate::migc {

namespace {

using Oids = std::vector<std::int64_t>;
using Shapes = std::map<std::int64_t, TableShape>;

// Booleans are numbers as well.
std::int64_t number_at(const Row& row, std::size_t column) {
  const std::int64_t* number = std::get_if<std::int64_t>(&row[column]);
  return number == nullptr ? 0 : *number;
}

const std::string& text_at(const Row& row, std::size_t column) {
  static const std::string none;
  const std::string* text = std::get_if<std::string>(&row[column]);
  return text == nullptr ? none : *text;
}

std::string full_name(const std::string& schema, const std::string& table) {
  return core::quoted_name(schema) + '.' + core::quoted_name(table);
}

std::string in_list(std::string_view column, const Oids& oids) {
  return fmt::format("{} = ANY ('{{{}}}'::oid[])", column, fmt::join(oids, ","));
}

ValueKind kind_of(std::string_view type) {
  static const std::map<std::string_view, ValueKind> kinds = {
      {"int2", ValueKind::integer},
      {"int4", ValueKind::integer},
      {"int8", ValueKind::integer},
      {"oid", ValueKind::integer},
      {"numeric", ValueKind::number},
      {"float4", ValueKind::number},
      {"float8", ValueKind::number},
      {"money", ValueKind::number},
      {"bool", ValueKind::boolean},
      {"text", ValueKind::text},
      {"varchar", ValueKind::text},
      {"bpchar", ValueKind::text},
      {"name", ValueKind::text},
      {"citext", ValueKind::text},
      {"char", ValueKind::text},
      {"bytea", ValueKind::bytes},
      {"date", ValueKind::date},
      {"time", ValueKind::time},
      {"timetz", ValueKind::time},
      {"timestamp", ValueKind::timestamp},
      {"timestamptz", ValueKind::timestamp},
      {"interval", ValueKind::interval},
      {"uuid", ValueKind::uuid},
      {"json", ValueKind::json},
      {"jsonb", ValueKind::json},
  };
  const auto found = kinds.find(type);
  return found == kinds.end() ? ValueKind::other : found->second;
}

// Characters, bits, or digits before the point, from what the catalogue keeps of varchar(40).
std::size_t length_of(std::string_view type, std::int64_t modifier) {
  if (type == "char") return 1;
  if (modifier < 0) return 0;
  if (type == "bit" || type == "varbit") return static_cast<std::size_t>(modifier);
  if (modifier < 4) return 0;
  const auto size = static_cast<std::size_t>(modifier - 4);
  if (type == "varchar" || type == "bpchar") return size;
  const std::size_t precision = size >> 16U & 0xffffU;
  const std::size_t scale = size & 0x7ffU;
  return type == "numeric" && precision > scale ? precision - scale : 0;
}

// The check of a domain calls the column VALUE.
std::string with_column(std::string_view expression, const std::string& column) {
  std::string text;
  std::size_t copied = 0;
  const core::NextToken next = core::next_token_of(Dialect::postgres);
  for (core::Token token = next(expression, 0); token.kind != core::TokenKind::end;
       token = next(expression, token.end)) {
    if (token.kind != core::TokenKind::word || token.in(expression) != "VALUE") continue;
    text += expression.substr(copied, token.begin - copied);
    text += core::quoted_name(column);
    copied = token.end;
  }
  text += expression.substr(copied);
  return text;
}

std::map<std::int64_t, std::vector<std::string>> read_enumerations(ScratchDatabase& database) {
  std::map<std::int64_t, std::vector<std::string>> values;
  for (const Row& row : database.query("SELECT enumtypid, enumlabel FROM pg_enum ORDER BY enumsortorder"))
    values[number_at(row, 0)].push_back(text_at(row, 1));
  return values;
}

std::map<std::int64_t, std::vector<std::string>> read_domain_checks(ScratchDatabase& database) {
  std::map<std::int64_t, std::vector<std::string>> checks;
  for (const Row& row :
       database.query("SELECT contypid, pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid <>"
                      " 0 AND conbin IS NOT NULL ORDER BY oid"))
    checks[number_at(row, 0)].push_back(text_at(row, 1));
  return checks;
}

// Of a domain, the type below it: up to two domains deep.
void read_columns(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  const auto enumerations = read_enumerations(database);
  const auto domain_checks = read_domain_checks(database);
  const std::string query =
      "SELECT a.attrelid, a.attname, a.attnotnull OR t.typnotnull OR coalesce(b.typnotnull, false),"
      " a.attgenerated <> '', coalesce(c.typname, b.typname, t.typname), coalesce(c.oid, b.oid, t.oid),"
      " coalesce(nullif(a.atttypmod, -1), nullif(t.typtypmod, -1), b.typtypmod, -1),"
      " format_type(coalesce(c.oid, b.oid, t.oid),"
      "   coalesce(nullif(a.atttypmod, -1), nullif(t.typtypmod, -1), b.typtypmod, -1)), t.oid, b.oid"
      " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
      " LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype"
      " LEFT JOIN pg_type c ON b.typtype = 'd' AND c.oid = b.typbasetype"
      " WHERE a.attnum > 0 AND NOT a.attisdropped AND " +
      in_list("a.attrelid", oids) + " ORDER BY a.attrelid, a.attnum";
  for (const Row& row : database.query(query)) {
    TableShape& table = shapes[number_at(row, 0)];
    const auto values = enumerations.find(number_at(row, 5));
    const bool is_enumeration = values != enumerations.end();
    table.columns.push_back({.name = text_at(row, 1),
                             .type = text_at(row, 7),
                             .kind = is_enumeration ? ValueKind::enumeration : kind_of(text_at(row, 4)),
                             .max_length = length_of(text_at(row, 4), number_at(row, 6)),
                             .offset = offset_of_column(table.columns.size()),
                             .is_nullable = number_at(row, 2) == 0,
                             .is_given = number_at(row, 3) == 0,
                             .values = is_enumeration ? values->second : std::vector<std::string>()});
    for (const std::size_t domain : {std::size_t{8}, std::size_t{9}})
      if (const auto checks = domain_checks.find(number_at(row, domain)); checks != domain_checks.end())
        for (const std::string& check : checks->second)
          table.checks.push_back(with_column(check, text_at(row, 1)));
  }
}

std::size_t place_of(const TableShape& table, const std::string& column) {
  return static_cast<std::size_t>(std::ranges::find(table.columns, column, &ColumnShape::name) -
                                  table.columns.begin());
}

void read_constraints(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  for (const Row& row :
       database.query("SELECT conrelid, pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE"
                      " contype = 'c' AND " +
                      in_list("conrelid", oids) + " ORDER BY oid"))
    shapes[number_at(row, 0)].checks.push_back(text_at(row, 1));
  for (const Row& row :
       database.query("SELECT o.conrelid, a.attname FROM pg_constraint o, unnest(o.conkey) WITH"
                      " ORDINALITY AS k (attnum, place) JOIN pg_attribute a ON true WHERE contype ="
                      " 'p' AND a.attrelid = o.conrelid AND a.attnum = k.attnum AND " +
                      in_list("o.conrelid", oids) + " ORDER BY o.conrelid, k.place")) {
    TableShape& table = shapes[number_at(row, 0)];
    table.primary_key.push_back(place_of(table, text_at(row, 1)));
  }
}

// Of a partitioned table: a row must be right for one of its partitions.
void read_partitions(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  for (const Row& row : database.query(
           "SELECT p.oid, string_agg('(' || pg_get_partition_constraintdef(t.relid) || ')', ' OR '"
           " ORDER BY t.relid) FROM pg_class p, pg_partition_tree(p.oid) AS t WHERE p.relkind = 'p'"
           " AND t.isleaf AND " +
           in_list("p.oid", oids) + " GROUP BY p.oid"))
    if (!text_at(row, 1).empty()) shapes[number_at(row, 0)].checks.push_back(text_at(row, 1));
}

void read_foreign_keys(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  for (const Row& row : database.query(
           "SELECT o.conrelid, n.nspname, c.relname, a.attname, r.attname, k.place"
           " FROM pg_constraint o JOIN pg_class c ON c.oid = o.confrelid JOIN pg_namespace n ON n.oid ="
           " c.relnamespace, unnest(o.conkey, o.confkey) WITH ORDINALITY AS k (own, referred, place)"
           " JOIN pg_attribute a ON true JOIN pg_attribute r ON true"
           " WHERE o.contype = 'f' AND o.conparentid = 0 AND a.attrelid = o.conrelid AND a.attnum = k.own"
           " AND r.attrelid = o.confrelid AND r.attnum = k.referred AND " +
           in_list("o.conrelid", oids) + " ORDER BY o.conrelid, o.oid, k.place")) {
    TableShape& table = shapes[number_at(row, 0)];
    if (number_at(row, 5) == 1)
      table.foreign_keys.push_back({.columns = {}, .table = full_name(text_at(row, 1), text_at(row, 2))});
    table.foreign_keys.back().columns.push_back(place_of(table, text_at(row, 3)));
    table.foreign_keys.back().referred.push_back(text_at(row, 4));
  }
}

void read_hints(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  for (const Row& row :
       database.query("SELECT t.tgrelid, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid ="
                      " t.tgfoid WHERE NOT t.tgisinternal AND " +
                      in_list("t.tgrelid", oids) +
                      " UNION ALL SELECT d.adrelid, pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef"
                      " d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum"
                      " WHERE a.attgenerated <> '' AND " +
                      in_list("d.adrelid", oids)))
    shapes[number_at(row, 0)].hints.push_back(text_at(row, 1));
}

// Of tables whose rows belong to a user: no partition, which gets its rows through its parent, and nothing
// that an extension keeps.
constexpr std::string_view user_tables =
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND NOT"
    " c.relispartition AND c.relpersistence <> 't' AND n.nspname <> 'information_schema' AND n.nspname NOT "
    "LIKE"
    " 'pg\\_%' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = "
    "c.oid"
    " AND d.deptype = 'e')";

}  // namespace

void PostgresShapes::forget() {
  next_transaction_.clear();
  first_unread_.clear();
  shapes_.clear();
  tables_.clear();
  counts_.clear();
}

// Nothing has changed while no transaction has written.
const Tables& PostgresShapes::read(ScratchDatabase& database) {
  const Row now =
      database
          .query(
              "SELECT pg_snapshot_xmin(s)::text, pg_snapshot_xmax(s)::text FROM pg_current_snapshot() AS s")
          .front();
  if (text_at(now, 1) == next_transaction_) return tables_;
  read_list(database);
  next_transaction_ = text_at(now, 1);
  first_unread_ = text_at(now, 0);
  return tables_;
}

void PostgresShapes::read_list(ScratchDatabase& database) {
  const Rows list = database.query(
      fmt::format("SELECT c.oid, n.nspname, c.relname, c.relkind = 'p' {} ORDER BY 1", user_tables));
  Oids wanted = find_changed(database);
  for (const Row& row : list)
    if (!shapes_.contains(number_at(row, 0))) wanted.push_back(number_at(row, 0));
  Shapes read;
  if (!wanted.empty()) {
    read_columns(database, wanted, read);
    read_constraints(database, wanted, read);
    read_partitions(database, wanted, read);
    read_foreign_keys(database, wanted, read);
    read_hints(database, wanted, read);
  }
  tables_.clear();
  for (const Row& row : list) {
    const std::int64_t oid = number_at(row, 0);
    const std::string& schema = text_at(row, 1);
    const std::string& name = text_at(row, 2);
    if (std::ranges::find(own_tables_, name) != own_tables_.end()) continue;
    std::shared_ptr<const TableShape>& shape = shapes_[oid];
    if (const auto found = read.find(oid); found != read.end() || !shape) {
      TableShape table = found == read.end() ? TableShape() : std::move(found->second);
      table.name = full_name(schema, name);
      table.shown = schema == "public" ? name : fmt::format("{}.{}", schema, name);
      table.rows_of = fmt::format("{}{}", number_at(row, 3) != 0 ? "" : "ONLY ", table.name);
      shape = std::make_shared<const TableShape>(std::move(table));
    }
    tables_.emplace(shape->name, shape);
  }
}

// Whatever is renamed, added or dropped leaves a row of a newer transaction.
std::vector<std::int64_t> PostgresShapes::find_changed(ScratchDatabase& database) const {
  Oids oids;
  if (first_unread_.empty()) return oids;
  const auto changed = [&](std::string_view column, std::string_view catalogue) {
    return fmt::format("SELECT {} FROM {} WHERE xmin::text::bigint >= {}", column, catalogue, first_unread_);
  };
  for (const Row& row :
       database.query(changed("attrelid", "pg_attribute") + " UNION " + changed("conrelid", "pg_constraint") +
                      " UNION " + changed("tgrelid", "pg_trigger") + " UNION " + changed("oid", "pg_class")))
    if (shapes_.contains(number_at(row, 0))) oids.push_back(number_at(row, 0));
  return oids;
}

// A column that is dropped and added again is another one, and empty. Partitioned tables have no counts of
// their own.
NameSet PostgresShapes::written(ScratchDatabase& database, const NameSet& /*words*/) {
  (void)database.query("SELECT pg_stat_force_next_flush()");
  const bool counts = text_at(database.query("SHOW track_counts").front(), 0) == "on";
  NameSet names;
  std::map<std::int64_t, std::string> now;
  for (const Row& row : database.query(fmt::format(
           "SELECT c.oid, n.nspname, c.relname, c.relkind = 'p', concat_ws(' ', c.relfilenode, c.relnatts,"
           " pg_stat_get_tuples_inserted(c.oid), pg_stat_get_tuples_updated(c.oid),"
           " pg_stat_get_tuples_deleted(c.oid)) {}",
           user_tables))) {
    const std::string& count = now.emplace(number_at(row, 0), text_at(row, 4)).first->second;
    const auto before = counts_.find(number_at(row, 0));
    if (before == counts_.end() || before->second != count || number_at(row, 3) != 0 || !counts)
      names.insert(full_name(text_at(row, 1), text_at(row, 2)));
  }
  counts_ = std::move(now);
  return names;
}

}  // namespace migrate::migc
