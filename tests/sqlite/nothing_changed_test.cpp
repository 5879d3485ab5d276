// A message that says that nothing was changed is right: the whole database is compared around each one that
// SQLite can bring about.

#include "contract/newer_program.h"
#include "sqlite/database_dump.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

namespace {

// Of several transactions, so that something can be committed before the error.
Options each() {
  Options options;
  options.transaction = TransactionMode::each;
  return options;
}

bool claims_it(const std::string& message) {
  return message.find("othing was changed") != std::string::npos ||
         message.find("this run changed nothing") != std::string::npos;
}

}  // namespace

class NothingChanged : public OnHandle {
 protected:
  template <typename Work>
  std::string message_after(const Work& work) {
    before_ = dump(db_);
    const std::string message = error_of(work).what();
    after_ = dump(db_);
    return message;
  }
  template <typename Work>
  void expect_true_claim(const Work& work) {
    const std::string message = message_after(work);
    EXPECT_TRUE(claims_it(message)) << message;
    EXPECT_EQ(after_, before_) << message;
  }
  template <typename Work>
  void expect_no_claim(const Work& work, const std::string& state) {
    const std::string message = message_after(work);
    EXPECT_FALSE(claims_it(message)) << message;
    EXPECT_THAT(message, HasSubstr(state));
    EXPECT_NE(after_, before_) << message;
  }
  // What a program that knows a and b does with the database.
  void expect_true_claims() {
    expect_true_claim([&] { upgrade(connection_, two_tables()); });
    expect_true_claim([&] { upgrade(connection_, two_tables(), rolling_back()); });
    expect_true_claim([&] { downgrade(connection_, two_tables(), "base"); });
    expect_true_claim([&] { rollback(connection_, two_tables()); });
    expect_true_claim([&] { (void)check(connection_, two_tables()); });
    expect_true_claim([&] { ensure_version(connection_, two_tables()); });
  }
  void change_history(const std::string& assignment) { db_.exec("UPDATE migrate_history SET " + assignment); }

  std::vector<std::string> before_, after_;
};

TEST_F(NothingChanged, WhereTheTablesAreNotOurs) {
  db_.exec("CREATE VIEW migrate_version AS SELECT 'a' AS version_num");
  expect_true_claims();
}

TEST_F(NothingChanged, WhereTheVersionTableIsMissing) {
  upgrade(connection_, two_tables());
  db_.exec("DROP TABLE migrate_version");
  expect_true_claims();
}

TEST_F(NothingChanged, WhereSomethingInterferesWithWriting) {
  upgrade(connection_, two_tables(), "a");
  db_.exec("CREATE UNIQUE INDEX u ON migrate_history (program)");
  expect_true_claim([&] { upgrade(connection_, two_tables()); });
  expect_true_claim([&] { downgrade(connection_, two_tables(), "base"); });
  const std::vector<std::string> to_b{"b"};
  expect_true_claim([&] { stamp(connection_, two_tables(), to_b); });
  expect_true_claim([&] { accept(connection_, two_tables(), "a"); });
}

TEST_F(NothingChanged, WhereTheHistoryHasAValueOfAnotherType) {
  upgrade(connection_, two_tables());
  change_history("format = 'x'");
  expect_true_claims();
}

TEST_F(NothingChanged, WhereTheHistoryHasAHigherFormat) {
  upgrade(connection_, two_tables());
  change_history("format = 2");
  expect_true_claims();
}

TEST_F(NothingChanged, WhereARevisionIsNotTheOneThatWasApplied) {
  upgrade(connection_, two_tables());
  change_history("chain_digest = content_digest");
  expect_true_claim([&] { downgrade(connection_, two_tables(), "base"); });
  expect_true_claim([&] { (void)check(connection_, two_tables()); });
}

TEST_F(NothingChanged, WhereTheHistoryOfARevisionWasChanged) {
  upgrade(connection_, two_tables());
  change_history("down_revision = 'x'");
  expect_true_claim([&] { (void)check(connection_, two_tables()); });
}

TEST_F(NothingChanged, WhereARowIsUnverified) {
  ensure_version(connection_, two_tables());
  db_.exec("INSERT INTO migrate_version VALUES ('a')");
  expect_true_claim([&] { upgrade(connection_, two_tables()); });
}

