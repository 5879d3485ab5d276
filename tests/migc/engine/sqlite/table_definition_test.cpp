#include "migc/engine/sqlite/table_definition.h"

#include <gmock/gmock.h>

#include "schema_of.h"

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TableDefinition parsed(std::string_view sql) {
  std::optional<TableDefinition> table = parse_create_table(sql);
  if (!table) {
    ADD_FAILURE() << "not parsed: " << sql;
    return {};
  }
  return std::move(*table);
}

// "kind name text" of each constraint of a column.
std::vector<std::string> constraints_of(const ColumnDefinition& column) {
  std::vector<std::string> texts;
  for (const Constraint& constraint : column.constraints)
    texts.push_back(constraint.name + (constraint.name.empty() ? "" : ": ") + constraint.text);
  return texts;
}

// Tables that SQLite accepts. The table written back must be one that SQLite takes for the same.
constexpr std::string_view tables[] = {
    "CREATE TABLE t (a)",
    "CREATE TABLE t (a, b, c)",
    "CREATE TABLE \"t\" (\"a b\" TEXT, \"c\"\"d\" INTEGER, `e` REAL, [f g] BLOB, 'h' TEXT)",
    "CREATE TABLE t (\"select\" INTEGER, \"order\" TEXT DEFAULT 'x')",
    "CREATE TABLE t (größe INTEGER, имя TEXT)",
    "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)",
    "CREATE TABLE t (id INTEGER PRIMARY KEY ASC ON CONFLICT REPLACE AUTOINCREMENT)",
    "CREATE TABLE t (id INTEGER PRIMARY KEY DESC, a)",
    "CREATE TABLE t (id INTEGER, a, PRIMARY KEY (id AUTOINCREMENT))",
    "CREATE TABLE t (a INT, b INT, PRIMARY KEY (b DESC, a COLLATE NOCASE))",
    "CREATE TABLE t (a INT, b INT, PRIMARY KEY (b, a)) WITHOUT ROWID",
    "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b ANY) STRICT",
    "CREATE TABLE t (a INT NOT NULL, b ANY, PRIMARY KEY (a)) STRICT, WITHOUT ROWID",
    "CREATE TABLE t (a INT NOT NULL, PRIMARY KEY (a)) WITHOUT ROWID, STRICT",
    "CREATE TABLE t (a VARCHAR(40), b NUMERIC(10, 2), c DOUBLE PRECISION, d UNSIGNED BIG INT, e NUMERIC(-1))",
    "CREATE TABLE t (a \"my type\" NOT NULL, b 'other' (3))",
    "CREATE TABLE t (a TEXT NOT NULL ON CONFLICT IGNORE UNIQUE ON CONFLICT REPLACE)",
    "CREATE TABLE t (a TEXT NULL, b TEXT COLLATE NOCASE, c TEXT COLLATE \"rtrim\")",
    "CREATE TABLE t (a DEFAULT 1, b DEFAULT -1, c DEFAULT +1.5e-3, d DEFAULT 'it''s', e DEFAULT NULL)",
    "CREATE TABLE t (a DEFAULT x'00ff', b DEFAULT CURRENT_TIMESTAMP, c DEFAULT TRUE, d DEFAULT .5)",
    "CREATE TABLE t (a DEFAULT (1 + (2 * 3)), b DEFAULT (')'), c DEFAULT 0x1F NOT NULL)",
    "CREATE TABLE t (a INT CHECK (a > 0 AND (a < 10 OR a IN (20, 30))), b)",
    "CREATE TABLE t (a TEXT CHECK (a <> ')' AND a <> '--' AND a <> '/*'))",
    "CREATE TABLE t (a INT CONSTRAINT positive CHECK (a > 0) CONSTRAINT \"is there\" NOT NULL)",
    "CREATE TABLE t (a INT, b INT, CONSTRAINT \"a, b\" UNIQUE (a, b) ON CONFLICT IGNORE, CHECK (a < b))",
    "CREATE TABLE t (a INT, b INT, CHECK (a < b) UNIQUE (a) CONSTRAINT c UNIQUE (b))",
    "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED, c INT AS (a + 1), d AS (a) VIRTUAL)",
    "CREATE TABLE t (a TEXT, b TEXT AS (replace(a, ',', ')')) STORED NOT NULL)",
    "CREATE TABLE t (a INT REFERENCES u, b INT REFERENCES u (x) ON DELETE SET NULL ON UPDATE CASCADE)",
    "CREATE TABLE t (a INT REFERENCES u (x) ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED NOT NULL)",
    "CREATE TABLE t (a INT REFERENCES u (x) MATCH FULL ON UPDATE SET DEFAULT NOT DEFERRABLE DEFAULT 3)",
    "CREATE TABLE t (a INT, b INT, FOREIGN KEY (a, b) REFERENCES u (x, y) ON DELETE RESTRICT, UNIQUE (a))",
    "CREATE TABLE t (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a) DEFERRABLE INITIALLY IMMEDIATE)",
    "CREATE TABLE t (a INT /* one, */, -- two)\n b INT -- three\n, /* four */ CHECK (a /* five */ > b))",
    "create table t(a int primary key,b text not null default'x',check(a>0))without rowid",
};

