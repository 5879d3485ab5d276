// Columns and constraints that operations add to tables of SQLite, as they are written in the end.

#include "migc/operations/sqlite_definition.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

TEST(SqliteDefinition, HasThePartsOfAColumnInTheOrderOfColumnDefinitions) {
  const PortableColumn column{.name = {"order"},
                              .type = {.base = BaseType::string, .sizes = {"40"}},
                              .nullable = false,
                              .default_value = Literal{.kind = LiteralKind::text, .text = "it's"},
                              .collation = same_sql("nocase")};
  EXPECT_EQ(to_sql(sqlite_column(column, Strictness::ordinary)),
            R"("order" VARCHAR(40) COLLATE nocase NOT NULL DEFAULT 'it''s')");
}

TEST(SqliteDefinition, TakesConstraintsFromATypeInTheAuthorsWords) {
  const PortableColumn column{
      .name = {"seconds"},
      .type = {.base = BaseType::spelled, .spelling = same_sql("INT CHECK (seconds > 0)")}};
  const ColumnDefinition definition = sqlite_column(column, Strictness::ordinary);
  EXPECT_EQ(definition.type, "INT");
  ASSERT_NE(find_constraint(definition, ConstraintKind::check), nullptr);
  EXPECT_EQ(to_sql(definition), "seconds INT CHECK (seconds > 0)");
}

TEST(SqliteDefinition, NamesTheColumnsOfAKey) {
  const PortableConstraint constraint{
      .kind = PortableConstraintKind::unique, .name = {"uq_a b"}, .columns = {{"a b"}, {"c"}}};
  const Constraint definition = sqlite_constraint(constraint);
  EXPECT_EQ(definition.columns, (std::vector<std::string>{"a b", "c"}));
  EXPECT_EQ(to_sql(definition), R"(CONSTRAINT "uq_a b" UNIQUE ("a b", c))");
}

}  // namespace
}  // namespace migrate::migc
