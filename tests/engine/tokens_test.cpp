#include "engine/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace migrate::core {
namespace {

using ::testing::ElementsAre;

// "word CREATE", "string 'a b'" ...
std::vector<std::string> tokens_of(Dialect dialect, std::string_view text) {
  constexpr const char* kinds[] = {"end",         "word",      "number",       "string",
                                   "name",        "symbol",    "comment",      "comment",
                                   "open string", "open name", "open comment", "open dollar"};
  const NextToken next_token = next_token_of(dialect);
  std::vector<std::string> tokens;
  for (Token token = next_token(text, 0); token.kind != TokenKind::end; token = next_token(text, token.end))
    tokens.push_back(kinds[static_cast<int>(token.kind)] + (' ' + std::string(token.in(text))));
  return tokens;
}

std::vector<std::string> sqlite_tokens(std::string_view text) {
  return tokens_of(Dialect::sqlite, text);
}
std::vector<std::string> postgres_tokens(std::string_view text) {
  return tokens_of(Dialect::postgres, text);
}

TEST(SqliteTokens, AreNamesInFourForms) {
  EXPECT_THAT(sqlite_tokens("a$1 \"b\"\"c\" `d``e` [f \"g]"),
              ElementsAre("word a$1", "name \"b\"\"c\"", "name `d``e`", "name [f \"g]"));
}

TEST(SqliteTokens, AreStringsWithoutEscapes) {
  EXPECT_THAT(sqlite_tokens("e'\\' x"), ElementsAre("word e", "string '\\'", "word x"));
}

TEST(SqliteTokens, AreCommentsThatDoNotNest) {
  EXPECT_THAT(sqlite_tokens("/* /* */ a -- b\n c"),
              ElementsAre("comment /* /* */", "word a", "comment -- b", "word c"));
}

TEST(SqliteTokens, AreNoDollarQuotes) {
  EXPECT_THAT(sqlite_tokens("$$ 'a'"), ElementsAre("symbol $", "symbol $", "string 'a'"));
}

TEST(SqliteTokens, PassByteOrderMarks) {
  EXPECT_THAT(sqlite_tokens("\xEF\xBB\xBF\n\xEF\xBB\xBF"
                            "a"),
              ElementsAre("word a"));
}

TEST(PostgresTokens, AreNamesInOneForm) {
  EXPECT_THAT(postgres_tokens("a$1 \"b\"\"c\" [d]"),
              ElementsAre("word a$1", "name \"b\"\"c\"", "symbol [", "word d", "symbol ]"));
}

TEST(PostgresTokens, AreStringsWithEscapesAfterE) {
  EXPECT_THAT(postgres_tokens("E'a\\'b' 'c\\' d"), ElementsAre("string E'a\\'b'", "string 'c\\'", "word d"));
  EXPECT_THAT(postgres_tokens("e'a' -- b\n '\\'' c"), ElementsAre("string e'a' -- b\n '\\''", "word c"));
}

TEST(PostgresTokens, AreDollarQuotesOutsideOfWords) {
  EXPECT_THAT(postgres_tokens("$$ a' $$ $b$ $$ $b$"), ElementsAre("string $$ a' $$", "string $b$ $$ $b$"));
  EXPECT_THAT(postgres_tokens("a$b$ c$b$ $1"), ElementsAre("word a$b$", "word c$b$", "symbol $", "number 1"));
}

TEST(PostgresTokens, AreCommentsThatNest) {
  EXPECT_THAT(postgres_tokens("/* /* */ a */ b"), ElementsAre("comment /* /* */ a */", "word b"));
}

TEST(PostgresTokens, PassVerticalTabs) {
  EXPECT_THAT(postgres_tokens("a\vb"), ElementsAre("word a", "word b"));
}

TEST(Tokens, ReachToTheEndWhereAQuoteIsOpen) {
  EXPECT_THAT(sqlite_tokens("'a''"), ElementsAre("open string 'a''"));
  EXPECT_THAT(sqlite_tokens("[a"), ElementsAre("open name [a"));
  EXPECT_THAT(postgres_tokens("/* /* */"), ElementsAre("open comment /* /* */"));
  EXPECT_THAT(postgres_tokens("$a$ b"), ElementsAre("open dollar $a$", "word b"));
}

}  // namespace
}  // namespace migrate::core
