#include "migc/dump/sqlite_dump.h"

#include <gtest/gtest.h>

#include "migc/catalogue/difference.h"
#include "migc/scratch/sqlite_scratch.h"

namespace migrate::migc {
namespace {

class SqliteDump : public ::testing::Test {
 protected:
  std::string dump(const std::string& script) {
    database_ = engine_.make_database();
    database_->execute(script);
    return dump_sqlite(*database_, {"migrate_version", "migrate_history"});
  }

  // The differences that the dump's own schema has.
  std::string loses(const std::string& script) {
    const std::string text = dump(script);
    const SchemaCatalogue before = database_->read_schema();
    const std::unique_ptr<ScratchDatabase> copy = engine_.make_database();
    copy->execute(text);
    std::string lines;
    for (const Difference& difference : differences(before, copy->read_schema()))
      lines += to_text(difference) + '\n';
    if (dump_sqlite(*copy, {}) != text) lines += "its dump is another one\n";
    return lines;
  }

  SqliteScratch engine_{{}, true};
  std::unique_ptr<ScratchDatabase> database_;
};

TEST_F(SqliteDump, OrdersByNamesAlone) {
  EXPECT_EQ(
      dump("CREATE TABLE b (y INTEGER REFERENCES a (x));\nALTER TABLE b ADD COLUMN z INTEGER DEFAULT 0;\n"
           "CREATE INDEX j ON b (z); CREATE TABLE a (x INTEGER); CREATE VIEW v AS SELECT x FROM a;\n"
           "CREATE INDEX i ON b (y);\n"
           "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END;"),
      "CREATE TABLE a (\n  x INTEGER\n);\n"
      "\nCREATE TABLE b (\n  y INTEGER REFERENCES a (x),\n  z INTEGER DEFAULT 0\n);\n"
      "\nCREATE INDEX i ON b (y);\n"
      "\nCREATE INDEX j ON b (z);\n"
      "\nCREATE VIEW v AS SELECT x FROM a;\n"
      "\nCREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END;\n");
}

TEST_F(SqliteDump, LeavesOutWhatOthersKeepInTheFile) {
  EXPECT_EQ(
      dump("CREATE TABLE migrate_version (v); CREATE INDEX mine ON migrate_version (v); CREATE TABLE "
           "Migrate_History (s); CREATE TABLE t (x INTEGER PRIMARY KEY AUTOINCREMENT); CREATE VIRTUAL TABLE "
           "docs USING fts5(body); ANALYZE;"),
      "CREATE VIRTUAL TABLE docs USING fts5(body);\n"
      "\nCREATE TABLE t (\n  x INTEGER PRIMARY KEY AUTOINCREMENT\n);\n");
  EXPECT_EQ(dump(""), "");
}

TEST_F(SqliteDump, LosesNothing) {
  EXPECT_EQ(loses("PRAGMA user_version = 7; PRAGMA application_id = -5;"), "");
  EXPECT_EQ(
      loses("CREATE TABLE \"a b\" (\"x;y\" TEXT COLLATE NOCASE DEFAULT 'it''s; -- no', [z] INT CHECK (z > 0) "
            "/* why */, CONSTRAINT \"one\" UNIQUE (z)) STRICT;"),
      "");
  EXPECT_EQ(loses("CREATE TABLE t (a INT, b INT AS (a + 1) STORED, PRIMARY KEY (a DESC)) WITHOUT ROWID;"
                  "CREATE UNIQUE INDEX i ON t (b COLLATE NOCASE DESC, a + 1) WHERE a > 5;"),
            "");
  EXPECT_EQ(loses("CREATE TABLE made AS SELECT 1 AS one; CREATE VIEW v (a) AS SELECT one FROM made;"
                  "CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT ';'; END;"),
            "");
  EXPECT_EQ(loses("CREATE VIRTUAL TABLE d USING fts5(body); CREATE VIRTUAL TABLE r USING rtree(id, x0, x1);"),
            "");
}

}  // namespace
}  // namespace migrate::migc
