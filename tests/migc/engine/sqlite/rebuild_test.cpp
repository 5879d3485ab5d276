// What a rebuild must not lose. Each test is one thing that a tool which rebuilds from reflection drops.

#include "migc/engine/sqlite/rebuilt_file.h"

namespace migrate::migc {
namespace {

class Rebuild : public RebuiltFile {};

TEST_F(Rebuild, KeepsRows) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT, size REAL, data BLOB)"});
  filled_by("INSERT INTO runs VALUES (3, 'it''s', 1.5, x'00ff'), (9, NULL, NULL, NULL)");
  rebuild();
  EXPECT_EQ(rows("SELECT id, note, size, hex(data) FROM runs"), "3 it's 1.5 00FF; 9 null null ");
}

TEST_F(Rebuild, KeepsTheOrderOfColumns) {
  made_by({"CREATE TABLE runs (c, note TEXT, a, b)"});
  rebuild();
  EXPECT_EQ(rows("SELECT name FROM pragma_table_info('runs')"), "c; note; a; b");
}

TEST_F(Rebuild, KeepsAutoincrementAndItsSequence) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT)"});
  filled_by("INSERT INTO runs VALUES (41, 'x'); DELETE FROM runs");
  rebuild();
  filled_by("INSERT INTO runs (note) VALUES ('next')");
  EXPECT_EQ(rows("SELECT id, note FROM runs"), "42 next");
  EXPECT_EQ(rows("SELECT name, seq FROM sqlite_sequence"), "runs 42");
}

TEST_F(Rebuild, KeepsASequenceThatIsAheadOfTheRows) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT)"});
  filled_by("INSERT INTO runs VALUES (1, 'x'), (41, 'y'); DELETE FROM runs WHERE id = 41");
  rebuild();
  EXPECT_EQ(rows("SELECT name, seq FROM sqlite_sequence"), "runs 41");
}

TEST_F(Rebuild, KeepsStrict) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, size INTEGER, note TEXT) STRICT"});
  rebuild();
  EXPECT_EQ(error_of("INSERT INTO runs (size) VALUES ('many')"),
            "cannot store TEXT value in INTEGER column runs.size");
}

TEST_F(Rebuild, KeepsWithoutRowid) {
  made_by({"CREATE TABLE runs (a TEXT, b TEXT, note TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID"});
  filled_by("INSERT INTO runs VALUES ('x', 'y', 'z')");
  rebuild();
  EXPECT_EQ(error_of("SELECT rowid FROM runs"), "no such column: rowid");
  EXPECT_EQ(rows("SELECT * FROM runs"), "x y z");
}

TEST_F(Rebuild, KeepsCollations) {
  made_by({"CREATE TABLE runs (name TEXT COLLATE NOCASE, note TEXT COLLATE RTRIM, UNIQUE (name))"});
  filled_by("INSERT INTO runs VALUES ('Ada', 'x')");
  rebuild();
  EXPECT_EQ(rows("SELECT count(*) FROM runs WHERE name = 'ADA' AND note = 'x  '"), "1");
  EXPECT_EQ(error_of("INSERT INTO runs (name) VALUES ('aDA')"), "UNIQUE constraint failed: runs.name");
}

TEST_F(Rebuild, KeepsNamedAndUnnamedChecks) {
  made_by(
      {"CREATE TABLE runs (size INTEGER CHECK (size > 0), top INTEGER CONSTRAINT top_is_low CHECK (top < 9),"
       " note TEXT, CONSTRAINT ordered CHECK (runs.size < runs.top), CHECK (note <> ''))"});
  rebuild();
  EXPECT_EQ(error_of("INSERT INTO runs VALUES (0, 1, 'a')"), "CHECK constraint failed: size > 0");
  EXPECT_EQ(error_of("INSERT INTO runs VALUES (1, 9, 'a')"), "CHECK constraint failed: top_is_low");
  EXPECT_EQ(error_of("INSERT INTO runs VALUES (2, 2, 'a')"), "CHECK constraint failed: ordered");
  EXPECT_EQ(error_of("INSERT INTO runs VALUES (1, 2, '')"), "CHECK constraint failed: note <> ''");
}

