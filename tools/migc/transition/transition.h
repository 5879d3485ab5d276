#pragma once

// The statements that lead from the schema of one database to that of another one. Each engine has a class
// for that.
//
//     const std::unique_ptr<WantedSchema> wanted = make_wanted_schema(engine.dialect(), chain.settings());
//     wanted->remember(*database);
//     wanted->reach(*work, {.on_loss = OnLoss::list}).statements;
//
// Every statement runs on the database that is to be changed as soon as it is known, so that the next one
// follows from what that database then has, and in the end its schema is compared with the wanted one.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/scratch/scratch_database.h"
#include "migc/transition/transition_request.h"
#include "migrate/table.h"

namespace migrate::migc {

// Why there are no statements.
struct Obstacle {
  std::uint32_t line = 0;  // of the revision's file; 0: not known
  std::string reason = {};

  bool operator==(const Obstacle&) const = default;
};

// A column that rows cannot get without a value, since it takes no NULL and has no default.
struct RequiredValue {
  std::string table;  // as people read it
  std::string column;
  std::string type;

  bool operator==(const RequiredValue&) const = default;
};

// What answers it.
[[nodiscard]] ColumnValue column_value(Dialect dialect, const Settings& settings, const RequiredValue& column,
                                       std::string value);

// Statements that rebuild a table of SQLite, and what of it they change.
struct TableRebuild {
  std::size_t first;  // its first statement
  std::size_t count;
  std::string before;  // CREATE TABLE, both of the same name
  std::string after;
  std::map<std::string, std::string> sources;  // of columns: an expression over the old row
};

struct Transition {
  std::vector<std::string> statements = {};  // none: nothing has to be done
  std::vector<TableRebuild> rebuilds = {};
  std::vector<std::string> losses = {};          // "table runs is dropped with its rows"
  std::vector<std::string> replaced_nulls = {};  // "NULLs in column runs.note are replaced"
  // Where there is one of these, there are no statements.
  std::vector<RequiredValue> required_values = {};
  std::vector<Obstacle> obstacles = {};
};

class WantedSchema {
 public:
  virtual ~WantedSchema() = default;

  // Throws migrate::Error where the database cannot be read, as reach() does.
  void remember(ScratchDatabase& wanted) {
    schema_ = wanted.read_schema();
    read_definitions(wanted);
  }
  [[nodiscard]] const SchemaCatalogue& schema() const noexcept { return schema_; }

  // `work`: has the first schema; it is changed. REQUIRES: remember().
  [[nodiscard]] virtual Transition reach(ScratchDatabase& work, const TransitionRequest& request) = 0;

 private:
  // The statements that made what the schema has.
  virtual void read_definitions(ScratchDatabase& wanted) = 0;

  SchemaCatalogue schema_;
};

using ReachFromStart = std::function<Transition(const TransitionRequest& request)>;
using ValueOf = std::function<std::optional<std::string>(const RequiredValue& column)>;

// Reaches again where rows need values, with those that are known; where one is not, what the first time
// gave. `reach`: begins with the first schema each time. Each value is asked for once.
[[nodiscard]] Transition reach_with_values(Dialect dialect, const Settings& settings,
                                           TransitionRequest request, const ReachFromStart& reach,
                                           const ValueOf& value_of);

[[nodiscard]] std::unique_ptr<WantedSchema> make_wanted_schema(Dialect dialect, const Settings& settings);

}  // namespace migrate::migc
