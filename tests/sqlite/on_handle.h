#pragma once

// The vocabulary of tests on a SQLite file that the test has open itself.

#include <SQLiteCpp/SQLiteCpp.h>

#include "contract/contract.h"
#include "migrate/sqlite.h"
#include "support/temporary_folder.h"

namespace migrate::testing {

inline const int read_write = SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;

// Whether the SQLite library that the tests run with is this version or a newer one: 3038000 for 3.38.
inline bool has_sqlite(int version) {
  return SQLite::getLibVersionNumber() >= version;
}

class OnHandle : public ::testing::Test {
 protected:
  std::int64_t number(const std::string& sql) { return db_.execAndGet(sql).getInt64(); }
  std::string text(const std::string& sql) { return db_.execAndGet(sql); }

  // Upgrades a chain of one revision.
  Report run(std::vector<std::string> up, Steps steps = {}, const Options& options = {}) {
    const ScriptedChain chain({{.id = "a", .up = std::move(up)}}, std::move(steps));
    return upgrade(connection_, chain, options);
  }
  std::string failure_of(std::vector<std::string> up, Steps steps = {}) {
    return error_of([&] { run(std::move(up), std::move(steps)); }).what();
  }

  TemporaryFolder folder_;
  SQLite::Database db_{folder_.file("test.db"), read_write};
  SqliteConnection connection_{db_};
};

// What an error in the only revision says, after which nothing is left of it.
inline std::string rolled_back_at(int line, int statement, const std::string& cause) {
  return "versions/a.sql:" + std::to_string(line) + ": revision \"a\", statement " +
         std::to_string(statement) + ": " + cause +
         "\nIts transaction was rolled back: the database is at base; this run changed nothing. Remove the "
         "cause"
         " and run the command again.";
}

}  // namespace migrate::testing
