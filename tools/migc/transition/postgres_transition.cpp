#include "migc/transition/postgres_transition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/names.h"
#include "engine/postgres/names.h"
#include "engine/sql_text.h"
#include "migc/scratch/library_tables.h"
#include "migc/transition/postgres_definitions.h"
#include "migc/transition/table_key.h"
#include "migc/transition/work_database.h"

namespace migrate::migc {

namespace {

using Definitions = std::vector<PostgresDefinition>;
using Columns = std::vector<PostgresColumn>;

// What is known of a schema beside its catalogue.
struct PostgresSchema {
  Definitions definitions = {};
  Columns columns = {};
};

// How revisions see names.
struct Naming {
  std::string schema;
  std::string path;
  std::vector<std::string> own_tables;
};

PostgresSchema read_schema(ScratchDatabase& database, const Naming& naming) {
  database.execute("SET search_path = " + naming.path);
  PostgresSchema schema{read_postgres_definitions(database, naming.own_tables),
                        read_postgres_columns(database)};
  database.execute("RESET search_path");
  return schema;
}

const PostgresDefinition* find(const Definitions& definitions, const PostgresDefinition& like) {
  const auto found = std::ranges::find_if(definitions, [&](const PostgresDefinition& definition) {
    return definition.kind == like.kind && definition.name == like.name;
  });
  return found == definitions.end() ? nullptr : &*found;
}

std::size_t place_of(const std::string& kind) {
  return static_cast<std::size_t>(std::ranges::find(postgres_kinds(), kind) - postgres_kinds().begin());
}

// The number in "character varying(40)".
std::optional<int> length_of(std::string_view type) {
  const std::size_t open = type.find('(');
  if (open == type.npos) return std::nullopt;
  int length = 0;
  std::from_chars(type.data() + open + 1, type.data() + type.size(), length);
  return length;
}

// Whether every value of one type is the same in the other, and was when it came from there.
bool keeps_values(std::string_view from, std::string_view to) {
  constexpr std::array<std::string_view, 3> numbers{"smallint", "integer", "bigint"};
  const auto a = std::ranges::find(numbers, from), b = std::ranges::find(numbers, to);
  if (a != numbers.end() && b != numbers.end()) return a <= b;
  const auto is_text = [](std::string_view type) {
    return type == "text" || type == "citext" || type.starts_with("character varying");
  };
  if (!is_text(from) || !is_text(to)) return false;
  return !length_of(to) || (length_of(from) && *length_of(from) <= *length_of(to));
}

class PostgresTransition {
 public:
  PostgresTransition(const SchemaCatalogue& catalogue, const PostgresSchema& wanted, const Naming& naming,
                     const TransitionRequest& request, ScratchDatabase& database)
      : wanted_(wanted), naming_(naming), request_(request), work_(catalogue, database) {}

  Transition run_all() {
    work_.database().execute("SET search_path = " + naming_.path);
    rename();
    replace_changed();
    drop_left_over();
    change_columns();
    drop_left_over();
    create_missing();
    refuse_what_is_left();
    work_.database().execute("RESET search_path");
    return work_.take();
  }

 private:
  Definitions definitions() { return read_postgres_definitions(work_.database(), naming_.own_tables); }

  // Names.

  // Some are given back only when tables have theirs.
  void rename() {
    std::vector<std::string> left;
    for (const std::string& statement : request_.renames)
      if (work_.try_run(statement)) left.push_back(statement);
    for (const MatchedTable& table : request_.tables)
      if (!table.wanted.empty() && table.name != table.wanted) rename(table);
    for (const MatchedTable& table : request_.tables)
      if (!table.wanted.empty()) rename_columns(table);
    for (const std::string& statement : left) work_.run(statement);
  }

  void rename(const MatchedTable& table) {
    work_.run(
        fmt::format("ALTER TABLE {} RENAME TO {}", spelled(table.name), quoted(last_name(table.wanted))));
  }

  void rename_columns(const MatchedTable& table) {
    for (const MatchedColumn& column : table.columns) {
      if (column.now == column.wanted) continue;
      const std::string name = spelled(table.wanted);
      if (has_column(name, quoted(column.wanted)))
        work_.run(fmt::format("ALTER TABLE {} DROP COLUMN {}", name, quoted(column.wanted)));
      work_.run(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", name, quoted(column.now),
                            quoted(column.wanted)));
    }
  }

  // One that has the name of a renamed one before was added after that, or names are exchanged.
  bool has_column(const std::string& table, const std::string& column) {
    return std::ranges::any_of(read_postgres_columns(work_.database()), [&](const PostgresColumn& each) {
      return each.table == table && each.name == column;
    });
  }

