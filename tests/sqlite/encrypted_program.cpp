// Migrates an encrypted database on its own handle, and looks for clear text in every file that SQLite has
// open in the meantime: the database, its journal or write-ahead log, and temporary files.
//
//     encrypted_program FILE KEY upgrade|fail|rollback|downgrade
//
// The environment variable MIGRATE_JOURNAL_MODE is the journal mode: delete or wal. It exits as a command
// would, or with 70 where it found clear text, and prints how many bytes of each kind of file it saw. SQLite
// itself ignores PRAGMA key: with that, everything is in clear.

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "contract/scripted_chain.h"
#include "migrate/migrator.h"
#include "migrate/observer.h"
#include "migrate/sqlite.h"

namespace {

using namespace migrate;

const std::string secret = "confidential";

// Read by the descriptor: to open and close the file would drop SQLite's locks on it.
std::string content_of(int descriptor) {
  std::string content;
  char piece[65536];
  for (ssize_t size = 0;
       (size = pread(descriptor, piece, sizeof piece, static_cast<off_t>(content.size()))) > 0;)
    content.append(piece, static_cast<std::size_t>(size));
  return content;
}

class Watch : public Observer {
 public:
  explicit Watch(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void before_statement(const Statement&) override { look(); }
  void after_step(const StepEvent&, StepContext&) override { look(); }

  // Whether everything was unreadable.
  bool report() const {
    for (const auto& [kind, size] : seen_) std::printf("%s: %zu bytes seen\n", kind.c_str(), size);
    for (const auto& [kind, _] : clear_) std::printf("%s: clear text\n", kind.c_str());
    return clear_.empty();
  }

 private:
  void look() {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", none)) {
      const std::string file = std::filesystem::read_symlink(entry.path(), none).string();
      if (file.starts_with(folder_.string())) look(kind_of(file), std::stoi(entry.path().filename()));
    }
  }

  void look(const std::string& kind, int descriptor) {
    const std::string content = content_of(descriptor);
    seen_[kind] = std::max(seen_[kind], content.size());
    if (content.find(secret) != std::string::npos) clear_[kind] = true;
  }

  static std::string kind_of(const std::string& file) {
    for (const char* ending : {"-journal", "-wal", "-shm"})
      if (file.ends_with(ending)) return ending + 1;
    return file.find("etilqs_") == std::string::npos ? "database" : "temporary";
  }

  std::filesystem::path folder_;
  std::map<std::string, std::size_t> seen_;
  std::map<std::string, bool> clear_;
};

// The second revision changes committed rows, and more of them than the cache holds: they go to the journal,
// and back to the file before the end. Its temporary table is still there at the next statement.
testing::ScriptedChain chain_of(const std::string& job) {
  const std::string rows =
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000) SELECT x, '" + secret +
      "' || hex(randomblob(40)) FROM n";
  const testing::ScriptedRevision first{
      .id = "a",
      .up = {"CREATE TABLE people (id INTEGER PRIMARY KEY, note TEXT)", "INSERT INTO people " + rows},
      .down = {"DROP TABLE people"}};
  testing::ScriptedRevision second{
      .id = "b",
      .parents = {"a"},
      .up = {"CREATE TEMP TABLE copied AS SELECT * FROM people ORDER BY note",
             "UPDATE people SET note = note || id", "DROP TABLE copied"},
      .down = {"DELETE FROM people WHERE id > 1000", "UPDATE people SET note = substr(note, 1, 92)"},
      .transaction = Transaction::own};
  if (job == "fail") second.up.push_back("DELETE FROM nowhere");
  if (job == "rollback") return testing::ScriptedChain({first});
  return testing::ScriptedChain({first, second});
}

void set_up(sqlite3* db, const std::string& key) {
  const char* mode = std::getenv("MIGRATE_JOURNAL_MODE");
  const std::string settings = (key.empty() ? "" : "PRAGMA key = '" + key + "';") +
                               "PRAGMA cache_size = 10; PRAGMA temp.cache_size = 10; PRAGMA journal_mode = " +
                               (mode == nullptr ? "delete" : mode);
  sqlite3_exec(db, settings.c_str(), nullptr, nullptr, nullptr);
}

void run(sqlite3* db, const std::string& job, Observer& watch) {
  const testing::ScriptedChain chain = chain_of(job);
  SqliteConnection connection(db);
  const Options options{.observer = &watch};
  if (job == "upgrade" || job == "fail") upgrade(connection, chain, "head", options);
  if (job == "rollback") rollback(connection, chain, options);
  if (job == "downgrade") downgrade(connection, chain, "base", options);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::filesystem::path file = std::filesystem::absolute(argv[1]);
  sqlite3* opened = nullptr;
  if (sqlite3_open(file.c_str(), &opened) != SQLITE_OK) return 2;
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> db(opened, &sqlite3_close);
  set_up(db.get(), argv[2]);
  Watch watch(file.parent_path());
  int code = 0;
  try {
    run(db.get(), argv[3], watch);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    code = exit_code(error.kind());
  }
  return watch.report() ? code : 70;
}
