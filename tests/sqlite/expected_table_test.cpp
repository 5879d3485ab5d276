// A revision that rebuilds a table stops at a live table that is not what the chain made of it.

#include "sqlite/on_handle.h"
#include "sqlite/table_outline.h"

namespace migrate::testing {

const std::string create_items =
    "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'new\nitem', size INTEGER DEFAULT 1)";

class LiveTable : public OnHandle {
 protected:
  LiveTable() { upgrade(connection_, chain_, "made"); }

  std::string outline_of(const std::string& statement) {
    SQLite::Database scratch(":memory:", read_write);
    scratch.exec(statement);
    return sqlite::table_outline(scratch.getHandle(), "items");
  }
  // The differences that stop the upgrade, after which the table is the same as before.
  std::string differences() {
    const std::string before = sqlite::table_outline(db_.getHandle(), "items");
    const Error error = error_of([&] { upgrade(connection_, chain_); });
    EXPECT_EQ(error.kind(), ErrorKind::mismatch);
    EXPECT_EQ(sqlite::table_outline(db_.getHandle(), "items"), before);
    const std::string message = error.what();
    const std::size_t begin = std::min(message.find('\n'), message.size());
    return message.substr(begin, message.find("\nMake") - begin);
  }

  const ScriptedChain chain_{{{.id = "made", .up = {create_items}},
                              {.id = "rebuilt",
                               .parents = {"made"},
                               .up = {"CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT, size INTEGER)",
                                      "DROP TABLE items", "ALTER TABLE other RENAME TO items"},
                               .expects = {{"items", outline_of(create_items)}}}}};
};

TEST_F(LiveTable, ThatIsAsExpectedIsWrittenAnew) {
  upgrade(connection_, chain_);
  EXPECT_EQ(text("SELECT version_num FROM migrate_version"), "rebuilt");
}

TEST_F(LiveTable, MayBeSpelledDifferently) {
  db_.exec("DROP TABLE items");
  db_.exec(
      "create table [ITEMS](\"Size\" integer default 1,/*x*/ \"name\" text default 'new\nitem', id integer,"
      " primary key (id))");
  upgrade(connection_, chain_);
  EXPECT_EQ(text("SELECT version_num FROM migrate_version"), "rebuilt");
}

TEST_F(LiveTable, RowidIsNeverNullHoweverThatIsSpelled) {
  db_.exec("DROP TABLE items");
  db_.exec(
      "CREATE TABLE items (id INTEGER NOT NULL, name TEXT DEFAULT 'new\nitem', size INTEGER DEFAULT 1,"
      " PRIMARY KEY (id))");
  upgrade(connection_, chain_);
  EXPECT_EQ(text("SELECT version_num FROM migrate_version"), "rebuilt");
}

TEST_F(LiveTable, MessageSaysWhatWouldBeLostAndWhatToDo) {
  db_.exec("ALTER TABLE items ADD COLUMN colour TEXT");
  EXPECT_STREQ(error_of([&] { upgrade(connection_, chain_); }).what(),
               "versions/rebuilt.sql: revision \"rebuilt\": this revision rebuilds the table \"items\", and "
               "the table is not what the chain made of it\n"
               "only in the database, and would be lost:\n"
               "  column colour text\n"
               "Make the table what the chain expects; a later revision can create again what is to stay.\n"
               "Its transaction was rolled back: the database is at made; this run changed nothing. Remove "
               "the cause and run the command again.");
}

TEST_F(LiveTable, KeepsATriggerThatTheChainDoesNotKnow) {
  db_.exec("CREATE TRIGGER log AFTER DELETE ON items BEGIN SELECT 1; END");
  EXPECT_EQ(differences(),
            "\nonly in the database, and would be lost:\n"
            "  trigger log: create trigger log after delete on items begin select 1 ; end");
}

TEST_F(LiveTable, KeepsAnIndexThatTheChainDoesNotKnow) {
  db_.exec("CREATE UNIQUE INDEX by_name ON items (name COLLATE NOCASE) WHERE size > 0");
  EXPECT_EQ(differences(),
            "\nonly in the database, and would be lost:\n"
            "  index by_name: create unique index by_name on items (name collate nocase) where size > 0");
}

// A table of a hand's own making in the place of the chain's.
class OtherTable : public LiveTable,
                   public ::testing::WithParamInterface<std::pair<const char*, const char*>> {};

TEST_P(OtherTable, IsListedAndStays) {
  if (!has_sqlite(3037000) && std::string_view(GetParam().first).ends_with("STRICT"))
    GTEST_SKIP() << "this SQLite has no STRICT tables";
  db_.exec("DROP TABLE items");
  db_.exec(GetParam().first);
  EXPECT_EQ(differences(), GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    Differences, OtherTable,
    ::testing::Values(
        std::pair("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'new\nitem', size INTEGER"
                  " DEFAULT 2)",
                  "\nonly in the database, and would be lost:\n  column size integer default 2"
                  "\nonly in the chain:\n  column size integer default 1"),
        std::pair("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'new\nitem' COLLATE NOCASE,"
                  " size INTEGER DEFAULT 1)",
                  "\nonly in the database, and would be lost:\n  item' collate nocase"
                  "\nonly in the chain:\n  item'"),
        std::pair(
            "CREATE TABLE items (id INTEGER PRIMARY KEY DESC, name TEXT DEFAULT 'new\nitem', size INTEGER"
            " DEFAULT 1)",
            "\nonly in the database, and would be lost:\n  column id integer"
            "\nonly in the chain:\n  column id integer not null"),
        std::pair("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'new\nitem', size INTEGER"
                  " DEFAULT 1 CHECK (size > 0), UNIQUE (name, size))",
                  "\nonly in the database, and would be lost:\n  check (size > 0)\n  unique (name, size)"),
        std::pair("CREATE TABLE items (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT DEFAULT 'new\nitem',"
                  " size INTEGER DEFAULT 1) STRICT",
                  "\nonly in the database, and would be lost:\n  option autoincrement\n  option strict"),
        std::pair("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'new\nitem', size INTEGER"
                  " DEFAULT 1 REFERENCES items ON DELETE CASCADE)",
                  "\nonly in the database, and would be lost:\n"
                  "  foreign key (size) references items on update no action on delete cascade"),
        std::pair("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'new\nitem', size INTEGER"
                  " DEFAULT 1, twice INTEGER AS (size * 2) STORED)",
                  "\nonly in the database, and would be lost:\n  column twice integer generated stored\n"
                  "  generated as (size * 2)")));

TEST_F(OnHandle, ErrorOfARebuildNamesTheTableThatIsRebuilt) {
  EXPECT_EQ(failure_of({"CREATE TABLE _migrate_new_items (id INTEGER PRIMARY KEY, st TEXT NOT NULL)",
                        "INSERT INTO _migrate_new_items (id) VALUES (1)"}),
            rolled_back_at(11, 2, "NOT NULL constraint failed: items.st (code 1299)"));
}

TEST_F(LiveTable, ThatIsGoneIsNamed) {
  db_.exec("DROP TABLE items");
  const Error error = error_of([&] { upgrade(connection_, chain_); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_THAT(error.what(),
              ::testing::HasSubstr("there is no table \"items\", which this revision rebuilds"));
}

}  // namespace migrate::testing
