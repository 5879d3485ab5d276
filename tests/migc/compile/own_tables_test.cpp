#include "migc/compile/own_tables.h"

#include <gtest/gtest.h>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

using testing::MigrationFolder;

std::string made(std::string_view statement, Dialect dialect, const FolderSettings& settings = {}) {
  return made_own_table(statement, dialect, settings);
}

TEST(OwnTables, AreMadeByCreateAndRename) {
  for (const Dialect dialect : all_dialects) {
    EXPECT_EQ(made("CREATE TABLE migrate_version (a int)", dialect), "migrate_version");
    EXPECT_EQ(made("create temp table if not exists Migrate_History (a int)", dialect), "Migrate_History");
    EXPECT_EQ(made("CREATE /* x */ VIEW \"migrate_version\" AS SELECT 1", dialect), "migrate_version");
    EXPECT_EQ(made("ALTER TABLE runs RENAME TO migrate_version", dialect), "migrate_version");
    EXPECT_EQ(made("ALTER TABLE runs RENAME COLUMN a TO migrate_version", dialect), "");
    EXPECT_EQ(made("CREATE INDEX migrate_version ON runs (a)", dialect), "");
    EXPECT_EQ(made("CREATE TABLE migrate_versions (a int)", dialect), "");
    EXPECT_EQ(made("CREATE TABLE t (migrate_version int)", dialect), "");
    EXPECT_EQ(made("SELECT * FROM migrate_version", dialect), "");
    EXPECT_EQ(made("", dialect), "");
  }
  EXPECT_EQ(made("CREATE TABLE main.[migrate_version] (a)", Dialect::sqlite), "migrate_version");
  EXPECT_EQ(made("CREATE TABLE 'migrate_version' (a)", Dialect::sqlite), "migrate_version");
}

TEST(OwnTables, AreThoseOfTheSettings) {
  FolderSettings settings;
  settings.version_table = "state_version";
  EXPECT_EQ(made("CREATE TABLE state_history (a int)", Dialect::postgres, settings), "state_history");
  EXPECT_EQ(made("CREATE TABLE migrate_version (a int)", Dialect::postgres, settings), "");
}

TEST(OwnTables, LieInOneSchemaOfPostgres) {
  FolderSettings settings;
  EXPECT_EQ(made("CREATE TABLE public.migrate_version (a int)", Dialect::postgres, settings),
            "migrate_version");
  EXPECT_EQ(made("CREATE TABLE billing.migrate_version (a int)", Dialect::postgres, settings), "");
  settings.version_schema = "billing";
  EXPECT_EQ(made("CREATE TABLE billing.migrate_version (a int)", Dialect::postgres, settings),
            "migrate_version");
  EXPECT_EQ(made("CREATE TABLE migrate_version (a int)", Dialect::postgres, settings), "");
}

TEST(OwnTables, AreRefusedInBothKindsOfRevisions) {
  const MigrationFolder migrations;
  migrations.write("migrate.yaml", "dialects: sqlite, postgres\n");
  migrations.write("versions/a.sql",
                   "-- revision: a\n-- down_revision: none\n\n-- migrate: upgrade\n"
                   "CREATE TABLE migrate_history (a int);\n"
                   "-- migrate: downgrade\nDROP TABLE migrate_history;\n");
  migrations.write("versions/b.yaml",
                   "revision: b\ndown_revision: a\n\nupgrade:\n"
                   "  - create_table: {name: migrate_version, columns: [{name: a, type: integer}]}\n");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir(), diagnostics);
  EXPECT_FALSE(compile_chain(folder, "chain", diagnostics));
  EXPECT_EQ(migrations.shortened(to_text(diagnostics, Color::no)),
            "D/versions/a.sql:5: error: \"migrate_history\" is one of the tables of migrate itself; choose "
            "another name, or set \"version_table\" in migrate.yaml\n"
            "  5 | CREATE TABLE migrate_history (a int);\n"
            "D/versions/b.yaml:5: error: \"migrate_version\" is one of the tables of migrate itself; choose "
            "another name, or set \"version_table\" in migrate.yaml\n"
            "  5 |   - create_table: {name: migrate_version, columns: [{name: a, type: integer}]}\n");
}

}  // namespace
}  // namespace migrate::migc
