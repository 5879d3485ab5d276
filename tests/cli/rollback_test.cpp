// A program's commands on a database that a newer one has migrated.

#include <gmock/gmock.h>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::Answer;
using testing::compatible;
using testing::creates;
using ::testing::MatchesRegex;
using testing::ScriptedChain;
using testing::ScriptedRevision;

// chain_, as in every shop, ends with notes; the newer one has orders and bills besides.
class NewerShop : public testing::Shop {
 protected:
  static std::vector<ScriptedRevision> longer_line() {
    std::vector<ScriptedRevision> revisions = line();
    revisions.push_back(creates("orders", {"notes"}));
    revisions.push_back({.id = "bills",
                         .parents = {"orders"},
                         .up = {"CREATE TABLE bills (id INTEGER)", "CREATE INDEX by_id ON bills (id)"},
                         .down = {"DROP INDEX by_id", "DROP TABLE bills"}});
    return revisions;
  }
  void make_compatible() {
    run(ScriptedChain({creates("items"), creates("prices", {"items"}), creates("notes", {"prices"}),
                       compatible(creates("orders", {"notes"}))}),
        "upgrade --quiet");
  }

  const ScriptedChain newer_{longer_line()};
};

TEST_F(NewerShop, IsRefusedWithTheWayOut) {
  run(newer_, "upgrade --quiet");
  const Answer refused{
      10, "",
      "error: the database is at bills, newer than this program, which does not know these "
      "revisions, newest first:\n"
      "  bills (applied by shop 1.0)\n"
      "  orders, create orders (applied by shop 1.0)\n"
      "Nothing was changed. Run the program that applied them or a newer one, or go back to what "
      "this program knows with \"rollback\" (\"plan rollback\" shows what it would do)\n"};
  EXPECT_EQ(run("upgrade"), refused);
  EXPECT_EQ(run("plan upgrade head"), refused);
  EXPECT_EQ(run("downgrade -1"), refused);
  EXPECT_EQ(run("check"), (Answer{10, "chain: 3 revisions, head notes; the chain is valid\n", refused.err}));
}

TEST_F(NewerShop, IsRolledBack) {
  run(newer_, "upgrade --quiet");
  EXPECT_EQ(run("rollback"), (Answer{0, "",
                                     "Running downgrade bills -> orders\n"
                                     "Running downgrade orders -> notes, create orders\n"
                                     "Done; the database is at notes (" +
                                         url() + ")\n"}));
  EXPECT_EQ(tables(), "items,notes,prices");
  EXPECT_EQ(run("rollback"), (Answer{0, "", "Nothing to do; the database is at notes (" + url() + ")\n"}));
}

TEST_F(NewerShop, IsRolledBackWithAResultForPrograms) {
  run(newer_, "upgrade --quiet");
  const Answer answer = run("rollback --quiet --format json");
  EXPECT_THAT(
      answer.out,
      MatchesRegex(R"(\{"steps":\[\{"direction":"downgrade","revision":"bills","duration_ms":[0-9]+\},)"
                   R"(\{"direction":"downgrade","revision":"orders","duration_ms":[0-9]+\}\],)"
                   R"("rows":\["notes"\]\})"
                   "\n"));
}

TEST_F(NewerShop, ShowsTheRollbackBefore) {
  run(newer_, "upgrade --quiet");
  const std::string before = folder_.read("shop.db");
  EXPECT_EQ(run("plan rollback -v"), (Answer{0,
                                             "transaction 1:\n"
                                             "  downgrade bills\n"
                                             "    statement 2: loses the rows of bills\n"
                                             "      DROP INDEX by_id;\n"
                                             "      DROP TABLE bills;\n"
                                             "  downgrade orders, create orders\n"
                                             "    statement 1: loses the rows of orders\n"
                                             "      DROP TABLE orders;\n"
                                             "rows: notes\n",
                                             ""}));
  EXPECT_EQ(folder_.read("shop.db"), before);
}

TEST_F(NewerShop, NamesLongLocksOfTheRollbackByStatement) {
  run(ScriptedChain(
          {creates("items"), ScriptedRevision{.id = "shrunk",
                                              .parents = {"items"},
                                              .up = {"SELECT 1"},
                                              .down = {"SELECT 2", "CREATE INDEX x ON items (id)"}}}),
      "upgrade --quiet");
  const ScriptedChain older({creates("items")});
  EXPECT_EQ(run(older, "plan rollback").out,
            "transaction 1:\n"
            "  downgrade shrunk\n"
            "    statement 2: reads every row while no other process can write the database\n"
            "rows: items\n");
}

