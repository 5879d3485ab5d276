#pragma once

// Finds and reads the revision files of one folder, by the rules of docs/chain-check.md ("File names").

#include <optional>
#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"

namespace migrate::migc {

// A folder that has no revision files yet, or does not even exist: version control does not keep empty ones.
enum class NoRevisions : bool { refused, allowed };

// The files that could be read, sorted by the bytes of their names. `name` is the folder's own, relative to
// the migrations folder `dir`.
[[nodiscard]] std::vector<SourceFile> read_versions_folder(const std::string& dir, const std::string& name,
                                                           Diagnostics& diagnostics,
                                                           NoRevisions none = NoRevisions::refused);

// The names in one folder that count as revisions, sorted; nothing when it cannot be read.
[[nodiscard]] std::optional<std::vector<std::string>> list_revisions(const std::string& path);

}  // namespace migrate::migc
