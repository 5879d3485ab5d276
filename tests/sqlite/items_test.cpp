// SQLite has no lock that lasts from one transaction to the next, so two processes can be at the same item.

#include <SQLiteCpp/SQLiteCpp.h>

#include "contract/contract.h"
#include "migrate/sqlite.h"
#include "support/temporary_folder.h"

namespace migrate::testing {
namespace {

class SqliteItems : public ::testing::Test {
 protected:
  SqliteConnection connect() { return SqliteConnection(folder_.file("items.db")); }
  std::string history() {
    SQLite::Database db(folder_.file("items.db"));
    return db.execAndGet(
        "SELECT group_concat(direction || ' ' || revision || ' ' || state || coalesce(' ' || items, ''), ', "
        "')"
        " FROM (SELECT * FROM migrate_history ORDER BY seq)");
  }

  TemporaryFolder folder_;
};

// Lets another process finish the chain when the step's last item has run and is not recorded yet.
class Intruder : public Observer {
 public:
  explicit Intruder(std::function<void()> work) : work_(std::move(work)) {}
  void after_step(const StepEvent& event, StepContext&) override {
    if (event.revision == "a" && work_) std::exchange(work_, nullptr)();
  }

 private:
  std::function<void()> work_;
};

TEST_F(SqliteItems, ItemThatAnotherProcessRanAsWellIsRecordedOnce) {
  const ScriptedChain chain(
      {alone({.id = "a", .up = {"CREATE TABLE a (id INTEGER)", "VACUUM"}}), creates("b", {"a"})});
  SqliteConnection ours = connect();
  SqliteConnection theirs = connect();
  Intruder intruder([&] { upgrade(theirs, chain); });
  const Report report = upgrade(ours, chain, {.observer = &intruder});
  EXPECT_FALSE(report.changed());
  EXPECT_THAT(current(ours, chain).rows, ElementsAre("b"));
  EXPECT_EQ(history(), "upgrade a pending 1, upgrade a done 2, upgrade b done");
}

}  // namespace
}  // namespace migrate::testing
