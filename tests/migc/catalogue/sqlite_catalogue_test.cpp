#include "migc/catalogue/sqlite_catalogue.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

#include "migc/catalogue/changed_schema.h"

namespace migrate::migc {
namespace {

using testing::Change;
using testing::difference_lines;
using testing::replaced;

class MemoryDatabase {
 public:
  explicit MemoryDatabase(const std::string& script) {
    sqlite3* db = nullptr;
    sqlite3_open(":memory:", &db);
    db_.reset(db);
    run(script);
  }
  void run(const std::string& script) {
    char* message = nullptr;
    const int code = sqlite3_exec(db_.get(), script.c_str(), nullptr, nullptr, &message);
    ASSERT_EQ(code, SQLITE_OK) << message << "\n" << script;
  }
  sqlite3* handle() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
};

std::string compare(const std::string& was, const std::string& is) {
  SqliteCatalogueReader reader;
  const MemoryDatabase before(was), after(is);
  return difference_lines(reader.read(before.handle()), reader.read(after.handle()));
}

const std::string schema = R"(
CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL DEFAULT 'x', b INT CHECK (b > 0),
  pid INT REFERENCES p (id) ON DELETE CASCADE, g INT AS (b * 2) VIRTUAL, c TEXT COLLATE nocase);
CREATE INDEX i1 ON t (a);
CREATE UNIQUE INDEX i2 ON t (b) WHERE b > 5;
CREATE VIEW v AS SELECT a, b FROM t;
CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE p SET code = new.a WHERE id = new.pid; END;
)";

std::string with(std::string_view from, std::string_view to) {
  return replaced(schema, from, to);
}

