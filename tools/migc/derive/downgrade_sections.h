#pragma once

// The downgrade sections that a SQL revision lacks, and the file with them written in.
//
// A section that is empty although the upgrade is not counts as missing: `migc revision` leaves such a one to
// be filled in. Everything else in the file keeps its bytes.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "migc/folder/folder.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// By dialect, the line of the empty section; 0: there is none.
using MissingSections = std::map<Dialect, std::size_t>;

// Of an SQL revision whose body has no mistakes.
[[nodiscard]] MissingSections missing_sections(const RevisionFile& file, const FolderSettings& settings);

// By dialect, in the order in which they run.
using DowngradeStatements = std::map<Dialect, std::vector<std::string>>;

struct FileWithSections {
  SourceFile source;
  std::string sections;  // what is new, with LF
};

// REQUIRES: `statements` has what `missing` names.
[[nodiscard]] FileWithSections with_sections(const RevisionFile& file, const MissingSections& missing,
                                             const DowngradeStatements& statements,
                                             const FolderSettings& settings);

}  // namespace migrate::migc