TEST_F(Rebuild, KeepsDefaultsAndConflictClauses) {
  made_by(
      {"CREATE TABLE runs (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, at TEXT DEFAULT (date('2026-01-02')),"
       " n INTEGER NOT NULL ON CONFLICT IGNORE DEFAULT -1, note TEXT)"});
  filled_by("INSERT INTO runs (id, n) VALUES (1, 5)");
  rebuild();
  filled_by("INSERT INTO runs (id) VALUES (1); INSERT INTO runs (id, n) VALUES (2, NULL)");
  EXPECT_EQ(rows("SELECT * FROM runs"), "1 2026-01-02 -1 rebuilt");
}

TEST_F(Rebuild, KeepsGeneratedColumns) {
  made_by(
      {"CREATE TABLE runs (size INTEGER, twice INTEGER AS (size * 2) STORED,"
       " half REAL GENERATED ALWAYS AS (size / 2.0) VIRTUAL, note TEXT)"});
  filled_by("INSERT INTO runs (size, note) VALUES (5, 'x')");
  rebuild();
  EXPECT_EQ(rows("SELECT * FROM runs"), "5 10 2.5 x");
  EXPECT_EQ(rows("SELECT name, hidden FROM pragma_table_xinfo('runs')"), "size 0; twice 3; half 2; note 0");
}

TEST_F(Rebuild, KeepsIndexesOfEveryKind) {
  const std::vector<std::string> indexes{"CREATE INDEX plain ON runs (size DESC, note COLLATE NOCASE)",
                                         "CREATE UNIQUE INDEX once ON runs (size)",
                                         "CREATE INDEX partial ON runs (note) WHERE size > 3",
                                         "CREATE INDEX expression ON runs (lower(note))"};
  made_by({"CREATE TABLE runs (size INTEGER, note TEXT)"});
  made_by(indexes);
  rebuild();
  EXPECT_EQ(rows("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'runs' ORDER BY rowid"),
            indexes[0] + "; " + indexes[1] + "; " + indexes[2] + "; " + indexes[3]);
}

TEST_F(Rebuild, KeepsTheTriggersOfTheTable) {
  made_by({"CREATE TABLE runs (note TEXT)", "CREATE TABLE log (line TEXT)",
           "CREATE TRIGGER logs AFTER INSERT ON runs BEGIN INSERT INTO log VALUES (new.note); END"});
  filled_by("INSERT INTO runs VALUES ('before')");
  rebuild();
  filled_by("INSERT INTO runs VALUES ('after')");
  EXPECT_EQ(rows("SELECT line FROM log"), "before; after");
}

TEST_F(Rebuild, KeepsTriggersOfOtherTablesThatMentionIt) {
  made_by({"CREATE TABLE runs (note TEXT)", "CREATE TABLE jobs (name TEXT)",
           "CREATE TRIGGER notes AFTER INSERT ON jobs BEGIN INSERT INTO runs VALUES (new.name); END"});
  rebuild();
  filled_by("INSERT INTO jobs VALUES ('ada')");
  EXPECT_EQ(rows("SELECT note FROM runs"), "ada");
}

TEST_F(Rebuild, KeepsViewsThatMentionIt) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT)",
           "CREATE VIEW notes AS SELECT note FROM main.runs AS r",
           "CREATE VIEW loud AS SELECT upper(note) n FROM notes",
           "CREATE TRIGGER writes INSTEAD OF INSERT ON notes BEGIN INSERT INTO runs (note) VALUES "
           "(new.note); END"});
  rebuild();
  filled_by("INSERT INTO notes VALUES ('x')");
  EXPECT_EQ(rows("SELECT n FROM loud"), "X");
}

TEST_F(Rebuild, KeepsRowidsOfATableWithoutAnIntegerKey) {
  made_by({"CREATE TABLE runs (name TEXT PRIMARY KEY, note TEXT)"});
  filled_by("INSERT INTO runs (rowid, name) VALUES (7, 'a'), (90, 'b')");
  rebuild();
  EXPECT_EQ(rows("SELECT rowid, name FROM runs"), "7 a; 90 b");
}

