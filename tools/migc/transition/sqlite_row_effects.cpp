#include "migc/transition/sqlite_row_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/characters.h"
#include "engine/sql_text.h"
#include "migc/engine/sqlite/token_reader.h"
#include "migc/transition/rename_order.h"

namespace migrate::migc {

namespace {

enum class Affinity : unsigned char { integer, text, blob, real, numeric };

// By sqlite.org/datatype3.html, section 3.1.
Affinity affinity_of(std::string_view type) {
  const std::string name = core::to_lower(type);
  const auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  if (has("int")) return Affinity::integer;
  if (has("char") || has("clob") || has("text")) return Affinity::text;
  if (has("blob") || name.empty()) return Affinity::blob;
  if (has("real") || has("floa") || has("doub")) return Affinity::real;
  return Affinity::numeric;
}

bool is_whole_or_numeric(Affinity affinity) {
  return affinity == Affinity::integer || affinity == Affinity::numeric;
}

const CatalogueObject* find_fact_column(const CatalogueEntry& entry, std::string_view name) {
  const auto found = std::ranges::find_if(*entry, [&](const CatalogueObject& object) {
    return object.kind == ObjectKind::column && is_same_name(object.name, name);
  });
  return found == entry->end() ? nullptr : &*found;
}

// An INTEGER PRIMARY KEY gets a number instead of NULL.
bool takes_null(const TableDefinition& table, const CatalogueEntry& facts, const ColumnDefinition& column) {
  if (rowid_column(table) == &column) return true;
  const CatalogueObject* object = find_fact_column(facts, column.name);
  return object == nullptr ||
         std::ranges::find(object->facts, "not null", &Fact::name) == object->facts.end();
}

// SQLite lets a primary key be NULL unless that is said; no value could stand for such a one.
bool has_no_null(const TableDefinition& table, const CatalogueEntry& facts, const ColumnDefinition& column) {
  const std::vector<std::string> key = primary_key_columns(table);
  return std::ranges::any_of(key, [&](const std::string& name) { return is_same_name(name, column.name); }) ||
         !takes_null(table, facts, column);
}

std::string spelled_type(const ColumnDefinition& column) {
  return column.type.empty() ? "no type" : column.type;
}

class RowEffectsOfTable {
 public:
  RowEffectsOfTable(const ChangedTable& table, const std::vector<ColumnValue>& values)
      : table_(table), values_(values) {}

  RowEffects read() {
    for (const ColumnDefinition& column : table_.now.columns) list_loss(column);
    for (const ColumnDefinition& column : table_.wanted.columns)
      if (!is_generated(column)) find_source(column);
    return std::move(effects_);
  }

 private:
  void list_loss(const ColumnDefinition& now) {
    if (is_generated(now) || is_temporary_name(now.name)) return;
    const ColumnDefinition* wanted = find_column(table_.wanted, now.name);
    if (wanted == nullptr)
      lose(now, " is dropped with its values");
    else if (is_generated(*wanted))
      lose(now, ": its values are replaced by generated ones");
    else if (may_change_values(now.type, wanted->type))
      lose(now, fmt::format(": values may change with the type: {} -> {}", spelled_type(now),
                            spelled_type(*wanted)));
  }

  void lose(const ColumnDefinition& column, const std::string& how) {
    effects_.losses.push_back(fmt::format("column {}.{}{}", table_.now.name, column.name, how));
  }

  void find_source(const ColumnDefinition& wanted) {
    const ColumnDefinition* now = find_column(table_.now, wanted.name);
    const bool is_needed = needs_value(wanted, now);
    const auto value = std::ranges::find_if(values_, [&](const ColumnValue& each) {
      return is_same_name(each.table, table_.wanted.name) && is_same_name(each.column, wanted.name);
    });
    const std::string fallback = default_expression(wanted);
    if (value != values_.end() && (now == nullptr || is_needed))
      effects_.sources[wanted.name] = or_else(now, value->value);
    else if (is_needed && fallback == "NULL")
      effects_.required_values.push_back({table_.wanted.name, wanted.name, wanted.type});
    else if (is_needed && now != nullptr)
      effects_.sources[wanted.name] = or_else(now, fallback);
  }

  bool needs_value(const ColumnDefinition& wanted, const ColumnDefinition* now) const {
    return !takes_null(table_.wanted, table_.facts_wanted, wanted) &&
           (now == nullptr || !has_no_null(table_.now, table_.facts_now, *now));
  }

  static std::string or_else(const ColumnDefinition* now, const std::string& value) {
    return now == nullptr ? value : fmt::format("coalesce({}, {})", sql_name(now->name), value);
  }

  const ChangedTable& table_;
  const std::vector<ColumnValue>& values_;
  RowEffects effects_;
};

}  // namespace

bool may_change_values(std::string_view type, std::string_view new_type) {
  const Affinity was = affinity_of(type), is = affinity_of(new_type);
  return was != is && is != Affinity::blob && !(is_whole_or_numeric(was) && is_whole_or_numeric(is));
}

// A word without quotes, or in quotes of a name, is a text.
std::string default_expression(const ColumnDefinition& column) {
  const Constraint* value = find_constraint(column, ConstraintKind::default_value);
  if (value == nullptr) return "NULL";
  const SqliteTokens tokens(value->text);
  const std::string text(tokens.text(1, tokens.size()));
  if (tokens.is_word(1, "NULL")) return "NULL";
  const auto is_any = [&](auto... words) { return (tokens.is_word(1, words) || ...); };
  const bool is_name = tokens.size() == 2 && tokens.is_name(1) && tokens[1].kind != core::TokenKind::string &&
                       !is_any("TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME");
  return is_name ? core::string_literal(tokens.name(1)) : text;
}

RowEffects effects_on_rows(const ChangedTable& table, const std::vector<ColumnValue>& values) {
  return RowEffectsOfTable(table, values).read();
}

}  // namespace migrate::migc
