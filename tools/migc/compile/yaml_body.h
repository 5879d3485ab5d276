#pragma once

// The body of a YAML revision as it is written. docs/operations.md is the account of the format.

#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/operations/operation.h"
#include "migc/operations/yaml_value.h"

namespace migrate::migc {

// What the file says, before anything is known of the chain.
struct YamlBody {
  enum class DowngradeKind : unsigned char { written, derived, none };

  YamlValue root = {};
  std::vector<PlacedOperation> upgrade = {};
  std::vector<PlacedOperation> downgrade = {};
  DowngradeKind downgrade_kind = DowngradeKind::derived;

  // As it was written; nullptr where that could not be read.
  [[nodiscard]] const YamlValue* upgrade_tree() const noexcept { return find_entry(root, "upgrade"); }
};

// Reports every mistake of form; then what is returned is only good for finding more of them.
[[nodiscard]] YamlBody read_yaml_body(const RevisionFile& file, Diagnostics& diagnostics);

}  // namespace migrate::migc