  std::string key_of(const std::string& table) const {
    return table_key(Dialect::postgres, table, naming_.schema);
  }

  // "public.runs" -> "runs"
  static std::string last_name(const std::string& key) { return key.substr(key.find('.') + 1); }

  std::string spelled(const std::string& key) {
    const std::string schema = key.substr(0, key.find('.'));
    return (schema == naming_.schema ? "" : quoted(schema) + '.') + quoted(last_name(key));
  }

  std::string quoted(const std::string& name) {
    const Rows rows = work_.query(fmt::format("SELECT quote_ident({})", core::string_literal(name)));
    return std::get<std::string>(rows.at(0).at(0));
  }

  // Things.

  // What its creation overwrites.
  static std::string replacement(const PostgresDefinition& definition) {
    if (definition.kind == "function" || definition.kind == "comment" || definition.kind == "option")
      return definition.create;
    constexpr std::string_view create = "CREATE VIEW ";
    if (definition.create.starts_with(create))
      return "CREATE OR REPLACE VIEW " + definition.create.substr(create.size());
    return {};
  }

  void replace_changed() {
    for (const PostgresDefinition& now : definitions()) {
      const PostgresDefinition* wanted = find(wanted_.definitions, now);
      if (wanted == nullptr || wanted->create == now.create) continue;
      if (const std::string statement = replacement(*wanted); !statement.empty() && !work_.is_refused())
        (void)work_.try_run(statement);
    }
  }

  bool is_left_over(const PostgresDefinition& definition) const {
    const PostgresDefinition* wanted = find(wanted_.definitions, definition);
    return wanted == nullptr || wanted->create != definition.create;
  }

  // In the order in which an author would try. What goes with its table is left to it.
  Definitions left_over() {
    Definitions found = definitions();
    std::erase_if(found, [&](const PostgresDefinition& definition) { return !is_left_over(definition); });
    std::vector<std::string> tables;
    for (const PostgresDefinition& definition : found)
      if (definition.kind == "table") tables.push_back(definition.name);
    std::erase_if(found, [&](const PostgresDefinition& definition) {
      return definition.kind != "foreign key" && std::ranges::find(tables, definition.table) != tables.end();
    });
    std::ranges::sort(found, [](const PostgresDefinition& a, const PostgresDefinition& b) {
      return std::pair(place_of(a.kind), b.place) < std::pair(place_of(b.kind), a.place);
    });
    return found;
  }

  // One at a time: with a table or a column goes much else, and one drop makes another one possible.
  void drop_left_over() {
    for (bool has_dropped = true; has_dropped && !work_.is_refused();) {
      has_dropped = false;
      reasons_.clear();
      for (const PostgresDefinition& definition : left_over()) {
        if (!is_known(definition)) return;
        const std::optional<std::string> error = work_.try_run(definition.drop);
        has_dropped = !error;
        if (has_dropped) break;
        reasons_.emplace(definition.kind + ' ' + definition.name, *error);
      }
    }
  }

  // Whether the statements say that the upgrade made it: otherwise its rows may be older.
  bool is_known(const PostgresDefinition& definition) {
    const bool is_column = definition.kind == "column";
    if (definition.kind != "table" && !is_column) return true;
    const std::string& table = is_column ? definition.table : definition.name;
    const MatchedTable* known = find_table(key_of(table));
    if (known != nullptr && known->wanted.empty() != is_column) return true;
    work_.refuse(fmt::format("no statement of the upgrade says where {} {} comes from", definition.kind,
                             definition.name));
    return false;
  }

  // Once it has its former name.
  const MatchedTable* find_table(const std::string& key) const {
    const auto found = std::ranges::find_if(request_.tables, [&](const MatchedTable& table) {
      return (table.wanted.empty() ? table.name : table.wanted) == key;
    });
    return found == request_.tables.end() ? nullptr : &*found;
  }

  // What is said of things comes after them, and a new one has privileges that the wanted one lacks.
  void create_missing() {
    create_missing([](const std::string& kind) { return kind != "comment" && kind != "privilege"; });
    create_missing([](const std::string& kind) { return kind == "comment"; });
    create_missing([](const std::string& kind) { return kind == "privilege"; });
    drop_left_over();
  }