TEST_F(Rebuild, KeepsRowidsBehindAColumnOfTheirName) {
  made_by({"CREATE TABLE runs (rowid TEXT, note TEXT)"});
  filled_by("INSERT INTO runs (oid, rowid) VALUES (7, 'a')");
  rebuild();
  EXPECT_EQ(rows("SELECT oid, rowid FROM runs"), "7 a");
}

TEST_F(Rebuild, KeepsChildRows) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT)",
           "CREATE TABLE steps (id INTEGER PRIMARY KEY, run INTEGER REFERENCES runs ON DELETE CASCADE)",
           "CREATE TABLE marks (run INTEGER REFERENCES runs (id) ON DELETE SET NULL)"});
  filled_by(
      "INSERT INTO runs VALUES (1, 'x'); INSERT INTO steps VALUES (10, 1); INSERT INTO marks VALUES (1)");
  rebuild();
  EXPECT_EQ(rows("SELECT s.run, m.run FROM steps s, marks m"), "1 1");
  EXPECT_EQ(rows("SELECT sql FROM sqlite_master WHERE name = 'marks'"),
            "CREATE TABLE marks (run INTEGER REFERENCES runs (id) ON DELETE SET NULL)");
  filled_by("DELETE FROM runs");
  EXPECT_EQ(rows("SELECT count(*) FROM steps"), "0");
}

TEST_F(Rebuild, KeepsForeignKeysToItself) {
  made_by(
      {"CREATE TABLE runs (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES runs (id) ON DELETE CASCADE,"
       " note TEXT)"});
  filled_by("INSERT INTO runs VALUES (2, NULL, 'a'), (1, 2, 'b')");
  rebuild();
  EXPECT_EQ(rows("SELECT \"table\", \"to\", on_delete FROM pragma_foreign_key_list('runs')"),
            "runs id CASCADE");
  EXPECT_EQ(rows("SELECT id, parent FROM runs ORDER BY id"), "1 2; 2 null");
  EXPECT_EQ(error_of("INSERT INTO runs VALUES (3, 77, 'c')"), "FOREIGN KEY constraint failed");
}

TEST_F(Rebuild, KeepsDeferredForeignKeysOfTheTable) {
  made_by(
      {"CREATE TABLE jobs (a, b, PRIMARY KEY (a, b))",
       "CREATE TABLE runs (a, b, note TEXT, CONSTRAINT of_job FOREIGN KEY (a, b) REFERENCES jobs ON UPDATE"
       " CASCADE DEFERRABLE INITIALLY DEFERRED)"});
  rebuild();
  filled_by("BEGIN; INSERT INTO runs (a, b) VALUES (1, 2); INSERT INTO jobs VALUES (1, 2); COMMIT");
  EXPECT_EQ(rows("SELECT \"from\", on_update FROM pragma_foreign_key_list('runs') ORDER BY seq"),
            "a CASCADE; b CASCADE");
}

TEST_F(Rebuild, LeavesLegacyAlterTableOff) {
  made_by({"CREATE TABLE runs (note TEXT)"});
  rebuild();
  EXPECT_EQ(rows("PRAGMA legacy_alter_table"), "0");
}

TEST_F(Rebuild, LeavesNothingBehind) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT)"});
  filled_by("INSERT INTO runs (note) VALUES ('x')");
  rebuild();
  EXPECT_EQ(rows("SELECT name FROM sqlite_master WHERE name LIKE '%new%'"), "");
  EXPECT_EQ(rows("SELECT name FROM sqlite_sequence"), "runs");
}

TEST_F(Rebuild, KeepsNamesThatNeedQuotes) {
  made_by({"CREATE TABLE \"my \"\"runs\" (\"the note\" TEXT, \"select\" INTEGER)",
           "CREATE INDEX \"by note\" ON \"my \"\"runs\" (\"the note\")"});
  filled_by("INSERT INTO \"my \"\"runs\" VALUES ('x', 3)");
  rebuild("my \"runs", "the note");
  EXPECT_EQ(rows("SELECT \"the note\", \"select\" FROM \"my \"\"runs\" INDEXED BY \"by note\" WHERE \"the "
                 "note\" > ''"),
            "x 3");
}