// Each would be lost by a catalogue that forgot a kind of fact.
const Change changes[] = {
    {"'x'", "'y'", "column t.a: default is 'y', was 'x'\n"},
    {"'x'", "'X'", "column t.a: default is 'X', was 'x'\n"},
    {"DEFAULT 'x'", "", "column t.a: default is none, was 'x'\n"},
    {"TEXT NOT NULL", "TEXT", "column t.a: not null is no, was yes\n"},
    {"TEXT NOT NULL", "TEXT NOT NULL ON CONFLICT IGNORE", "column t.a: on conflict is ignore, was none\n"},
    {"TEXT NOT NULL", "TEXT CONSTRAINT nn NOT NULL", "column t.a: name of not null is nn, was none\n"},
    {"b INT", "b INTEGER", "column t.b: type is integer, was int\n"},
    {"c TEXT", "c2 TEXT", "column t.c is missing\ncolumn t.c2 is left over\n"},
    {"nocase", "rtrim", "column t.c: collation is rtrim, was nocase\n"},
    {"COLLATE nocase", "", "column t.c: collation is none, was nocase\n"},
    {"(b * 2)", "(b * 3)", "column t.g: generated as is (b * 3) virtual, was (b * 2) virtual\n"},
    {"VIRTUAL", "STORED", "column t.g: generated as is (b * 2) stored, was (b * 2) virtual\n"},
    {"AUTOINCREMENT", "", "primary key on t: autoincrement is no, was yes\n"},
    {"id INTEGER PRIMARY KEY, code", "id INTEGER PRIMARY KEY ON CONFLICT REPLACE, code",
     "primary key on p: on conflict is replace, was none\n"},
    {"id INTEGER PRIMARY KEY, code", "id INTEGER PRIMARY KEY DESC, code",
     "primary key on p: columns is (id desc), was (id)\n"},
    {"id INTEGER PRIMARY KEY, code", "id INTEGER, code", "primary key on p is missing\n"},
    {"code TEXT UNIQUE", "code TEXT", "UNIQUE (code) on p is missing\n"},
    {"code TEXT UNIQUE", "code TEXT UNIQUE ON CONFLICT REPLACE",
     "UNIQUE (code) on p: on conflict is replace, was none\n"},
    {"code TEXT UNIQUE", "code TEXT CONSTRAINT one UNIQUE", "UNIQUE (code) on p: name is one, was none\n"},
    {"code TEXT UNIQUE)", "code TEXT UNIQUE) STRICT", "table p: strict is yes, was no\n"},
    {"code TEXT UNIQUE)", "code TEXT UNIQUE) WITHOUT ROWID",
     "table p: without rowid is yes, was no\ncolumn p.id: not null is yes, was no\n"},
    {"code TEXT UNIQUE)", "code INT UNIQUE) STRICT",
     "table p: strict is yes, was no\ncolumn p.code: type is int, was text\n"},
    {"b > 0", "b >= 0", "CHECK (b > 0) on t is missing\nCHECK (b >= 0) on t is left over\n"},
    {"CHECK (b > 0)", "CONSTRAINT ck CHECK (b > 0)", "CHECK (b > 0) on t: name is ck, was none\n"},
    {"ON DELETE CASCADE", "ON DELETE SET NULL",
     "foreign key (pid) references p on t: on delete is set null, was cascade\n"},
    {"ON DELETE CASCADE", "ON DELETE CASCADE ON UPDATE CASCADE",
     "foreign key (pid) references p on t: on update is cascade, was none\n"},
    {"ON DELETE CASCADE", "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
     "foreign key (pid) references p on t: deferred is yes, was no\n"},
    {"p (id)", "p (code)", "foreign key (pid) references p on t: columns of p is (code), was (id)\n"},
    {"REFERENCES p (id)", "CONSTRAINT fk REFERENCES p (id)",
     "foreign key (pid) references p on t: name is fk, was none\n"},
    {"i1 ON t (a)", "i1 ON t (a DESC)", "index i1 on t: columns is (a desc), was (a)\n"},
    {"i1 ON t (a)", "i1 ON t (a COLLATE nocase)", "index i1 on t: columns is (a collate nocase), was (a)\n"},
    {"i1 ON t (a)", "i1 ON t (a, lower(c || ',') DESC)",
     "index i1 on t: columns is (a, lower (c || ',') desc), was (a)\n"},
    {"i1 ON t (a)", "i1 ON t (lower(a) COLLATE nocase ASC, b)",
     "index i1 on t: columns is (lower (a) collate nocase, b), was (a)\n"},
    {"INDEX i1", "INDEX i9", "index i1 on t is missing\nindex i9 on t is left over\n"},
    {"CREATE UNIQUE INDEX i2", "CREATE INDEX i2", "index i2 on t: unique is no, was yes\n"},
    {"b > 5", "b > 6", "index i2 on t: where is b > 6, was b > 5\n"},
    {"SELECT a, b FROM t", "SELECT a, b + 1 AS b FROM t",
     "view v: definition is as select a, b + 1 as b from t, was as select a, b from t\n"},
    {"VIEW v", "VIEW w", "view v is missing\nview w is left over\n"},
    {"AFTER INSERT", "BEFORE INSERT",
     "trigger tr on t: another definition\n"
     "  was: after insert on t begin update p set code = new.a where id = new.pid ; end\n"
     "  is:  before insert on t begin update p set code = new.a where id = new.pid ; end\n"},
    {"TRIGGER tr", "TRIGGER ts", "trigger tr on t is missing\ntrigger ts on t is left over\n"},
    {"CREATE TABLE p", "PRAGMA user_version = 3; CREATE TABLE p", "database: user_version is 3, was none\n"},
    {"CREATE TABLE p", "PRAGMA application_id = 9; CREATE TABLE p",
     "database: application_id is 9, was none\n"},
    {"CREATE TABLE p", "CREATE TABLE q (x, y UNIQUE CHECK (y > 0)); CREATE INDEX qx ON q (x); CREATE TABLE p",
     "table q is left over\n"},
    {"CREATE TABLE p", "CREATE VIRTUAL TABLE f USING fts5 (x); CREATE TABLE p",
     "virtual table f is left over\n"},
    {"b INT CHECK (b > 0)", "b INT CHECK (b > 0) CHECK (b > 0)", "CHECK (b > 0) on t is left over\n"},
};

TEST(SqliteCatalogue, EachKindOfChangeIsNamed) {
  for (const Change& change : changes)
    EXPECT_EQ(compare(schema, with(change.from, change.to)), change.difference)
        << change.from << " => " << change.to;
}

TEST(SqliteCatalogue, NothingHasChangedInTheSameSchema) {
  EXPECT_EQ(compare(schema, schema), "");
}

TEST(SqliteCatalogue, SpellingIsNoDifference) {
  EXPECT_EQ(compare(schema, R"(
create table P (ID integer primary key, [code] text, unique ("code"));
create table IF NOT EXISTS "t" (id INTEGER, a text default ('x') not null, "b" int,
  pid int, `g` int generated always as (b*2), c text collate NOCASE, -- a comment
  primary key (id AUTOINCREMENT), check (b>0), foreign key (pid) references "p" ("id") on delete cascade
  on update no action not deferrable);
create index i1 on t ("a" asc);
create unique index if not exists main.i2 on "t" (b collate binary) where (b) > 5;
create view v as select a, b from [t];
create trigger tr after insert on t begin update "p" set code = NEW.a /* here */ where id = new.pid; end;
)"),
            "index i2 on t: where is (b) > 5, was b > 5\n");  // an expression is compared by its tokens
}