  template <typename IsMeant>
  void create_missing(const IsMeant& is_meant) {
    Definitions missing = wanted_.definitions;
    const Definitions now = definitions();
    std::erase_if(missing, [&](const PostgresDefinition& definition) {
      return !is_meant(definition.kind) || find(now, definition) != nullptr || definition.create.empty();
    });
    std::ranges::sort(missing, [](const PostgresDefinition& a, const PostgresDefinition& b) {
      return std::pair(place_of(b.kind), a.place) < std::pair(place_of(a.kind), b.place);
    });
    for (std::size_t left = missing.size() + 1; missing.size() < left && !work_.is_refused();) {
      left = missing.size();
      std::erase_if(missing, [&](const PostgresDefinition& definition) { return create(definition); });
    }
  }

  bool create(const PostgresDefinition& definition) {
    const std::optional<std::string> error = work_.try_run(definition.create);
    if (error) reasons_[definition.kind + ' ' + definition.name] = *error;
    return !error;
  }

  // Columns that were there.

  void change_columns() {
    const Columns now = read_postgres_columns(work_.database());
    for (const PostgresColumn& wanted : wanted_.columns)
      for (const PostgresColumn& column : now)
        if (column.table == wanted.table && column.name == wanted.name) change(column, wanted);
  }

  void change(const PostgresColumn& now, const PostgresColumn& wanted) {
    const std::string alter = fmt::format("ALTER TABLE {} ALTER COLUMN {} ", now.table, now.name);
    if (now.type != wanted.type) change_type(now, wanted, alter);
    if (now.identity != wanted.identity) change_identity(now, wanted, alter);
    if (now.default_value != wanted.default_value)
      work_.run(alter +
                (wanted.default_value.empty() ? "DROP DEFAULT" : "SET DEFAULT " + wanted.default_value));
    if (now.is_not_null != wanted.is_not_null)
      work_.run(alter + (wanted.is_not_null ? "SET NOT NULL" : "DROP NOT NULL"));
  }

  void change_type(const PostgresColumn& now, const PostgresColumn& wanted, const std::string& alter) {
    if (keeps_values(now.type, wanted.type)) return work_.run(alter + "TYPE " + wanted.type);
    work_.refuse(fmt::format("values may not fit into the type that column {}.{} had: {}, now {}", now.table,
                             now.name, wanted.type, now.type));
  }

  // Where an identity continues is known to its sequence alone.
  void change_identity(const PostgresColumn& now, const PostgresColumn& wanted, const std::string& alter) {
    if (wanted.identity.empty()) return work_.run(alter + "DROP IDENTITY");
    if (now.identity.empty())
      return work_.refuse(
          fmt::format("the upgrade drops the identity of column {}.{}, whose next number is not known",
                      now.table, now.name));
    work_.run(alter + (wanted.identity == "a" ? "SET GENERATED ALWAYS" : "SET GENERATED BY DEFAULT"));
  }

  // The end.

  void refuse_what_is_left() {
    if (work_.is_refused()) return;
    for (const PostgresDefinition& definition : left_over()) refuse(definition, "dropped");
    const Definitions now = definitions();
    for (const PostgresDefinition& definition : wanted_.definitions)
      if (find(now, definition) == nullptr) refuse(definition, "created as it was");
  }

  void refuse(const PostgresDefinition& definition, std::string_view what) {
    if (definition.kind == "type" && definition.create.find(" AS ENUM ") != std::string::npos)
      return work_.refuse(
          fmt::format("PostgreSQL cannot remove a value from the enum {}, which is used", definition.name));
    const auto reason = reasons_.find(definition.kind + ' ' + definition.name);
    work_.refuse(fmt::format("{} {} cannot be {}{}", definition.kind, definition.name, what,
                             reason == reasons_.end() ? "" : ": " + reason->second));
  }

  const PostgresSchema& wanted_;
  const Naming& naming_;
  const TransitionRequest& request_;
  WorkDatabase work_;
  std::map<std::string, std::string> reasons_;  // why the engine refused a thing's statement
};

class PostgresWantedSchema final : public WantedSchema {
 public:
  explicit PostgresWantedSchema(const Settings& settings)
      : naming_{std::string(core::schema_of_revisions(Dialect::postgres, settings)),
                core::postgres_names(settings).revision_path, library_tables(settings.version_table)} {}

  Transition reach(ScratchDatabase& work, const TransitionRequest& request) override {
    return PostgresTransition(schema(), wanted_, naming_, request, work).run_all();
  }

 private:
  void read_definitions(ScratchDatabase& wanted) override { wanted_ = read_schema(wanted, naming_); }

  Naming naming_;
  PostgresSchema wanted_;
};

}  // namespace

std::unique_ptr<WantedSchema> make_postgres_wanted_schema(const Settings& settings) {
  return std::make_unique<PostgresWantedSchema>(settings);
}

}  // namespace migrate::migc
