#pragma once

// The text of a revision file that is still to be filled in.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migc/folder/header.h"
#include "migrate/dialect.h"

namespace migrate::migc {

struct NewRevision {
  std::string id;
  std::vector<std::string> parents = {};       // none: a base
  std::vector<std::string> dependencies = {};  // ids and labels
  std::vector<std::string> labels = {};
  std::string message = {};
  std::string create_date = {};
  bool outside_transactions = false;  // transaction: none
  std::string irreversible = {};      // why; empty: it is not
  std::string lossy = {};
};

// What stands in the downgrade section of a new SQL revision; lines of comment.
inline constexpr std::string_view downgrade_hint =
    "-- Write here what undoes the upgrade, or let migc do it where it can: migc derive\n"
    "-- Where nothing has to be undone, write the line\n"
    "--   -- nothing to undo\n"
    "-- and where nothing can be undone, write in the header, after create_date:\n"
    "--   -- irreversible: WHY\n";

// The value of `down_revision`: "none", or the ids.
[[nodiscard]] std::string to_down_revision(std::span<const std::string> parents);

// With the blank line that ends it. What it says is not judged here.
[[nodiscard]] std::string header_text(const NewRevision& revision, FileKind kind);

// A section or list to fill in for each direction.
[[nodiscard]] std::string body_to_fill_in(const NewRevision& revision, FileKind kind,
                                          std::span<const Dialect> dialects);

}  // namespace migrate::migc
