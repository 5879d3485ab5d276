#include "migc/derive/upgrade_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "engine/characters.h"
#include "engine/name_cursor.h"
#include "engine/names.h"
#include "migc/engine/sqlite/table_definition.h"

namespace migrate::migc {

namespace {

using core::NameCursor;
using core::TableName;

std::string key_of(Dialect dialect, const TableName& table, std::string_view schema) {
  switch (dialect) {
    case Dialect::sqlite:
      return table.schema.empty() ? table.name : table.schema + '.' + table.name;
    case Dialect::postgres:
      break;
  }
  return std::string(table.schema.empty() ? schema : table.schema) + '.' + table.name;
}

// Of a name of PostgreSQL's catalogue.
std::string without_quotes(Dialect dialect, const std::string& name) {
  switch (dialect) {
    case Dialect::sqlite:
      return name;
    case Dialect::postgres:
      break;
  }
  return NameCursor(dialect, name).take_name().value_or(name);
}

// A table while the statements run.
struct TrackedTable {
  TableAfter table;
  std::string copy_of = {};  // of a new one: the table whose rows it has, all of them; then `columns` are its
  std::vector<std::string> created_columns = {};  // of a new one, where its statement could be read
  bool has_more_columns = false;                  // than those of `columns`, in unknown places
  bool has_trigger = false;
  std::vector<Obstacle> changes = {};  // of a copy, since it was filled

  bool is_new() const { return table.former.empty(); }
};

struct DroppedTable {
  TableAfter table;
  std::uint32_t line;
};

// "a, b AS c, *" between SELECT and FROM. Nothing for an expression.
using SelectList = std::vector<std::optional<std::string>>;

class EffectsReader {
 public:
  EffectsReader(Dialect dialect, const Settings& settings, const SchemaCatalogue& before)
      : dialect_(dialect), schema_(core::schema_of_revisions(dialect, settings)) {
    for (const auto& [_, objects] : before.entries)
      for (const CatalogueObject& object : *objects) add(object);
    for (const auto& [_, objects] : before.entries)
      for (const CatalogueObject& object : *objects) add_part(object);
  }

  UpgradeEffects read(const Script& upgrade) {
    for (const Item& item : upgrade) {
      line_ = item.line();
      if (item.is_call())
        refuse(fmt::format("calls the C++ step \"{}\"", item.text()));
      else
        read(item.text());
    }
    for (const DroppedTable& dropped : dropped_) settle(dropped);
    for (TrackedTable& tracked : tables_) {
      if (tracked.is_new()) tracked.table.columns.clear();
      effects_.tables.push_back(std::move(tracked.table));
    }
    std::ranges::stable_sort(effects_.obstacles, {}, &Obstacle::line);
    return std::move(effects_);
  }

 private:
  // What exists before the upgrade.

  void add(const CatalogueObject& object) {
    if (object.kind == ObjectKind::table || object.kind == ObjectKind::virtual_table)
      tables_.push_back({.table = {.name = key_of(object.name), .former = key_of(object.name)}});
  }

  void add_part(const CatalogueObject& object) {
    TrackedTable* tracked = object.table.empty() ? nullptr : find(key_of(object.table));
    if (tracked == nullptr) return;
    const std::string name = without_quotes(dialect_, object.name);
    if (object.kind == ObjectKind::column) tracked->table.columns.push_back({name, name});
    if (object.kind == ObjectKind::trigger) tracked->has_trigger = true;
  }

  TrackedTable* find(const std::string& name) {
    const auto found = std::ranges::find_if(
        tables_, [&](const TrackedTable& tracked) { return is_same(tracked.table.name, name); });
    return found == tables_.end() ? nullptr : &*found;
  }
  TrackedTable* find(const TableName& table) { return find(spelled(table)); }

  // The catalogue leaves out the schema public.
  std::string key_of(const std::string& name) const { return table_key(dialect_, name, "public"); }
  std::string spelled(const TableName& table) const { return migc::key_of(dialect_, table, schema_); }
  // As people call it.
  std::string shown(const std::string& key) const {
    const std::string usual = schema_ + '.';
    return !schema_.empty() && key.starts_with(usual) ? key.substr(usual.size()) : key;
  }

