#include "migc/autogenerate/renames.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/text/suggest.h"
#include "engine/name_cursor.h"
#include "engine/names.h"
#include "engine/sql_text.h"
#include "migc/autogenerate/renamable_things.h"
#include "migc/engine/engine_traits.h"
#include "migc/operations/quote.h"
#include "migc/transition/table_key.h"

namespace migrate::migc {

namespace {

using core::NameCursor;

// An annotation reads the word none as no name.
std::string spelled(std::string_view name) {
  return name == "none" ? core::quoted_name(name) : migc::quoted_name(name);
}

bool is_similar(std::string_view a, std::string_view b) {
  return core::edit_distance(a, b) * 3 <= std::max(a.size(), b.size()) || a.find(b) != a.npos ||
         b.find(a) != b.npos;
}

bool is_generated(const RenamablePart& column) {
  return !fact_of(column.facts, "generated as").empty();
}

std::string type_of(const RenamablePart& column) {
  return fact_of(column.facts, "type");
}

// Statements spell the tables and columns of both engines alike.
class RenameSearch {
 public:
  RenameSearch(const SchemaCatalogue& present, const SchemaCatalogue& wanted, const AnnotatedSchema& schema,
               const Settings& settings, Interview& interview, Diagnostics& diagnostics)
      : dialect_(schema.dialect),
        present_(renamable_things(dialect_, present)),
        wanted_(renamable_things(dialect_, wanted)),
        schema_(schema),
        schema_name_(core::schema_of_revisions(dialect_, settings)),
        interview_(interview),
        diagnostics_(diagnostics) {}

  Renames find() {
    rename_types(ElementKind::type, present_.types, wanted_.types);
    rename_types(ElementKind::sequence, present_.sequences, wanted_.sequences);
    rename_tables();
    return std::move(renames_);
  }

 private:
  // Names.

  // "public.runs" -> "runs"
  std::string without_schema(const std::string& key) const {
    const std::string usual = schema_name_ + '.';
    return !schema_name_.empty() && key.starts_with(usual) ? key.substr(usual.size()) : key;
  }

  std::string spelled_key(const std::string& key) const {
    const std::string name = without_schema(key);
    const std::size_t point = schema_name_.empty() || name != key ? name.npos : name.find('.');
    if (point == name.npos) return spelled(name);
    return spelled(name.substr(0, point)) + '.' + spelled(name.substr(point + 1));
  }

  static std::string last_name(const std::string& key, bool has_schema) {
    return has_schema ? key.substr(key.find('.') + 1) : key;
  }

  std::string last_of(const std::string& key) const { return last_name(key, !schema_name_.empty()); }

  // What an annotation names.
  std::optional<std::string> table_in(std::string_view written) const {
    NameCursor at(dialect_, written);
    const std::optional<core::TableName> name = at.take_table();
    return name && at.is_at_end() ? std::optional(key_of(dialect_, *name, schema_name_)) : std::nullopt;
  }
  std::optional<std::string> name_in(std::string_view written) const {
    NameCursor at(dialect_, written);
    const std::optional<std::string> name = at.take_name();
    return name && at.is_at_end() ? name : std::nullopt;
  }
  std::optional<std::string> value_in(std::string_view written) const {
    NameCursor at(dialect_, written);
    if (at.token().kind == core::TokenKind::string) return std::string(at.spelling());
    return core::string_literal(written);
  }

  bool is_same(const std::string& a, const std::string& b) const {
    return core::is_same_name(dialect_, a, b);
  }

  void rename(std::string thing, std::string to, std::string statement, std::string inverse,
              bool is_request) {
    renames_.list.push_back({std::move(thing), std::move(to)});
    renames_.statements.push_back(statement);
    if (!is_request) return;
    renames_.upgrade.renames.push_back(std::move(statement));
    renames_.downgrade.renames.insert(renames_.downgrade.renames.begin(), std::move(inverse));
  }

  // Types and sequences.

  static PairingTask task_of(ElementKind kind) {
    PairingTask task;
    task.kind = kind;
    return task;
  }

  template <typename Thing>
  std::vector<PairedThing> keys_of(const std::vector<Thing>& all) const {
    std::vector<PairedThing> things;
    for (const Thing& thing : all) things.push_back({thing.key, spelled_key(thing.key)});
    return things;
  }

  void rename_types(ElementKind kind, const std::vector<RenamableType>& present,
                    const std::vector<RenamableType>& wanted) {
    PairingTask task = task_of(kind);
    task.present = keys_of(present);
    task.wanted = keys_of(wanted);
    task.likeness = [&](std::size_t i, std::size_t j) { return likeness_of_types(present[i], wanted[j]); };
    task.key_of = [this](std::string_view written) { return table_in(written); };
    for (const PairOfThings& pair : pair_things(task, schema_, interview_, diagnostics_)) {
      const RenamableType &was = present[pair.present], &is = wanted[pair.wanted];
      if (!is_same(was.key, is.key)) rename_type(kind, was.key, is.key);
      if (!is.values.empty()) rename_values(was, is);
    }
  }

