#include "migc/proof/queries.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "migc/proof/proof_test.h"
#include "migrate/error.h"

namespace migrate::migc {
namespace {

class QueriesTest : public ProofTest {
 protected:
  QueriesTest() {
    add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT, note TEXT);", "DROP TABLE runs;");
  }

  void query(const std::string& name, const std::string& text) { migrations_.write("queries/" + name, text); }
  void drop_note(const std::string& id, const std::string& lines = "-- compatible: true\n") {
    add(id, "ALTER TABLE runs DROP COLUMN note;", "ALTER TABLE runs ADD COLUMN note TEXT;",
        "-- lossy: no notes\n" + lines);
  }
};

TEST_F(QueriesTest, ThoseOfThisReleaseMustPrepareAtTheHead) {
  query("runs.sql",
        "-- all of them\nSELECT id FROM runs WHERE name = ? AND note = :note AND id > $1;\n"
        "UPDATE runs\n  SET nam = 'x;';\nINSERT INTO runs (name) VALUES (?1) RETURNING id\n");
  query("other.postgres.sql", "SELECT nothing FROM nowhere;\n");
  query("README.md", "not a query");
  EXPECT_EQ(prove(),
            "D/queries/runs.sql:4:7: error: sqlite: no such column: nam; did you mean \"name\"?\n"
            "  4 |   SET nam = 'x;';\n"
            "    |       ^\n"
            "1 of 1 proven\n");
}

TEST_F(QueriesTest, NoneIsRun) {
  query("runs.sqlite.sql", "DELETE FROM runs; DROP TABLE runs;\n");
  add("b", "SELECT 1;", "SELECT 1;");
  EXPECT_EQ(prove(), "2 of 2 proven\n");
}

TEST_F(QueriesTest, AListHasStatementsOnly) {
  query("a.sql", "SELECT 'open\n");
  query("b.sql", "SELECT 1;\n-- migrate: downgrade\nSELECT 2;\n");
  query("c.sql", "-- migrate: call fill\n");
  EXPECT_EQ(prove(),
            "D/queries/a.sql:1:8: error: unterminated string\n"
            "  1 | SELECT 'open\n"
            "    |        ^\n"
            "D/queries/b.sql:2:1: error: a list of queries has no sections; leave this line out\n"
            "  2 | -- migrate: downgrade\n"
            "    | ^\n"
            "D/queries/c.sql:1:18: error: a list of queries calls no C++ step; leave this line out\n"
            "  1 | -- migrate: call fill\n"
            "    |                  ^\n"
            "1 of 1 proven\n");
}

TEST_F(QueriesTest, ACompatibleRevisionBreaksNoQueryOfAReleasedHead) {
  query("a/runs.sql", "SELECT id FROM runs;\nSELECT id,\n       note FROM runs;\n");
  drop_note("b");
  add("c", "CREATE TABLE more (x);", "DROP TABLE more;", "-- compatible: true\n");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:4: error: sqlite: this revision is not compatible: queries/a/runs.sql:3:8: no such"
      " column: note\n"
      "  4 | -- compatible: true\n"
      "2 of 3 proven\n");
}

TEST_F(QueriesTest, AnIncompatibleRevisionEndsThePromise) {
  query("a/runs.sql", "SELECT note FROM runs;\n");
  add("b", "CREATE TABLE more (x);", "DROP TABLE more;");
  drop_note("c");
  EXPECT_EQ(
      prove(),
      "D/versions/c.sql:4: note: sqlite: whether it is compatible is not known; list what each release asks"
      " in queries/*.sql: column runs.note is missing\n"
      "3 of 3 proven\n");
}

TEST_F(QueriesTest, ThePromiseOfALaterHeadIsItsOwn) {
  query("a/runs.sql", "SELECT note FROM runs;\n");
  drop_note("b", "");
  query("b/runs.sql", "SELECT name FROM runs;\n");
  add("c", "CREATE INDEX ix ON runs (name);", "DROP INDEX ix;", "-- compatible: true\n");
  EXPECT_EQ(prove(), "3 of 3 proven\n");
}

