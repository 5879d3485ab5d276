#include "migc/derive/upgrade_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/name_cursor.h"
#include "engine/names.h"
#include "migc/derive/hidden_effects.h"
#include "migc/derive/row_changes.h"
#include "migc/derive/tracked_tables.h"
#include "migc/derive/undo_renames.h"
#include "migc/engine/sqlite/table_definition.h"

namespace migrate::migc {

namespace {

using core::NameCursor;
using core::TableName;

// IF EXISTS, IF NOT EXISTS
bool skip_if_exists(NameCursor& at) {
  if (!at.take("IF")) return false;
  at.take("NOT");
  return at.take("EXISTS");
}

std::vector<std::string> created_columns(Dialect dialect, std::string_view statement) {
  if (dialect != Dialect::sqlite) return {};
  std::vector<std::string> names;
  if (const std::optional<TableDefinition> table = parse_create_table(statement))
    for (const ColumnDefinition& column : table->columns) names.push_back(column.name);
  return names;
}

class EffectsReader {
 public:
  EffectsReader(Dialect dialect, const Settings& settings, const SchemaCatalogue& before)
      : dialect_(dialect), tables_(dialect, settings, before) {}

  UpgradeEffects read(const Script& upgrade) {
    for (const Item& item : upgrade) {
      line_ = item.line();
      if (item.is_call())
        refuse(fmt::format("calls the C++ step \"{}\"", item.text()));
      else
        read(item.text());
    }
    std::ranges::move(tables_.settle(), std::back_inserter(effects_.obstacles));
    effects_.undo.tables = tables_.take();
    std::ranges::stable_sort(effects_.obstacles, {}, &Obstacle::line);
    return std::move(effects_);
  }

 private:
  void refuse(const std::string& what) { effects_.obstacles.push_back({line_, "the upgrade " + what}); }
  void refuse_unknown() { refuse("has a statement that is not understood"); }

  void read(std::string_view statement) {
    NameCursor at(dialect_, statement);
    if (at.take("WITH") && !skip_common_tables(at)) return refuse("changes rows in a WITH clause");
    if (at.take("CREATE")) return read_create(statement, at);
    if (at.take("DROP")) return read_drop(at);
    if (at.take("ALTER")) return read_alter(statement, at);
    if (at.take("INSERT") || at.take("REPLACE")) return read_insert(at);
    if (at.take("UPDATE")) return read_update(at);
    if (at.take("DELETE") || at.take("TRUNCATE")) return read_delete(at);
    if (const std::string effect = hidden_effect(dialect_, statement, at); !effect.empty()) refuse(effect);
  }

  // Definitions.

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
    if (tables_.find(*name) == nullptr)
      tables_.create(*name, created_columns(dialect_, statement));
    else if (!may_exist)
      refuse(fmt::format("drops table {} with a statement that does not name it", tables_.shown(*name)));
  }

  void read_create_trigger(NameCursor& at) {
    while (!at.is_at_end() && !at.take("ON")) at.advance();
    const std::optional<TableName> name = at.take_table();
    if (TrackedTable* tracked = name ? tables_.find(*name) : nullptr) tracked->has_trigger = true;
  }

  void read_drop(NameCursor& at) {
    at.take("FOREIGN");
    if (!at.take("TABLE")) return;
    skip_if_exists(at);
    do {
      const std::optional<TableName> name = at.take_table();
      if (!name) return refuse_unknown();
      tables_.drop(*name, line_);
    } while (at.take_symbol(','));
  }

  void read_alter(std::string_view statement, NameCursor& at) {
    at.take("FOREIGN");
    if (!at.take("TABLE")) return undo(undo_rename(statement, at));
    skip_if_exists(at);
    at.take("ONLY");
    const std::optional<TableName> name = at.take_table();
    if (!name) return refuse_unknown();
    at.take_symbol('*');
    TrackedTable* tracked = tables_.find(*name);
    if (tracked == nullptr) return;
    if (at.take("RENAME")) return read_rename(statement, *tracked, *name, at);
    do {
      read_action(*tracked, at);
      at.skip_to_comma();
    } while (at.take_symbol(','));
  }

