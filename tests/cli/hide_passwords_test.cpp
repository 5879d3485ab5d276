#include "cli/hide_passwords.h"

#include <gtest/gtest.h>

namespace migrate::cli {
namespace {

TEST(HidePasswords, OfRoles) {
  EXPECT_EQ(hide_passwords("CREATE ROLE a LOGIN PASSWORD 'it''s secret' CREATEDB"),
            "CREATE ROLE a LOGIN PASSWORD '***' CREATEDB");
  EXPECT_EQ(hide_passwords("alter role a encrypted password\n  E'a\\'b'; x"),
            "alter role a encrypted password\n  E'***'; x");
}

TEST(HidePasswords, OfConnectionsAndOptions) {
  EXPECT_EQ(hide_passwords("CREATE SUBSCRIPTION s CONNECTION 'host=h password=secret user=u' PUBLICATION p"),
            "CREATE SUBSCRIPTION s CONNECTION 'host=h password=*** user=u' PUBLICATION p");
  EXPECT_EQ(hide_passwords("CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', password 'secret')"),
            "CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', password '***')");
}

TEST(HidePasswords, OfSeveralStatements) {
  EXPECT_EQ(hide_passwords("UPDATE u SET password = 'a' WHERE password = 'b'"),
            "UPDATE u SET password = '***' WHERE password = '***'");
}

TEST(HidePasswords, LeavesTheRest) {
  for (const char* statement : {"", "SELECT 1", "CREATE TABLE u (password TEXT NOT NULL)",
                                "ALTER ROLE a PASSWORD NULL", "SELECT password"})
    EXPECT_EQ(hide_passwords(statement), statement);
}

TEST(HidePasswords, EvenWhereTheTextEndsInside) {
  EXPECT_EQ(hide_passwords("PASSWORD 'secret"), "PASSWORD '***");
  EXPECT_EQ(hide_passwords("PASSWORD E'secret\\"), "PASSWORD E'***");
}

}  // namespace
}  // namespace migrate::cli
