// Revisions outside a transaction, interrupted and resumed.

#include "postgres/postgres_database.h"
#include "postgres/statement_text.h"

namespace migrate::testing {
namespace {

using ::testing::StartsWith;

ScriptedRevision builds(const std::string& statement) {
  return alone({.id = "b", .parents = {"a"}, .up = {statement}});
}

class PostgresConcurrentIndex : public Postgres {
 protected:
  PostgresConcurrentIndex() { upgrade(connection_, ScriptedChain({creates("a")})); }

  // As an interrupted run leaves it.
  void leave_invalid(const std::string& index) {
    database_.run("CREATE INDEX " + index);
    database_.run("UPDATE pg_index SET indisvalid = false WHERE indrelid = 'a'::regclass");
  }
  std::string indexes() {
    return database_.ask(
        "SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ') FROM pg_index"
        " WHERE indrelid = 'a'::regclass");
  }
  Report build(const std::string& statement) { return up(ScriptedChain({creates("a"), builds(statement)})); }
};

TEST_F(PostgresConcurrentIndex, InvalidOneIsBuiltAgain) {
  leave_invalid("i ON a (id)");
  build("CREATE INDEX CONCURRENTLY i ON a (id)");
  EXPECT_EQ(indexes(), "i true");
}

TEST_F(PostgresConcurrentIndex, InvalidOneIsNotTakenForExisting) {
  leave_invalid("i ON a (id)");
  build("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.a USING btree (id)");
  EXPECT_EQ(indexes(), "i true");
}

TEST_F(PostgresConcurrentIndex, InvalidOneWithoutANameIsFoundByItsDefinition) {
  leave_invalid("ON a ((id + 1)) WHERE id > 0");
  build("CREATE INDEX CONCURRENTLY ON a ((id+1)) WHERE (id > 0)");
  EXPECT_EQ(indexes(), "a_expr_idx true");
}

TEST_F(PostgresConcurrentIndex, FinishedOneIsRecorded) {
  database_.run("CREATE INDEX i ON a (id)");
  const std::string before = database_.ask("SELECT 'i'::regclass::oid");
  build("CREATE INDEX CONCURRENTLY \"i\" ON a (id)");
  EXPECT_EQ(database_.ask("SELECT 'i'::regclass::oid"), before);
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b pending 0", "upgrade b done 1"));
}

TEST_F(PostgresConcurrentIndex, OtherDefinitionIsRefused) {
  database_.run("CREATE UNIQUE INDEX i ON a (id)");
  const Error error = error_of([&] { build("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON a (id)"); });
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_THAT(
      error.what(),
      StartsWith("versions/b.sql:10: revision \"b\", statement 1: there is an index \"i\" with another"
                 " definition: CREATE UNIQUE INDEX i ON public.a USING btree (id); drop or rename it\n"));
}

TEST_F(PostgresConcurrentIndex, DuplicateKeysLeaveItIncompleteAndARerunFinishes) {
  database_.run("INSERT INTO a VALUES (1), (1)");
  const std::string statement = "CREATE UNIQUE INDEX CONCURRENTLY i ON a (id)";
  EXPECT_EQ(error_of([&] { build(statement); }).kind(), ErrorKind::incomplete);
  EXPECT_EQ(indexes(), "i false");
  database_.run("DELETE FROM a");
  build(statement);
  EXPECT_EQ(indexes(), "i true");
}

TEST_F(PostgresConcurrentIndex, TransactionThatIsLeftOpenFails) {
  const ScriptedChain chain({creates("a"), builds("call begin_one")},
                            {{"begin_one", [](StepContext& context) { context.execute("BEGIN"); }}});
  const Error error = failure(chain);
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_THAT(error.what(), HasSubstr("the revision left a transaction open, which was rolled back"));
}

TEST(PostgresStatementText, ConcurrentIndexIsReadAsItIsWritten) {
  const auto index = postgres::read_concurrent_index(
      "create /* x */ UNIQUE index\nconcurrently if not exists \"My \"\"i\" on only s.\"T\" using gin (x)");
  ASSERT_TRUE(index);
  EXPECT_TRUE(index->is_unique);
  EXPECT_EQ(index->name, "My \"i");
  EXPECT_EQ(index->table, "s.\"T\" ");
  EXPECT_EQ(index->definition, "using gin (x)");
}

TEST(PostgresStatementText, OtherStatementsAreNone) {
  for (const char* text : {"CREATE INDEX i ON t (x)", "DROP INDEX CONCURRENTLY i", "CREATE", "VACUUM", ""})
    EXPECT_FALSE(postgres::read_concurrent_index(text)) << text;
}

}  // namespace
}  // namespace migrate::testing
