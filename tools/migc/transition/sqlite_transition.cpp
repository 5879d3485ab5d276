#include "migc/transition/sqlite_transition.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "engine/characters.h"
#include "migc/engine/sqlite/schema.h"
#include "migc/engine/sqlite/table_change.h"
#include "migc/transition/work_database.h"
#include "migrate/error.h"
#include "sqlite/schema_text.h"

namespace migrate::migc {

namespace {

constexpr std::string_view stored_objects_query =
    "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";

struct StoredObject {
  std::string type;
  std::string name;
  std::string sql;
};

std::vector<StoredObject> stored_objects(const Rows& definitions) {
  std::vector<StoredObject> objects;
  for (const Row& row : definitions)
    objects.push_back(
        {std::get<std::string>(row[0]), std::get<std::string>(row[1]), std::get<std::string>(row[3])});
  return objects;
}

std::string_view type_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::index:
      return "index";
    case ObjectKind::view:
      return "view";
    case ObjectKind::trigger:
      return "trigger";
    default:
      return "table";
  }
}

bool has_own_statement(ObjectKind kind) {
  return type_of(kind) != "table";
}

bool is_table(ObjectKind kind) {
  return kind == ObjectKind::table || kind == ObjectKind::virtual_table;
}

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

class SqliteTransition {
 public:
  SqliteTransition(const SchemaCatalogue& schema, const std::vector<StoredObject>& wanted,
                   const TransitionRequest& request, ScratchDatabase& database)
      : wanted_(wanted), request_(request), work_(schema, database) {}

  Transition run_all() {
    drop_created();
    drop_created_tables();
    rename_tables();
    rename_columns();
    drop_changed();
    change_tables();
    create_missing();
    set_numbers();
    return work_.take();
  }

 private:
  // A trigger before its view, and all before the tables.
  void drop_created() {
    for (const ObjectKind kind : {ObjectKind::trigger, ObjectKind::view, ObjectKind::index})
      for (const Difference& difference : reversed(work_.differences()))
        if (difference.kind == DifferenceKind::left_over && difference.object == kind) drop(difference);
  }

  // In the reverse of the order in which they were created.
  std::vector<Difference> reversed(std::vector<Difference> differences) {
    std::vector<std::string> names;
    for (const StoredObject& object : stored_objects(work_.query(std::string(stored_objects_query))))
      names.push_back(object.name);
    const auto place = [&](const Difference& difference) {
      return std::ranges::find(names, difference.name) - names.begin();
    };
    std::ranges::stable_sort(differences, std::ranges::greater(), place);
    return differences;
  }

  void drop(const Difference& difference) {
    work_.run(fmt::format("DROP {} {}", upper(type_of(difference.object)), sql_name(difference.name)));
  }

