// What the schema of a file can call that is opened by its path: all of SQLite's own, and nothing else.

#include <sqlite3.h>

#include <algorithm>

#include "sqlite/on_handle.h"

namespace migrate::testing {

namespace {

using Script = std::vector<std::string>;

// Everything that a database has, as text.
std::string content_of(SQLite::Database& db) {
  std::string content;
  SQLite::Statement row(db, "SELECT name || ': ' || sql FROM sqlite_master WHERE name NOT LIKE 'migrate%'");
  while (row.executeStep()) content += row.getColumn(0).getString() + '\n';
  if (db.tableExists("result"))
    content += db.execAndGet("SELECT group_concat(x, '|') FROM result").getString();
  return content;
}

struct Legal {
  std::string name;
  Script script;
  std::string result;

  // "->" is as old as SQLite 3.38.
  bool is_known() const {
    return has_sqlite(3038000) || std::ranges::all_of(script, [](const std::string& statement) {
             return statement.find("->") == std::string::npos;
           });
  }
};

void PrintTo(const Legal& legal, std::ostream* out) {
  *out << legal.name;
}

class LegalSchema : public ::testing::TestWithParam<Legal> {
 protected:
  void SetUp() override {
    if (!GetParam().is_known()) GTEST_SKIP() << "this SQLite has no operator ->";
  }
  ScriptedChain chain() const {
    return ScriptedChain({{.id = "a", .up = GetParam().script, .down = Script{"CREATE TABLE reverted (x)"}},
                          {.id = "b", .parents = {"a"}, .up = {"CREATE TABLE more (x)"}}});
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("test.db");
};

TEST_P(LegalSchema, IsTheSameByPathAndOnAHandle) {
  SqliteConnection by_path(path_);
  upgrade(by_path, chain());
  SQLite::Database handle(folder_.file("handle.db"), read_write);
  SqliteConnection on_handle(handle);
  upgrade(on_handle, chain());
  SQLite::Database file(path_, read_write);
  EXPECT_EQ(content_of(file), content_of(handle));
  EXPECT_STREQ(file.execAndGet("SELECT group_concat(x, '|') FROM result"), GetParam().result.c_str());
}

TEST_P(LegalSchema, CanBeOpenedByPathWhereAHandleMadeIt) {
  {
    SQLite::Database handle(path_, read_write);
    SqliteConnection on_handle(handle);
    upgrade(on_handle, chain(), "a");
  }
  SqliteConnection by_path(path_, {.quick_check = true});
  EXPECT_THAT(current(by_path, chain()).rows, ElementsAre("a"));
  EXPECT_FALSE(check(by_path, chain()).at_head);
  downgrade(by_path, chain(), "base");
  EXPECT_TRUE(SQLite::Database(path_).tableExists("reverted"));
}

INSTANTIATE_TEST_SUITE_P(
    OwnFunctions, LegalSchema,
    ::testing::Values(
        Legal{"Check",
              {"CREATE TABLE result (x TEXT CHECK (json_valid(x)))", "INSERT INTO result VALUES ('{}')"},
              "{}"},
        Legal{"Index",
              {"CREATE TABLE result (x TEXT)", "CREATE INDEX i ON result (json_extract(x, '$.a'))",
               "INSERT INTO result VALUES ('{\"a\":1}')"},
              "{\"a\":1}"},
        Legal{"IndexOnAnArrow",
              {"CREATE TABLE result (x TEXT)", "CREATE INDEX i ON result (x ->> 'a') WHERE x -> 'a' NOT NULL",
               "INSERT INTO result VALUES ('{\"a\":1}')"},
              "{\"a\":1}"},
        Legal{"VirtualColumn",
              {"CREATE TABLE result (body TEXT, x AS (body ->> '$.a'))",
               "INSERT INTO result (body) VALUES ('{\"a\":1}')"},
              "1"},
        Legal{"StoredColumn",
              {"CREATE TABLE result (body TEXT, x AS (json_extract(body, '$.a')) STORED)",
               "INSERT INTO result (body) VALUES ('{\"a\":1}')"},
              "1"},
        Legal{"Default",
              {"CREATE TABLE result (id INTEGER, x TEXT DEFAULT (json_array(1, 2)))",
               "INSERT INTO result (id) VALUES (1)"},
              "[1,2]"},
        Legal{"View",
              {"CREATE VIEW v AS SELECT value, json_type('[1]') AS type FROM json_each('[7]')",
               "CREATE TABLE result AS SELECT type || value AS x FROM v"},
              "array7"},
        Legal{"Trigger",
              {"CREATE TABLE result (x TEXT)", "CREATE TABLE t (y TEXT)",
               "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO result VALUES (json_set(new.y, '$.a', "
               "2)); END",
               "INSERT INTO t VALUES ('{}')"},
              "{\"a\":2}"},
        Legal{"SchemaPragmaInAView",
              {"CREATE VIEW v AS SELECT name AS x FROM pragma_table_info('t')", "CREATE TABLE t (y TEXT)",
               "CREATE TABLE result AS SELECT x FROM v"},
              "y"},
        Legal{
            "FullTextOfATable",
            {"CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)",
             "CREATE VIRTUAL TABLE found USING fts5 (body, content = 'notes', content_rowid = 'id')",
             "CREATE TRIGGER added AFTER INSERT ON notes BEGIN INSERT INTO found (rowid, body) VALUES "
             "(new.id, new.body); END",
             "CREATE TRIGGER removed AFTER DELETE ON notes BEGIN INSERT INTO found (found, rowid, body) "
             "VALUES ('delete', old.id, old.body); END",
             "INSERT INTO notes VALUES (1, 'one'), (2, 'two')", "DELETE FROM notes WHERE id = 1",
             "CREATE VIEW best AS SELECT highlight(found, 0, '<', '>') AS x, bm25(found) AS rank FROM found "
             "WHERE found MATCH 'two OR one'",
             "CREATE TABLE result AS SELECT x FROM best"},
            "<two>"},
        Legal{"Boxes",
              {"CREATE VIRTUAL TABLE boxes USING rtree (id, low, high)", "CREATE TABLE t (y INTEGER)",
               "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO boxes VALUES (new.y, 1, 2); END",
               "INSERT INTO t VALUES (5)", "CREATE TABLE result AS SELECT id AS x FROM boxes"},
              "5"}),
    [](const auto& tested) { return tested.param.name; });

int stranger_calls = 0;

void call_stranger(sqlite3_context* call, int, sqlite3_value**) {
  ++stranger_calls;
  sqlite3_result_int(call, 1);
}

// What a program may have that every handle of its process gets: a function of its own, and another one
// under the name of one of SQLite's.
int add_stranger(sqlite3* db, char**, const sqlite3_api_routines*) {
  for (const char* name : {"stranger", "lower"})
    sqlite3_create_function(db, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, &call_stranger, nullptr,
                            nullptr);
  return SQLITE_OK;
}

struct Hostile {
  std::string name;
  std::string schema;
  std::string statement;
};

void PrintTo(const Hostile& hostile, std::ostream* out) {
  *out << hostile.name;
}

class HostileSchema : public ::testing::TestWithParam<Hostile> {
 protected:
  HostileSchema() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&add_stranger)); }
  ~HostileSchema() override { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&add_stranger)); }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("test.db");
};

