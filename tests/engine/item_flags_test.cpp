#include "engine/item_flags.h"

#include <gtest/gtest.h>

#include "migrate/table.h"

namespace migrate::core {
namespace {

void expect_flags(int expected, std::initializer_list<const char*> statements) {
  for (const char* statement : statements) {
    EXPECT_EQ(statement_flags(Dialect::postgres, statement), expected) << statement;
    EXPECT_EQ(statement_flags(Dialect::sqlite, statement), 0) << statement;
  }
}

TEST(StatementFlags, NameWhatBreaksOffAMessage) {
  expect_flags(generated::item_alone, {"COPY a TO STDOUT", "set a = 1", "/* x */ RESET ALL", "DISCARD ALL"});
}

TEST(StatementFlags, NameTransactionControl) {
  expect_flags(generated::item_ends_transaction,
               {"BEGIN", "start transaction", "-- x\nCOMMIT", "END", "ABORT", "SAVEPOINT a", "RELEASE a",
                "ROLLBACK TO a", "PREPARE TRANSACTION 'a'"});
  expect_flags(0, {"PREPARE begin AS SELECT 1", "\"commit\"", "SELECT 1"});
}

TEST(StatementFlags, NameWhatMayBeCheckedLater) {
  expect_flags(generated::item_defers, {"ALTER TABLE a ADD UNIQUE (b) DEFERRABLE INITIALLY DEFERRED",
                                        "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a deferrable"});
  expect_flags(generated::item_defers | generated::item_alone, {"SET CONSTRAINTS ALL DEFERRED"});
}

TEST(StatementFlags, NameIndexesThatAreBuiltConcurrently) {
  expect_flags(generated::item_concurrent, {"create /* x */ UNIQUE index\nconcurrently on a (b)",
                                            "CREATE INDEX CONCURRENTLY i ON a (b)"});
  expect_flags(0, {"CREATE INDEX concurrently_built ON a (b)", "DROP INDEX CONCURRENTLY i", ""});
}

}  // namespace
}  // namespace migrate::core