  static std::string upper(std::string_view word) {
    std::string result(word);
    std::ranges::transform(result, result.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return result;
  }

  void drop_created_tables() {
    for (const Difference& difference : reversed(work_.differences())) {
      if (difference.kind != DifferenceKind::left_over || !is_table(difference.object)) continue;
      const MatchedTable* table = request_.find(Dialect::sqlite, difference.name);
      if (table == nullptr)
        work_.refuse(
            fmt::format("no statement of the upgrade says where table {} comes from", difference.name));
      else if (table->wanted.empty())
        drop(difference);
    }
  }

  void rename_tables() {
    std::vector<const MatchedTable*> renamed;
    for (const MatchedTable& table : request_.tables)
      if (!table.wanted.empty() && !is_same_name(table.name, table.wanted)) renamed.push_back(&table);
    while (!renamed.empty() && !work_.is_refused()) {
      const auto is_free = [&](const MatchedTable* table) { return !has_table(table->wanted); };
      const auto next = std::ranges::find_if(renamed, is_free);
      if (next == renamed.end()) return work_.refuse("the upgrade exchanges the names of tables");
      work_.run(rename_table_statement((*next)->name, (*next)->wanted));
      renamed.erase(next);
    }
  }

  bool has_table(const std::string& name) {
    const std::vector<StoredObject> objects = stored_objects(work_.query(std::string(stored_objects_query)));
    return std::ranges::any_of(objects,
                               [&](const StoredObject& object) { return is_same_name(object.name, name); });
  }

  void rename_columns() {
    for (const MatchedTable& table : request_.tables)
      if (!table.wanted.empty()) rename_columns(table);
  }

  void rename_columns(const MatchedTable& table) {
    std::vector<MatchedColumn> renamed;
    for (const MatchedColumn& column : table.columns)
      if (!is_same_name(column.now, column.wanted)) renamed.push_back(column);
    while (!renamed.empty() && !work_.is_refused()) {
      const auto is_free = [&](const MatchedColumn& column) {
        return std::ranges::none_of(
            renamed, [&](const MatchedColumn& other) { return is_same_name(other.now, column.wanted); });
      };
      const auto next = std::ranges::find_if(renamed, is_free);
      if (next == renamed.end())
        return work_.refuse(
            fmt::format("the upgrade exchanges the names of columns of table {}", table.wanted));
      drop_column_called(table.wanted, next->wanted);
      work_.run(rename_column_statement(table.wanted, next->now, next->wanted));
      renamed.erase(next);
    }
  }

  // One that the upgrade added under the name that another one had before.
  void drop_column_called(const std::string& table, const std::string& column) {
    const std::optional<TableDefinition> definition = current_schema().find_table(table);
    if (definition && find_column(*definition, column) != nullptr)
      work_.run(fmt::format("ALTER TABLE {} DROP COLUMN {}", sql_name(table), sql_name(column)));
  }

  void drop_changed() {
    for (const ObjectKind kind : {ObjectKind::trigger, ObjectKind::view, ObjectKind::index})
      for (const Difference& difference : reversed(work_.differences()))
        if (difference.kind == DifferenceKind::changed && difference.object == kind &&
            dropped_.insert(difference.name).second)
          drop(difference);
  }

  // Tables with their columns and constraints.

  void change_tables() {
    std::vector<Difference> found = work_.differences();
    std::erase_if(found, [](const Difference& difference) {
      return is_note(difference) || has_own_statement(difference.object) ||
             difference.object == ObjectKind::database;
    });
    for (const Difference& difference : found) check(difference);
    std::set<std::string> tables;
    for (const Difference& difference : found)
      tables.insert(difference.table.empty() ? difference.name : difference.table);
    for (const std::string& table : tables)
      if (!work_.is_refused()) change_table(table);
  }

  // Whether it can be undone without losing values.
  void check(const Difference& difference) {
    const bool is_changed = difference.kind == DifferenceKind::changed;
    const bool is_column = difference.object == ObjectKind::column;
    if (difference.kind == DifferenceKind::missing && (is_column || is_table(difference.object)))
      return work_.refuse(to_text(difference) + ", and its values cannot be restored");
    if (difference.object == ObjectKind::virtual_table || (is_column && difference.fact == "generated as"))
      return work_.refuse("the values are lost: " + to_text(difference));
    if (is_changed && difference.fact == "type" && affinity_of(difference.was) != affinity_of(difference.is))
      work_.refuse("values may change with the type: " + to_text(difference));
  }

  SqliteSchema current_schema() {
    SqliteSchema schema;
    for (const StoredObject& object : stored_objects(work_.query(std::string(stored_objects_query))))
      (void)schema.run(object.sql);  // the tables of a virtual one exist already
    return schema;
  }

  void change_table(const std::string& name) {
    const SqliteSchema schema = current_schema();
    const std::optional<TableDefinition> wanted = wanted_definition(name);
    if (!wanted || !schema.find_table(name))
      return work_.refuse(fmt::format("the statement of table {} is not understood", name));
    TableChange change = begin_change(schema, name);
    TableDefinition without_added = change.after;
    std::erase_if(without_added.columns, [&](const ColumnDefinition& column) {
      return find_column(*wanted, column.name) == nullptr;
    });
    change.after = is_same(without_added, *wanted) ? without_added : *wanted;
    change.after.name = change.before.name;
    run(name, migc::change_table(schema, change));
  }

  static bool is_same(const TableDefinition& a, const TableDefinition& b) {
    return sqlite::normalised(to_sql(a)) == sqlite::normalised(to_sql(b));
  }

  std::optional<TableDefinition> wanted_definition(const std::string& name) const {
    for (const StoredObject& object : wanted_)
      if (object.type == "table" && is_same_name(object.name, name)) return parse_create_table(object.sql);
    return std::nullopt;
  }

  void run(const std::string& table, const TableStatements& change) {
    if (change.error) return work_.refuse(change.error->message);
    if (change.rebuilds && !request_.is_atomic)
      return work_.refuse(
          fmt::format("table {} has to be rebuilt, and with \"transaction: none\" each statement of that "
                      "would be committed on its own",
                      table));
    for (const std::string& statement : change.statements) work_.run(statement);
  }

  // A trigger after its view, and otherwise in the order in which they were created.
  void create_missing() {
    create_missing({"index", "view"});
    create_missing({"trigger"});
  }

  void create_missing(std::initializer_list<std::string_view> types) {
    const std::vector<Difference> found = work_.differences();
    for (const StoredObject& object : wanted_) {
      const auto is_it = [&](const Difference& difference) {
        return difference.kind == DifferenceKind::missing && has_own_statement(difference.object) &&
               type_of(difference.object) == object.type && difference.name == object.name;
      };
      const bool is_of_type = std::ranges::find(types, object.type) != types.end();
      if (is_of_type && std::ranges::any_of(found, is_it)) work_.run(object.sql);
    }
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
  std::set<std::string> dropped_;
};

class SqliteWantedSchema final : public WantedSchema {
 public:
  Transition reach(ScratchDatabase& work, const TransitionRequest& request) override {
    work.execute("PRAGMA foreign_keys = OFF");  // as in a transaction that drops a table
    return SqliteTransition(schema(), wanted_, request, work).run_all();
  }

 private:
  void read_definitions(ScratchDatabase& wanted) override {
    wanted_ = stored_objects(wanted.query(std::string(stored_objects_query)));
  }

  std::vector<StoredObject> wanted_;
};

}  // namespace

std::unique_ptr<WantedSchema> make_sqlite_wanted_schema() {
  return std::make_unique<SqliteWantedSchema>();
}

}  // namespace migrate::migc
