#pragma once

// The text of a revision file that is still to be filled in.

#include <span>
#include <string>
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
};

// The value of `down_revision`: "none", or the ids.
[[nodiscard]] std::string to_down_revision(std::span<const std::string> parents);

// The header, and a section or list to fill in for each direction. What the header says is not judged here.
[[nodiscard]] std::string to_text(const NewRevision& revision, FileKind kind,
                                  std::span<const Dialect> dialects);

}  // namespace migrate::migc