TEST(SqliteCatalogue, ATruthValueIsItsNumber) {
  const std::string words = "CREATE TABLE t (a DEFAULT false, b DEFAULT (TRUE), c DEFAULT False)";
  EXPECT_EQ(compare(words, "CREATE TABLE t (a DEFAULT 0, b DEFAULT 1, c DEFAULT 0)"), "");
  EXPECT_EQ(compare(words, "CREATE TABLE t (a DEFAULT true, b DEFAULT 0, c DEFAULT 'false')"),
            "column t.a: default is 1, was 0\n"
            "column t.b: default is 0, was 1\n"
            "column t.c: default is 'false', was 0\n");
  EXPECT_EQ(compare(words, "CREATE TABLE t (a DEFAULT 0, b DEFAULT 1, c DEFAULT \"false\")"),
            "column t.c: default is false, was 0\n");
}

TEST(SqliteCatalogue, WhatARenameLeavesBehindIsNoDifference) {
  MemoryDatabase database(schema);
  SqliteCatalogueReader reader;
  const SchemaCatalogue before = reader.read(database.handle());
  database.run(
      "ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME TO t; ALTER TABLE p RENAME TO q; ALTER TABLE q RENAME"
      " TO p; ALTER TABLE t RENAME COLUMN a TO z; ALTER TABLE t RENAME COLUMN z TO a");
  EXPECT_EQ(difference_lines(before, reader.read(database.handle())), "");
}

TEST(SqliteCatalogue, AnotherOrderOfColumnsIsANote) {
  MemoryDatabase database("CREATE TABLE t (a, b, c)");
  SqliteCatalogueReader reader;
  const SchemaCatalogue before = reader.read(database.handle());
  database.run("ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD COLUMN a; ALTER TABLE t ADD COLUMN d");
  EXPECT_EQ(difference_lines(before, reader.read(database.handle())),
            "note: table t: the order of the columns is b, c, a, was a, b, c\n"
            "column t.d is left over\n");
}

TEST(SqliteCatalogue, AKeyOfSeveralColumnsKeepsItsOrder) {
  EXPECT_EQ(compare("CREATE TABLE t (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID",
                    "CREATE TABLE t (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID"),
            "primary key on t: columns is (b, a), was (a, b)\n");
  EXPECT_EQ(
      compare("CREATE TABLE p (x, y, UNIQUE (x, y)); CREATE TABLE t (a, b, FOREIGN KEY (a, b) REFERENCES"
              " p (x, y))",
              "CREATE TABLE p (x, y, UNIQUE (x, y)); CREATE TABLE t (a, b, FOREIGN KEY (a, b) REFERENCES"
              " p (y, x))"),
      "foreign key (a, b) references p on t: columns of p is (y, x), was (x, y)\n");
}

TEST(SqliteCatalogue, AForeignKeyWithoutColumnsRefersToThePrimaryKey) {
  const std::string parent = "CREATE TABLE p (x, y, z UNIQUE, PRIMARY KEY (y, x)); ";
  const std::string table = "CREATE TABLE t (a, b, FOREIGN KEY (a, b) REFERENCES p";
  EXPECT_EQ(compare(parent + table + ")", parent + table + " (y, x))"), "");
  EXPECT_EQ(compare(parent + table + ")", parent + table + " (x, y))"),
            "foreign key (a, b) references p on t: columns of p is (x, y), was (y, x)\n");
}

TEST(SqliteCatalogue, WhatSqliteAndTheLibraryMakeForThemselvesIsNotThere) {
  SqliteCatalogueReader reader({"migrate_version", "migrate_history"});
  MemoryDatabase database("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)");
  const SchemaCatalogue before = reader.read(database.handle());
  database.run(
      "CREATE TABLE Migrate_Version (version_num); CREATE INDEX mine ON migrate_version (version_num);"
      "INSERT INTO t DEFAULT VALUES; ANALYZE; CREATE TEMP TABLE x (y)");
  EXPECT_EQ(difference_lines(before, reader.read(database.handle())), "");
}

TEST(SqliteCatalogue, AnIndexFollowsTheCollationOfItsColumn) {
  MemoryDatabase database("CREATE TABLE t (a); CREATE INDEX i ON t (a)");
  SqliteCatalogueReader reader;
  const SchemaCatalogue before = reader.read(database.handle());
  database.run("DROP TABLE t; CREATE TABLE t (a COLLATE nocase); CREATE INDEX i ON t (a)");
  EXPECT_EQ(difference_lines(before, reader.read(database.handle())),
            "column t.a: collation is nocase, was none\n"
            "index i on t: columns is (a collate nocase), was (a)\n");
}

}  // namespace
}  // namespace migrate::migc
