#include "engine/hide_passwords.h"

#include <gtest/gtest.h>

namespace migrate::core {
namespace {

std::string hidden(std::string_view statement) {
  return hide_passwords(Dialect::postgres, statement);
}

TEST(HidePasswords, OfRoles) {
  EXPECT_EQ(hidden("CREATE ROLE a LOGIN PASSWORD 'it''s secret' CREATEDB"),
            "CREATE ROLE a LOGIN PASSWORD '***' CREATEDB");
  EXPECT_EQ(hidden("alter role a encrypted password\n  E'a\\'b'; x"),
            "alter role a encrypted password\n  E'***'; x");
}

TEST(HidePasswords, OfConnectionsAndOptions) {
  EXPECT_EQ(hidden("CREATE SUBSCRIPTION s CONNECTION 'host=h password=secret user=u' PUBLICATION p"),
            "CREATE SUBSCRIPTION s CONNECTION 'host=h password=*** user=u' PUBLICATION p");
  EXPECT_EQ(hidden("CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', password 'secret')"),
            "CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', password '***')");
}

TEST(HidePasswords, InEachFormOfAString) {
  EXPECT_EQ(hidden("ALTER ROLE a PASSWORD $$secret$$ LOGIN"), "ALTER ROLE a PASSWORD $$***$$ LOGIN");
  EXPECT_EQ(hidden("PASSWORD /* new */ $q$it's $$ secret$q$"), "PASSWORD /* new */ $q$***$q$");
  EXPECT_EQ(hidden("ALTER ROLE a PASSWORD u&'s!0061cret' UESCAPE '!' LOGIN"),
            "ALTER ROLE a PASSWORD u&'***' UESCAPE '!' LOGIN");
  EXPECT_EQ(hidden("UPDATE u SET password = U&'sec'\n  'ret'"), "UPDATE u SET password = U&'***'");
  EXPECT_EQ(hidden("CONNECTION 'password=u&x host=h'"), "CONNECTION 'password=*** host=h'");
  EXPECT_EQ(hidden("PASSWORD 'sec'\n  'ret' LOGIN"), "PASSWORD '***' LOGIN");
  EXPECT_EQ(hidden("CONNECTION 'password=''sec ret'' host=h' PUBLICATION p"),
            "CONNECTION 'password=''***'' host=h' PUBLICATION p");
}

TEST(HidePasswords, OfSeveralStatements) {
  EXPECT_EQ(hidden("UPDATE u SET password = 'a' WHERE password = 'b'"),
            "UPDATE u SET password = '***' WHERE password = '***'");
}

TEST(HidePasswords, LeavesTheRest) {
  for (const char* statement : {"", "SELECT 1", "CREATE TABLE u (password TEXT NOT NULL)",
                                "ALTER ROLE a PASSWORD NULL", "SELECT password"})
    EXPECT_EQ(hidden(statement), statement);
}

TEST(HidePasswords, EvenWhereTheTextEndsInside) {
  EXPECT_EQ(hidden("PASSWORD 'secret"), "PASSWORD '***");
  EXPECT_EQ(hidden("PASSWORD E'secret\\"), "PASSWORD E'***");
  EXPECT_EQ(hidden("PASSWORD $$secret"), "PASSWORD $$***");
}

TEST(HidePasswords, BySqlitesTokens) {
  EXPECT_EQ(
      hide_passwords(Dialect::sqlite, "UPDATE u SET [password] = 'a', \"password\" = 'b\\', password = 'c'"),
      "UPDATE u SET [password] = 'a', \"password\" = 'b\\', password = '***'");
}

}  // namespace
}  // namespace migrate::core
