#pragma once

// The wanted schema: migrations/schema.sql, or schema.sqlite.sql and schema.postgres.sql, which win over it
// on their engine. It is any SQL that makes the schema, in any order: what needs something that a later
// statement creates is run after it.

#include <optional>
#include <string>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// Nothing where there is none, or where it cannot be read, which is reported.
[[nodiscard]] std::optional<SourceFile> read_schema_file(const std::string& dir, Dialect dialect,
                                                         Diagnostics& diagnostics);

// One at any place. Reports that it does not exist, too.
[[nodiscard]] std::optional<SourceFile> read_schema_file(const std::string& path, Diagnostics& diagnostics);

// Reports each statement that cannot be run. REQUIRES: the database is empty, and of that dialect.
void load_schema(const SourceFile& file, Dialect dialect, const Settings& settings, ScratchDatabase& database,
                 Diagnostics& diagnostics);

}  // namespace migrate::migc