TEST_P(HostileSchema, CallsNothingOfTheProgram) {
  SQLite::Database(path_, read_write).exec(GetParam().schema);
  stranger_calls = 0;
  const ScriptedChain chain({{.id = "a", .up = {"CREATE TABLE made (x)", GetParam().statement}}});
  SqliteConnection connection(path_, {.quick_check = true});
  EXPECT_FALSE(current(connection, chain).has_tables && GetParam().name != "OurTable");
  const Error error = error_of([&] { upgrade(connection, chain); });
  EXPECT_EQ(error.kind(), GetParam().name == "OurTable" ? ErrorKind::mismatch : ErrorKind::failed)
      << error.what();
  EXPECT_EQ(stranger_calls, 0);
  EXPECT_FALSE(SQLite::Database(path_).tableExists("made"));
}

INSTANTIATE_TEST_SUITE_P(
    Strangers, HostileSchema,
    ::testing::Values(
        Hostile{"View", "CREATE VIEW v AS SELECT stranger(1) AS x", "INSERT INTO made SELECT x FROM v"},
        Hostile{"Trigger",
                "CREATE TABLE t (x); CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT stranger(1); END",
                "INSERT INTO t VALUES (1)"},
        Hostile{"Check", "CREATE TABLE t (x CHECK (stranger(x)))", "INSERT INTO t VALUES (1)"},
        Hostile{"HiddenFunction", "CREATE TABLE t (x CHECK (lower(x)))", "INSERT INTO t VALUES (1)"},
        Hostile{"Index", "CREATE TABLE t (x); CREATE INDEX i ON t (stranger(x))", "INSERT INTO t VALUES (1)"},
        Hostile{"PartialIndex", "CREATE TABLE t (x); CREATE INDEX i ON t (x) WHERE stranger(x)",
                "INSERT INTO t VALUES (1)"},
        Hostile{"StoredColumn", "CREATE TABLE t (x, y AS (stranger(x)) STORED)", "INSERT INTO t VALUES (1)"},
        Hostile{"VirtualColumn", "CREATE TABLE t (x, y AS (stranger(x))); INSERT INTO t VALUES (1)",
                "INSERT INTO made SELECT y FROM t"},
        Hostile{"Default", "CREATE TABLE t (x, y DEFAULT (stranger(1)))", "INSERT INTO t (x) VALUES (1)"},
        Hostile{"OurTable",
                "CREATE TABLE migrate_version (version_num VARCHAR(64) NOT NULL PRIMARY KEY CHECK"
                " (stranger(version_num)))",
                "SELECT 1"},
        Hostile{"LoadedExtension", "CREATE VIEW v AS SELECT load_extension('x') AS x",
                "INSERT INTO made SELECT x FROM v"},
        Hostile{
            "LoadedExtensionInATrigger",
            "CREATE TABLE t (x); CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT load_extension('x'); END",
            "INSERT INTO t VALUES (1)"},
        Hostile{
            "EndlessTrigger",
            "PRAGMA recursive_triggers = ON; CREATE TABLE t (x); CREATE TRIGGER tr AFTER INSERT ON t BEGIN"
            " INSERT INTO migrate_version VALUES ('z'); END",
            "INSERT INTO t VALUES (1)"},
        Hostile{
            "DeepView",
            "CREATE VIEW v0 AS SELECT 1 AS x; CREATE VIEW v1 AS SELECT x FROM v2; CREATE VIEW v2 AS SELECT"
            " x FROM v1",
            "INSERT INTO made SELECT x FROM v1"}),
    [](const auto& tested) { return tested.param.name; });

TEST(TrustedSchema, DoesNotHideWhatAStepRegisters) {
  TemporaryFolder folder;
  SqliteConnection connection(folder.file("test.db"));
  const Steps steps{{"register", [](StepContext& context) {
                       context.native<SQLite::Database>().createFunction("stranger", 1, true, nullptr,
                                                                         &call_stranger);
                     }}};
  const ScriptedChain chain({{.id = "a", .up = {"call register", "CREATE TABLE made AS SELECT stranger(1)"}}},
                            steps);
  EXPECT_TRUE(upgrade(connection, chain).changed());
}

}  // namespace

}  // namespace migrate::testing
