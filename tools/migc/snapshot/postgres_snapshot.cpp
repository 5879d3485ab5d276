#include "migc/snapshot/postgres_snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/postgres/names.h"
#include "migc/catalogue/difference.h"
#include "migc/dump/postgres_dump.h"
#include "migc/scratch/library_tables.h"
#include "migc/snapshot/dump_statements.h"
#include "migc/snapshot/postgres_obstacles.h"
#include "migc/snapshot/written_rows.h"
#include "migc/sql/sql_splitter.h"
#include "migrate/error.h"
#include "migrate/migrator.h"
#include "migrate/observer.h"
#include "migrate/step.h"

namespace migrate::migc {

namespace {

using Statements = std::vector<std::string>;

// Settings of another session or place. A plan that must not hash or read a table from its beginning returns
// rows in another order, where no ORDER BY asks for one.
class OtherSettings final : public Observer {
 public:
  void before_step(const StepEvent& /*event*/, StepContext& context) override {
    for (const std::string_view setting :
         {"DateStyle = 'SQL, DMY'", "IntervalStyle = 'sql_standard'", "bytea_output = 'escape'",
          "extra_float_digits = -3", "enable_hashagg = off", "enable_hashjoin = off", "enable_seqscan = off",
          "enable_bitmapscan = off", "max_parallel_workers_per_gather = 0"})
      context.execute(fmt::format("SET {}", setting));
  }
};

std::string first_line_of(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

class PostgresSnapshotMaker {
 public:
  PostgresSnapshotMaker(ScratchEngine& engine, core::OwnedChain& chain, const std::string& dir)
      : engine_(engine),
        chain_(chain),
        dir_(dir),
        schema_("migrate_snapshot_" + std::string(chain.chain().root_digest().substr(0, 16))),
        settings_(chain.chain().settings()) {
    options_.schema = schema_;
    settings_.schema = schema_;
  }

  Snapshot make() {
    WrittenRows written_rows(dir_);
    OtherSettings other_settings;
    const std::unique_ptr<ScratchDatabase> own = replay(written_rows);
    if (!written_rows.objection().empty()) return {.why_not = written_rows.objection()};
    const std::unique_ptr<ScratchDatabase> other = replay(other_settings);
    if (!why_not_.empty()) return {.why_not = why_not_};
    const Statements dump = dump_of(*own);
    if (const std::string object =
            first_difference(content_of(*own, dump), content_of(*other, dump_of(*other)));
        !object.empty())
      return {.why_not = fmt::format("{} differs when the revisions run again, with other settings", object)};
    if (const std::string place = find_stray(*own); !place.empty()) return {.why_not = place};
    Snapshot snapshot{.statements = with_rows_together(loadable(dump)),
                      .origin = "PostgreSQL " + engine_.version()};
    if (why_not_.empty()) prove(snapshot, *own, dump);
    if (!why_not_.empty()) return {.why_not = why_not_};
    return snapshot;
  }

 private:
  [[nodiscard]] const Chain& chain() const { return chain_.chain(); }

  std::unique_ptr<ScratchDatabase> make_database() {
    std::unique_ptr<ScratchDatabase> database = engine_.make_database();
    database->execute("CREATE SCHEMA " + schema_);
    return database;
  }

  std::unique_ptr<ScratchDatabase> replay(Observer& observer) {
    std::unique_ptr<ScratchDatabase> database = make_database();
    Options options = options_;
    options.observer = &observer;
    try {
      (void)upgrade(database->connection(), chain(), "heads", options);
    } catch (const Error& error) {
      if (!engine_.is_of_revision(error)) throw;
      why_not_ = reason_of(error);
    }
    database->end_session();
    return database;
  }

  [[nodiscard]] std::string reason_of(const Error& error) const {
    const ErrorContext& context = error.context();
    std::string message =
        first_line_of(context.database_message.empty() ? error.what() : context.database_message);
    if (context.file.empty()) return message;
    return fmt::format("{}/{}:{}: the statement fails: {}", dir_, context.file, context.line, message);
  }

  // A statement each, with the name of the schema.
  Statements dump_of(ScratchDatabase& database) const {
    const SourceFile text("dump", "dump",
                          dump_postgres({.url = database.for_others().address,
                                         .version_schema = core::postgres_names(settings_).version_schema,
                                         .own_tables = library_tables(settings_.version_table),
                                         .content = DumpContent::schema_and_rows}));
    Statements statements;
    for (const SqlItem& item : split_section(text, 0, Dialect::postgres).items)
      statements.emplace_back(text.bytes().substr(item.begin, item.end - item.begin));
    return statements;
  }

  // Not copied, but filled by the snapshot again; where one is older than its tables, that gives other rows.
  Statements rows_of_views(ScratchDatabase& database) const {
    Statements lines;
    for (const Row& view :
         database.query(fmt::format("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'm' AND"
                                    " relispopulated AND relnamespace = '{}'::regnamespace",
                                    schema_)))
      for (const Row& row :
           database.query(fmt::format("SELECT (x.*)::text FROM {} x", std::get<std::string>(view[0]))))
        lines.push_back(fmt::format("INSERT INTO {} VALUES {}", std::get<std::string>(view[0]),
                                    std::get<std::string>(row[0])));
    return lines;
  }

  // Schema, rows and sequences.
  Statements content_of(ScratchDatabase& database, Statements dump) const {
    Statements content = std::move(dump);
    std::ranges::move(rows_of_views(database), std::back_inserter(content));
    return content;
  }

  // In any order.
  [[nodiscard]] std::string first_difference(Statements one, Statements other) const {
    std::ranges::sort(one);
    std::ranges::sort(other);
    const auto [mine, theirs] = std::ranges::mismatch(one, other);
    if (mine == one.end() && theirs == other.end()) return {};
    const bool is_mine = theirs == other.end() || (mine != one.end() && *mine < *theirs);
    return object_of(without_schema(is_mine ? *mine : *theirs));
  }

  // What the revisions have made where no snapshot puts anything.
  [[nodiscard]] std::string find_stray(ScratchDatabase& database) const {
    const Rows found = database.query(fmt::format(
        "SELECT n.nspname::text FROM pg_depend d JOIN pg_namespace n ON n.oid = d.refobjid WHERE"
        " d.refclassid = 'pg_namespace'::regclass AND d.deptype = 'n' AND n.nspname NOT IN ('{}', "
        "'pg_catalog', 'information_schema') AND n.nspname !~ '^pg_' AND d.classid <> "
        "'pg_extension'::regclass"
        " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND"
        " e.deptype = 'e') ORDER BY 1 LIMIT 1",
        schema_));
    if (found.empty() || is_of_library(std::get<std::string>(found[0][0]))) return {};
    return fmt::format("the revisions create objects in the schema \"{}\", whatever schema the program uses",
                       std::get<std::string>(found[0][0]));
  }

  [[nodiscard]] bool is_of_library(const std::string& schema) const {
    return schema == chain().settings().version_schema;
  }

  [[nodiscard]] std::string without_schema(std::string text) const {
    const std::string begin = schema_ + '.';
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at))
      text.erase(at, begin.size());
    return text;
  }

