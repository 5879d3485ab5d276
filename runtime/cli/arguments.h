#pragma once

// What a person typed, after parsing: one plain value that all commands read.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "migrate/table.h"

namespace migrate::cli {

enum class Format : bool { text, json };
enum class ColorMode : std::uint8_t { automatic, always, never };

struct Arguments {
  Format format = Format::text;
  ColorMode color = ColorMode::automatic;
  bool quiet = false;
  bool verbose = false;
  bool purge = false;
  bool trust_history = false;
  bool resolve_dependencies = false;
  bool indicate_current = false;
  bool check_heads = false;
  bool applied = false;
  std::string action;                 // plan: upgrade, downgrade, stamp or rollback
  std::string range;                  // a:b
  std::optional<std::string> target;  // of a command that takes one, as typed
  std::vector<std::string> targets;   // of one that takes several
  std::string accepted;               // stamp: the revision whose edit is deliberate
  std::string url;                    // of the database
  std::string schema;                 // in it; empty: the chain's
  std::string role;                   // PostgreSQL: run as this one
  std::optional<std::string> rows;    // of a version table, with commas between them; nothing: not given
  std::optional<std::chrono::milliseconds> lock_timeout;
  std::optional<TransactionMode> transaction;
  std::optional<std::string> sql;  // the range after --sql, which may be empty
  std::size_t first_item = 1;      // of a script
  std::optional<Dialect> dialect;
};

}  // namespace migrate::cli
