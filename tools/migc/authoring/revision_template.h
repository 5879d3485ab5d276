#pragma once

// migrations/revision.sql.in: what follows the header in a new SQL revision, where a team wants more there
// than two sections. The header is always written by migc.
//
//     -- Reviewed by:
//     -- Rollout of @MESSAGE@:
//
//     @SECTIONS@

#include <optional>
#include <string>
#include <string_view>

#include "migc/authoring/new_revision.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"

namespace migrate::migc {

inline constexpr std::string_view revision_template_name = "revision.sql.in";

// Nothing where there is none, or where it cannot be read, which is reported.
[[nodiscard]] std::optional<SourceFile> read_revision_template(const std::string& dir,
                                                               Diagnostics& diagnostics);

// The body of the file. `sections`: what stands for @SECTIONS@. An unknown name between two @ is reported.
[[nodiscard]] std::string fill_revision_template(const SourceFile& file, const NewRevision& revision,
                                                 std::string_view sections, Diagnostics& diagnostics);

}  // namespace migrate::migc
