// Random pairs of schemas: the transition leads from the first one, with rows, to the second one and back.
// The seeds are fixed, so a failure comes again. MIGRATE_RANDOM_PAIRS=1000 in the environment runs as many.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "migc/catalogue/difference.h"
#include "migc/scratch/sqlite_scratch.h"
#include "migc/transition/random_sqlite_schema.h"
#include "migc/transition/transition.h"
#include "migrate/chain.h"
#include "migrate/error.h"
#include "support/number_in.h"

namespace migrate::migc {
namespace {

using testing::in_quotes;
using testing::number_in;
using testing::RandomColumn;
using testing::RandomSqliteSchema;
using testing::RandomTable;

// A column of the first schema, and what the second one calls it.
struct SharedColumn {
  std::string table, column, wanted_table, wanted;
};

const RandomTable* find_table_of(const RandomSqliteSchema& schema, const std::string& name) {
  const auto found = std::ranges::find(schema.tables, name, &RandomTable::name);
  return found == schema.tables.end() ? nullptr : &*found;
}

class RandomSqlitePair {
 public:
  explicit RandomSqlitePair(std::uint64_t seed)
      : seed_(seed),
        first_(testing::random_sqlite_schema(seed, false, 0)),
        second_(testing::random_sqlite_schema(seed, true, 50 + static_cast<unsigned>(seed % 50))) {
    from_->execute(first_.sql + "PRAGMA foreign_keys = OFF;" + first_.rows);
    to_->execute(second_.sql);
    from_again_->execute(first_.sql);
    match();
  }

  void check() {
    replay_->become(*from_);
    const std::map<std::string, std::string> rows = rows_of(*from_, false);
    const Transition there = lead(*from_, *to_, upgrade_);
    if (::testing::Test::HasFailure() || !do_rows_fit_) return;
    expect_rows(rows, rows_of(*from_, true));
    expect_integrity(*from_);
    EXPECT_EQ(lead(*from_, *to_, {}).statements, std::vector<std::string>());
    run_at_once(there, rows);
    lead(*from_, *from_again_, downgrade_);
    if (!do_rows_fit_) return;
    expect_rows(rows, rows_of(*from_, false));
    expect_integrity(*from_);
  }

  [[nodiscard]] std::string text() const {
    return first_.sql + first_.rows + "-- and the second one\n" + second_.sql;
  }

 private:
  // By name; every third pair also exchanges two tables or two columns.
  void match() {
    std::map<std::string, std::string> names;
    for (const RandomTable& table : first_.tables)
      if (find_table_of(second_, table.name) != nullptr) names[table.name] = table.name;
    if (seed_ % 3 == 1 && names.size() > 1) std::swap(names.begin()->second, names.rbegin()->second);
    for (const auto& [name, wanted] : names)
      match(*find_table_of(first_, name), *find_table_of(second_, wanted));
    upgrade_.values = values_of(second_);
    downgrade_.values = values_of(first_);
  }

  void match(const RandomTable& table, const RandomTable& wanted) {
    std::map<std::string, std::string> names;
    for (const RandomColumn& column : table.columns)
      if (is_ordinary(column, wanted) && column.name != "id") names[column.name] = column.name;
    if (seed_ % 3 == 2 && names.size() > 1) std::swap(names.begin()->second, names.rbegin()->second);
    MatchedTable up{table.name, wanted.name, {}}, down{wanted.name, table.name, {}};
    shared_.push_back({table.name, "id", wanted.name, "id"});
    for (const auto& [column, now] : names) {
      up.columns.push_back({column, now});
      down.columns.push_back({now, column});
      shared_.push_back({table.name, column, wanted.name, now});
    }
    upgrade_.tables.push_back(std::move(up));
    downgrade_.tables.push_back(std::move(down));
  }

  static bool is_ordinary(const RandomColumn& column, const RandomTable& other) {
    const auto found = std::ranges::find(other.columns, column.name, &RandomColumn::name);
    return !column.is_generated && found != other.columns.end() && !found->is_generated;
  }

