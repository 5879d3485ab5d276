#pragma once

// The manifest is what CMake saw when it checked the folder: each file with the SHA-256 of its bytes.
//
//     migrate-manifest 1
//     9f86d081...0f00a08 migrate.yaml
//     2c26b46b...fae8e7c versions/cb3cf47d9259_add_error_count.sql
//
// A build whose files are not those that were checked stops, instead of compiling a chain that was not
// checked.

#include <string>
#include <string_view>
#include <vector>

#include "migc/folder/diagnostics.h"

namespace migrate::migc {

struct ManifestEntry {
  std::string digest;
  std::string name;  // relative to the migrations folder
  bool operator==(const ManifestEntry&) const = default;
};

// SHA-256, in hexadecimal digits.
[[nodiscard]] std::string digest_of_bytes(std::string_view bytes);

[[nodiscard]] ManifestEntry manifest_entry(std::string name, std::string_view bytes);

// Reports each file of `found` (sorted by name) that the manifest's text does not list, or lists otherwise,
// and each that is listed but was not found.
void check_manifest(const std::string& path, std::string_view manifest,
                    const std::vector<ManifestEntry>& found, Diagnostics& diagnostics);

}  // namespace migrate::migc