  bool is_same(std::string_view a, std::string_view b) const { return core::is_same_name(dialect_, a, b); }

  // The column, where it existed before. Table may be const.
  template <typename Table>
  auto find_column(Table& table, const std::string& column) const -> decltype(table.columns.data()) {
    const auto found = std::ranges::find_if(
        table.columns, [&](const ColumnName& name) { return is_same(name.now, column); });
    return found == table.columns.end() ? nullptr : &*found;
  }

  void refuse(const std::string& what) { effects_.obstacles.push_back({line_, "the upgrade " + what}); }

  // Statements.

  void read(std::string_view statement) {
    NameCursor at(dialect_, statement);
    if (at.take("WITH")) {
      if (!skip_common_tables(at)) return refuse("changes rows in a WITH clause");
    }
    if (at.take("CREATE")) return read_create(statement, at);
    if (at.take("DROP")) return read_drop(at);
    if (at.take("ALTER")) return read_alter(statement, at);
    if (at.take("INSERT") || at.take("REPLACE")) return read_insert(at);
    if (at.take("UPDATE")) return read_update(at);
    if (at.take("DELETE") || at.take("TRUNCATE")) return read_delete(at);
    if (at.take("PRAGMA")) return read_pragma(at);
    if (at.take("SELECT")) return read_select(at);
    if (at.take("DO")) return read_block(statement);
    if (at.take("SET")) return read_set(at);
    if (!changes_no_rows(at)) refuse("has a statement whose effect on rows is not known");
  }

  // What the schemas tell, or what changes nothing that lasts.
  static bool changes_no_rows(const NameCursor& at) {
    constexpr std::array words{"ANALYZE", "CLUSTER", "COMMENT", "EXPLAIN", "GRANT",  "LOCK",
                               "REFRESH", "REINDEX", "RESET",   "REVOKE",  "VACUUM", "VALUES"};
    return std::ranges::any_of(words, [&](const char* word) { return at.is_at(word); });
  }

  // Up to the verb. Whether the clause only reads.
  static bool skip_common_tables(NameCursor& at) {
    std::size_t depth = 0;
    for (; !at.is_at_end(); at.advance()) {
      const bool writes = at.is_at("INSERT") || at.is_at("UPDATE") || at.is_at("DELETE") || at.is_at("MERGE");
      if (depth == 0 && (writes || at.is_at("SELECT") || at.is_at("REPLACE"))) return true;
      if (writes) return false;
      if (at.spelling() == "(") ++depth;
      if (at.spelling() == ")" && depth > 0) --depth;
    }
    return true;
  }

  void read_create(std::string_view statement, NameCursor& at) {
    if (at.take("OR")) at.take("REPLACE");
    while (at.take("TEMP") || at.take("TEMPORARY") || at.take("GLOBAL") || at.take("LOCAL") ||
           at.take("UNLOGGED") || at.take("VIRTUAL") || at.take("FOREIGN") || at.take("CONSTRAINT")) {
    }
    if (at.take("TRIGGER")) return read_create_trigger(at);
    if (!at.take("TABLE")) return;
    const bool may_exist = skip_if_exists(at);
    const std::optional<TableName> name = at.take_table();
    if (!name) return refuse_unknown();
    if (find(*name) == nullptr)
      tables_.push_back(
          {.table = {.name = spelled(*name), .former = {}}, .created_columns = created_columns(statement)});
    else if (!may_exist)
      refuse(fmt::format("drops table {} with a statement that does not name it", shown(spelled(*name))));
  }

  std::vector<std::string> created_columns(std::string_view statement) const {
    if (dialect_ != Dialect::sqlite) return {};
    std::vector<std::string> names;
    if (const std::optional<TableDefinition> table = parse_create_table(statement))
      for (const ColumnDefinition& column : table->columns) names.push_back(column.name);
    return names;
  }

