#include "engine/shell.h"

#include <gtest/gtest.h>

namespace migrate::core {
namespace {

std::string for_psql(std::string_view statement) {
  return shell_for(Dialect::postgres, {}, {})->statement(statement);
}

TEST(PostgresShell, PartsColonsFromWhatPsqlWouldTakeForVariables) {
  EXPECT_EQ(for_psql("SELECT a[1:b], c :'d', :\"e\", :{f}"), "SELECT a[1: b], c : 'd', : \"e\", : {f};\n");
}

TEST(PostgresShell, LeavesOtherColons) {
  for (const std::string statement : {"SELECT a::text, b := 1, c : d",
                                      "SELECT ':a', \":b\", $$:c$$, E'\\':d'", "SELECT 1 /* /* */ :a */ :"})
    EXPECT_EQ(for_psql(statement), statement + ";\n");
}

TEST(PostgresShell, SeesNoQuoteInAWordWithDollars) {
  EXPECT_EQ(for_psql("SELECT a$b$:c, d$b$"), "SELECT a$b$: c, d$b$;\n");
}

}  // namespace
}  // namespace migrate::core
