// The program that the sweeps kill, starve of disk space and run beside itself.
//
//     sweep_program prepare FILE delete|wal    makes an empty database with this journal mode
//     sweep_program run FILE [N]               upgrades it, and exits as a command would; kills itself before
//                                              the Nth statement that SQLite runs
//     sweep_program verify FILE                whether it is at a state that the chain names, the history too

#include <SQLiteCpp/SQLiteCpp.h>
#include <signal.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "contract/scripted_chain.h"
#include "migrate/migrator.h"
#include "migrate/sqlite.h"

namespace {

using namespace migrate;

void fill(StepContext& context) {
  for (int i = 0; i < 20; ++i)
    context.execute("INSERT INTO fourth VALUES ($1, $2)", {i, std::string(500, 'x')});
}

// Several pages in each revision, one of each kind of transaction, a step, and a table that goes.
const testing::ScriptedChain& chain() {
  const std::string rows = " SELECT value, zeroblob(900) FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12]')";
  static const testing::ScriptedChain chain(
      {
          {.id = "r1", .up = {"CREATE TABLE first (id INTEGER, x BLOB)", "INSERT INTO first" + rows}},
          {.id = "r2",
           .parents = {"r1"},
           .up = {"CREATE TABLE second (id INTEGER, x BLOB)", "INSERT INTO second" + rows,
                  "DELETE FROM first WHERE id > 6"}},
          {.id = "r3",
           .parents = {"r2"},
           .up = {"CREATE TABLE third (id INTEGER)", "INSERT INTO third VALUES (1)", "VACUUM",
                  "INSERT INTO third VALUES (2)"},
           .transaction = Transaction::none},
          {.id = "r4",
           .parents = {"r3"},
           .up = {"CREATE TABLE fourth (id INTEGER, x TEXT)", "call fill", "DROP TABLE second"},
           .transaction = Transaction::own},
      },
      {{"fill", &fill}});
  return chain;
}

// What is in the database at each of the chain's states, as facts_of() says it. Of r3, the first items may be
// finished.
std::string facts_at(const Status& status) {
  if (status.rows.empty()) return "";
  const std::string& row = status.rows.front();
  if (row == "r1") return "first:12 ";
  if (row == "r3") return "first:6 second:12 third:2 ";
  if (row == "r4") return "first:6 third:2 fourth:20 ";
  const std::size_t finished = status.incomplete.empty() ? 0 : status.incomplete_item - 1;
  const std::string third[] = {"", "third:0 ", "third:1 ", "third:1 "};
  return "first:6 second:12 " + third[finished];
}

std::string facts_of(SQLite::Database& db) {
  std::string facts;
  for (const char* table : {"first", "second", "third", "fourth"})
    if (db.tableExists(table))
      facts += std::string(table) + ':' +
               db.execAndGet(std::string("SELECT count(*) FROM ") + table).getString() + ' ';
  return facts;
}

// The upgrades that the history has as finished: each of the first ones once, in order.
std::string finished(SQLite::Database& db) {
  if (!db.tableExists("migrate_history")) return "";
  return db.execAndGet(
      "SELECT coalesce(group_concat(revision, ' '), '') FROM (SELECT revision FROM migrate_history WHERE "
      "state = 'done' ORDER BY seq)");
}

bool expect(const std::string& what, const std::string& expected, const std::string& found) {
  if (expected != found)
    std::fprintf(stderr, "%s: expected \"%s\", found \"%s\"\n", what.c_str(), expected.c_str(),
                 found.c_str());
  return expected == found;
}

int prepare(const std::string& file, const std::string& mode) {
  SQLite::Database db(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  return expect("journal mode", mode, db.execAndGet("PRAGMA journal_mode = " + mode)) ? 0 : 1;
}

// Dies before a statement, the library's own included.
class Killer {
 public:
  Killer(sqlite3* db, int left) : left_(left) {
    sqlite3_trace_v2(
        db, SQLITE_TRACE_STMT,
        [](unsigned, void* killer, void*, void*) {
          if (--static_cast<Killer*>(killer)->left_ == 0) ::raise(SIGKILL);
          return 0;
        },
        this);
  }

 private:
  int left_;
};

int run(const std::string& file, int killed_at) {
  SQLite::Database db(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SqliteConnection connection(db);
  Killer killer(db.getHandle(), killed_at);
  upgrade(connection, chain(), {.transaction = TransactionMode::each});
  return 0;
}

int verify(const std::string& file) {
  SQLite::Database db(file, SQLite::OPEN_READWRITE);
  SqliteConnection connection(db);
  const Status status = check(connection, chain()).status;
  const std::vector<std::string>& rows = status.rows;
  std::string history;
  for (const Revision revision : chain().chain())
    if (!rows.empty() && revision.id() <= rows.front())
      history += (history.empty() ? "" : " ") + std::string(revision.id());
  const bool is_good = expect("integrity", "ok", db.execAndGet("PRAGMA integrity_check")) &&
                       expect("content", facts_at(status), facts_of(db)) &&
                       expect("history", history, finished(db));
  std::printf("%s\n", rows.empty() ? "base" : rows.front().c_str());
  return is_good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 2 ? argv[1] : "";
  try {
    if (command == "prepare" && argc == 4) return prepare(argv[2], argv[3]);
    if (command == "run") return run(argv[2], argc == 4 ? std::atoi(argv[3]) : 0);
    if (command == "verify") return verify(argv[2]);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_code(error.kind());
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "not a migrate::Error: %s\n", exception.what());
    return 70;
  }
  return 2;
}