class AcceptedTable : public ::testing::TestWithParam<std::string_view> {};

TEST_P(AcceptedTable, MeansTheSameWhenItIsWrittenBack) {
  const SqliteSchema original = schema_of({GetParam()});
  const SqliteSchema written = schema_of({to_sql(parsed(GetParam()))});
  EXPECT_EQ(written.outline("t"), original.outline("t"));
}

TEST_P(AcceptedTable, IsTakenApartTheSameWhenItIsWrittenBack) {
  const TableDefinition table = parsed(GetParam());
  EXPECT_EQ(to_sql(parsed(to_sql(table))), to_sql(table));
}

INSTANTIATE_TEST_SUITE_P(TableDefinition, AcceptedTable, ::testing::ValuesIn(tables));

class OtherStatement : public ::testing::TestWithParam<std::string_view> {};

TEST_P(OtherStatement, IsNotTakenApart) {
  EXPECT_FALSE(parse_create_table(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(TableDefinition, OtherStatement,
                         ::testing::Values("", "SELECT 1", "CREATE VIEW v AS SELECT 1",
                                           "CREATE VIRTUAL TABLE t USING fts5(a)",
                                           "CREATE TABLE t AS SELECT 1 AS a", "CREATE TABLE t ()",
                                           "CREATE TABLE t (a", "CREATE TABLE t (a INT CHECK (a)",
                                           "CREATE TABLE t (a) WITHOUT", "CREATE TABLE t (a) x",
                                           "CREATE TABLE t (a); SELECT 1", "CREATE TABLE t (a, CHECK (a), b)",
                                           "CREATE TABLE t (a DEFAULT)", "CREATE TABLE t (a REFERENCES)"));

TEST(ParseCreateTable, SeparatesTheConstraintsOfAColumn) {
  const TableDefinition table = parsed(
      "CREATE TABLE t (a INT CONSTRAINT k PRIMARY KEY ON CONFLICT FAIL NOT NULL DEFAULT -1 COLLATE NOCASE "
      "CONSTRAINT \"c 1\" CHECK (a > 0) REFERENCES u (x) ON DELETE SET NULL NOT DEFERRABLE UNIQUE)");
  EXPECT_THAT(
      constraints_of(table.columns.at(0)),
      ElementsAre("k: PRIMARY KEY ON CONFLICT FAIL", "NOT NULL", "DEFAULT -1", "COLLATE NOCASE",
                  "c 1: CHECK (a > 0)", "REFERENCES u (x) ON DELETE SET NULL NOT DEFERRABLE", "UNIQUE"));
}

TEST(ParseCreateTable, NamesTheColumnsOfATableConstraint) {
  const TableDefinition table =
      parsed("CREATE TABLE t (a, \"b c\", UNIQUE (\"b c\" COLLATE NOCASE DESC, a), CHECK (a > 0))");
  EXPECT_THAT(table.constraints.at(0).columns, ElementsAre("b c", "a"));
  EXPECT_THAT(table.constraints.at(1).columns, IsEmpty());
}

TEST(ParseCreateTable, KeepsCommentsWithinAConstraint) {
  EXPECT_EQ(column_text("CREATE TABLE t (a INT CHECK (a > 0 -- never 0\n) -- gone\n)", "a"),
            "a INT CHECK (a > 0 -- never 0\n)");
}

TEST(ParseCreateTable, DropsSchemaAndIfNotExists) {
  EXPECT_EQ(parsed("CREATE TEMP TABLE IF NOT EXISTS main.\"my t\" (a)").name, "my t");
}

TEST(ParseColumn, ReadsWhatStandsBehindAddColumn) {
  const std::optional<ColumnDefinition> column = parse_column("note VARCHAR(40) NOT NULL DEFAULT ''");
  EXPECT_EQ(column->type, "VARCHAR(40)");
  EXPECT_THAT(constraints_of(*column), ElementsAre("NOT NULL", "DEFAULT ''"));
}

TEST(ParseColumn, RefusesMoreThanAColumn) {
  EXPECT_FALSE(parse_column("a INT, b INT"));
}

TEST(SqlName, QuotesKeywordsAndEverythingThatIsNoWord) {
  EXPECT_EQ(sql_name("runs_2"), "runs_2");
  EXPECT_EQ(sql_name("order"), "\"order\"");
  EXPECT_EQ(sql_name("2nd"), "\"2nd\"");
  EXPECT_EQ(sql_name("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(sql_name(""), "\"\"");
}

TEST(TableDefinition, IsWrittenOnePartALine) {
  EXPECT_EQ(to_sql(parsed("create table t (a int primary key, b, constraint c check (a > 0)) strict, "
                          "without rowid")),
            "CREATE TABLE t (\n  a int primary key,\n  b,\n  CONSTRAINT c check (a > 0)\n) STRICT, WITHOUT "
            "ROWID");
}

TEST(RowidColumn, IsALoneIntegerPrimaryKey) {
  EXPECT_EQ(rowid_column(parsed("CREATE TABLE t (a, id INTEGER PRIMARY KEY)"))->name, "id");
  EXPECT_EQ(rowid_column(parsed("CREATE TABLE t (a, id \"integer\", PRIMARY KEY (ID DESC))"))->name, "id");
}

TEST(RowidColumn, IsMissingFromOtherKeys) {
  for (const char* sql :
       {"CREATE TABLE t (id INT PRIMARY KEY)", "CREATE TABLE t (id INTEGER PRIMARY KEY DESC)",
        "CREATE TABLE t (id INTEGER PRIMARY KEY) WITHOUT ROWID", "CREATE TABLE t (id INTEGER)",
        "CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (a, b))"})
    EXPECT_EQ(rowid_column(parsed(sql)), nullptr) << sql;
}

TEST(PrimaryKeyColumns, AreFoundWhereverTheKeyIsWritten) {
  EXPECT_THAT(primary_key_columns(parsed("CREATE TABLE t (a, b PRIMARY KEY)")), ElementsAre("b"));
  EXPECT_THAT(primary_key_columns(parsed("CREATE TABLE t (a, b, PRIMARY KEY (b, a))")),
              ElementsAre("b", "a"));
  EXPECT_THAT(primary_key_columns(parsed("CREATE TABLE t (a, b)")), IsEmpty());
}

TEST(ConstraintNames, CoverColumnsAndTable) {
  EXPECT_THAT(constraint_names(parsed("CREATE TABLE t (a CONSTRAINT x NOT NULL, b UNIQUE, CONSTRAINT y "
                                      "CHECK (a > b))")),
              ElementsAre("x", "y"));
}

// An edit, and the column or table that it makes.
using EditTable = void (*)(TableDefinition&);
struct EditCase {
  std::string_view name, sql;
  EditTable edit;
  std::string_view expected;
};

void PrintTo(const EditCase& edit, std::ostream* out) {
  *out << edit.name;
}

ColumnDefinition& column_a(TableDefinition& table) {
  return *find_column(table, "A");
}

const EditCase edits[] = {
    {"SetNotNull", "a TEXT DEFAULT ''", [](TableDefinition& t) { set_nullable(column_a(t), false); },
     "a TEXT DEFAULT '' NOT NULL"},
    {"SetNotNullInThePlaceOfNull", "a TEXT NULL",
     [](TableDefinition& t) { set_nullable(column_a(t), false); }, "a TEXT NOT NULL"},
    {"SetNotNullTwice", "a TEXT NOT NULL ON CONFLICT FAIL",
     [](TableDefinition& t) { set_nullable(column_a(t), false); }, "a TEXT NOT NULL ON CONFLICT FAIL"},
    {"DropNotNull", "a TEXT CONSTRAINT n NOT NULL ON CONFLICT FAIL UNIQUE",
     [](TableDefinition& t) { set_nullable(column_a(t), true); }, "a TEXT UNIQUE"},
    {"ReplaceDefault", "a TEXT DEFAULT 'x' NOT NULL",
     [](TableDefinition& t) { set_default(column_a(t), "'y'"); }, "a TEXT DEFAULT 'y' NOT NULL"},
    {"DropDefault", "a TEXT DEFAULT ('x') NOT NULL",
     [](TableDefinition& t) { set_default(column_a(t), std::nullopt); }, "a TEXT NOT NULL"},
    {"SetCollation", "a TEXT COLLATE RTRIM", [](TableDefinition& t) { set_collation(column_a(t), "NOCASE"); },
     "a TEXT COLLATE NOCASE"},
    {"DropCollation", "a TEXT COLLATE RTRIM",
     [](TableDefinition& t) { set_collation(column_a(t), std::nullopt); }, "a TEXT"},
    {"SetAutoincrement", "a INTEGER PRIMARY KEY ON CONFLICT FAIL",
     [](TableDefinition& t) { set_autoincrement(t, true); },
     "a INTEGER PRIMARY KEY ON CONFLICT FAIL AUTOINCREMENT"},
    {"SetAutoincrementInTheTable", "a INTEGER, PRIMARY KEY (a) ON CONFLICT FAIL",
     [](TableDefinition& t) { set_autoincrement(t, true); },
     "a INTEGER,\n  PRIMARY KEY (a AUTOINCREMENT) ON CONFLICT FAIL"},
    {"DropAutoincrement", "a INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL",
     [](TableDefinition& t) { set_autoincrement(t, false); }, "a INTEGER PRIMARY KEY NOT NULL"},
    {"DropAutoincrementInTheTable", "a INTEGER, PRIMARY KEY (a AUTOINCREMENT)",
     [](TableDefinition& t) { set_autoincrement(t, false); }, "a INTEGER,\n  PRIMARY KEY (a)"},
    {"DropAutoincrementOnlyThere", "a INTEGER", [](TableDefinition& t) { set_autoincrement(t, true); },
     "a INTEGER"},
    {"DropColumn", "a INT, b INT UNIQUE", [](TableDefinition& t) { drop_column(t, "B"); }, "a INT"},
    {"DropNamedConstraintOfAColumn", "a INT CONSTRAINT c CHECK (a > 0) NOT NULL",
     [](TableDefinition& t) { drop_constraint(t, "C"); }, "a INT NOT NULL"},
    {"DropNamedConstraintOfTheTable", "a INT, CONSTRAINT c CHECK (a > 0), CHECK (a < 9)",
     [](TableDefinition& t) { drop_constraint(t, "c"); }, "a INT,\n  CHECK (a < 9)"},
    {"RenameConstraint", "a INT, CONSTRAINT c CHECK (a > 0)",
     [](TableDefinition& t) { rename_constraint(t, "c", "d e"); },
     "a INT,\n  CONSTRAINT \"d e\" CHECK (a > 0)"},
    {"DropPrimaryKeyOfAColumn", "a INT PRIMARY KEY NOT NULL", [](TableDefinition& t) { drop_primary_key(t); },
     "a INT NOT NULL"},
    {"DropPrimaryKeyOfTheTable", "a INT, PRIMARY KEY (a)", [](TableDefinition& t) { drop_primary_key(t); },
     "a INT"},
    {"DropUnnamedUniqueOfAColumn", "a INT UNIQUE, b INT CONSTRAINT u UNIQUE",
     [](TableDefinition& t) { drop_unnamed(t, ConstraintKind::unique, {"a"}); },
     "a INT,\n  b INT CONSTRAINT u UNIQUE"},
    {"DropUnnamedUniqueOfTheTable", "a INT, b INT, UNIQUE (a, b), UNIQUE (b, a)",
     [](TableDefinition& t) {
       drop_unnamed(t, ConstraintKind::unique, {"A", "b"});
     },
     "a INT,\n  b INT,\n  UNIQUE (b, a)"},
    {"DropUnnamedForeignKeyOfAColumn", "a INT REFERENCES u ON DELETE CASCADE",
     [](TableDefinition& t) { drop_unnamed(t, ConstraintKind::foreign_key, {"a"}); }, "a INT"},
    {"DropUnnamedCheck", "a INT CHECK (a>0) CHECK (a > 1)",
     [](TableDefinition& t) { drop_unnamed_check(t, "a > 0"); }, "a INT CHECK (a > 1)"},
    {"ChangeOnePartAndKeepAllOthers",
     "a TEXT DEFAULT ('x' || 'y') COLLATE NOCASE CHECK (length(a) < 9) UNIQUE ON CONFLICT IGNORE",
     [](TableDefinition& t) { column_a(t).type = "VARCHAR(9)"; },
     "a VARCHAR(9) DEFAULT ('x' || 'y') COLLATE NOCASE CHECK (length(a) < 9) UNIQUE ON CONFLICT IGNORE"},
};

class Edit : public ::testing::TestWithParam<EditCase> {};

TEST_P(Edit, ChangesWhatItSaysAndNothingElse) {
  TableDefinition table = parsed("CREATE TABLE t (" + std::string(GetParam().sql) + ")");
  GetParam().edit(table);
  EXPECT_EQ(to_sql(table), "CREATE TABLE t (\n  " + std::string(GetParam().expected) + "\n)");
}

INSTANTIATE_TEST_SUITE_P(TableDefinition, Edit, ::testing::ValuesIn(edits),
                         [](const auto& edit) { return std::string(edit.param.name); });

TEST(Edits, SayWhenThereIsNothingToChange) {
  TableDefinition table = parsed("CREATE TABLE t (a INT CONSTRAINT c UNIQUE)");
  EXPECT_FALSE(drop_column(table, "b"));
  EXPECT_FALSE(drop_constraint(table, "d"));
  EXPECT_FALSE(rename_constraint(table, "d", "e"));
  EXPECT_FALSE(drop_primary_key(table));
  EXPECT_FALSE(drop_unnamed(table, ConstraintKind::unique, {"a"}));
  EXPECT_FALSE(drop_unnamed_check(table, "a > 0"));
  EXPECT_FALSE(set_autoincrement(table, true));
}

}  // namespace
}  // namespace migrate::migc
