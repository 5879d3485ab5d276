// Every place of an operation that takes text, with every token that could end, open or hide what is around
// it: migc reports it, with its line and column, or compiles it into SQL that SQLite accepts; it never
// crashes.

#include <gtest/gtest.h>

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "migc/operations/compiled_text.h"
#include "migc/operations/operation_case.h"
#include "migc/operations/sql_fragment.h"

namespace migrate::migc {
namespace {

// `@` is the text under test, in double quotes of YAML.
constexpr std::string_view sql_places[] = {
    R"(create_table: {name: t, columns: [{name: a, type: integer, check: "@"}]})",
    R"(create_table: {name: t, columns: [{name: a, type: integer, default: {sql: "@"}}]})",
    R"(create_table: {name: t, columns: [{name: a, type: integer}, {name: b, type: integer, generated: "@"}]})",
    R"(create_table: {name: t, columns: [{name: a, type: integer}], checks: [{condition: "@"}]})",
    R"(add_column: {table: runs, name: a, type: integer, check: "@"})",
    R"(add_column: {table: runs, name: a, type: integer, default: {sql: "@"}})",
    R"(add_column: {table: runs, name: a, type: integer, generated: "@"})",
    R"(alter_column: {table: runs, name: seconds, default: {sql: "@"}})",
    R"(alter_column: {table: runs, name: seconds, type: bigint, using: "@"})",
    R"(create_check_constraint: {table: runs, name: c, condition: "@"})",
    R"(create_index: {name: i, table: runs, columns: [{expression: "@"}]})",
    R"(create_index: {name: i, table: runs, columns: [note], where: "@"})",
    R"(update: {table: runs, set: {seconds: 1}, where: "@"})",
    R"(update: {table: runs, set: {seconds: {sql: "@"}}, where: 1 = 1})",
    R"(delete: {table: runs, where: "@"})",
    R"(bulk_insert: {table: tags, rows: [{run: {sql: "@"}}]})",
};

constexpr std::string_view other_places[] = {
    R"(create_table: {name: t, columns: [{name: a, type: {sqlite: "@", postgres: text}}]})",
    R"(create_table: {name: t, columns: [{name: a, type: {sqlite: TEXT, postgres: "@"}}]})",
    R"(create_table: {name: t, columns: [{name: a, type: text, collation: {sqlite: "@"}}]})",
    R"(create_table: {name: t, columns: [{name: a, type: text, collation: {postgres: "@"}}]})",
    R"(create_table: {name: t, columns: [{name: a, type: text}], storage: {fillfactor: "@"}})",
    R"(create_table: {name: t, columns: [{name: a, type: text}], storage: {"@": 1}})",
    R"(create_table: {name: "@", columns: [{name: a, type: text, comment: "@", default: "@"}]})",
    R"(create_table: {name: t, columns: [{name: "@", type: integer, check: 1 = 1}], comment: "@"})",
    R"(create_table: {name: t, columns: [{name: a, type: text, unique: "@"}]})",
    R"(add_column: {table: runs, name: a, type: {sqlite: "@", postgres: text}})",
    R"(add_column: {table: runs, name: a, type: {sqlite: TEXT, postgres: "@"}})",
    R"(add_column: {table: runs, name: "@", type: text, unique: true})",
    R"(add_column: {table: runs, name: a, type: text, collation: "@"})",
    R"(add_column: {table: runs, name: a, type: "@"})",
    R"(alter_column: {table: runs, name: note, type: {sqlite: "@", postgres: text}})",
    R"(alter_column: {table: runs, name: note, rename: "@"})",
    R"(alter_column: {table: runs, name: note, default: "@", comment: "@"})",
    R"(create_index: {name: "@", table: runs, columns: [note]})",
    R"(create_index: {name: i, table: runs, columns: [{column: note, collation: "@"}]})",
    R"(create_index: {name: i, table: runs, columns: [{column: note, operator_class: "@"}]})",
    R"(create_index: {name: i, table: runs, columns: [note], method: "@"})",
    R"(create_unique_constraint: {table: runs, name: "@", columns: [note]})",
    R"(create_exclude_constraint: {only: postgres, table: runs, elements: [{column: id, with: "@"}]})",
    R"(create_exclude_constraint: {only: postgres, table: runs, elements: [{expression: "@", with: "="}]})",
    R"(create_exclude_constraint: {only: postgres, table: runs, where: "@", elements: [{column: id, with: "="}]})",
    R"(create_exclude_constraint: {only: postgres, table: runs, method: "@", elements: [{column: id, with: "="}]})",
    R"(rename_table: {name: tags, to: "@"})",
    R"(rename_index: {name: ix_runs_deadline, to: "@"})",
    R"(rename_constraint: {table: runs, name: ck_runs_note, to: "@"})",
    R"(comment_table: {name: runs, comment: "@"})",
    R"(create_enum: {name: "@", values: ["@"]})",
    R"(add_enum_value: {name: mood, value: "@"})",
    R"(rename_enum_value: {name: mood, value: calm, to: "@"})",
    R"(bulk_insert: {table: tags, rows: [{word: "@"}]})",
    R"(create_object: {kind: view, name: v, text: "@"})",
    R"(create_object: {kind: view, name: v, text: "CREATE VIEW v AS SELECT @"})",
    R"(create_object: {kind: trigger, name: r, table: runs, text: "CREATE TRIGGER r AFTER INSERT ON runs BEGIN @; END"})",
    R"(create_object: {kind: function, name: "@", text: {postgres: "@"}})",
    R"(execute: "@")",
    R"(execute: "UPDATE runs SET seconds = @")",
    R"(call: "@")",
};

// As they stand in double quotes of YAML.
const std::vector<std::string>& stray_tokens() {
  static const std::vector<std::string> tokens{")",
                                               "(",
                                               "'",
                                               "\\\"",
                                               "--",
                                               "/*",
                                               "*/",
                                               ";",
                                               "`",
                                               "[",
                                               "]",
                                               ",",
                                               "\\\\",
                                               "$$",
                                               "$a$",
                                               "E'\\\\''",
                                               ".",
                                               "::",
                                               "?",
                                               ":a",
                                               "@b",
                                               "#",
                                               "\\t",
                                               "\\n",
                                               "-- x\\n",
                                               "\\uFEFF",
                                               "x'0",
                                               "COLLATE",
                                               "CONSTRAINT",
                                               "NULL",
                                               "a TEXT, b",
                                               "1) STRICT",
                                               "DEFAULT (1",
                                               "INTEGER PRIMARY KEY",
                                               "SELECT 1; SELECT 2"};
  return tokens;
}

std::string with_text(std::string_view place, std::string_view text) {
  std::string operation;
  for (const char c : place)
    if (c == '@')
      operation += text;
    else
      operation += c;
  return operation;
}

// Followed by what rebuilds the table, so that the text is read back.
std::string revision_with(const std::string& operation) {
  return "revision: tested\ndown_revision: before\nlossy: nothing is kept\n\nupgrade:\n  - " + operation +
         "\n  - alter_column: {table: runs, name: seconds, nullable: true}\n"
         "  - drop_table: {name: tags, if_exists: true}\n"
         "downgrade: nothing\n";
}

class StrayTokens : public ::testing::Test {
 protected:
  static SchemasAlongChain schemas_before() {
    static const std::string kept = [] {
      SchemasAlongChain schemas(all_dialects);
      Diagnostics diagnostics;
      EXPECT_TRUE(compile_text(read_text(case_folder / "before.yaml"), schemas, diagnostics));
      return schemas.serialize().value();
    }();
    return SchemasAlongChain::deserialize(all_dialects, kept).value();
  }

