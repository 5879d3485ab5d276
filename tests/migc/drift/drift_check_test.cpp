// drift_check: a program notices what was changed in its SQLite database by hand.

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migc/drift/drifting_chain.h"
#include "migc/emit/schema_facts_emitter.h"
#include "migc/migration_folder.h"
#include "migrate/migrator.h"
#include "migrate/sqlite.h"
#include "migrate/table_check.h"

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DriftCheck : public ::testing::Test {
 protected:
  DriftCheck() : db_(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE), connection_(db_) {
    folder_.revision(
        "a", "none", "",
        "-- migrate: upgrade\n"
        "CREATE TABLE runs (id INTEGER PRIMARY KEY, name VARCHAR(10) NOT NULL DEFAULT 'x',\n"
        "  UNIQUE (name, id));\n"
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, run INT REFERENCES runs ON DELETE CASCADE);\n"
        "CREATE INDEX ix ON runs (name DESC) WHERE name > 'a';\n"
        "CREATE VIEW v AS SELECT name FROM runs;\n"
        "CREATE TRIGGER tr AFTER INSERT ON runs BEGIN SELECT 1; END;\n"
        "-- migrate: downgrade\nSELECT 1;\n");
    folder_.write("migrate.yaml", "drift_check: true\n");
    read_chain();
    (void)upgrade(connection_, chain());
  }

  void read_chain() { read_.emplace(folder_.dir()); }

  [[nodiscard]] const Chain& chain() const { return read_->chain; }
  TableCheck check() { return check_tables(connection_, chain()); }

  testing::MigrationFolder folder_;
  std::optional<testing::DriftCheckedFolder> read_;
  SQLite::Database db_;
  SqliteConnection connection_;
};

TEST_F(DriftCheck, FindsNothingInADatabaseThatOnlyTheChainHasChanged) {
  EXPECT_TRUE(check().is_same());
  db_.exec("CREATE TABLE mine (x); CREATE INDEX mine_too ON runs (id); INSERT INTO runs VALUES (1, 'z')");
  EXPECT_TRUE(check().is_same()) << "the chain knows nothing of other objects";
  db_.exec("VACUUM");
  EXPECT_TRUE(check().is_same());
}

TEST_F(DriftCheck, NamesWhatIsMissing) {
  db_.exec("DROP TABLE notes; DROP INDEX ix; DROP VIEW v; DROP TRIGGER tr");
  const TableCheck found = check();
  EXPECT_TRUE(found.is_compared);
  EXPECT_THAT(found.missing, ElementsAre("index ix on runs", "table notes", "trigger tr on runs", "view v"));
  EXPECT_THAT(found.different, IsEmpty());
}

TEST_F(DriftCheck, NamesWhatIsDifferent) {
  db_.exec(
      "ALTER TABLE notes ADD COLUMN extra INT; DROP INDEX ix; CREATE INDEX ix ON runs (name DESC) WHERE name "
      "> 'b';"
      "DROP VIEW v; CREATE VIEW v AS SELECT id FROM runs;"
      "DROP TRIGGER tr; CREATE TRIGGER tr AFTER INSERT ON runs BEGIN SELECT 2; END");
  EXPECT_THAT(check().different,
              ElementsAre("index ix on runs", "table notes", "trigger tr on runs", "view v"));
}

TEST_F(DriftCheck, ReadsWhatTheDefinitionMeans) {
  db_.exec(
      "DROP TABLE notes; create table \"notes\" (run int, id integer not null, PRIMARY KEY (id),"
      " FOREIGN KEY (run) REFERENCES runs ON DELETE CASCADE);"
      "DROP VIEW v; create view [v]  as\nselect name from \"runs\"");
  const TableCheck found = check();
  EXPECT_THAT(found.missing, IsEmpty());
  EXPECT_THAT(found.different, ElementsAre("table notes")) << "it has NOT NULL";
  db_.exec(
      "DROP TABLE notes; create table notes (run int references runs on delete cascade, id integer primary "
      "key)");
  EXPECT_TRUE(check().is_same()) << "in another order";
}