  void read_create_trigger(NameCursor& at) {
    while (!at.is_at_end() && !at.take("ON")) at.advance();
    const std::optional<TableName> name = at.take_table();
    if (TrackedTable* tracked = name ? find(*name) : nullptr) tracked->has_trigger = true;
  }

  // IF EXISTS, IF NOT EXISTS
  static bool skip_if_exists(NameCursor& at) {
    if (!at.take("IF")) return false;
    at.take("NOT");
    return at.take("EXISTS");
  }

  void refuse_unknown() { refuse("has a statement that is not understood"); }

  void read_drop(NameCursor& at) {
    at.take("FOREIGN");
    if (!at.take("TABLE")) return;
    skip_if_exists(at);
    do {
      const std::optional<TableName> name = at.take_table();
      if (!name) return refuse_unknown();
      drop(*name);
    } while (at.take_symbol(','));
  }

  void drop(const TableName& name) {
    const TrackedTable* tracked = find(name);
    if (tracked == nullptr) return;
    if (!tracked->is_new()) dropped_.push_back({tracked->table, line_});
    tables_.erase(tables_.begin() + (tracked - tables_.data()));
  }

  void read_alter(std::string_view statement, NameCursor& at) {
    at.take("FOREIGN");
    if (!at.take("TABLE")) return read_other_rename(statement, at);
    skip_if_exists(at);
    at.take("ONLY");
    const std::optional<TableName> name = at.take_table();
    if (!name) return refuse_unknown();
    at.take_symbol('*');
    TrackedTable* tracked = find(*name);
    if (tracked == nullptr) return;
    if (at.take("RENAME")) return read_rename(statement, *tracked, *name, at);
    do {
      read_action(*tracked, at);
      at.skip_to_comma();
    } while (at.take_symbol(','));
  }

  void read_rename(std::string_view statement, TrackedTable& tracked, const TableName& name, NameCursor& at) {
    if (at.take("CONSTRAINT")) return read_exchange(statement, at);
    if (at.take("TO")) {
      const std::optional<std::string> now = at.take_name();
      if (!now) return refuse_unknown();
      tracked.table.name = spelled({.schema = name.schema, .name = *now});
      return;
    }
    at.take("COLUMN");
    const std::optional<std::string> former = at.take_name();
    const bool has_to = at.take("TO");
    const std::optional<std::string> now = at.take_name();
    if (!former || !has_to || !now) return refuse_unknown();
    if (ColumnName* column = find_column(tracked.table, *former)) column->now = *now;
  }

  // ALTER INDEX s.a RENAME TO b, ALTER TRIGGER a ON t RENAME TO b, ALTER TYPE t RENAME VALUE 'a' TO 'b'
  void read_other_rename(std::string_view statement, NameCursor& at) {
    at.take("MATERIALIZED");
    at.advance();
    skip_if_exists(at);
    core::Token name = at.token();
    at.advance();
    for (; at.take_symbol('.'); at.advance()) name = at.token();
    while (!at.is_at_end() && !at.is_at("RENAME")) at.advance();
    const std::size_t rename = at.token().begin;
    if (!at.take("RENAME")) return;
    if (at.take("VALUE") || at.take("ATTRIBUTE") || at.take("COLUMN") || at.take("CONSTRAINT"))
      return read_exchange(statement, at);
    if (!at.take("TO")) return refuse_unknown();
    effects_.undo_renames.insert(
        effects_.undo_renames.begin(),
        fmt::format("{}{}{}RENAME TO {}", statement.substr(0, name.begin), at.spelling(),
                    statement.substr(name.end, rename - name.end), name.in(statement)));
  }

  // a TO b
  void read_exchange(std::string_view statement, NameCursor& at) {
    const core::Token former = at.token();
    at.advance();
    if (!at.take("TO")) return refuse_unknown();
    effects_.undo_renames.insert(
        effects_.undo_renames.begin(),
        fmt::format("{}{} TO {}", statement.substr(0, former.begin), at.spelling(), former.in(statement)));
  }

  void read_action(TrackedTable& tracked, NameCursor& at) {
    if (at.take("ADD")) return read_added(tracked, at);
    if (at.take("DROP")) return read_dropped(tracked, at);
    if (at.take("ALTER")) return read_altered(tracked, at);
  }