  static std::vector<ColumnValue> values_of(const RandomSqliteSchema& schema) {
    std::vector<ColumnValue> values;
    for (const RandomTable& table : schema.tables)
      for (const RandomColumn& column : table.columns)
        if (column.needs_value) values.push_back({table.name, column.name, "id * 100"});
    return values;
  }

  Transition lead(ScratchDatabase& work, ScratchDatabase& wanted, TransitionRequest request) {
    request.on_loss = OnLoss::list;
    const std::unique_ptr<WantedSchema> schema = make_wanted_schema(Dialect::sqlite, settings_);
    schema->remember(wanted);
    Transition transition = schema->reach(work, request);
    for (const Obstacle& obstacle : transition.obstacles)
      if (is_of_rows(obstacle.reason))
        do_rows_fit_ = false;
      else
        ADD_FAILURE() << obstacle.reason;
    for (const RequiredValue& value : transition.required_values)
      ADD_FAILURE() << value.table << '.' << value.column << " needs a value";
    return transition;
  }

  // Where NULLs get one value, that is not unique; a generated column can hold a REAL where none is stored.
  static bool is_of_rows(const std::string& reason) {
    return reason.starts_with("UNIQUE constraint failed: ") || reason.starts_with("cannot store REAL value ");
  }

  // As a revision runs.
  void run_at_once(const Transition& transition, const std::map<std::string, std::string>& rows) {
    std::string script = "PRAGMA foreign_keys = OFF;BEGIN;";
    for (const std::string& statement : transition.statements) script += statement + ";\n";
    replay_->execute(script + "COMMIT");
    EXPECT_EQ(differences(to_->read_schema(), replay_->read_schema()).size(),
              differences(to_->read_schema(), from_->read_schema()).size());
    expect_rows(rows, rows_of(*replay_, true));
  }

  // The values of each column that both schemas have, in the order of ids.
  std::map<std::string, std::string> rows_of(ScratchDatabase& database, bool is_second) {
    std::map<std::string, std::string> rows;
    for (const SharedColumn& shared : shared_)
      for (const Row& row : database.query(
               "SELECT coalesce(rtrim(rtrim(CAST(" + in_quotes(is_second ? shared.wanted : shared.column) +
               " AS TEXT), '0'), '.'), 'null') FROM " +
               in_quotes(is_second ? shared.wanted_table : shared.table) + " ORDER BY CAST(id AS INTEGER)"))
        rows[shared.table + '.' + shared.column] += std::get<std::string>(row[0]) + ' ';
    return rows;
  }

  // A NULL can have got a value.
  static void expect_rows(const std::map<std::string, std::string>& before,
                          const std::map<std::string, std::string>& after) {
    ASSERT_EQ(before.size(), after.size());
    for (const auto& [column, values] : before) {
      if (values.find("null") == std::string::npos)
        EXPECT_EQ(after.at(column), values) << column;
      else
        EXPECT_EQ(std::ranges::count(after.at(column), ' '), std::ranges::count(values, ' ')) << column;
    }
  }

  static void expect_integrity(ScratchDatabase& database) {
    EXPECT_EQ(database.query("PRAGMA integrity_check"), (Rows{{"ok"}}));
  }

  std::uint64_t seed_;
  RandomSqliteSchema first_, second_;
  Settings settings_;
  SqliteScratch engine_{{}, true};
  std::unique_ptr<ScratchDatabase> from_ = engine_.make_database(), to_ = engine_.make_database(),
                                   from_again_ = engine_.make_database(), replay_ = engine_.make_database();
  TransitionRequest upgrade_, downgrade_;
  bool do_rows_fit_ = true;
  std::vector<SharedColumn> shared_;
};

TEST(SqliteRandomPairs, LeadThereAndBackWithAllRows) {
  const std::uint64_t first = number_in("MIGRATE_FIRST_PAIR", 1);
  for (std::uint64_t seed = first; seed < first + number_in("MIGRATE_RANDOM_PAIRS", 40) && !HasFailure();
       ++seed) {
    RandomSqlitePair pair(seed);
    try {
      pair.check();
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
    if (HasFailure()) ADD_FAILURE() << "pair " << seed << ":\n" << pair.text();
  }
}

}  // namespace
}  // namespace migrate::migc