// One change of each fact.
TEST_F(DriftCheck, NoticesEachFactOfATable) {
  for (const char* definition :
       {"id INT PRIMARY KEY, run INT REFERENCES runs ON DELETE CASCADE",
        "id INTEGER PRIMARY KEY, run INT REFERENCES runs",
        "id INTEGER PRIMARY KEY, run INT REFERENCES notes ON DELETE CASCADE",
        "id INTEGER PRIMARY KEY, run INT",
        "id INTEGER PRIMARY KEY, run TEXT REFERENCES runs ON DELETE CASCADE",
        "id INTEGER PRIMARY KEY, run INT NOT NULL REFERENCES runs ON DELETE CASCADE",
        "id INTEGER PRIMARY KEY, run INT DEFAULT 3 REFERENCES runs ON DELETE CASCADE",
        "id INTEGER PRIMARY KEY, run INT UNIQUE REFERENCES runs ON DELETE CASCADE",
        "id INTEGER, run INT PRIMARY KEY REFERENCES runs ON DELETE CASCADE",
        "id INTEGER PRIMARY KEY, ran INT REFERENCES runs ON DELETE CASCADE"}) {
    db_.exec("DROP TABLE notes; CREATE TABLE notes (" + std::string(definition) + ")");
    EXPECT_THAT(check().different, ElementsAre("table notes")) << definition;
  }
}

// What SQLite tells in the text of the table only.
TEST_F(DriftCheck, NoticesFactsInTheTextOfATable) {
  folder_.revision("b", "a", "",
                   "-- migrate: upgrade\n"
                   "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT COLLATE NOCASE CHECK (n <> "
                   "'A (b'), twice INT AS (id * 2), CHECK (id > 0)) STRICT;\n"
                   "CREATE TABLE pairs (a INT NOT NULL PRIMARY KEY, b INT) WITHOUT ROWID;\n"
                   "-- migrate: downgrade\nDROP TABLE pairs;\nDROP TABLE t;\n");
  read_chain();
  (void)upgrade(connection_, chain());
  EXPECT_TRUE(check().is_same());
  const auto different_with = [&](const std::string& table) {
    db_.exec("DROP TABLE t; CREATE TABLE t " + table);
    return check().different;
  };
  const std::string key = "(id INTEGER PRIMARY KEY AUTOINCREMENT, ";
  const std::string name = "n TEXT COLLATE NOCASE CHECK (n <> 'A (b'), ", twice = "twice INT AS (id * 2), ";
  EXPECT_THAT(
      different_with("(\"id\" integer primary key autoincrement /* CHECK (1) */,n TEXT collate "
                     "binary COLLATE [nocase], twice int as (ID*2), check (\"n\"<>'A (b'), CHECK(T.id>0)"
                     ") strict"),
      IsEmpty());
  for (const std::string& other :
       {key + name + twice + "CHECK (id > 1)) STRICT", key + name + "twice INT AS (id * 2)) STRICT",
        key + name + twice + "CHECK (id > 0))",
        key + "n TEXT COLLATE NOCASE, " + twice + "CHECK (id > 0)) STRICT",
        key + "n TEXT COLLATE NOCASE CHECK (n <> 'a (b'), " + twice + "CHECK (id > 0)) STRICT",
        key + "n TEXT CHECK (n <> 'A (b'), " + twice + "CHECK (id > 0)) STRICT",
        key + name + "twice INT AS (id * 3), CHECK (id > 0)) STRICT",
        "(id INTEGER PRIMARY KEY, " + name + twice + "CHECK (id > 0)) STRICT"})
    EXPECT_THAT(different_with(other), ElementsAre("table t")) << other;
  db_.exec("DROP TABLE pairs; CREATE TABLE pairs (a INT NOT NULL PRIMARY KEY, b INT)");
  EXPECT_THAT(check().different, ElementsAre("table pairs", "table t"));
}

TEST_F(DriftCheck, ComparesADatabaseAtTheHeadOnly) {
  folder_.revision("b", "a", "",
                   "-- migrate: upgrade\nCREATE TABLE b (id);\n-- migrate: downgrade\nDROP TABLE b;\n");
  read_chain();
  EXPECT_EQ(check().why_not, "the database is not at head");
  EXPECT_FALSE(check().is_compared);
  (void)upgrade(connection_, chain());
  EXPECT_TRUE(check().is_same());
  EXPECT_EQ(check_tables(connection_, read_->compiled.chain()).why_not,
            "this program was built without fingerprints of them for sqlite");
}