  void read_added(TrackedTable& tracked, NameCursor& at) {
    const bool says_column = at.take("COLUMN");
    constexpr std::array parts{"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE"};
    if (!says_column && std::ranges::any_of(parts, [&](const char* word) { return at.is_at(word); })) return;
    const bool may_exist = skip_if_exists(at);
    const std::optional<std::string> column = at.take_name();
    if (!column) return refuse_unknown();
    if (!may_exist && find_column(tracked.table, *column) != nullptr)
      refuse(fmt::format("drops column {}.{} with a statement that does not name it",
                         shown(tracked.table.name), *column));
    tracked.has_more_columns = true;
  }

  void read_dropped(TrackedTable& tracked, NameCursor& at) {
    if (!at.take("COLUMN") && at.is_at("CONSTRAINT")) return;
    skip_if_exists(at);
    const std::optional<std::string> name = at.take_name();
    if (!name) return refuse_unknown();
    ColumnName* column = find_column(tracked.table, *name);
    if (column == nullptr) return;
    note_change(tracked, fmt::format("drops column {}.{}, whose values cannot be restored",
                                     shown(tracked.table.name), *name));
    tracked.table.columns.erase(tracked.table.columns.begin() + (column - tracked.table.columns.data()));
  }

  // USING computes values.
  void read_altered(TrackedTable& tracked, NameCursor& at) {
    at.take("COLUMN");
    const std::optional<std::string> column = at.take_name();
    if (!column || find_column(tracked.table, *column) == nullptr) return;
    if (at.skip_to("USING"))
      note_change(tracked,
                  fmt::format("changes the values of column {}.{}", shown(tracked.table.name), *column));
  }

  // Rows.

  // Of a table that existed before, or of the copy of one, if that copy takes its place.
  void note_change(TrackedTable& tracked, const std::string& what) {
    if (!tracked.is_new())
      refuse(what);
    else if (!tracked.copy_of.empty())
      tracked.changes.push_back({line_, "the upgrade " + what});
  }

  // The table that a statement writes; nullptr where that is an obstacle already.
  TrackedTable* take_written(NameCursor& at) {
    at.take("ONLY");
    const std::optional<TableName> name = at.take_table();
    TrackedTable* tracked = name ? find(*name) : nullptr;
    if (tracked == nullptr)
      refuse(name ? fmt::format("changes rows of {}", shown(spelled(*name))) : "changes rows");
    else if (tracked->has_trigger)
      refuse(fmt::format("changes rows of table {}, which has a trigger", shown(tracked->table.name)));
    else
      return tracked;
    return nullptr;
  }

  void read_insert(NameCursor& at) {
    const bool says_what_on_conflict = at.take("OR");
    if (says_what_on_conflict) at.advance();
    at.take("INTO");
    TrackedTable* tracked = take_written(at);
    if (tracked == nullptr) return;
    const bool is_empty_copy = tracked->is_new() && tracked->copy_of.empty();
    if (is_empty_copy && !says_what_on_conflict) return read_copy(*tracked, at);
    note_change(*tracked, fmt::format("inserts rows into table {}", shown(tracked->table.name)));
  }

  // INSERT INTO t (a, b) SELECT a, b FROM old, with nothing after it.
  void read_copy(TrackedTable& target, NameCursor& at) {
    std::vector<std::string> columns;
    if (at.take_symbol('(')) {
      do {
        const std::optional<std::string> column = at.take_name();
        if (!column) return;
        columns.push_back(*column);
      } while (at.take_symbol(','));
      if (!at.take_symbol(')')) return;
    }
    if (!at.take("SELECT")) return;
    const std::optional<SelectList> values = read_select_list(at);
    if (!values || !at.take("FROM")) return;
    const std::optional<TableName> name = at.take_table();
    skip_order(at);
    if (TrackedTable* source = name ? find(*name) : nullptr; source != nullptr && at.is_at_end())
      become_copy(target, *source, columns, *values);
  }