TEST_F(QueriesTest, AHeadOfAnotherLineIsNotMeant) {
  set("allow_multiple_heads: true\n");
  add_after("a", "b1", "CREATE TABLE more (x);", "DROP TABLE more;");
  query("b1/more.sql", "SELECT x FROM more;\n");
  query("gone/more.sql", "SELECT x FROM nothing;\n");
  add_after("a", "b2", "ALTER TABLE runs DROP COLUMN note;", "ALTER TABLE runs ADD COLUMN note TEXT;",
            "-- lossy: no notes\n-- compatible: true\n");
  EXPECT_EQ(
      prove(),
      "D/versions/b2.sql:4: note: sqlite: whether it is compatible is not known; list what each release asks"
      " in queries/*.sql: column runs.note is missing\n"
      "3 of 3 proven\n");
}

TEST_F(QueriesTest, AnUnprovenRevisionMayBreakThem) {
  query("a/runs.sql", "SELECT note FROM runs;\n");
  drop_note("b", "-- compatible: true\n-- unproven: told in the news\n");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:4: note: sqlite: this revision is not compatible: queries/a/runs.sql:1:8: no such"
      " column: note; accepted: told in the news\n"
      "1 of 2 proven\n");
}

// Notes what it is told, and knows no statement with this word in it.
class NotingDatabase final : public ScratchDatabase {
 public:
  explicit NotingDatabase(std::string unknown) : unknown_(std::move(unknown)) {}

  void execute(const std::string& statements) override {
    told += statements + '\n';
    ErrorContext context;
    context.database_message = "syntax error";
    if (statements.find(unknown_) != std::string::npos) throw Error(ErrorKind::failed, "failed", context);
  }
  Connection& connection() override { throw Error(ErrorKind::internal, ""); }
  SchemaCatalogue read_schema() override { return {}; }
  Rows query(const std::string&) override { return {}; }
  ProofDatabase for_others() override { throw Error(ErrorKind::internal, ""); }
  void become(ScratchDatabase&) override {}

  std::string told;

 private:
  std::string unknown_;
};

// What PostgreSQL is told of a query.
std::string asked(const std::string& text, const std::string& unknown = "nothing",
                  std::string_view schema = "") {
  const SourceFile file("queries/a.sql", "queries/a.sql", text);
  NotingDatabase database(unknown);
  const Settings settings{.version_table = "", .schema = schema, .version_schema = "", .search_path = ""};
  const auto error = find_query_error(database, Dialect::postgres, settings, {&file, 0, text});
  return database.told + error.value_or("");
}

TEST(PostgresQueries, ArePreparedAndForgotten) {
  EXPECT_EQ(asked("SELECT a FROM t", "nothing", "app"),
            "SET search_path = \"app\", pg_temp\n"
            "PREPARE migrate_query AS SELECT a FROM t\n"
            "DEALLOCATE migrate_query\n"
            "RESET search_path\n");
}

TEST(PostgresQueries, HaveNumberedParameters) {
  const auto prepared = [](const std::string& text) {
    const std::string told = asked(text);
    const std::size_t begin = told.find(" AS ") + 4;
    return told.substr(begin, told.find('\n', begin) - begin);
  };
  EXPECT_EQ(prepared("SELECT :a, :b, :a::text, x::int, $3, '?:c', a[1:n] FROM t"),
            "SELECT $1, $2, $1::text, x::int, $3, '?:c', a[1:n] FROM t");
  EXPECT_EQ(prepared("SELECT ? + ?, a ?| b, a ?& b"), "SELECT $1 + $2, a ?| b, a ?& b");
}

TEST(PostgresQueries, MayUseAQuestionMarkAsAnOperator) {
  EXPECT_EQ(asked("SELECT a ? 'key'", "$1"),
            "SET search_path = \"public\", pg_temp\n"
            "PREPARE migrate_query AS SELECT a $1 'key'\n"
            "PREPARE migrate_query AS SELECT a ? 'key'\n"
            "DEALLOCATE migrate_query\n"
            "RESET search_path\n");
  EXPECT_TRUE(asked("SELECT a ? 'key'", "PREPARE").ends_with("RESET search_path\nsyntax error"));
}

}  // namespace
}  // namespace migrate::migc
