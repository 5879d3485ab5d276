// What the content digest of a YAML revision depends on.

#include "migc/operations/canonical.h"

#include <gtest/gtest.h>

#include <set>

#include "migc/operations/yaml_chain.h"

namespace migrate::migc {
namespace {

std::string digest_of(const std::string& columns, Dialect dialect = Dialect::sqlite) {
  const YamlChain chain("revision: a\ndown_revision: none\n\nupgrade:\n" + columns);
  EXPECT_TRUE(chain.compiled()) << chain.report();
  return chain.compiled() ? std::string(chain.last().content_digest(dialect)) : "";
}

const std::string plain = R"(  - create_table:
      name: runs
      columns:
        - {name: id, type: integer, default: 1}
        - {name: note, type: text, default: "1"}
)";

TEST(OperationsDigest, DoesNotDependOnHowItIsWritten) {
  for (const char* same : {
           "  - create_table: {columns: [{default: 1, name: id, type: integer}, {type: text, default: '1', "
           "name: note}], name: runs}\n",
           "  # a comment\n  - \"create_table\":\n      'name': \"runs\"\n\n      columns: # and one more\n"
           "      - name: id\n        type: 'integer'\n        default: 1\n"
           "      - {name: note, type: text, default: \"\\x31\"}\n",
       })
    EXPECT_EQ(digest_of(same), digest_of(plain)) << same;
}

TEST(OperationsDigest, DependsOnEachValue) {
  std::set<std::string> digests{digest_of(plain)};
  const auto change = [&](const std::string& from, const std::string& to) {
    std::string changed = plain;
    changed.replace(changed.find(from), from.size(), to);
    EXPECT_TRUE(digests.insert(digest_of(changed)).second) << from << " -> " << to;
  };
  change("runs", "trips");
  change("id", "key");
  change("integer", "bigint");
  change("default: 1", "default: 2");
  change("default: \"1\"", "default: \"2\"");
}

TEST(OperationsDigest, TellsANumberFromAText) {
  const auto with = [](const std::string& value) {
    return digest_of(
        "  - create_table: {name: t, columns: [{name: a, type: {sqlite: ANY, postgres: text}, default: " +
        value + "}]}\n");
  };
  EXPECT_NE(with("1"), with("'1'"));
  EXPECT_NE(with("true"), with("'true'"));
  EXPECT_EQ(with("word"), with("'word'"));
}

TEST(OperationsDigest, DependsOnTheOrderOfOperationsAndColumns) {
  const std::string a = "  - create_enum: {name: a, values: [x, y]}\n";
  const std::string b = "  - create_enum: {name: b, values: [x, y]}\n";
  EXPECT_NE(digest_of(a + b), digest_of(b + a));
  EXPECT_NE(digest_of(a), digest_of("  - create_enum: {name: a, values: [y, x]}\n"));
}

TEST(OperationsDigest, IsOfOneDialect) {
  const std::string before =
      "  - execute: {sqlite: CREATE TABLE a (b), postgres: CREATE TABLE a (b int)}\ndowngrade: nothing\n";
  const std::string after =
      "  - execute: {sqlite: CREATE TABLE a (b), postgres: CREATE TABLE a (b text)}\ndowngrade: nothing\n";
  EXPECT_EQ(digest_of(before), digest_of(after));
  EXPECT_NE(digest_of(before, Dialect::postgres), digest_of(after, Dialect::postgres));
}

TEST(OperationsDigest, IsWithoutOperationsForOtherDialects) {
  const std::string only = "  - create_enum: {only: postgres, name: a, values: [x]}\n";
  EXPECT_EQ(digest_of(plain + only), digest_of(plain));
  EXPECT_NE(digest_of(plain + only, Dialect::postgres), digest_of(plain, Dialect::postgres));
}

TEST(OperationsDigest, DoesNotTakeColumnsForDialects) {
  const std::string table =
      "  - create_table: {name: t, columns: [{name: sqlite, type: integer}, {name: postgres, type: "
      "integer}]}\n";
  const auto with = [&](const std::string& row) {
    return digest_of(table + "  - bulk_insert: {table: t, rows: [" + row +
                     "]}\ndowngrade:\n  - drop_table: {name: t}\n");
  };
  EXPECT_NE(with("{sqlite: 1, postgres: 1}"), with("{sqlite: 1, postgres: 2}"));
}

}  // namespace
}  // namespace migrate::migc
