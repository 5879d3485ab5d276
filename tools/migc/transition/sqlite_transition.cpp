#include "migc/transition/sqlite_transition.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "engine/sql_text.h"
#include "migc/engine/sqlite/table_change.h"
#include "migc/transition/rename_order.h"
#include "migc/transition/sqlite_alter.h"
#include "migc/transition/sqlite_row_effects.h"
#include "migc/transition/sqlite_stored_objects.h"
#include "migc/transition/sqlite_table_transition.h"
#include "migc/transition/work_database.h"

namespace migrate::migc {

namespace {

CatalogueEntry find_table_entry(const SchemaCatalogue& schema, const StoredObject& table) {
  const std::string key = table.type + ' ' + table.name;
  const auto found =
      std::ranges::lower_bound(schema.entries, key, {}, &std::pair<std::string, CatalogueEntry>::first);
  return found == schema.entries.end() || found->first != key ? nullptr : found->second;
}

class SqliteTransition {
 public:
  SqliteTransition(const SchemaCatalogue& schema, const std::vector<StoredObject>& wanted,
                   const TransitionRequest& request, ScratchDatabase& database)
      : wanted_(wanted), request_(request), work_(schema, database) {}

  Transition run_all() {
    drop_left_over();
    drop_tables();
    rename_tables();
    rename_columns();
    drop_changed();
    change_tables();
    if (work_.lacks_values()) return work_.take();
    create_missing();
    set_numbers();
    return work_.take();
  }

 private:
  [[nodiscard]] bool may_lose() const { return request_.on_loss == OnLoss::list; }

  std::vector<StoredObject> objects_now() { return stored_objects(work_.database(), work_.schema()); }

  // What belongs to a table that gets another name is compared after that.
  void drop_left_over() {
    drop_objects([&](const Difference& difference) {
      return difference.kind == DifferenceKind::left_over && !is_renamed(difference.table);
    });
  }

  void drop_changed() {
    drop_objects([](const Difference& difference) {
      return difference.kind == DifferenceKind::left_over || difference.kind == DifferenceKind::changed;
    });
  }

  // A trigger before its view, and all before the tables; otherwise in the reverse of the order in which they
  // were created.
  template <typename Condition>
  void drop_objects(const Condition& is_dropped) {
    const std::vector<Difference> found = work_.differences();
    std::vector<StoredObject> objects = objects_now();
    std::ranges::reverse(objects);
    for (const std::string_view type : {"trigger", "view", "index"})
      for (const StoredObject& object : objects) {
        const auto is_it = [&](const Difference& difference) {
          return is_beside_tables(difference.object) && stored_type(difference.object) == type &&
                 difference.name == object.name && is_dropped(difference);
        };
        if (object.type == type && std::ranges::any_of(found, is_it) && exists(object))
          work_.run(drop_statement(type, object.name));
      }
  }

  // A trigger goes with its view.
  bool exists(const StoredObject& object) {
    return object.type != "trigger" ||
           !work_
                .query(fmt::format("SELECT 1 FROM main.sqlite_master WHERE type = 'trigger' AND name = {}",
                                   core::string_literal(object.name)))
                .empty();
  }

  // Tables as a whole.

  bool is_renamed(const std::string& table) const {
    const MatchedTable* match = request_.find(Dialect::sqlite, table);
    return match != nullptr && !match->wanted.empty() && !is_same_name(match->name, match->wanted);
  }

  void drop_tables() {
    std::vector<StoredObject> objects = objects_now();
    std::ranges::reverse(objects);
    for (const StoredObject& object : objects) {
      if (object.type != "table") continue;
      const MatchedTable* match = request_.find(Dialect::sqlite, object.name);
      const bool is_kept = becomes_wanted(object, match);
      if (!is_kept && match == nullptr && !may_lose())
        work_.refuse(fmt::format("no statement of the upgrade says where table {} comes from", object.name));
      else if (!is_kept)
        drop_table(object);
    }
  }