TEST_F(NothingChanged, WhereTheDatabaseIsNewer) {
  upgrade(connection_, four_tables());
  expect_true_claim([&] { upgrade(connection_, two_tables()); });
  expect_true_claim([&] { downgrade(connection_, two_tables(), "base"); });
}

TEST_F(NothingChanged, WhereItBelongsToAnotherChain) {
  upgrade(connection_, ScriptedChain({creates("t1")}));
  expect_true_claims();
}

TEST_F(NothingChanged, WhereAHistoryRowWasModified) {
  upgrade(connection_, four_tables());
  change_history("flags = 'compatible'");
  expect_true_claims();
}

TEST_F(NothingChanged, WhereARollbackIsImpossible) {
  ScriptedRevision final = creates("c", {"b"});
  final.irreversible = "the rows are gone";
  upgrade(connection_, ScriptedChain({creates("a"), creates("b", {"a"}), final, creates("d", {"c"})}));
  expect_true_claim([&] { rollback(connection_, two_tables()); });
  expect_true_claim([&] { upgrade(connection_, two_tables(), rolling_back()); });
}

TEST_F(NothingChanged, WhereAStepIsMissing) {
  const ScriptedChain chain({creates("a"), {.id = "b", .parents = {"a"}, .up = {"call nowhere"}}});
  expect_true_claim([&] { upgrade(connection_, chain, each()); });
}

TEST_F(NothingChanged, WhereARevisionFailsInTheFirstTransaction) {
  const ScriptedChain chain({creates("a"), fails("b", {"a"})});
  expect_true_claim([&] { upgrade(connection_, chain); });
}

TEST_F(NothingChanged, WhereTheHandleIsInUse) {
  upgrade(connection_, two_tables(), "a");
  db_.exec("PRAGMA query_only = ON");
  expect_true_claim([&] { upgrade(connection_, two_tables()); });
  db_.exec("PRAGMA query_only = OFF");
  SQLite::Statement open(db_, "SELECT version_num FROM migrate_version UNION ALL SELECT 'x'");
  open.executeStep();
  expect_true_claim([&] { upgrade(connection_, two_tables()); });
  open.reset();
  const SQLite::Transaction transaction(db_);
  expect_true_claim([&] { upgrade(connection_, two_tables()); });
}

TEST_F(NothingChanged, WhereTheFileIsReadOnlyOrAnotherProgramS) {
  upgrade(connection_, two_tables(), "a");
  SQLite::Database reader(folder_.file("test.db"), SQLite::OPEN_READONLY);
  SqliteConnection reading(reader);
  expect_true_claim([&] { upgrade(reading, two_tables()); });
  db_.exec("PRAGMA application_id = 7");
  SqliteConnection other(db_, {.application_id = 8});
  expect_true_claim([&] { upgrade(other, two_tables()); });
}

TEST_F(NothingChanged, IsNotSaidAfterAnEarlierTransaction) {
  const ScriptedChain chain({creates("a"), fails("b", {"a"})});
  expect_no_claim([&] { upgrade(connection_, chain, each()); }, "this run had finished a before");
}

// The second look finds what the first revision has made of our tables.
TEST_F(NothingChanged, IsNotSaidWhenALaterLookRefuses) {
  SqliteConnection connection(db_, {.leave_authorizer = true});
  const ScriptedChain chain(
      {{.id = "a",
        .up = {"CREATE TABLE a (id INTEGER)", "CREATE UNIQUE INDEX u ON migrate_history (revision)"}},
       creates("b", {"a"})});
  expect_no_claim([&] { upgrade(connection, chain, each()); }, "this run had finished a before");
}

TEST_F(NothingChanged, IsNotSaidWhenAnUpgradeFailsAfterItsRollback) {
  upgrade(connection_, ScriptedChain({creates("a"), creates("n", {"a"})}));
  const ScriptedChain chain({creates("a"), {.id = "b", .parents = {"a"}, .up = {"call nowhere"}}});
  expect_no_claim([&] { upgrade(connection_, chain, rolling_back()); }, "this run had finished n before");
}

TEST_F(NothingChanged, IsNotSaidWhereARevisionCommitted) {
  SqliteConnection connection(db_, {.leave_authorizer = true});
  const ScriptedChain chain({{.id = "a", .up = {"CREATE TABLE a (id INTEGER)", "COMMIT", "SELECT 1"}}});
  expect_no_claim([&] { upgrade(connection, chain); }, "what it had run before may be committed");
}

}  // namespace migrate::testing
