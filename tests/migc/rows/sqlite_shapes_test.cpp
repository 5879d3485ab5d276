#include "migc/rows/sqlite_shapes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <string>

#include "migc/scratch/sqlite_scratch.h"

namespace migrate::migc {
namespace {

std::string text_of(const TableShape& table) {
  std::string text = fmt::format("{} {}:", table.name, table.shown);
  for (const ColumnShape& column : table.columns)
    text += fmt::format(" {} {} {} {} {},", column.name, static_cast<int>(column.kind), column.max_length,
                        column.is_nullable, column.is_given);
  for (const ForeignKeyShape& key : table.foreign_keys)
    text += fmt::format(" {} -> {} {},", key.columns, key.table, key.referred);
  return text + fmt::format(" key {} checks {} hints {}\n", table.primary_key, table.checks, table.hints);
}

// The tables, and what a change of each name may change.
std::string text_of(SqliteShapes& shapes, ScratchDatabase& database) {
  std::string text;
  for (const auto& [_, table] : shapes.read(database)) text += text_of(*table);
  for (const std::string name : {"p", "q", "t", "u", "v", "log"})
    text += fmt::format("{} writes {}\n", name, fmt::join(shapes.written(database, {name}), " "));
  return text;
}

// In this order: each finds what those before it have left.
const char* const statements[] = {
    "CREATE TABLE own (a)",
    "CREATE TABLE p (id INTEGER PRIMARY KEY, code VARCHAR(7) UNIQUE)",
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> 'no'), pid INT REFERENCES p)",
    "CREATE TABLE log (line TEXT)",
    "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('t'); END",
    "CREATE TRIGGER tr2 AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('again'); END",
    "DROP TRIGGER tr",
    "CREATE VIEW v AS SELECT a FROM t",
    "CREATE TRIGGER on_v INSTEAD OF INSERT ON v BEGIN INSERT INTO p (code) VALUES (new.a); END",
    "ALTER TABLE p RENAME TO q",
    "DROP VIEW v",
    "ALTER TABLE t RENAME COLUMN a TO b",
    "CREATE TABLE p (id INTEGER PRIMARY KEY REFERENCES t)",
    "DROP TABLE q",
    "DROP TRIGGER tr2",
    "ALTER TABLE t RENAME TO u",
    "CREATE TABLE own_too (a)",
    "DROP TABLE u; CREATE TABLE u (x INT, y INT, PRIMARY KEY (y, x), FOREIGN KEY (x) REFERENCES p (id))",
};

TEST(SqliteShapes, AreThoseOfAReaderThatSeesTheDatabaseForTheFirstTime) {
  SqliteScratch engine({"own"}, true);
  const std::unique_ptr<ScratchDatabase> database = engine.make_database();
  SqliteShapes followed({"own"});
  for (const char* statement : statements) {
    database->execute(statement);
    SqliteShapes fresh({"own"});
    EXPECT_EQ(text_of(followed, *database), text_of(fresh, *database)) << statement;
  }
}

TEST(SqliteShapes, AreThoseOfTheDatabaseThatTookThePlaceOfAnother) {
  SqliteScratch engine({}, true);
  const std::unique_ptr<ScratchDatabase> database = engine.make_database(), other = engine.make_database();
  database->execute("CREATE TABLE t (a)");
  other->execute("CREATE TABLE u (a)");
  SqliteShapes shapes({});
  EXPECT_EQ(shapes.read(*database).begin()->first, "\"t\"");
  database->become(*other);
  shapes.forget();
  EXPECT_EQ(shapes.read(*database).size(), 1U);
  EXPECT_EQ(shapes.read(*database).begin()->first, "\"u\"");
}

}  // namespace
}  // namespace migrate::migc