  // Whether the rows of a table are wanted.
  bool becomes_wanted(const StoredObject& table, const MatchedTable* match) const {
    const std::string& name = match == nullptr ? table.name : match->wanted;
    const auto takes_name = [&](const MatchedTable& other) {
      return is_same_name(other.wanted, name) && !is_same_name(other.name, table.name);
    };
    if (match == nullptr && std::ranges::any_of(request_.tables, takes_name)) return false;
    const StoredObject* wanted = find_table(wanted_, name);
    return wanted != nullptr && wanted->is_virtual == table.is_virtual;
  }

  void drop_table(const StoredObject& table) {
    if (may_lose()) work_.lose(fmt::format("table {} is dropped with its rows", table.name));
    work_.run(drop_statement(table.type, table.name));
  }

  void rename_tables() {
    std::vector<NameChange> renames;
    for (const MatchedTable& table : request_.tables)
      if (is_renamed(table.name)) renames.push_back({table.name, table.wanted});
    for (const NameChange& rename : in_free_order(Dialect::sqlite, std::move(renames)))
      alter(work_, rename_table_statement(rename.from, rename.to));
  }

  // Columns.

  void rename_columns() {
    for (const MatchedTable& table : request_.tables)
      if (!table.wanted.empty()) rename_columns(table);
  }

  void rename_columns(const MatchedTable& table) {
    std::vector<NameChange> renames;
    for (const MatchedColumn& column : table.columns)
      if (!is_same_name(column.now, column.wanted)) renames.push_back({column.now, column.wanted});
    if (renames.empty()) return;
    for (const NameChange& rename : renames)
      if (std::ranges::none_of(renames,
                               [&](const NameChange& other) { return is_same_name(other.from, rename.to); }))
        free_name(table.wanted, rename.to);
    for (const NameChange& rename : in_free_order(Dialect::sqlite, std::move(renames)))
      alter(work_, rename_column_statement(table.wanted, rename.from, rename.to));
  }

  // From a column that is not wanted. One that ALTER TABLE cannot drop is dropped by the rebuild.
  void free_name(const std::string& table, const std::string& name) {
    const std::optional<TableDefinition> definition = find_definition(objects_now(), table);
    const ColumnDefinition* column = definition ? find_column(*definition, name) : nullptr;
    if (column == nullptr) return;
    if (may_lose() && !is_generated(*column))
      work_.lose(fmt::format("column {}.{} is dropped with its values", table, column->name));
    if (try_alter(work_, fmt::format("ALTER TABLE {} DROP COLUMN {}", sql_name(table), sql_name(name))))
      alter(work_, rename_column_statement(table, name, temporary_name(name)));
  }

  // Tables with their columns and constraints.

  void change_tables() {
    std::map<std::string, std::vector<Difference>> tables = differing_tables();
    for (const auto& [table, found] : tables)
      if (!work_.is_refused()) prepare(table, found);
    if (work_.is_refused() || work_.lacks_values()) return;
    bool is_altered = false;
    for (const TableTransition& table : transitions_)
      if (alter_table(work_, table))
        is_altered = true;
      else
        rebuild(table);
    if (is_altered) rebuild_what_still_differs();
  }

  // By the names that the tables have now.
  std::map<std::string, std::vector<Difference>> differing_tables() {
    std::map<std::string, std::vector<Difference>> tables;
    for (const Difference& difference : work_.differences()) {
      if (is_note(difference) || is_beside_tables(difference.object) ||
          difference.object == ObjectKind::database)
        continue;
      const bool is_whole = is_sqlite_table(difference.object) && difference.kind == DifferenceKind::missing;
      if (!may_lose()) refuse_loss(difference);
      if (!is_whole || !may_lose())
        tables[difference.table.empty() ? difference.name : difference.table].push_back(difference);
    }
    return tables;
  }

  void refuse_loss(const Difference& difference) {
    const bool is_changed = difference.kind == DifferenceKind::changed;
    const bool is_column = difference.object == ObjectKind::column;
    if (difference.kind == DifferenceKind::missing && (is_column || is_sqlite_table(difference.object)))
      return work_.refuse(to_text(difference) + ", and its values cannot be restored");
    if (difference.object == ObjectKind::virtual_table || (is_column && difference.fact == "generated as"))
      return work_.refuse("the values are lost: " + to_text(difference));
    if (is_changed && difference.fact == "type" && may_change_values(difference.is, difference.was))
      work_.refuse("values may change with the type: " + to_text(difference));
  }

