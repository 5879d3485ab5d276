#include "sqlite/power_loss/scenarios.h"

#include "contract/scripted_chain.h"
#include "migrate/migrator.h"

namespace migrate::testing {

namespace {

void fill(StepContext& context) {
  for (int i = 0; i < 20; ++i)
    context.execute("INSERT INTO fourth VALUES ($1, $2)", {i, std::string(500, 'x')});
}

std::string rows_for(const std::string& table, const std::string& size) {
  return "INSERT INTO " + table + " SELECT value, zeroblob(" + size +
         ") FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12]')";
}

ScriptedRevision first() {
  return {.id = "a",
          .up = {"CREATE TABLE first (id INTEGER, x BLOB)", rows_for("first", "900")},
          .down = {"DROP TABLE first"}};
}

ScriptedRevision second() {
  return {.id = "b",
          .parents = {"a"},
          .up = {"CREATE TABLE second (id INTEGER, x BLOB)", rows_for("second", "2000"),
                 "DELETE FROM first WHERE id > 6"},
          .down = {"DROP TABLE second", rows_for("first", "300")}};
}

// As migc rebuilds a table.
ScriptedRevision rebuild() {
  return {.id = "r",
          .parents = {"b"},
          .up = {"CREATE TABLE _migrate_new_second (id INTEGER NOT NULL PRIMARY KEY, x BLOB)",
                 "INSERT INTO _migrate_new_second (id, x) SELECT id, x FROM second", "DROP TABLE second",
                 "ALTER TABLE _migrate_new_second RENAME TO second", "CREATE INDEX by_x ON second (x)"}};
}

// One of each kind of transaction, and a step.
ScriptedRevision outside() {
  return {.id = "c",
          .parents = {"b"},
          .up = {"CREATE TABLE third (id INTEGER)", "INSERT INTO third VALUES (1)", "VACUUM",
                 "INSERT INTO third VALUES (2)"},
          .down = {"DROP TABLE third"},
          .transaction = Transaction::none};
}

ScriptedRevision fourth() {
  return {.id = "d",
          .parents = {"c"},
          .up = {"CREATE TABLE fourth (id INTEGER, x TEXT)", "call fill", "DROP TABLE second"},
          .down = {"CREATE TABLE second (id INTEGER, x BLOB)", "DROP TABLE fourth"},
          .transaction = Transaction::own};
}

const ScriptedChain& two_revisions() {
  static const ScriptedChain chain({first(), second()});
  return chain;
}

const ScriptedChain& four_revisions() {
  static const ScriptedChain chain({first(), second(), outside(), fourth()}, {{"fill", &fill}});
  return chain;
}

const ScriptedChain& rebuilding() {
  static const ScriptedChain chain({first(), second(), rebuild()});
  return chain;
}

// What a newer program has over two_revisions().
const ScriptedChain& newer() {
  ScriptedRevision third = second();
  third.id = "c";
  third.parents = {"b"};
  third.up = {"CREATE TABLE third (id INTEGER, x BLOB)", rows_for("third", "3000")};
  third.down = {"DROP TABLE third", "UPDATE first SET x = zeroblob(4000)"};
  static const ScriptedChain chain({first(), second(), third, creates("d", {"c"})});
  return chain;
}

const ScriptedChain& with_snapshot() {
  static ScriptedChain chain({first(), second()});
  static const ScriptedChain& complete = chain.add_snapshot(
      Dialect::sqlite, {"CREATE TABLE first (id INTEGER, x BLOB)", "CREATE TABLE second (id INTEGER, x BLOB)",
                        rows_for("second", "2000")});
  return complete;
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all{
      // Of the revision outside a transaction, each of the four items is recorded.
      {"upgrade", &four_revisions().chain(), [](Connection&) {},
       [](Connection& connection) {
         upgrade(connection, four_revisions(), {.transaction = TransactionMode::each});
       },
       8},
      {"downgrade", &two_revisions().chain(),
       [](Connection& connection) { upgrade(connection, two_revisions()); },
       [](Connection& connection) {
         downgrade(connection, two_revisions(), "base", {.transaction = TransactionMode::each});
       },
       3},
      {"rollback", &newer().chain(), [](Connection& connection) { upgrade(connection, newer()); },
       [](Connection& connection) { rollback(connection, two_revisions()); }, 2},
      {"rebuild", &rebuilding().chain(), [](Connection& connection) { upgrade(connection, two_revisions()); },
       [](Connection& connection) { upgrade(connection, rebuilding()); }, 2},
      {"snapshot", &with_snapshot().chain(), [](Connection&) {},
       [](Connection& connection) { upgrade(connection, with_snapshot()); }, 2},
  };
  return all;
}

}  // namespace migrate::testing