  static int likeness_of_types(const RenamableType& a, const RenamableType& b) {
    if (a.kind != b.kind) return 0;
    std::size_t same = 0;
    for (const RenamablePart& value : a.values)
      if (std::ranges::find(b.values, value.name, &RenamablePart::name) != b.values.end()) ++same;
    const bool has_same_values = a.values.size() == b.values.size() && same == a.values.size();
    if (a.facts == b.facts && has_same_values) return 3;
    if (same * 2 > std::max(a.values.size(), b.values.size())) return 2;
    return is_similar(a.key, b.key) ? 1 : 0;
  }

  void rename_type(ElementKind kind, const std::string& was, const std::string& is) {
    const std::string_view word = kind == ElementKind::type ? "TYPE" : "SEQUENCE";
    rename(fmt::format("{} {}", noun(kind), spelled_key(was)), spelled_key(is),
           fmt::format("ALTER {} {} RENAME TO {}", word, spelled_key(was), spelled(last_of(is))),
           fmt::format("ALTER {} {} RENAME TO {}", word, spelled_key(is), spelled(last_of(was))), true);
  }

  static std::vector<PairedThing> names_of(const std::vector<RenamablePart>& parts, bool is_value) {
    std::vector<PairedThing> things;
    for (const RenamablePart& part : parts)
      things.push_back({part.name, is_value ? part.name : spelled(part.name)});
    return things;
  }

  void rename_values(const RenamableType& was, const RenamableType& is) {
    PairingTask task = task_of(ElementKind::enum_value);
    task.owner = is.key;
    task.owner_shown = spelled_key(is.key) + '.';
    task.present = names_of(was.values, true);
    task.wanted = names_of(is.values, true);
    task.likeness = [&](std::size_t i, std::size_t j) {
      return (i == j ? 2 : 1) + (is_similar(was.values[i].name, is.values[j].name) ? 2 : 0);
    };
    task.key_of = [this](std::string_view written) { return value_in(written); };
    for (const PairOfThings& pair : pair_things(task, schema_, interview_, diagnostics_)) {
      const std::string &from = was.values[pair.present].name, &to = is.values[pair.wanted].name;
      if (from == to) continue;
      rename(fmt::format("value {} of type {}", from, spelled_key(is.key)), to,
             fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}", spelled_key(is.key), from, to),
             fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}", spelled_key(is.key), to, from), true);
    }
  }

  // Tables.

  void rename_tables() {
    PairingTask task = task_of(ElementKind::table);
    task.present = keys_of(present_.tables);
    task.wanted = keys_of(wanted_.tables);
    task.likeness = [this](std::size_t i, std::size_t j) {
      return likeness_of_tables(present_.tables[i], wanted_.tables[j]);
    };
    task.key_of = [this](std::string_view written) { return table_in(written); };
    std::vector<bool> is_kept(present_.tables.size()), is_old(wanted_.tables.size());
    for (const PairOfThings& pair : pair_things(task, schema_, interview_, diagnostics_)) {
      is_kept[pair.present] = is_old[pair.wanted] = true;
      match(present_.tables[pair.present], wanted_.tables[pair.wanted]);
    }
    for (std::size_t i = 0; i < is_kept.size(); ++i)
      if (!is_kept[i]) renames_.upgrade.tables.push_back({.name = present_.tables[i].key, .wanted = {}});
    for (std::size_t i = 0; i < is_old.size(); ++i)
      if (!is_old[i]) renames_.downgrade.tables.push_back({.name = wanted_.tables[i].key, .wanted = {}});
  }

  // In hundredths of the columns, with their types.
  int likeness_of_tables(const RenamableTable& a, const RenamableTable& b) const {
    const std::size_t most = std::max(a.columns.size(), b.columns.size());
    if (most == 0) return 0;
    std::size_t same = 0;
    for (const RenamablePart& column : a.columns)
      same += static_cast<std::size_t>(std::ranges::count_if(b.columns, [&](const RenamablePart& other) {
        return is_same(column.name, other.name) && type_of(column) == type_of(other);
      }));
    const bool has_same_types = std::ranges::equal(a.columns, b.columns, {}, type_of, type_of);
    const int likeness = static_cast<int>(same * 100 / most);
    const int of_name = is_similar(last_of(a.key), last_of(b.key)) ? 20 : 0;
    return likeness >= 50 || has_same_types ? likeness + of_name + 1 : 0;
  }