  // What leaves out no row.
  static void skip_order(NameCursor& at) {
    if (!at.is_at("ORDER")) return;
    while (!at.is_at_end() && !at.is_at("LIMIT")) at.advance();
  }

  // Nothing where it does not end at FROM. An empty list: all columns.
  std::optional<SelectList> read_select_list(NameCursor& at) const {
    if (at.is_at("DISTINCT") || at.take("ALL")) return std::nullopt;
    SelectList list;
    if (at.take_symbol('*')) return list;
    do list.push_back(take_column(at));
    while (at.take_symbol(','));
    return at.is_at("FROM") ? std::optional(list) : std::nullopt;
  }

  // Moves to the next comma or to FROM.
  static std::optional<std::string> take_column(NameCursor& at) {
    std::optional<std::string> column = at.take_name();
    while (column && at.take_symbol('.')) column = at.take_name();
    if (column && at.take("AS")) at.advance();
    if (at.is_at("FROM") || at.spelling() == ",") return column;
    at.skip_to("FROM");
    return std::nullopt;
  }

  // Where a list is left out, columns go by their places.
  void become_copy(TrackedTable& target, const TrackedTable& source, std::vector<std::string> columns,
                   SelectList values) const {
    if (source.is_new() && source.copy_of.empty()) return;
    if (columns.empty() && !target.has_more_columns) columns = target.created_columns;
    if (values.empty() && !source.has_more_columns)
      for (const ColumnName& column : source.table.columns) values.emplace_back(column.now);
    if (columns.empty() || columns.size() != values.size()) return;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (const ColumnName* column = values[i] ? find_column(source.table, *values[i]) : nullptr)
        target.table.columns.push_back({columns[i], column->former});
    target.copy_of = source.is_new() ? source.copy_of : source.table.former;
    target.has_more_columns = target.table.columns.size() < columns.size();
    target.changes = source.changes;
  }

  void read_update(NameCursor& at) {
    if (at.take("OR")) at.advance();
    TrackedTable* tracked = take_written(at);
    if (tracked == nullptr) return;
    if (at.take("AS") || !at.is_at("SET")) at.advance();
    if (!at.take("SET")) return refuse_unknown();
    do {
      if (!read_assignment(*tracked, at)) return refuse_unknown();
    } while (at.take_symbol(','));
  }

  bool read_assignment(TrackedTable& tracked, NameCursor& at) {
    const bool is_list = at.take_symbol('(');
    do {
      const std::optional<std::string> column = at.take_name();
      if (!column) return false;
      if (find_column(tracked.table, *column) != nullptr)
        note_change(tracked,
                    fmt::format("changes the values of column {}.{}", shown(tracked.table.name), *column));
    } while (is_list && at.take_symbol(','));
    if (is_list && !at.take_symbol(')')) return false;
    if (!at.take_symbol('=')) return false;
    skip_value(at);
    return true;
  }

  // To the next assignment, or to the end of all.
  static void skip_value(NameCursor& at) {
    constexpr std::array ends{"FROM", "WHERE", "RETURNING", "ORDER", "LIMIT"};
    for (std::size_t depth = 0; !at.is_at_end(); at.advance()) {
      if (depth == 0 && at.spelling() == ",") return;
      if (depth == 0 && std::ranges::any_of(ends, [&](const char* word) { return at.is_at(word); })) break;
      if (at.spelling() == "(") ++depth;
      if (at.spelling() == ")" && depth > 0) --depth;
    }
    while (!at.is_at_end()) at.advance();
  }

  void read_delete(NameCursor& at) {
    at.take("FROM");
    at.take("TABLE");
    do {
      if (TrackedTable* tracked = take_written(at))
        note_change(*tracked, fmt::format("deletes rows of table {}", shown(tracked->table.name)));
      at.take_symbol('*');
    } while (at.take_symbol(','));
  }

  // What SQLite keeps in the file; the two numbers of it are in the catalogue.
  void read_pragma(NameCursor& at) {
    constexpr std::array kept{"auto_vacuum", "encoding", "journal_mode", "page_size"};
    const auto is_at = [&](const char* word) { return at.is_at(word); };
    const auto name = std::ranges::find_if(kept, is_at);
    if (name == kept.end()) return;
    at.advance();
    if (!at.is_at_end()) refuse(fmt::format("sets PRAGMA {}, whose value before is not known", *name));
  }

