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

namespace migrate::core {
class Run;
}

namespace migrate {
inline namespace MIGRATE_FORMAT {

class Observer;
struct Report;

// What an upgrade does when it finds applied revisions that the chain does not have: a newer program was
// here. Where the newer program marked them all as compatible and all heads of the chain are applied, an
// upgrade in any case leaves them, runs nothing and succeeds.
enum class OnNewer : std::uint8_t {
  // Throws (`newer_database`) and changes nothing.
  refuse,
  // Reverts them by the scripts that the newer program stored, all in one transaction, and goes on. Rows that
  // the newer program added may be lost, as in any downgrade. Throws and changes nothing where that cannot be
  // done, as rollback() does (migrate/migrator.h).
  roll_back,
};

// An OnNewer that brings the code for it along. To roll back takes 40 kB, so the library itself does not
// refer to that code: only the conversion does, in a program that names OnNewer::roll_back.
class MIGRATE_API NewerPolicy {
 public:
  constexpr NewerPolicy() noexcept = default;
  constexpr NewerPolicy(OnNewer value) noexcept
      : roll_back_(value == OnNewer::roll_back ? &roll_back : nullptr) {}
  constexpr operator OnNewer() const noexcept {
    return roll_back_ == nullptr ? OnNewer::refuse : OnNewer::roll_back;
  }

 private:
  friend class core::Run;
  static void roll_back(core::Run& run, Report& report);

  void (*roll_back_)(core::Run&, Report&) = nullptr;
};

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
  NewerPolicy on_newer = {};  // OnNewer::refuse
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
