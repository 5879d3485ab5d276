#pragma once

// What a release asks its database: queries/*.sql of a migrations folder, and for each released head, the
// copies that `migc lock` made of them: queries/HEAD/*.sql.

#include <optional>
#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migrate/dialect.h"

namespace migrate::migc {

struct QueryFile {
  SourceFile source;      // named "queries/runs.sql", "queries/cb3cf47d9259/runs.sqlite.sql"
  std::string head = {};  // the released one; empty: this release
  std::optional<Dialect> dialect = std::nullopt;  // nothing: each dialect of the chain
};

// Sorted by the bytes of their names. Reports what cannot be read; without the folder there are none.
[[nodiscard]] std::vector<QueryFile> read_queries(const std::string& dir, Diagnostics& diagnostics);

}  // namespace migrate::migc