  void prepare(const std::string& name, const std::vector<Difference>& found) {
    const std::vector<StoredObject>& objects = objects_of_change();
    const StoredObject *now = find_table(objects, name), *wanted = find_table(wanted_, name);
    if (now != nullptr && now->is_virtual) return drop_table(*now);
    std::optional<TableDefinition> from = find_definition(objects, name), to = find_definition(wanted_, name);
    if (!from || !to) return work_.refuse(fmt::format("the statement of table {} is not understood", name));
    TableTransition table{
        .now = std::move(*from), .wanted = std::move(*to), .differences = found, .sources = {}};
    if (may_lose()) {
      RowEffects effects =
          effects_on_rows({table.now, table.wanted, find_table_entry(schema_of_change_, *now),
                           find_table_entry(work_.wanted(), *wanted)},
                          request_.values);
      for (std::string& loss : effects.losses) work_.lose(std::move(loss));
      for (RequiredValue& value : effects.required_values) work_.require(std::move(value));
      for (const auto& [column, _] : effects.sources)
        if (find_column(table.now, column) != nullptr)
          work_.replace_nulls(fmt::format("{}.{}", table.now.name, column));
      table.sources = std::move(effects.sources);
    }
    transitions_.push_back(std::move(table));
  }

  const std::vector<StoredObject>& objects_of_change() {
    if (objects_of_change_.empty()) {
      schema_of_change_ = work_.schema();
      objects_of_change_ = stored_objects(work_.database(), schema_of_change_);
    }
    return objects_of_change_;
  }

  void rebuild(const TableTransition& table) {
    if (!request_.is_atomic)
      return work_.refuse(
          fmt::format("table {} has to be rebuilt, and with \"transaction: none\" each statement of that "
                      "would be committed on its own",
                      table.now.name));
    rebuild_table(work_, table);
  }

  void rebuild_what_still_differs() {
    const std::map<std::string, std::vector<Difference>> differing = differing_tables();
    for (const TableTransition& table : transitions_)
      if (std::ranges::any_of(differing,
                              [&](const auto& each) { return is_same_name(each.first, table.now.name); }))
        rebuild(table);
  }

  // Of all that exists beside tables a trigger comes last, and the rest in the order in which it was created.
  void create_missing() {
    if (may_lose()) create_missing({"table"});
    create_missing({"index", "view"});
    create_missing({"trigger"});
  }

  void create_missing(std::initializer_list<std::string_view> types) {
    std::set<std::pair<std::string_view, std::string>> missing;
    for (const Difference& difference : work_.differences())
      if (difference.kind == DifferenceKind::missing &&
          (is_beside_tables(difference.object) || is_sqlite_table(difference.object)))
        missing.emplace(stored_type(difference.object), difference.name);
    for (const StoredObject& object : wanted_)
      if (std::ranges::find(types, object.type) != types.end() &&
          missing.contains({object.type, object.name}))
        work_.run(object.sql);
  }

  // user_version and application_id
  void set_numbers() {
    for (const Difference& difference : work_.differences())
      if (difference.object == ObjectKind::database)
        work_.run(
            fmt::format("PRAGMA {} = {}", difference.fact, difference.was.empty() ? "0" : difference.was));
  }

  const std::vector<StoredObject>& wanted_;
  const TransitionRequest& request_;
  WorkDatabase work_;
  SchemaCatalogue schema_of_change_;
  std::vector<StoredObject> objects_of_change_;
  std::vector<TableTransition> transitions_;
};

class SqliteWantedSchema final : public WantedSchema {
 public:
  Transition reach(ScratchDatabase& work, const TransitionRequest& request) override {
    work.execute("PRAGMA foreign_keys = OFF");  // as in a transaction that drops a table
    return SqliteTransition(schema(), wanted_, request, work).run_all();
  }

 private:
  void read_definitions(ScratchDatabase& wanted) override { wanted_ = stored_objects(wanted, schema()); }

  std::vector<StoredObject> wanted_;
};

}  // namespace

std::unique_ptr<WantedSchema> make_sqlite_wanted_schema() {
  return std::make_unique<SqliteWantedSchema>();
}

}  // namespace migrate::migc