  // The report, which is empty where the revision is right.
  static std::string compile(const std::string& operation) {
    SchemasAlongChain schemas = schemas_before();
    Diagnostics diagnostics;
    compile_text(revision_with(operation), schemas, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.sorted()) {
      EXPECT_GT(diagnostic.line, 0U) << diagnostic.message << "\n" << operation;
      EXPECT_GT(diagnostic.column, 0U) << diagnostic.message << "\n" << operation;
    }
    return to_text(diagnostics, Color::no);
  }
};

// Each token stands in each place, and in each company in some of them.
TEST_F(StrayTokens, AreReportedOrCompiledWhereverTheyStand) {
  std::size_t turn = 0;
  for (const std::string_view place : sql_places) {
    for (const std::string& token : stray_tokens()) {
      const std::string texts[] = {token, "1 " + token, token + " 1", "(1 " + token + ")"};
      compile(with_text(place, texts[turn++ % std::size(texts)]));
    }
  }
  for (const std::string_view place : other_places) {
    for (const std::string& token : stray_tokens()) {
      const std::string texts[] = {token, "a " + token, token + " a"};
      compile(with_text(place, texts[turn++ % std::size(texts)]));
    }
  }
}

// What would close a parenthesis of migc's, open one, end the statement or hide the rest of it.
TEST_F(StrayTokens, AreReportedWhereTheyReachBeyondAnExpression) {
  for (const std::string_view place : sql_places)
    for (const char* text : {"1) OR (1", "1)", "(1", "1 -- x", "1 /* x", "1; DROP TABLE runs", "1, 1", "'",
                             "\\\"", "/* x */", " "})
      EXPECT_NE(compile(with_text(place, text)), "") << with_text(place, text);
}

TEST_F(StrayTokens, AreReportedWhereTheyReachBeyondAType) {
  for (const std::string_view place : other_places) {
    if (place.find("{sqlite: \"@\", postgres: text}") == std::string_view::npos) continue;
    for (const char* text : {"TEXT)", "TEXT, b TEXT", "TEXT;", "TEXT --", "1", "TEXT (1) x (2)", "'TEXT"})
      EXPECT_NE(compile(with_text(place, text)), "") << with_text(place, text);
  }
}

TEST_F(StrayTokens, BelongToTheDialectThatReadsThem) {
  const auto condition = [](std::string_view text) {
    return "create_check_constraint: {table: runs, name: c, condition: \"" + std::string(text) + "\"}";
  };
  EXPECT_EQ(compile(condition("note <> E'it\\\\'s'")),
            "D/versions/1.yaml:6:64: error: sqlite: condition has an unterminated string\n"
            "  6 |   - create_check_constraint: {table: runs, name: c, condition: \"note <> E'it\\\\'s'\"}\n"
            "    |                                                                ^\n");
  EXPECT_EQ(compile(condition("[note] <> `note")),
            "D/versions/1.yaml:6:75: error: sqlite: condition has an unterminated quoted name\n"
            "  6 |   - create_check_constraint: {table: runs, name: c, condition: \"[note] <> `note\"}\n"
            "    |                                                                           ^\n");
  EXPECT_EQ(compile(condition("note <> $$)$$")),
            "D/versions/1.yaml:6:75: error: sqlite: condition has a \")\" without its beginning\n"
            "  6 |   - create_check_constraint: {table: runs, name: c, condition: \"note <> $$)$$\"}\n"
            "    |                                                                           ^\n");
  EXPECT_EQ(compile(condition("note <> 'x'")), "");
  EXPECT_EQ(compile("create_check_constraint: {table: runs, name: c, condition: "
                    "{sqlite: \"[note] <> 'a\\\\'\", postgres: \"note <> $$)$$\"}}"),
            "");
}

TEST_F(StrayTokens, AreShownInTheLineOfABlock) {
  EXPECT_EQ(compile("create_check_constraint:\n      table: runs\n      name: c\n      condition: |\n"
                    "        note <> ''\n        AND (note <> 'x'))\n"),
            "D/versions/1.yaml:11:26: error: condition has a \")\" without its beginning\n"
            "  11 |         AND (note <> 'x'))\n"
            "     |                          ^\n");
  EXPECT_EQ(compile("execute: |\n      SELECT 1;\n      SELECT 'x\n"),
            "D/versions/1.yaml:8:14: error: unterminated string\n"
            "  8 |       SELECT 'x\n"
            "    |              ^\n");
}

TEST_F(StrayTokens, VeryLongAndDeepTextsAreReportedOrCompiled) {
  std::string terms = "1";
  for (int i = 0; i < 100'000; ++i) terms += " + 1";
  const std::string deep = std::string(10'000, '(') + "1" + std::string(10'000, ')');
  const std::string half_deep(10'000, '(');
  compile(with_text(sql_places[0], terms));
  for (const std::string_view place : sql_places) compile(with_text(place, deep));
  for (const std::string_view place : sql_places) EXPECT_NE(compile(with_text(place, half_deep)), "");
  std::string arrays;
  for (int i = 0; i < 100'000; ++i) arrays += "array of ";
  EXPECT_NE(compile("add_column: {table: runs, name: a, type: \"" + arrays + "text\"}"), "");
}

TEST(SqlFragment, IsJudgedByItsTokens) {
  const auto message = [](std::string_view text, Dialect dialect) {
    const std::optional<SqlProblem> problem = judge_fragment(text, dialect);
    return problem ? std::to_string(problem->offset) + " " + problem->message : "";
  };
  for (const Dialect dialect : all_dialects) {
    EXPECT_EQ(message("a IN (1, 2) AND b <> ');' /* ) */ AND \"c)\" = f(1)", dialect), "");
    EXPECT_EQ(message("a -- b\n", dialect), "");
    EXPECT_EQ(message("a)", dialect), "1 has a \")\" without its beginning");
    EXPECT_EQ(message("f((a)", dialect), "1 has a \"(\" without its end");
    EXPECT_EQ(message("a;", dialect), "1 has a \";\", where one expression is wanted");
    EXPECT_EQ(message("a, b", dialect), "1 has a \",\" outside parentheses, where one expression is wanted");
    EXPECT_EQ(message("a 'b", dialect), "2 has an unterminated string");
    EXPECT_EQ(message("a \"b", dialect), "2 has an unterminated quoted name");
    EXPECT_EQ(message("a /* b", dialect), "2 has an unterminated comment");
    EXPECT_EQ(message(" /* b */ ", dialect), "0 holds no SQL");
    EXPECT_EQ(message("a -- b", dialect),
              "2 ends with a \"--\" comment, which would hide what follows; write /* … */ instead");
  }
  EXPECT_EQ(message("a $x$ ) ", Dialect::postgres), "2 has an unterminated dollar quote $x$");
  EXPECT_EQ(message("(a[1)]", Dialect::postgres), "4 has a \")\" without its beginning");
  EXPECT_EQ(message("`a)`", Dialect::sqlite), "");
}

}  // namespace
}  // namespace migrate::migc
