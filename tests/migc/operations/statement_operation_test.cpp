// Statements as operations, and operations as YAML.

#include "migc/operations/statement_operation.h"

#include <gtest/gtest.h>

#include "migc/operations/operation_tree.h"
#include "migc/operations/told_statements.h"
#include "migc/operations/yaml_reader.h"
#include "migc/operations/yaml_text.h"

namespace migrate::migc {
namespace {

std::string told(Dialect dialect, const std::string& statement) {
  return to_yaml(tell_statements({{dialect, {{.statements = {statement}}}}}).list);
}

struct Told {
  Dialect dialect;
  const char* statement;
  const char* yaml;
};

void PrintTo(const Told& told, std::ostream* stream) {
  *stream << told.statement;
}

class StatementAsOperation : public ::testing::TestWithParam<Told> {};

TEST_P(StatementAsOperation, SaysTheSame) {
  EXPECT_EQ(told(GetParam().dialect, GetParam().statement), GetParam().yaml);
}

constexpr Dialect sqlite = Dialect::sqlite;
constexpr Dialect postgres = Dialect::postgres;

INSTANTIATE_TEST_SUITE_P(
    Statements, StatementAsOperation,
    ::testing::Values(
        Told{sqlite, "CREATE TABLE runs (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL DEFAULT 'x')",
             "- create_table:\n"
             "    name: runs\n"
             "    engine_defaults: true\n"
             "    columns:\n"
             "      - {name: id, type: integer, primary_key: true}\n"
             "      - {name: name, type: string(40), nullable: false, default: x}"},
        Told{postgres,
             "CREATE TABLE runs (\n  id bigint NOT NULL,\n  CONSTRAINT runs_pkey PRIMARY KEY (id)\n)",
             "- create_table: {name: runs, columns: [{name: id, type: bigint, primary_key: runs_pkey}]}"},
        Told{sqlite, "ALTER TABLE \"my runs\" ADD COLUMN note TEXT DEFAULT (1 + 1)",
             "- add_column: {table: my runs, name: note, type: text, default: {sql: '1 + 1'}}"},
        Told{sqlite, "ALTER TABLE runs ADD COLUMN of INTEGER REFERENCES jobs ON DELETE SET NULL",
             "- add_column:\n"
             "    table: runs\n"
             "    name: of\n"
             "    type: integer\n"
             "    references: {table: jobs, on_delete: set_null}\n"
             "    engine_defaults: true"},
        Told{postgres, "ALTER TABLE app.runs ALTER COLUMN name TYPE character varying(9) USING left(name, 9)",
             "- alter_column: {table: app.runs, name: name, type: string(9), using: 'left(name, 9)'}"},
        Told{postgres, "ALTER TABLE runs ALTER COLUMN name DROP DEFAULT",
             "- alter_column: {table: runs, name: name, default: null}"},
        Told{postgres, "ALTER TABLE runs RENAME CONSTRAINT a TO \"B\"",
             "- rename_constraint: {table: runs, name: a, to: B}"},
        Told{postgres,
             "ALTER TABLE runs ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES jobs(a, b) ON UPDATE CASCADE "
             "DEFERRABLE INITIALLY DEFERRED NOT VALID",
             "- create_foreign_key:\n"
             "    table: runs\n"
             "    name: k\n"
             "    columns: [a, b]\n"
             "    references: jobs\n"
             "    referenced_columns: [a, b]\n"
             "    on_update: cascade\n"
             "    initially: deferred\n"
             "    not_valid: true"},
        Told{postgres,
             "CREATE UNIQUE INDEX ix ON runs USING btree (lower(name), at DESC NULLS LAST, a text_ops) "
             "WHERE (id > 0)",
             "- create_index:\n"
             "    name: ix\n"
             "    table: runs\n"
             "    columns:\n"
             "      - expression: lower(name)\n"
             "      - {column: at, order: desc, nulls: last}\n"
             "      - {column: a, operator_class: text_ops}\n"
             "    unique: true\n"
             "    where: '(id > 0)'"},
        Told{postgres, "ALTER TYPE mood ADD VALUE 'it''s' AFTER 'ok'",
             "- add_enum_value: {name: mood, value: 'it''s', after: ok}"},
        Told{postgres, "COMMENT ON COLUMN app.runs.name IS NULL",
             "- alter_column: {table: app.runs, name: name, comment: null}"},
        Told{postgres, "UPDATE runs SET note = '' WHERE note IS NULL",
             "- update: {table: runs, set: {note: {sql: ''''''}}, where: note IS NULL}"}));

// What operations do not say stays SQL.
INSTANTIATE_TEST_SUITE_P(
    Others, StatementAsOperation,
    ::testing::Values(
        Told{sqlite, "CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE)",
             "- execute: CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE)"},
        Told{sqlite, "CREATE TABLE t (a TEXT, PRIMARY KEY (a DESC))",
             "- execute: 'CREATE TABLE t (a TEXT, PRIMARY KEY (a DESC))'"},
        Told{sqlite, "CREATE TABLE \"a.b\" (c TEXT)", "- execute: 'CREATE TABLE \"a.b\" (c TEXT)'"},
        Told{sqlite, "CREATE INDEX ix ON t (lower(a))", "- execute: CREATE INDEX ix ON t (lower(a))"},
        Told{postgres, "CREATE TABLE t (\n  a integer\n) PARTITION BY RANGE (a)",
             "- execute: |-\n    CREATE TABLE t (\n      a integer\n    ) PARTITION BY RANGE (a)"},
        Told{postgres, "CREATE INDEX ix ON t USING btree (a) WITH (fillfactor='70')",
             "- execute: |-\n    CREATE INDEX ix ON t USING btree (a) WITH (fillfactor='70')"},
        Told{postgres, "GRANT SELECT ON runs TO PUBLIC", "- execute: GRANT SELECT ON runs TO PUBLIC"}));

TEST(ToldStatements, AreOneItemWhereDialectsDoTheSame) {
  const StatementsOfDialect here{
      sqlite,
      {{.statements = {"CREATE TABLE runs (id INTEGER PRIMARY KEY, at TIMESTAMP, note TEXT)"}},
       {.statements = {"CREATE VIEW v AS SELECT 1"}},
       {.statements = {"PRAGMA user_version = 3"}}}};
  const StatementsOfDialect there{
      postgres,
      {{.statements = {"CREATE TABLE runs (id integer NOT NULL, at timestamp without time zone, note "
                       "json, CONSTRAINT runs_pkey PRIMARY KEY (id))"}},
       {.statements = {"COMMENT ON TABLE runs IS 'of jobs'"}},
       {.statements = {"CREATE VIEW v AS SELECT 1 AS one"}}}};
  EXPECT_EQ(to_yaml(tell_statements({here, there}).list),
            "- create_table:\n"
            "    name: runs\n"
            "    engine_defaults: true\n"
            "    columns:\n"
            "      - {name: id, type: integer, primary_key: true}\n"
            "      - {name: at, type: {sqlite: TIMESTAMP, postgres: timestamp}}\n"
            "      - {name: note, type: json}\n"
            "- comment_table: {name: runs, comment: of jobs, only: postgres}\n"
            "- create_object:\n"
            "    kind: view\n"
            "    name: v\n"
            "    text: {sqlite: CREATE VIEW v AS SELECT 1, postgres: CREATE VIEW v AS SELECT 1 AS one}\n"
            "- execute: {sqlite: 'PRAGMA user_version = 3'}");
}

TEST(YamlText, IsReadBackAsTheSameTree) {
  YamlValue texts = yaml_list();
  for (const std::string text : {"",
                                 " ",
                                 "a",
                                 "true",
                                 "null",
                                 "~",
                                 "1",
                                 "-1.5e3",
                                 "yes",
                                 "a: b",
                                 "a #b",
                                 "# a",
                                 "- a",
                                 "[a]",
                                 "{a}",
                                 "a'b",
                                 "\"a\"",
                                 "a\\b",
                                 "a\nb",
                                 "a\nb\n",
                                 "\na",
                                 " a\nb",
                                 "a\n\nb  \n  c",
                                 "a\n# b\n- c",
                                 "---\na",
                                 "tab\there",
                                 "ctrl\x01",
                                 "ü 東京",
                                 "%a\nb",
                                 "a, b",
                                 "*a",
                                 "&a",
                                 "!a",
                                 "@a",
                                 "`a`",
                                 "?",
                                 "a?",
                                 "it's a text of several words"
                                 " with a quote, and a long one",
                                 "?a\n...\nb"})
    texts.items.push_back(yaml_text(text));
  YamlValue tree = yaml_mapping();
  add_entry(tree, "a key: 'odd'", yaml_word("true"));
  add_entry(tree, "texts", texts);
  YamlValue many = yaml_list();
  many.items.push_back(texts);
  many.items.push_back(yaml_mapping());
  add_entry(tree, "many", std::move(many));
  const SourceFile file("x.yaml", "x.yaml", to_yaml(tree) + "\n");
  Diagnostics diagnostics;
  const std::optional<YamlValue> read = read_yaml(file, 0, diagnostics);
  ASSERT_TRUE(read) << to_text(diagnostics, Color::no) << file.bytes();
  const auto& back = read->entries.at(1).value.items;
  ASSERT_EQ(back.size(), texts.items.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    EXPECT_EQ(back[i].text, texts.items[i].text);
    EXPECT_NE(back[i].kind, YamlKind::null) << i;
    EXPECT_FALSE(back[i].plain && back[i].text == "true");
  }
  EXPECT_EQ(read->entries.at(2).value.items.at(0).items.size(), texts.items.size());
  EXPECT_EQ(read->entries.at(0).key, "a key: 'odd'");
}

}  // namespace
}  // namespace migrate::migc
