#include "migc/rows/postgres_shapes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>
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

std::vector<std::string> list_of(const Oids& oids) {
  return {fmt::format("{{{}}}", fmt::join(oids, ","))};
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
  for (const Row& row : database.ask("SELECT enumtypid, enumlabel FROM pg_enum ORDER BY enumsortorder", {}))
    values[number_at(row, 0)].push_back(text_at(row, 1));
  return values;
}

std::map<std::int64_t, std::vector<std::string>> read_domain_checks(ScratchDatabase& database) {
  std::map<std::int64_t, std::vector<std::string>> checks;
  for (const Row& row : database.ask(
           "SELECT contypid, pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid <> 0 AND conbin"
           " IS NOT NULL ORDER BY oid",
           {}))
    checks[number_at(row, 0)].push_back(text_at(row, 1));
  return checks;
}

// Of a domain, the type below it: up to two domains deep.
void read_columns(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  const auto enumerations = read_enumerations(database);
  const auto domain_checks = read_domain_checks(database);
  constexpr const char* question =
      "SELECT a.attrelid, a.attname, a.attnotnull OR t.typnotnull OR coalesce(b.typnotnull, false),"
      " a.attgenerated <> '', coalesce(c.typname, b.typname, t.typname), coalesce(c.oid, b.oid, t.oid),"
      " coalesce(nullif(a.atttypmod, -1), nullif(t.typtypmod, -1), b.typtypmod, -1),"
      " format_type(coalesce(c.oid, b.oid, t.oid),"
      "   coalesce(nullif(a.atttypmod, -1), nullif(t.typtypmod, -1), b.typtypmod, -1)), t.oid, b.oid"
      " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
      " LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype"
      " LEFT JOIN pg_type c ON b.typtype = 'd' AND c.oid = b.typbasetype"
      " WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = ANY ($1) ORDER BY a.attrelid, a.attnum";
  for (const Row& row : database.ask(question, list_of(oids))) {
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
  for (const Row& row : database.ask(
           "SELECT conrelid, pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE contype = 'c' AND"
           " conrelid = ANY ($1) ORDER BY oid",
           list_of(oids)))
    shapes[number_at(row, 0)].checks.push_back(text_at(row, 1));
  for (const Row& row : database.ask(
           "SELECT o.conrelid, a.attname FROM pg_constraint o, unnest(o.conkey) WITH ORDINALITY AS k"
           " (attnum, place) JOIN pg_attribute a ON true WHERE contype = 'p' AND a.attrelid ="
           " o.conrelid AND a.attnum = k.attnum AND o.conrelid = ANY ($1) ORDER BY o.conrelid, k.place",
           list_of(oids))) {
    TableShape& table = shapes[number_at(row, 0)];
    table.primary_key.push_back(place_of(table, text_at(row, 1)));
  }
}

// Of a partitioned table: a row must be right for one of its partitions.
void read_partitions(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  for (const Row& row :
       database.ask("SELECT p.oid, string_agg('(' || pg_get_partition_constraintdef(t.relid) || ')', ' OR '"
                    " ORDER BY t.relid) FROM pg_class p, pg_partition_tree(p.oid) AS t WHERE p.relkind = 'p'"
                    " AND t.isleaf AND p.oid = ANY ($1) GROUP BY p.oid",
                    list_of(oids)))
    if (!text_at(row, 1).empty()) shapes[number_at(row, 0)].checks.push_back(text_at(row, 1));
}

void read_foreign_keys(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  for (const Row& row : database.ask(
           "SELECT o.conrelid, n.nspname, c.relname, a.attname, r.attname, k.place"
           " FROM pg_constraint o JOIN pg_class c ON c.oid = o.confrelid JOIN pg_namespace n ON n.oid ="
           " c.relnamespace, unnest(o.conkey, o.confkey) WITH ORDINALITY AS k (own, referred, place)"
           " JOIN pg_attribute a ON true JOIN pg_attribute r ON true"
           " WHERE o.contype = 'f' AND o.conparentid = 0 AND a.attrelid = o.conrelid AND a.attnum = k.own"
           " AND r.attrelid = o.confrelid AND r.attnum = k.referred AND o.conrelid = ANY ($1) ORDER BY"
           " o.conrelid, o.oid, k.place",
           list_of(oids))) {
    TableShape& table = shapes[number_at(row, 0)];
    if (number_at(row, 5) == 1)
      table.foreign_keys.push_back({.columns = {}, .table = full_name(text_at(row, 1), text_at(row, 2))});
    table.foreign_keys.back().columns.push_back(place_of(table, text_at(row, 3)));
    table.foreign_keys.back().referred.push_back(text_at(row, 4));
  }
}

void read_hints(ScratchDatabase& database, const Oids& oids, Shapes& shapes) {
  for (const Row& row : database.ask(
           "SELECT t.tgrelid, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT"
           " t.tgisinternal AND t.tgrelid = ANY ($1) UNION ALL SELECT d.adrelid, pg_get_expr(d.adbin,"
           " d.adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum ="
           " d.adnum WHERE a.attgenerated <> '' AND d.adrelid = ANY ($1)",
           list_of(oids)))
    shapes[number_at(row, 0)].hints.push_back(text_at(row, 1));
}

// Of tables whose rows belong to a user: no partition, which gets its rows through its parent, and nothing
// that an extension keeps.
constexpr std::string_view user_tables =
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND NOT"
    " c.relispartition AND c.relpersistence <> 't' AND n.nspname <> 'information_schema' AND n.nspname NOT"
    " LIKE 'pg\\_%' AND c.oid NOT IN (SELECT d.objid FROM pg_depend d WHERE d.refclassid ="
    " 'pg_extension'::regclass AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')";

// What ends the counts of a table that has none.
constexpr std::string_view uncounted = "uncounted";

// What a transaction from $1 on has renamed, added or dropped left a row of its own. A schema that is renamed
// renames its tables.
constexpr const char* changed_tables =
    "SELECT r.attrelid FROM pg_attribute r WHERE age(r.xmin) <= (SELECT age($1::xid8::xid)) UNION SELECT"
    " r.conrelid FROM pg_constraint r WHERE age(r.xmin) <= (SELECT age($1::xid8::xid)) UNION SELECT r.tgrelid"
    " FROM pg_trigger r WHERE age(r.xmin) <= (SELECT age($1::xid8::xid)) UNION SELECT r.oid FROM pg_class r"
    " WHERE age(r.xmin) <= (SELECT age($1::xid8::xid)) UNION SELECT c.oid FROM pg_class c WHERE"
    " c.relnamespace IN (SELECT r.oid FROM pg_namespace r WHERE age(r.xmin) <= (SELECT"
    " age($1::xid8::xid)))";

// The lines of the answer to a question for one text, each by the number that it begins with.
std::map<std::int64_t, std::string> lines_of(const Rows& answer) {
  std::map<std::int64_t, std::string> lines;
  std::string_view text = text_at(answer.front(), 0);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    std::int64_t number = 0;
    std::from_chars(line.data(), line.data() + line.size(), number);
    lines.emplace_hint(lines.end(), number, line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return lines;
}

Rows names_of(ScratchDatabase& database, const Oids& oids) {
  return database.ask(
      "SELECT c.oid, n.nspname, c.relname, c.relkind = 'p' FROM pg_class c JOIN pg_namespace n ON n.oid ="
      " c.relnamespace WHERE c.oid = ANY ($1)",
      list_of(oids));
}

}  // namespace

void PostgresShapes::forget() {
  next_transaction_.clear();
  first_unread_.clear();
  shapes_.clear();
  tables_.clear();
  counts_.clear();
  total_.clear();
  has_uncounted_ = false;
}

// Nothing has changed while no transaction has written.
const Tables& PostgresShapes::read(ScratchDatabase& database) {
  const Row now = database
                      .ask(
                          "SELECT pg_snapshot_xmin(s)::text, pg_snapshot_xmax(s)::text FROM"
                          " pg_current_snapshot() AS s",
                          {})
                      .front();
  if (text_at(now, 1) == next_transaction_) return tables_;
  read_shapes(database, forget_changed(database));
  next_transaction_ = text_at(now, 1);
  first_unread_ = text_at(now, 0);
  return tables_;
}

// What is left to read.
PostgresShapes::Oids PostgresShapes::forget_changed(ScratchDatabase& database) {
  std::set<std::int64_t> changed;
  if (!first_unread_.empty())
    for (const Row& row : database.ask(changed_tables, {first_unread_})) changed.insert(number_at(row, 0));
  const auto listed = lines_of(database.ask(
      fmt::format("SELECT string_agg(c.oid::text, chr(10) ORDER BY c.oid) {}", user_tables), {}));
  std::erase_if(shapes_, [&](const auto& entry) {
    if (listed.contains(entry.first) && !changed.contains(entry.first)) return false;
    tables_.erase(entry.second->name);
    return true;
  });
  Oids unread;
  for (const auto& [oid, _] : listed)
    if (!shapes_.contains(oid)) unread.push_back(oid);
  return unread;
}

void PostgresShapes::read_shapes(ScratchDatabase& database, const Oids& oids) {
  if (oids.empty()) return;
  Shapes read;
  read_columns(database, oids, read);
  read_constraints(database, oids, read);
  read_partitions(database, oids, read);
  read_foreign_keys(database, oids, read);
  read_hints(database, oids, read);
  for (const Row& row : names_of(database, oids)) {
    const std::string& schema = text_at(row, 1);
    const std::string& name = text_at(row, 2);
    TableShape table = std::move(read[number_at(row, 0)]);
    table.name = full_name(schema, name);
    table.shown = schema == "public" ? name : fmt::format("{}.{}", schema, name);
    table.rows_of = fmt::format("{}{}", number_at(row, 3) != 0 ? "" : "ONLY ", table.name);
    const auto shape = std::make_shared<const TableShape>(std::move(table));
    shapes_[number_at(row, 0)] = shape;
    if (std::ranges::find(own_tables_, name) == own_tables_.end()) tables_.emplace(shape->name, shape);
  }
}

// What was written into tables of users: into all of the database, but for the server's own. To add up what
// tables up to the oid $1 are costs less than to ask for the counts of each.
std::string PostgresShapes::total_of_tables(ScratchDatabase& database, std::int64_t last) {
  return text_at(
      database
          .ask(
              "SELECT concat_ws(' ', pg_stat_get_db_tuples_inserted(d.oid) - sum(pg_stat_get_tuples_inserted("
              "c.oid)), pg_stat_get_db_tuples_updated(d.oid) - sum(pg_stat_get_tuples_updated(c.oid)),"
              " pg_stat_get_db_tuples_deleted(d.oid) - sum(pg_stat_get_tuples_deleted(c.oid)), (SELECT"
              " sum(t.oid::bigint * (t.relfilenode::bigint + t.relnatts + t.relnamespace::bigint +"
              " hashname(t.relname))) FROM pg_class t WHERE t.oid BETWEEN 16384 AND $1::oid AND t.relkind IN"
              " ('r', 'p'))) FROM pg_database d, pg_class c WHERE d.datname = current_database() AND c.oid <"
              " 16384 AND c.relkind IN ('r', 't') GROUP BY d.oid",
              {std::to_string(last)})
          .front(),
      0);
}

// Partitioned tables have no counts of their own.
std::map<std::int64_t, std::string> PostgresShapes::read_counts(ScratchDatabase& database,
                                                                std::int64_t first) {
  return lines_of(database.ask(
      fmt::format(
          "SELECT string_agg(concat_ws(' ', c.oid, c.relfilenode, c.relnatts, c.relnamespace,"
          " hashname(c.relname), pg_stat_get_tuples_inserted(c.oid), pg_stat_get_tuples_updated(c.oid),"
          " pg_stat_get_tuples_deleted(c.oid), CASE WHEN c.relkind = 'p' OR NOT"
          " current_setting('track_counts')::bool THEN '{}' END), chr(10) ORDER BY c.oid) {} AND c.oid"
          " >= $1::oid",
          uncounted, user_tables),
      {std::to_string(first)}));
}

// A column that is dropped and added again is another one, and empty. A name may have been another table's.
NameSet PostgresShapes::written(ScratchDatabase& database, const NameSet& /*words*/) {
  const std::int64_t last = counts_.empty() ? 0 : counts_.rbegin()->first;
  const bool are_known = last > 0 && !has_uncounted_ && total_of_tables(database, last) == total_;
  auto now = read_counts(database, are_known ? last + 1 : 0);
  Oids oids;
  for (const auto& [oid, line] : now) {
    const auto before = counts_.find(oid);
    const bool is_uncounted = line.ends_with(uncounted);
    has_uncounted_ = has_uncounted_ || is_uncounted;
    if (before == counts_.end() || before->second != line || is_uncounted) oids.push_back(oid);
  }
  if (are_known)
    counts_.merge(now);
  else
    counts_ = std::move(now);
  if (!counts_.empty()) total_ = total_of_tables(database, counts_.rbegin()->first);
  NameSet names;
  if (!oids.empty())
    for (const Row& row : names_of(database, oids)) names.insert(full_name(text_at(row, 1), text_at(row, 2)));
  return names;
}

}  // namespace migrate::migc
