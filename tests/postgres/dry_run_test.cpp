// Dry runs on PostgreSQL.

#include "migrate/dry_run.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {

using ::testing::FieldsAre;

class PostgresDryRun : public Postgres {
 protected:
  DryRun try_out(const Chain& chain) { return dry_run_upgrade(connection_, chain); }
};

TEST_F(PostgresDryRun, StopsWhereANewEnumValueIsUsed) {
  database_.run("CREATE TYPE mood AS ENUM ('ok')");
  database_.run("CREATE TABLE people (mood mood)");
  const ScriptedChain chain(
      {{.id = "a", .up = {"CREATE TABLE a (id INTEGER)"}},
       {.id = "b", .parents = {"a"}, .up = {"ALTER TYPE mood ADD VALUE 'good'"}, .adds_enum_value = true},
       {.id = "c", .parents = {"b"}, .up = {"INSERT INTO people VALUES ('good')"}},
       creates("d", {"c"})});
  const DryRun trial = try_out(chain);
  ASSERT_EQ(trial.passed.size(), 2);
  EXPECT_EQ(trial.passed.back().revision, "b");
  EXPECT_THAT(
      trial.not_tried,
      ElementsAre(
          FieldsAre(
              StepKind::upgrade, "c",
              "needs an earlier revision to be committed: unsafe use of new value "
              "\"good\" of enum type mood (New enum values must be committed before they can be used.)"),
          FieldsAre(StepKind::upgrade, "d", "comes after c")));
  EXPECT_FALSE(database_.has_table("a"));
  EXPECT_EQ(up(chain).steps.size(), 4);
}

TEST_F(PostgresDryRun, RefusesADeferredConstraint) {
  const ScriptedChain chain({{.id = "a",
                              .up = {"CREATE TABLE a (id INTEGER UNIQUE DEFERRABLE INITIALLY DEFERRED)",
                                     "INSERT INTO a VALUES (1), (1)"}}},
                            {});
  const std::string run = error_of([&] { up(chain); }).what();
  EXPECT_THAT(run, HasSubstr("duplicate key value violates unique constraint"));
  EXPECT_EQ(error_of([&] { try_out(chain); }).what(), run);
}

TEST_F(PostgresDryRun, AdvancesSequences) {
  database_.run("CREATE SEQUENCE numbers");
  const ScriptedChain chain({{.id = "a", .up = {"SELECT nextval('numbers')"}}}, {});
  EXPECT_EQ(try_out(chain).passed.size(), 1);
  EXPECT_EQ(database_.ask("SELECT last_value FROM numbers"), "1");
  EXPECT_EQ(database_.ask("SELECT is_called FROM numbers"), "t");
}

}  // namespace migrate::testing