TEST_F(NewerShop, ShowsTheRollbackForPrograms) {
  run(newer_, "upgrade --quiet");
  EXPECT_EQ(run("plan rollback --format json").out,
            R"({"steps":[{"direction":"downgrade","revision":"bills","group":1,"notes":[)"
            R"({"kind":"loss","text":"statement 2: loses the rows of bills"}]},)"
            R"({"direction":"downgrade","revision":"orders","group":1,"notes":[)"
            R"({"kind":"loss","text":"statement 1: loses the rows of orders"}]}],)"
            R"("groups":[{"transactional":true,"steps":2}],"rows":["notes"]})"
            "\n");
}

TEST_F(NewerShop, HasNoRollbackToShowOnItsOwnRevisions) {
  run("upgrade --quiet");
  EXPECT_EQ(run("plan rollback"), (Answer{0, "nothing to do\nrows: notes\n", ""}));
}

TEST_F(NewerShop, PlansARollbackFromADatabaseOnly) {
  EXPECT_EQ(run("plan rollback --rows bills"),
            (Answer{2, "",
                    "error: plan rollback reads the history of a database: name it with --url, and leave out "
                    "--rows\n"}));
  EXPECT_EQ(run("plan rollback items"),
            (Answer{2, "",
                    "error: plan rollback takes no target: it ends where this program's part of the database "
                    "does\n"}));
  EXPECT_EQ(run_plainly("plan rollback").code, 2);
}

TEST_F(NewerShop, PlansARollbackOnlyWhereItIsPossible) {
  run(newer_, "upgrade --quiet");
  execute("UPDATE migrate_history SET downgrade = '[]' WHERE revision = 'orders'");
  const Answer refused{
      5, "",
      "error: the history row of revision orders, create orders (applied by shop 1.0) does not match its "
      "row_digest: it was modified after it was written; nothing was changed. Restore the row from a backup, "
      "or run \"stamp --accept orders\" with a program that knows this revision\n"};
  EXPECT_EQ(run("plan rollback"), refused);
  EXPECT_EQ(run("rollback"), refused);
  EXPECT_EQ(tables(), "bills,items,notes,orders,prices");
}

TEST_F(NewerShop, RefusesTheDatabaseOfAnotherChain) {
  run(ScriptedChain({creates("users"), creates("logins", {"users"})}), "upgrade --quiet");
  const std::string before = folder_.read("shop.db");
  const Answer refused{
      5, "",
      "error: this database belongs to another chain: it is at logins, and no revision of this "
      "program was ever applied to it; nothing was changed. Check that the path or URL names "
      "the right database\n"};
  for (const char* line : {"upgrade", "rollback", "plan rollback", "plan upgrade head", "downgrade -1"})
    EXPECT_EQ(run(line), refused) << line;
  EXPECT_EQ(run("check"), (Answer{5, "chain: 3 revisions, head notes; the chain is valid\n", refused.err}));
  EXPECT_EQ(run("current"),
            (Answer{0, "logins (unknown)\n",
                    "note: the chain does not know these rows, a newer program or another chain "
                    "was here: logins\n"}));
  EXPECT_EQ(folder_.read("shop.db"), before);
}

TEST_F(NewerShop, WorksOnWhatIsMarkedAsCompatible) {
  make_compatible();
  EXPECT_EQ(
      run("upgrade"),
      (Answer{0, "",
              "Nothing to do; the database is at orders, newer than this program and compatible with it (" +
                  url() + ")\n"}));
  EXPECT_EQ(run("plan upgrade head"), (Answer{0, "nothing to do\nrows: orders\n", ""}));
}

TEST_F(NewerShop, TellsWhatIsMarkedAsCompatible) {
  make_compatible();
  EXPECT_EQ(run("current --check-heads"),
            (Answer{0, "orders (unknown)\n",
                    "note: the chain does not know these rows, a newer program marked them as compatible: "
                    "orders\n"}));
  EXPECT_EQ(run("check"), (Answer{0,
                                  "chain: 3 revisions, head notes; the chain is valid\n"
                                  "database: at head; the digests in its history match the chain for 3 "
                                  "applied revisions; its tables were not compared\n"
                                  "a newer program went on to orders and marked that as compatible\n",
                                  ""}));
}

TEST_F(NewerShop, IsNotAtHeadWhenItIsIncompatible) {
  run(newer_, "upgrade --quiet");
  EXPECT_EQ(run("current --check-heads --quiet").code, 1);
}

TEST_F(NewerShop, IsRefusedWhenTheHistoryHasAHigherFormat) {
  run(newer_, "upgrade --quiet");
  execute("UPDATE migrate_history SET format = 2 WHERE revision = 'bills'");
  const std::string before = folder_.read("shop.db");
  for (const char* line : {"upgrade", "rollback", "plan rollback", "current", "check", "stamp items"})
    EXPECT_EQ(run(line).code, 10) << line;
  EXPECT_EQ(folder_.read("shop.db"), before);
}

}  // namespace
}  // namespace migrate::cli