  void match(const RenamableTable& was, const RenamableTable& is) {
    MatchedTable upgrade{.name = was.key, .wanted = is.key};
    MatchedTable downgrade{.name = is.key, .wanted = was.key};
    if (!is_same(was.key, is.key))
      rename(fmt::format("table {}", spelled_key(was.key)), spelled_key(is.key),
             fmt::format("ALTER TABLE {} RENAME TO {}", spelled_key(was.key), spelled(last_of(is.key))), "",
             false);
    bool is_renamed = !is_same(was.key, is.key);
    std::vector<bool> is_old(is.columns.size());
    for (const PairOfThings& pair : pair_columns(was, is)) {
      is_old[pair.wanted] = true;
      const std::string &from = was.columns[pair.present].name, &to = is.columns[pair.wanted].name;
      upgrade.columns.push_back({from, to});
      downgrade.columns.push_back({to, from});
      if (is_same(from, to)) continue;
      is_renamed = true;
      rename(fmt::format("column {}.{}", spelled_key(is.key), spelled(from)), spelled(to),
             fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", spelled_key(is.key), spelled(from),
                         spelled(to)),
             "", false);
    }
    for (std::size_t i = 0; i < is_old.size(); ++i)
      if (!is_old[i]) renames_.new_columns.push_back({is.key, is.columns[i].name});
    rename_indexes(was, is, upgrade.columns);
    if (!is_renamed) return;
    renames_.upgrade.tables.push_back(std::move(upgrade));
    renames_.downgrade.tables.push_back(std::move(downgrade));
  }

  std::vector<PairOfThings> pair_columns(const RenamableTable& was, const RenamableTable& is) {
    PairingTask task = task_of(ElementKind::column);
    task.owner = is.key;
    task.owner_shown = spelled_key(is.key) + '.';
    task.present = names_of(was.columns, false);
    task.wanted = names_of(is.columns, false);
    task.likeness = [&](std::size_t i, std::size_t j) {
      return likeness_of_columns(was.columns[i], is.columns[j], i == j);
    };
    task.key_of = [this](std::string_view written) { return name_in(written); };
    return pair_things(task, schema_, interview_, diagnostics_);
  }

  static int likeness_of_columns(const RenamablePart& a, const RenamablePart& b, bool has_same_place) {
    if (is_generated(a) != is_generated(b)) return 0;
    const bool has_same_type = type_of(a) == type_of(b), has_like_name = is_similar(a.name, b.name);
    if (!has_same_type && !has_like_name) return 0;
    return (has_same_type ? 4 : 0) + (a.facts == b.facts ? 2 : 0) + (has_like_name ? 2 : 0) +
           (has_same_place ? 1 : 0);
  }

  // An index that is the same but for its name. No rows are in it, so no question is needed; where an engine
  // cannot rename it, it is dropped and created.
  void rename_indexes(const RenamableTable& was, const RenamableTable& is,
                      const std::vector<MatchedColumn>& columns) {
    if (!traits_of(dialect_).renames_indexes) return;
    std::set<std::string> taken;
    for (const RenamablePart& index : was.indexes) {
      if (std::ranges::find(is.indexes, index.name, &RenamablePart::name) != is.indexes.end()) continue;
      const std::vector<Fact> facts = with_names(index.facts, columns);
      for (const RenamablePart& wanted : is.indexes) {
        const bool is_new =
            std::ranges::find(was.indexes, wanted.name, &RenamablePart::name) == was.indexes.end();
        if (!is_new || wanted.facts != facts || is_annotated_new(is.key, wanted.name) ||
            !taken.insert(wanted.name).second)
          continue;
        rename_index(is.key, index.name, wanted.name);
        break;
      }
    }
  }

  bool is_annotated_new(const std::string& table, const std::string& index) const {
    const SchemaElement* element = schema_.elements.find(ElementKind::index, table, index);
    return element != nullptr && element->renamed && element->renamed->is_new();
  }

  void rename_index(const std::string& table, const std::string& was, const std::string& is) {
    const std::string schema = table.substr(0, table.find('.') + 1);
    rename(fmt::format("index {}", spelled(was)), spelled(is),
           fmt::format("ALTER INDEX {} RENAME TO {}", spelled_key(schema + was), spelled(is)),
           fmt::format("ALTER INDEX {} RENAME TO {}", spelled_key(schema + is), spelled(was)), true);
  }

  std::vector<Fact> with_names(std::vector<Fact> facts, const std::vector<MatchedColumn>& columns) const {
    for (Fact& fact : facts) fact.value = with_names(fact.value, columns);
    return facts;
  }

  std::string with_names(const std::string& text, const std::vector<MatchedColumn>& columns) const {
    std::string result;
    std::size_t end = 0;
    for (core::TokenCursor at(core::next_token_of(dialect_), text); !at.is_at_end(); at.advance()) {
      result += text.substr(end, at.token().begin - end);
      end = at.token().end;
      const std::optional<std::string> name = NameCursor(dialect_, at.spelling()).take_name();
      const auto column =
          std::ranges::find_if(columns, [&](const MatchedColumn& each) { return name && each.now == *name; });
      result += column == columns.end() ? std::string(at.spelling()) : spelled(column->wanted);
    }
    return result + text.substr(end);
  }

  Dialect dialect_;
  RenamableThings present_, wanted_;
  const AnnotatedSchema& schema_;
  std::string schema_name_;  // of names without one; empty on SQLite
  Interview& interview_;
  Diagnostics& diagnostics_;
  Renames renames_;
};

}  // namespace

Renames find_renames(const SchemaCatalogue& present, const SchemaCatalogue& wanted,
                     const AnnotatedSchema& schema, const Settings& settings, Interview& interview,
                     Diagnostics& diagnostics) {
  return RenameSearch(present, wanted, schema, settings, interview, diagnostics).find();
}

}  // namespace migrate::migc