  // SQLite's functions change nothing; set_config() changes the session.
  void read_select(NameCursor& at) {
    if (dialect_ == Dialect::sqlite) return;
    if (at.take("pg_catalog")) at.take_symbol('.');
    if (at.is_at("set_config")) return;
    bool is_name_before = false;
    for (; !at.is_at_end(); at.advance()) {
      if (at.is_at("INTO") || (is_name_before && at.spelling() == "("))
        return refuse("calls a function or makes a table in a SELECT");
      is_name_before =
          at.token().kind == core::TokenKind::word || at.token().kind == core::TokenKind::quoted_name;
    }
  }

  void read_set(NameCursor& at) {
    if (!at.take("LOCAL")) at.take("SESSION");
    if (at.is_at("search_path") || at.is_at("SCHEMA"))
      refuse("sets search_path, so that its names may mean any schema");
  }

  void read_block(std::string_view statement) {
    constexpr std::array words{"INSERT",  "UPDATE",  "DELETE", "TRUNCATE", "MERGE", "COPY",
                               "EXECUTE", "PERFORM", "CALL",   "DROP",     "RENAME"};
    for (const char* word : words)
      if (has_word(statement, word)) return refuse(fmt::format("runs a block with {} in it", word));
  }

  static bool has_word(std::string_view text, std::string_view word) {
    for (std::size_t i = 0; i + word.size() <= text.size(); ++i)
      if (core::equal_ignoring_case(text.substr(i, word.size()), word) &&
          (i == 0 || !core::is_in_word(text[i - 1])) &&
          (i + word.size() == text.size() || !core::is_in_word(text[i + word.size()])))
        return true;
    return false;
  }

  // The end.

  // A table that was dropped is in its copy, if all its columns are.
  void settle(const DroppedTable& dropped) {
    const auto copy = std::ranges::find_if(tables_, [&](const TrackedTable& tracked) {
      return tracked.is_new() && is_same(tracked.copy_of, dropped.table.former);
    });
    if (copy == tables_.end())
      return lose(dropped, fmt::format("drops table {}, whose rows", shown(dropped.table.former)));
    for (const ColumnName& column : dropped.table.columns)
      if (std::ranges::find(copy->table.columns, column.former, &ColumnName::former) ==
          copy->table.columns.end())
        lose(dropped,
             fmt::format("drops column {}.{}, whose values", shown(dropped.table.former), column.former));
    effects_.obstacles.insert(effects_.obstacles.end(), copy->changes.begin(), copy->changes.end());
    copy->table.former = dropped.table.former;
  }

  void lose(const DroppedTable& dropped, const std::string& what) {
    effects_.obstacles.push_back({dropped.line, fmt::format("the upgrade {} cannot be restored", what)});
  }

  Dialect dialect_;
  std::string schema_;  // of names without one
  std::uint32_t line_ = 0;
  std::vector<TrackedTable> tables_;
  std::vector<DroppedTable> dropped_;
  UpgradeEffects effects_;
};

}  // namespace

const TableAfter* UpgradeEffects::find(Dialect dialect, const std::string& name) const {
  const auto found = std::ranges::find_if(
      tables, [&](const TableAfter& table) { return core::is_same_name(dialect, table.name, name); });
  return found == tables.end() ? nullptr : &*found;
}

std::string table_key(Dialect dialect, const std::string& spelled, std::string_view schema) {
  switch (dialect) {
    case Dialect::sqlite:
      return spelled;
    case Dialect::postgres:
      break;
  }
  const std::optional<TableName> table = NameCursor(dialect, spelled).take_table();
  return table ? key_of(dialect, *table, schema) : spelled;
}

UpgradeEffects read_effects(Dialect dialect, const Settings& settings, const SchemaCatalogue& before,
                            const Script& upgrade) {
  return EffectsReader(dialect, settings, before).read(upgrade);
}

}  // namespace migrate::migc