  // For any schema.
  Statements loadable(const Statements& dump) {
    Statements statements{"SET check_function_bodies = false", "SET xmloption = content"};
    for (std::string statement : dump) {
      // The revisions create no schema. Each extension comes with its own comment.
      if (statement.starts_with("CREATE SCHEMA ") || statement.starts_with("COMMENT ON EXTENSION ")) continue;
      if (const std::string end = " WITH SCHEMA " + schema_; statement.ends_with(end))
        statement.resize(statement.size() - end.size());
      statement = without_schema(std::move(statement));
      if (statement.find(schema_) != std::string::npos)
        why_not_ =
            fmt::format("{} names its schema, and the program may use another one", object_of(statement));
      statements.push_back(std::move(statement));
    }
    return statements;
  }

  // As a program loads it.
  void prove(const Snapshot& snapshot, ScratchDatabase& own, const Statements& dump) {
    std::size_t bytes = 0;
    for (const std::string& statement : snapshot.statements) bytes += statement.size();
    if (bytes > most_bytes_of_snapshot) {
      why_not_ = "it would be larger than 16 MiB";
      return;
    }
    chain_.add_snapshot(Dialect::postgres, snapshot.statements);
    const std::unique_ptr<ScratchDatabase> loaded = make_database();
    if (!upgrade(loaded->connection(), chain(), "heads", options_).from_snapshot) {
      why_not_ = "its statements cannot be loaded: " + error_of_loading(snapshot);
      return;
    }
    loaded->end_session();
    std::string object = first_difference(content_of(own, dump), content_of(*loaded, dump_of(*loaded)));
    if (object.empty())
      if (const std::vector<Difference> found = differences(own.read_schema(), loaded->read_schema());
          !found.empty())
        object = to_text(found.front());
    if (!object.empty())
      why_not_ = fmt::format("{} cannot be written as statements that make the same", object);
  }

  // A program that cannot load a snapshot runs the revisions, and does not say why.
  std::string error_of_loading(const Snapshot& snapshot) {
    const std::unique_ptr<ScratchDatabase> database = make_database();
    try {
      database->execute("SET search_path = " + core::postgres_names(settings_).revision_path);
      for (const std::string& statement : snapshot.statements) database->execute(statement);
    } catch (const Error& error) {
      return first_line_of(error.what());
    }
    return "the server takes them one by one only";
  }

  ScratchEngine& engine_;
  core::OwnedChain& chain_;
  std::string dir_;
  std::string schema_;
  Settings settings_;  // of the chain, in that schema
  Options options_;
  std::string why_not_;
};

}  // namespace

Snapshot make_postgres_snapshot(const MakeEngine& make_engine, core::OwnedChain& chain,
                                const std::string& dir) {
  if (std::string obstacle = find_postgres_obstacle(chain.chain(), dir); !obstacle.empty())
    return {.why_not = std::move(obstacle)};
  const std::unique_ptr<ScratchEngine> engine = make_engine(Dialect::postgres, chain.chain());
  return PostgresSnapshotMaker(*engine, chain, dir).make();
}

}  // namespace migrate::migc
