#pragma once

// --backup

#include <string>

#include "cli/option_set.h"

namespace migrate::cli {

struct BackupOption {
  std::string path;  // empty: none

  Option& declare(OptionSet& options) {
    return options
        .value("--backup", path, "FILE", "SQLite: copy the database to this file before the first write")
        .checked_by([](const std::string& typed) -> std::string {
          return typed.empty() ? "the backup needs the name of a file" : "";
        });
  }
};

}  // namespace migrate::cli
