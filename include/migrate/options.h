#pragma once

// How a run is done. Every field has a default that suits a program which migrates its database at start.
//
//     migrate::Options options;
//     options.lock_timeout = std::chrono::seconds(10);
//     options.program = "inventory 2.4";
//     migrate::upgrade(connection, inventory::revisions(), options);

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "migrate/table.h"

namespace migrate {

class Observer;

struct Options {
  // How long to wait for another process that migrates the same database.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(60);
  // Instead of the chain's own setting.
  std::optional<TransactionMode> transaction = {};
  // Written to the history with each step: name and version of the program that ran it.
  std::string program = {};
  // Must outlive the run.
  Observer* observer = nullptr;
  // When it becomes true, the run stops at the next statement or inside the present one, rolls the open
  // transaction back and throws (`failed`). A signal handler may set it. Must outlive the run.
  const std::atomic<bool>* stop = nullptr;
};

}  // namespace migrate
