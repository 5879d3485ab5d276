#include "cli/url.h"

#include <gtest/gtest.h>

#include "migrate/error.h"

namespace migrate::cli {
namespace {

std::string mistake(std::string_view text) {
  try {
    return "no mistake: " + parse_url(text).location;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.what();
  }
}

TEST(Url, LocationsOfFiles) {
  const std::pair<const char*, const char*> cases[] = {
      {"sqlite:///inventory.db", "inventory.db"},
      {"sqlite:///./inventory.db", "./inventory.db"},
      {"sqlite:////var/lib/inventory.db", "/var/lib/inventory.db"},
      {"sqlite:///a%20b%3F%25.db", "a b?%.db"},
      {"sqlite:///C:/a@b.db", "C:/a@b.db"},
  };
  for (const auto& [url, path] : cases) EXPECT_EQ(parse_url(url).location, path) << url;
}

TEST(Url, LocationOfAServerIsTheUrlItself) {
  for (const std::string url :
       {"postgresql://app:s%40fe@db.example/inventory?sslmode=require", "postgres:///app"})
    EXPECT_EQ(parse_url(url).location, url);
}

TEST(Url, BothNamesOfPostgresqlAreOneDialect) {
  EXPECT_EQ(parse_url("postgres://h/d").dialect, Dialect::postgres);
  EXPECT_EQ(parse_url("postgresql://h/d").dialect, Dialect::postgres);
}

TEST(Url, IsShownWithoutItsPassword) {
  EXPECT_EQ(parse_url("postgresql://app:secret@db/inventory").shown, "postgresql://app:***@db/inventory");
}

TEST(Url, RefusesDatabasesInMemory) {
  for (const char* url : {"sqlite://", "sqlite://:memory:", "sqlite:///:memory:"})
    EXPECT_EQ(mistake(url),
              "a SQLite database in memory is gone when the command ends; name a file: sqlite:///FILE");
}

TEST(Url, RefusesAHostForSqlite) {
  EXPECT_EQ(mistake("sqlite://inventory.db"),
            "a SQLite URL names no host; write three slashes before the file: sqlite:///FILE");
}

TEST(Url, RefusesParametersForSqlite) {
  EXPECT_EQ(mistake("sqlite:///inventory.db?mode=ro"),
            "a SQLite URL takes no parameters; write %3F for a question mark in the file's name");
}

TEST(Url, RefusesAFileWithoutAName) {
  for (const char* url : {"sqlite:///", "sqlite:///a%00b"})
    EXPECT_EQ(mistake(url), "the SQLite URL names no file; write sqlite:///FILE");
}

TEST(Url, RefusesAPercentSignThatEncodesNothing) {
  for (const char* url : {"sqlite:///a%", "sqlite:///a%2", "sqlite:///%zz", "postgresql://u:se%zzcret@h/d"})
    EXPECT_EQ(mistake(url),
              "a % in a URL is followed by two hexadecimal digits; write %25 for a percent sign");
}

TEST(Url, SaysHowAnAtSignInAPasswordIsWritten) {
  for (const char* url : {"postgresql://user:p@ss@localhost/db", "postgresql://a@b@h/db", "postgres://u:@@h"})
    EXPECT_EQ(mistake(url),
              "the URL has more than one \"@\" before its host; write %40 for an \"@\" in the password");
  EXPECT_EQ(parse_url("postgresql://u:p%40ss@h/d?user=a@b").location, "postgresql://u:p%40ss@h/d?user=a@b");
}

TEST(Url, RefusesAPasswordInThePlaceOfAPort) {
  for (const char* url :
       {"postgresql://u:PW", "postgresql://u:PW/d", "postgresql://u:p/w@h/d", "postgres://u:99999"})
    EXPECT_EQ(
        mistake(url),
        "what follows the \":\" in the URL is not a port; write USER:PASSWORD@HOST, and in the password %40 "
        "for \"@\", %3A for \":\", %2F for \"/\", %3F for \"?\" and %23 for \"#\"");
  for (const std::string url :
       {"postgresql://h:5432/d", "postgresql://a:1,b:2/d", "postgresql://[::1]:5432/d",
        "postgresql://[::1]/d", "postgresql://h:", "postgresql:///d?host=/tmp"})
    EXPECT_EQ(parse_url(url).location, url);
}

TEST(Url, SuggestsTheSchemeThatIsMeant) {
  EXPECT_EQ(mistake("sqlite3:///a.db"),
            "unknown kind of database \"sqlite3\"; did you mean \"sqlite\"?\n"
            "  write sqlite:///FILE, sqlite:////ABSOLUTE/FILE or postgresql://USER@HOST/NAME");
}

TEST(Url, SuggestsTheSchemeBeforeADriver) {
  EXPECT_EQ(mistake("postgresql+psycopg2://h/d"),
            "unknown kind of database \"postgresql+psycopg2\"; did you mean \"postgresql\"?\n"
            "  write sqlite:///FILE, sqlite:////ABSOLUTE/FILE or postgresql://USER@HOST/NAME");
}

TEST(Url, QuotesNothingOfWhatIsNoUrl) {
  for (const char* text : {"", "inventory.db", "postgres:/u:secret@h/d", "u:secret@h/d", "u:secret@h://d"})
    EXPECT_EQ(mistake(text),
              "this is not a database URL; write sqlite:///FILE, sqlite:////ABSOLUTE/FILE or "
              "postgresql://USER@HOST/NAME");
}

}  // namespace
}  // namespace migrate::cli
