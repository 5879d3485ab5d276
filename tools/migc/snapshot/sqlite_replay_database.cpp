#include "migc/snapshot/sqlite_replay_database.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <string>

#include "migc/scratch/sqlite_own_database.h"
#include "migrate/migrator.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

std::string name_of_file_system(Circumstances circumstances) {
  const char* name = file_system_for(circumstances);
  return name == nullptr ? "" : name;
}

}  // namespace

SqliteReplayDatabase::SqliteReplayDatabase(Circumstances circumstances) try
    : circumstances_(circumstances),
      database_(std::string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, 0,
                name_of_file_system(circumstances)) {
  execute("PRAGMA synchronous = OFF");
  set_circumstances(database_.getHandle(), circumstances, random_numbers_);
} catch (const SQLite::Exception& exception) {
  throw own_database_failure(exception);
}

void SqliteReplayDatabase::execute(const std::string& sql) {
  if (sqlite3_exec(database_.getHandle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw sqlite::last_error(database_.getHandle(), sqlite::During::changing);
}

void SqliteReplayDatabase::run(const Chain& chain, const Plan& plan, bool foreign_keys,
                               const std::atomic<bool>* stop) {
  execute(foreign_keys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
  const ProcessCircumstances process(circumstances_);
  Options options;
  options.stop = stop;
  apply(connection_, chain, plan, options);
}

void SqliteReplayDatabase::load(const std::vector<std::string>& statements) {
  execute("BEGIN");
  for (const std::string& statement : statements) execute(statement);
  execute("COMMIT");
}

std::vector<ContentStatement> SqliteReplayDatabase::content(const std::vector<std::string>& own_tables,
                                                            std::size_t most_bytes) {
  execute("PRAGMA reverse_unordered_selects = OFF");
  return read_content(database_.getHandle(), own_tables, most_bytes);
}

}  // namespace migrate::migc
