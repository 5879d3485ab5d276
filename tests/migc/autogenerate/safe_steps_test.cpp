#include "migc/autogenerate/safe_steps.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

using Statements = std::vector<std::string>;

TEST(SafeSteps, ValidateConstraintsAfterTheyWereAdded) {
  const SafeSteps steps =
      safe_steps({"ALTER TABLE app.runs ADD CONSTRAINT c CHECK (a > 0)",
                  "ALTER TABLE runs ADD CONSTRAINT \"F\" FOREIGN KEY (a) REFERENCES b(a)"});
  EXPECT_EQ(steps.first, (Statements{"ALTER TABLE app.runs ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
                                     "ALTER TABLE runs ADD CONSTRAINT \"F\" FOREIGN KEY (a) REFERENCES b(a) "
                                     "NOT VALID"}));
  EXPECT_EQ(steps.afterwards, (Statements{"ALTER TABLE app.runs VALIDATE CONSTRAINT c",
                                          "ALTER TABLE runs VALIDATE CONSTRAINT \"F\""}));
}

TEST(SafeSteps, CheckWhatMustNotBeNullFirst) {
  const SafeSteps steps = safe_steps({"ALTER TABLE runs ALTER COLUMN \"Name\" SET NOT NULL"});
  EXPECT_EQ(steps.first,
            (Statements{"ALTER TABLE runs ADD CONSTRAINT \"runs_Name_not_null\" CHECK (\"Name\" IS "
                        "NOT NULL) NOT VALID"}));
  EXPECT_EQ(steps.afterwards, (Statements{"ALTER TABLE runs VALIDATE CONSTRAINT \"runs_Name_not_null\"",
                                          "ALTER TABLE runs ALTER COLUMN \"Name\" SET NOT NULL",
                                          "ALTER TABLE runs DROP CONSTRAINT \"runs_Name_not_null\""}));
}

TEST(SafeSteps, BuildIndexesConcurrently) {
  const SafeSteps steps = safe_steps({"CREATE UNIQUE INDEX ix ON runs USING btree (a) WHERE (b > 0)",
                                      "ALTER TABLE runs ADD CONSTRAINT u UNIQUE (a, b)",
                                      "ALTER TABLE runs ADD CONSTRAINT p PRIMARY KEY (a)",
                                      "ALTER TABLE runs ADD CONSTRAINT w UNIQUE (a) DEFERRABLE"});
  EXPECT_EQ(steps.first, (Statements{"ALTER TABLE runs ADD CONSTRAINT w UNIQUE (a) DEFERRABLE"}));
  EXPECT_EQ(steps.afterwards,
            (Statements{"CREATE UNIQUE INDEX CONCURRENTLY ix ON runs USING btree (a) WHERE (b > 0)",
                        "CREATE UNIQUE INDEX CONCURRENTLY u ON runs (a, b)",
                        "ALTER TABLE runs ADD CONSTRAINT u UNIQUE USING INDEX u",
                        "CREATE UNIQUE INDEX CONCURRENTLY p ON runs (a)",
                        "ALTER TABLE runs ADD CONSTRAINT p PRIMARY KEY USING INDEX p"}));
}

TEST(SafeSteps, LeaveNewTablesAndOtherStatementsAlone) {
  const Statements statements = {"CREATE TABLE runs (a int)",
                                 "CREATE INDEX ix ON runs (a)",
                                 "ALTER TABLE runs ADD CONSTRAINT c CHECK (a > 0)",
                                 "ALTER TABLE runs ALTER COLUMN a SET NOT NULL",
                                 "ALTER TABLE other ALTER COLUMN a DROP NOT NULL",
                                 "ALTER TABLE other ADD COLUMN b int",
                                 "CREATE VIEW v AS SELECT 1"};
  const SafeSteps steps = safe_steps(statements);
  EXPECT_EQ(steps.first, statements);
  EXPECT_EQ(steps.afterwards, Statements());
}

}  // namespace
}  // namespace migrate::migc
