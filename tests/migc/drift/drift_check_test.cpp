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

  void read_chain() {
    Diagnostics diagnostics;
    read_ = read_folder(folder_.dir(), diagnostics);
    compiled_.emplace(*compile_chain(*read_, "chain", diagnostics));
    heads_ = heads_to_compile(*read_, compiled_->chain(), diagnostics);
    drifting_.emplace(*compiled_, heads_.facts);
    chain_.emplace(drifting_->chain());
  }

  [[nodiscard]] const Chain& chain() const { return *chain_; }
  TableCheck check() { return check_tables(connection_, chain()); }

  testing::MigrationFolder folder_;
  std::optional<Folder> read_;
  std::optional<core::OwnedChain> compiled_;
  HeadsToCompile heads_;
  std::optional<testing::DriftingChain> drifting_;
  std::optional<Chain> chain_;
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

TEST_F(DriftCheck, ComparesADatabaseAtTheHeadOnly) {
  folder_.revision("b", "a", "",
                   "-- migrate: upgrade\nCREATE TABLE b (id);\n-- migrate: downgrade\nDROP TABLE b;\n");
  read_chain();
  EXPECT_EQ(check().why_not, "the database is not at head");
  EXPECT_FALSE(check().is_compared);
  (void)upgrade(connection_, chain());
  EXPECT_TRUE(check().is_same());
  EXPECT_EQ(check_tables(connection_, compiled_->chain()).why_not,
            "this program was built without fingerprints of them for sqlite");
}

TEST_F(DriftCheck, LeavesOutTheTablesOfTheLibrary) {
  for (const core::SchemaObject& object : heads_.facts.at(0).facts.objects)
    EXPECT_EQ(object.name.find("migrate_"), std::string::npos) << object.name;
}

TEST_F(DriftCheck, LeavesOutWhatIsIgnored) {
  folder_.write("migrate.yaml", "drift_check: true\nignore: run?, v\n");
  read_chain();
  std::vector<std::string> names;
  for (const core::SchemaObject& object : heads_.facts.at(0).facts.objects) names.push_back(object.name);
  EXPECT_THAT(names, ElementsAre("table notes")) << "the index and the trigger are on runs";
}

TEST_F(DriftCheck, CompilesNothingInWhereNothingAsksForIt) {
  folder_.write("migrate.yaml", "");
  read_chain();
  EXPECT_THAT(heads_.facts, IsEmpty());
  EXPECT_EQ(emit_schema_facts(heads_.facts), "");
}

TEST_F(DriftCheck, ReadsTheTablesForASchemaHeader) {
  folder_.write("migrate.yaml", "schema_header: true\n");
  read_chain();
  EXPECT_THAT(heads_.facts, IsEmpty());
  ASSERT_EQ(heads_.schemas.size(), 1U);
  std::vector<std::string> names;
  for (const Entity& table : heads_.schemas[0].tables) names.push_back(table.name);
  EXPECT_THAT(names, ElementsAre("notes", "runs"));
}

TEST_F(DriftCheck, SaysWhyADialectHasNoFacts) {
  folder_.write("migrate.yaml", "drift_check: true\ndialects: sqlite, postgres\n");
  folder_.revision("a", "none", "", "-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade\nSELECT 1;\n");
  folder_.revision("b", "a", "",
                   "-- migrate: upgrade\n-- migrate: call fill\n-- migrate: downgrade\nSELECT 1;\n");
  read_chain();
  EXPECT_THAT(heads_.facts, IsEmpty());
  ASSERT_EQ(heads_.notes.size(), 2U);
  EXPECT_EQ(folder_.shortened(heads_.notes[0]),
            "sqlite: drift_check has no effect: revision b calls a C++ step, which migc does not have");
  EXPECT_EQ(
      folder_.shortened(heads_.notes[1]),
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
