#pragma once

// A SQLite database in which a chain is replayed, as a program runs it on a new file, without any rows but
// the chain's own.

#include <SQLiteCpp/Database.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

#include "migc/snapshot/replay_circumstances.h"
#include "migc/snapshot/sqlite_content.h"
#include "migrate/chain.h"
#include "migrate/plan.h"
#include "migrate/sqlite.h"

namespace migrate::migc {

class SqliteReplayDatabase {
 public:
  explicit SqliteReplayDatabase(Circumstances circumstances);
  SqliteReplayDatabase(const SqliteReplayDatabase&) = delete;
  SqliteReplayDatabase& operator=(const SqliteReplayDatabase&) = delete;

  // Throws migrate::Error as apply() does. `stop`: as Options::stop.
  void run(const Chain& chain, const Plan& plan, bool foreign_keys, const std::atomic<bool>* stop);
  // In one transaction. Throws migrate::Error.
  void load(const std::vector<std::string>& statements);
  [[nodiscard]] std::vector<ContentStatement> content(const std::vector<std::string>& own_tables,
                                                      std::size_t most_bytes);

  [[nodiscard]] RandomNumbers& random_numbers() noexcept { return random_numbers_; }
  // To be copied, or to be replaced by a copy of another one.
  [[nodiscard]] SQLite::Database& handle() noexcept { return database_; }

 private:
  void execute(const std::string& sql);

  Circumstances circumstances_;
  RandomNumbers random_numbers_;
  SQLite::Database database_;
  SqliteConnection connection_{database_, {.allow_unsafe_durability = true}};
};

}  // namespace migrate::migc
