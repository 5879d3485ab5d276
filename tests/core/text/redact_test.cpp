#include "core/text/redact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::core {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

TEST(Redact, HidesThePasswordOfAUrl) {
  const std::pair<const char*, const char*> cases[] = {
      {"postgresql://app:secret@db/d", "postgresql://app:***@db/d"},
      {"postgresql://app:s@cr:et@db:5432/d", "postgresql://app:***@db:5432/d"},
      {"postgresql://:secret@db/d", "postgresql://:***@db/d"},
      {"postgresql://db/d?user=a&password=secret&x=1", "postgresql://db/d?user=a&password=***&x=1"},
      {"postgresql://db/d?sslpassword=secret", "postgresql://db/d?sslpassword=***"},
      {"postgresql://db/d?%70assword=secret", "postgresql://db/d?%70assword=***"},
      {"postgresql://db/d?x=1&PassWord=secret&y=2", "postgresql://db/d?x=1&PassWord=***&y=2"},
      {"postgresql://db/d?xpassword=1", "postgresql://db/d?xpassword=1"},
      {"postgresql://app:secret", "postgresql://app:***"},
      {"postgresql://app:se/cret", "postgresql://app:***"},
      {"postgresql://app:123456", "postgresql://app:***"},
      {"postgresql://app:p@ss@localhost/d", "postgresql://app:***@localhost/d"},
      {"postgresql://app:password=x@db/d", "postgresql://app:***"},
      {"postgresql://a:5432,b:5433/d", "postgresql://a:5432,b:5433/d"},
      {"postgresql://[::1]:5432/d", "postgresql://[::1]:5432/d"},
      {"postgresql://db:/d", "postgresql://db:/d"},
      {"postgresql://app@db:5432/d", "postgresql://app@db:5432/d"},
      {"postgres:/app:secret@db/d", "postgres:/app:***@db/d"},
      {"app:secret@db", "app:***@db"},
      {"sqlite:///inventory.db", "sqlite:///inventory.db"},
      {"sqlite:///C:/a@b.db", "sqlite:///C:/a@b.db"},
  };
  for (const auto& [url, shown] : cases) EXPECT_EQ(redact_url(url), shown);
}

TEST(Redact, HidesThePasswordOfEveryUrlInAText) {
  EXPECT_EQ(redact_urls("from postgres://a:x@h/d to \"postgres://b:y@h/d\"\nend"),
            "from postgres://a:***@h/d to \"postgres://b:***@h/d\"\nend");
  EXPECT_EQ(redact_urls("at \"postgres://localhost:5432\", postgres://u:x"),
            "at \"postgres://localhost:5432\", postgres://u:***");
}

TEST(Redact, LeavesOtherTextAlone) {
  const std::string text = "  a: b@c  and d:e@f\n\n";
  EXPECT_EQ(redact_urls(text), text);
}

TEST(Redact, KnowsAPasswordInEveryFormOfIt) {
  EXPECT_THAT(secrets_of("postgresql://app:top%40secret@db/d"),
              UnorderedElementsAre("top%40secret", "top@secret", "40secret", "secret", "top"));
}

TEST(Redact, KnowsNoSecretWhereThereIsNone) {
  EXPECT_THAT(secrets_of("postgresql://app@db:5432/d"), IsEmpty());
  EXPECT_THAT(secrets_of("postgresql://app:@db/d"), IsEmpty());
}

// What libpq says when a character of the password is not encoded.
TEST(Redact, HidesThePiecesThatADriverQuotes) {
  const std::string url = "postgresql://app:alpha@beta/gam:ma]x@db/d";
  const std::vector<std::string> secrets = secrets_of(url);
  for (const std::string message :
       {"could not translate host name \"beta\" to address", "invalid port number: \"ma]x\"",
        "near \"alpha@beta/gam\"", "in \"postgresql://app:alpha@beta/gam:ma]x@db/d\""}) {
    const std::string shown = redact(message, secrets);
    for (const char* piece : {"alpha", "beta", "gam", "ma]x"}) EXPECT_THAT(shown, Not(HasSubstr(piece)));
  }
}

// libpq takes what follows the first '@' for the host.
TEST(Redact, HidesWhatADriverTakesForTheHost) {
  EXPECT_EQ(redact("could not translate host name \"ss@localhost\" to address",
                   secrets_of("postgresql://user:p@ss@localhost/db")),
            "could not translate host name \"***\" to address");
}

TEST(Redact, HidesAShortPasswordOnlyAsAWord) {
  EXPECT_EQ(redact("a bad name \"a\"", secrets_of("postgresql://u:a@h/d")), "*** bad name \"***\"");
}

}  // namespace
}  // namespace migrate::core