  void read_rename(std::string_view statement, TrackedTable& tracked, const TableName& name, NameCursor& at) {
    if (at.take("CONSTRAINT")) return undo(undo_exchange(statement, at));
    if (at.take("TO")) {
      const std::optional<std::string> now = at.take_name();
      if (!now) return refuse_unknown();
      return tables_.rename(tracked, {.schema = name.schema, .name = *now});
    }
    at.take("COLUMN");
    const std::optional<std::string> former = at.take_name();
    const bool has_to = at.take("TO");
    const std::optional<std::string> now = at.take_name();
    if (!former || !has_to || !now) return refuse_unknown();
    if (MatchedColumn* column = tables_.find_column(tracked, *former)) column->now = *now;
  }

  void undo(std::optional<std::string> statement) {
    if (!statement) return refuse_unknown();
    if (!statement->empty())
      effects_.undo.renames.insert(effects_.undo.renames.begin(), std::move(*statement));
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
    if (!may_exist && tables_.find_column(tracked, *column) != nullptr)
      refuse(fmt::format("drops column {}.{} with a statement that does not name it", tables_.shown(tracked),
                         *column));
    tracked.has_more_columns = true;
  }

  void read_dropped(TrackedTable& tracked, NameCursor& at) {
    if (!at.take("COLUMN") && at.is_at("CONSTRAINT")) return;
    skip_if_exists(at);
    const std::optional<std::string> name = at.take_name();
    if (!name) return refuse_unknown();
    MatchedColumn* column = tables_.find_column(tracked, *name);
    if (column == nullptr) return;
    note_change(tracked, fmt::format("drops column {}.{}, whose values cannot be restored",
                                     tables_.shown(tracked), *name));
    tracked.table.columns.erase(tracked.table.columns.begin() + (column - tracked.table.columns.data()));
  }

  // USING computes values.
  void read_altered(TrackedTable& tracked, NameCursor& at) {
    at.take("COLUMN");
    const std::optional<std::string> column = at.take_name();
    if (!column || tables_.find_column(tracked, *column) == nullptr) return;
    if (at.skip_to("USING"))
      note_change(tracked,
                  fmt::format("changes the values of column {}.{}", tables_.shown(tracked), *column));
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
    TrackedTable* tracked = name ? tables_.find(*name) : nullptr;
    if (tracked == nullptr)
      refuse(name ? fmt::format("changes rows of {}", tables_.shown(*name)) : "changes rows");
    else if (tracked->has_trigger)
      refuse(fmt::format("changes rows of table {}, which has a trigger", tables_.shown(*tracked)));
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
    if (tracked->is_filled() || says_what_on_conflict)
      note_change(*tracked, fmt::format("inserts rows into table {}", tables_.shown(*tracked)));
    else if (const std::optional<RowCopy> copy = read_copy(at))
      tables_.fill(*tracked, *copy);
  }

  void read_update(NameCursor& at) {
    if (at.take("OR")) at.advance();
    TrackedTable* tracked = take_written(at);
    if (tracked == nullptr) return;
    const Assignments assignments = read_assignments(at);
    for (const std::string& column : assignments.columns)
      if (tables_.find_column(*tracked, column) != nullptr)
        note_change(*tracked,
                    fmt::format("changes the values of column {}.{}", tables_.shown(*tracked), column));
    if (!assignments.is_understood) refuse_unknown();
  }

  void read_delete(NameCursor& at) {
    at.take("FROM");
    at.take("TABLE");
    do {
      if (TrackedTable* tracked = take_written(at))
        note_change(*tracked, fmt::format("deletes rows of table {}", tables_.shown(*tracked)));
      at.take_symbol('*');
    } while (at.take_symbol(','));
  }

  Dialect dialect_;
  std::uint32_t line_ = 0;
  TrackedTables tables_;
  UpgradeEffects effects_;
};

}  // namespace

UpgradeEffects read_effects(Dialect dialect, const Settings& settings, const SchemaCatalogue& before,
                            const Script& upgrade) {
  return EffectsReader(dialect, settings, before).read(upgrade);
}

}  // namespace migrate::migc
