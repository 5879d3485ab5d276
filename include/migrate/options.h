#pragma once

// How a run is done. Every field has a default that suits a program which migrates its database at start.
//
//     migrate::Options options;
//     options.lock_timeout = std::chrono::seconds(10);
//     options.program = "inventory 2.4";
//     migrate::upgrade(connection, inventory::revisions(), options);

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "migrate/export.h"
#include "migrate/table.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {
struct Report;
}  // namespace MIGRATE_FORMAT
}  // namespace migrate

namespace migrate::core {
class Run;
void roll_back(Run& run, Report& report);
}  // namespace migrate::core

namespace migrate {
inline namespace MIGRATE_FORMAT {

class Observer;

// What an upgrade does when it finds applied revisions that the chain does not have: a newer program was
// here. Where the newer program marked them all as compatible and all heads of the chain are applied, an
// upgrade in any case leaves them, runs nothing and succeeds.
struct OnNewer {
  // Throws (`newer_database`) and changes nothing.
  static const OnNewer refuse;
  // Reverts them by the scripts that the newer program stored, all in one transaction, and goes on. Rows that
  // the newer program added may be lost, as in any downgrade. Throws and changes nothing where that cannot be
  // done, as rollback() does (migrate/migrator.h). Only a program that names it carries the code for it.
  static const OnNewer roll_back;

  void (*act)(core::Run&, Report&);  // the library's own; nothing: refuses
};

inline constexpr OnNewer OnNewer::refuse{nullptr};
inline constexpr OnNewer OnNewer::roll_back{core::roll_back};

struct Options {
  // How long to wait for another process that migrates the same database.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(60);
  // Instead of the chain's own setting.
  std::optional<TransactionMode> transaction = {};
  // PostgreSQL: the schema to work in instead of the chain's own; so each tenant can have one.
  std::string schema = {};
  // PostgreSQL: the role that everything runs as (SET ROLE) instead of PostgresOptions::role.
  std::string role = {};
  // Written to the history with each step: name and version of the program that ran it.
  std::string program = {};
  // SQLite: the file that the database is copied to before the first write of the run, such as
  // "inventory.db.bak"; empty: no copy. The run holds its lock while it copies. A file of that name is
  // replaced by a complete copy or not at all. Nothing is copied when there is nothing to do, or when the
  // database is empty. When the run fails, the error says how to restore the copy.
  std::string backup = {};
  OnNewer on_newer = OnNewer::refuse;
  // Rolls back also where other roles may change the history, and so the stored downgrades that would run.
  bool trust_history = false;
  // Must outlive the run.
  Observer* observer = nullptr;
  // When it becomes true, the run stops at the next statement or inside the present one, rolls the open
  // transaction back and throws (`failed`). A signal handler may set it. Must outlive the run.
  const std::atomic<bool>* stop = nullptr;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