TEST_F(DriftCheck, LeavesOutTheTablesOfTheLibrary) {
  for (const core::SchemaObject& object : read_->heads.facts.at(0).facts.objects)
    EXPECT_EQ(object.name.find("migrate_"), std::string::npos) << object.name;
}

TEST_F(DriftCheck, LeavesOutWhatIsIgnored) {
  folder_.write("migrate.yaml", "drift_check: true\nignore: run?, v\n");
  read_chain();
  std::vector<std::string> names;
  for (const core::SchemaObject& object : read_->heads.facts.at(0).facts.objects)
    names.push_back(object.name);
  EXPECT_THAT(names, ElementsAre("table notes")) << "the index and the trigger are on runs";
}

TEST_F(DriftCheck, CompilesNothingInWhereNothingAsksForIt) {
  folder_.write("migrate.yaml", "");
  read_chain();
  EXPECT_THAT(read_->heads.facts, IsEmpty());
  EXPECT_EQ(emit_schema_facts(read_->heads.facts), "");
}

TEST_F(DriftCheck, ReadsTheTablesForASchemaHeader) {
  folder_.write("migrate.yaml", "schema_header: true\n");
  read_chain();
  EXPECT_THAT(read_->heads.facts, IsEmpty());
  ASSERT_EQ(read_->heads.schemas.size(), 1U);
  std::vector<std::string> names;
  for (const Entity& table : read_->heads.schemas[0].tables) names.push_back(table.name);
  EXPECT_THAT(names, ElementsAre("notes", "runs"));
}

TEST_F(DriftCheck, SaysWhyADialectHasNoFacts) {
  folder_.write("migrate.yaml", "drift_check: true\ndialects: sqlite, postgres\n");
  folder_.revision("a", "none", "", "-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade\nSELECT 1;\n");
  folder_.revision("b", "a", "",
                   "-- migrate: upgrade\n-- migrate: call fill\n-- migrate: downgrade\nSELECT 1;\n");
  read_chain();
  EXPECT_THAT(read_->heads.facts, IsEmpty());
  ASSERT_EQ(read_->heads.notes.size(), 2U);
  EXPECT_EQ(folder_.shortened(read_->heads.notes[0]),
            "sqlite: drift_check has no effect: revision b calls a C++ step, which migc does not have");
  EXPECT_EQ(
      folder_.shortened(read_->heads.notes[1]),
      "postgres: drift_check has no effect: there is no D/head.postgres.json; write it: migc --dir D dump "
      "--facts");
}

TEST(SchemaFacts, AreEmittedAsCpp) {
  const core::HeadFacts head{
      .dialect = Dialect::postgres,
      .question = "SELECT \"a\"\nFROM b",
      .facts = {.server = "15",
                .objects = {{"table \"x\"", false, {1, 0xfedcba9876543210}}, {"view v", true, {2, 3}}}}};
  EXPECT_EQ(emit_schema_facts({&head, 1}),
            "constexpr char question_postgres[] =\n"
            "    \"SELECT \\\"a\\\"\\n\"\n"
            "    \"FROM b\"\n"
            "    ;\n\n"
            "constexpr char object_names_postgres[] =\n"
            "    \"table \\\"x\\\"\"\n"
            "    \"view v\"\n"
            "    ;\n\n"
            "constexpr FingerprintRow fingerprints_postgres[] = {\n"
            "    {{0, 9}, 0x0000000000000001, 0xfedcba9876543210, false},\n"
            "    {{9, 6}, 0x0000000000000002, 0x0000000000000003, true},\n"
            "};\n\n"
            "constexpr SchemaRow schema_rows[] = {\n"
            "    {Dialect::postgres, {question_postgres, sizeof question_postgres - 1}, \"15\", "
            "{object_names_postgres, sizeof object_names_postgres - 1}, fingerprints_postgres},\n"
            "};\n\n");
}

}  // namespace
}  // namespace migrate::migc
