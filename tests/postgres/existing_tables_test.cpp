// Which names count as a table that exists before the first upgrade, on PostgreSQL (issue 11, item 20).

#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

class ExistingTables : public Postgres {
 protected:
  std::string refusal(const std::vector<std::string>& statements, const Options& options = {}) {
    const Error error = failure(ScriptedChain({{.id = "a", .up = statements}}), options);
    return error.kind() == ErrorKind::internal ? "" : error.what();
  }
};

TEST_F(ExistingTables, OfOtherSchemasDoNotCount) {
  database_.run("CREATE SCHEMA other; CREATE TABLE other.runs (id int)");
  EXPECT_EQ(refusal({"CREATE TABLE runs (id int)"}), "");
}

TEST_F(ExistingTables, CountInTheSchemaThatIsNamed) {
  database_.run("CREATE SCHEMA other; CREATE TABLE other.runs (id int)");
  EXPECT_THAT(refusal({"CREATE TABLE other.Runs (id int)"}),
              HasSubstr("exists: other.runs; nothing was changed"));
}

TEST_F(ExistingTables, CountInTheSchemaOfTheRun) {
  database_.run("CREATE SCHEMA tenant; CREATE TABLE tenant.runs (id int)");
  EXPECT_THAT(refusal({"CREATE TABLE runs (id int)"}, {.schema = "tenant"}),
              HasSubstr("exists: runs; nothing was changed"));
}

TEST_F(ExistingTables, CountWhenTheyAreViewsOrPartitioned) {
  database_.run(
      "CREATE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW m AS SELECT 1;"
      " CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE SEQUENCE s");
  EXPECT_THAT(refusal({"CREATE TABLE v (id int)", "CREATE TABLE m (id int)", "CREATE TABLE p (id int)"}),
              HasSubstr("exist: m, p, v; nothing was changed"));
}

TEST_F(ExistingTables, CountInTheCaseThatTheyAreQuotedIn) {
  database_.run("CREATE TABLE \"Runs\" (id int)");
  EXPECT_THAT(refusal({"CREATE TABLE \"Runs\" (id int)"}), HasSubstr("exists: Runs; nothing was changed"));
  EXPECT_EQ(refusal({"CREATE TABLE runs (id int)"}), "");
}

TEST_F(ExistingTables, AreUnknownAfterCodeAndChangesOfTheSearchPath) {
  database_.run("CREATE SCHEMA other; CREATE TABLE runs (id int)");
  EXPECT_EQ(refusal({"SET LOCAL search_path = other", "CREATE TABLE runs (id int)"}), "");
  database_.run("DROP TABLE migrate_version, migrate_history");
  EXPECT_EQ(refusal({"DO $$ BEGIN DROP TABLE public.runs; END $$", "CREATE TABLE runs (id int)"}), "");
}

}  // namespace
}  // namespace migrate::testing
