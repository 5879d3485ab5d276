// A small program that keeps its database's schema up to date by itself.
//
//     inventory add "M4 screw" 200 shelf      inventory list      inventory migrate current

#include <SQLiteCpp/SQLiteCpp.h>
#include <inventory/chain.h>
#include <inventory/revisions.h>
#include <migrate/cli.h>
#include <migrate/migrator.h>
#include <migrate/sqlite.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "search_key.h"

using namespace std::string_view_literals;

// Released databases are at these revisions: a build that lost one does not compile.
static_assert(inventory::has_revision("5d0c41a7f2e9"));
static_assert(inventory::has_revision("2f84d6b09c71"));

namespace {

void add(SQLite::Database& db, const std::string& label, int quantity, const std::string& place) {
  SQLite::Transaction transaction(db);
  SQLite::Statement new_place(db, "INSERT INTO places (name) VALUES (?) ON CONFLICT DO NOTHING");
  new_place.bind(1, place);
  new_place.exec();
  SQLite::Statement item(db,
                         "INSERT INTO items (label, quantity, search_key, place_id) "
                         "VALUES (?, ?, ?, (SELECT id FROM places WHERE name = ?))");
  item.bind(1, label);
  item.bind(2, quantity);
  item.bind(3, search_key(label));
  item.bind(4, place);
  item.exec();
  db.exec(
      "INSERT INTO movements (item_id, change) SELECT id, quantity FROM items WHERE id = "
      "last_insert_rowid()");
  transaction.commit();
}

void list(SQLite::Database& db) {
  SQLite::Statement items(
      db,
      "SELECT label, quantity, name FROM items LEFT JOIN places ON places.id = place_id ORDER BY search_key");
  while (items.executeStep())
    std::printf("%6d  %-24s %s\n", items.getColumn(1).getInt(), items.getColumn(0).getText(),
                items.getColumn(2).getText());
}

int run(int argc, char** argv, const std::string& path) {
  SQLite::Database db(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  migrate::SqliteConnection connection(db);
  migrate::upgrade(connection, inventory::revisions());

  if (argc == 5 && argv[1] == "add"sv) return add(db, argv[2], std::atoi(argv[3]), argv[4]), 0;
  if (argc == 2 && argv[1] == "list"sv) return list(db), 0;
  std::fputs("usage: inventory add LABEL QUANTITY PLACE | list | migrate COMMAND\n", stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == "migrate"sv) return migrate::run_cli(inventory::revisions(), argc - 1, argv + 1);
  const char* path = std::getenv("INVENTORY_DB");
  try {
    return run(argc, argv, path != nullptr ? path : "inventory.db");
  } catch (const migrate::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return migrate::exit_code(error.kind());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
