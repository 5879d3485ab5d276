#pragma once

// Cuts a section of a revision file into what the runtime executes one by one, exactly where the engine's own
// shell would: psql for PostgreSQL; SQLite's parser, which the sqlite3 shell asks, for SQLite.
//
// A statement reaches from its first to its last token: comments and blanks around it and the closing `;` are
// not part of it, comments within are. Nothing is left of a statement that is empty. docs/sql-splitting.md is
// the full account.

#include <cstddef>
#include <vector>

#include "migc/engine/sql_problem.h"
#include "migc/folder/source_file.h"
#include "migc/sql/sql_marker.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// Bytes [begin, end) of the file: a statement, or the name of a C++ step to call.
struct SqlItem {
  bool is_call;
  std::size_t begin;
  std::size_t end;

  bool operator==(const SqlItem&) const = default;
};

struct SectionSplit {
  std::vector<SqlItem> items;
  std::vector<SqlProblem> problems;
  std::size_t end = 0;               // where the next section's marker begins, or the end of the file
  bool has_nothing_to_undo = false;  // the comment that says so
  bool has_unknown_marker = false;   // it may have been meant to begin a section
};

// REQUIRES: begin <= file.bytes().size(), and no string or comment is open there.
[[nodiscard]] SectionSplit split_section(const SourceFile& file, std::size_t begin, Dialect dialect);

}  // namespace migrate::migc