TEST_F(Rebuild, IsRenewedInTheStatisticsOfTheOptimiser) {
  made_by({"CREATE TABLE runs (note TEXT)", "CREATE INDEX by_note ON runs (note)", "ANALYZE"});
  filled_by("INSERT INTO runs VALUES ('x'), ('y')");
  rebuild();
  EXPECT_EQ(rows("SELECT tbl, idx, stat FROM sqlite_stat1"), "runs by_note 2 1");
}

TEST_F(Rebuild, IsOneForSeveralChanges) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT, size TEXT, gone TEXT)"});
  filled_by("INSERT INTO runs VALUES (1, NULL, '12', 'g')");
  const TableStatements result = change("runs", [](TableChange& change) {
    set_nullable(*find_column(change.after, "note"), false);
    change.sources["note"] = "coalesce(note, 'none')";
    find_column(change.after, "size")->type = "INTEGER";
    drop_column(change.after, "gone");
    change.after.columns.push_back(*parse_column("at TEXT NOT NULL DEFAULT (date('2026-01-02'))"));
    change.after.constraints.push_back({ConstraintKind::check, "big", "CHECK (size > 1)"});
  });
  EXPECT_EQ(std::count_if(result.statements.begin(), result.statements.end(),
                          [](const std::string& statement) { return statement.starts_with("CREATE TABLE"); }),
            1);
  EXPECT_EQ(rows("SELECT id, note, size, typeof(size), at FROM runs"), "1 none 12 integer 2026-01-02");
}

TEST_F(Rebuild, FailsWholeWhenARowDoesNotFit) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT)"});
  filled_by("INSERT INTO runs VALUES (1, 'x'), (2, NULL)");
  const auto forbid_null = [](TableChange& change) {
    set_constraint(*find_column(change.after, "note"),
                   {ConstraintKind::not_null, "", "NOT NULL ON CONFLICT IGNORE"});
  };
  EXPECT_THROW(change("runs", forbid_null), Error);
  EXPECT_EQ(rows("SELECT id, note FROM runs"), "1 x; 2 null");
  EXPECT_EQ(rows("SELECT sql FROM sqlite_master WHERE name = 'runs'"),
            "CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT)");
}

TEST_F(Rebuild, IsNotNeededForColumnsThatSqliteAddsAndDrops) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, gone TEXT)"});
  filled_by("INSERT INTO runs VALUES (1, 'x')");
  const TableStatements result = change("runs", [](TableChange& change) {
    drop_column(change.after, "gone");
    change.after.columns.push_back(*parse_column("size INTEGER NOT NULL DEFAULT 3"));
  });
  EXPECT_FALSE(result.rebuilds);
  EXPECT_EQ(rows("SELECT * FROM runs"), "1 3");
}

TEST_F(Rebuild, IsRefusedWhereAnIndexUsesAColumnThatGoes) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, gone TEXT)", "CREATE INDEX by_gone ON runs (gone)"});
  TableChange change = begin_change(schema_, "runs");
  drop_column(change.after, "gone");
  EXPECT_EQ(change_table(schema_, change).error->message,
            "the index \"by_gone\" uses the column \"gone\"; drop the index first");
}

TEST_F(Rebuild, IsRefusedWhereAViewUsesAColumnThatGoes) {
  made_by(
      {"CREATE TABLE runs (id INTEGER PRIMARY KEY, gone TEXT)", "CREATE VIEW v AS SELECT gone FROM runs"});
  TableChange change = begin_change(schema_, "runs");
  drop_column(change.after, "gone");
  EXPECT_EQ(change_table(schema_, change).error->message, "error in view v: no such column: gone");
}

TEST_F(Rebuild, KeepsTheRowsOfATableWhoseRenameFollows) {
  made_by({"CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT)",
           "CREATE TABLE steps (run INTEGER REFERENCES runs ON DELETE CASCADE)",
           "CREATE VIEW notes AS SELECT note FROM runs"});
  filled_by("INSERT INTO runs VALUES (1, 'x'); INSERT INTO steps VALUES (1)");
  rebuild();
  db_.exec(rename_column_statement("runs", "note", "remark"));
  db_.exec(rename_table_statement("runs", "jobs"));
  EXPECT_EQ(rows("SELECT remark, run FROM jobs, steps"), "x 1");
  EXPECT_EQ(rows("SELECT * FROM notes"), "x");
}

}  // namespace
}  // namespace migrate::migc
