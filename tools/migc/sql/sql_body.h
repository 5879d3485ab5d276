#pragma once

// The body of an SQL revision: its sections, and which of them each dialect runs. The format is in
// docs/sql-splitting.md.

#include <cstddef>
#include <span>

#include "migc/chain/body.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migrate/dialect.h"
#include "migrate/table.h"

namespace migrate::migc {

// Reports every mistake; then what is returned is only good for finding more of them. Whether a revision
// needs a downgrade section is not judged here. REQUIRES: dialects is not empty, body_offset begins a line,
// and the file is UTF-8 without NUL and without a carriage return outside of CRLF.
[[nodiscard]] Body parse_sql_body(const SourceFile& file, std::size_t body_offset,
                                  std::span<const Dialect> dialects, Transaction transaction,
                                  Diagnostics& diagnostics);

}  // namespace migrate::migc
