#pragma once

// A script of SQLite for people: a rebuild of a table is shown as the lines in which it differs from a
// rebuild of that table that changes nothing. What every rebuild does is tested in
// tests/migc/engine/sqlite/rebuild_test.cpp, and is whole in the cases of tests/golden/operations/sqlite.
//
//     -- rebuild of runs:
//     -   state TEXT,
//     +   state TEXT NOT NULL,

#include <string>

#include "migc/engine/sqlite/schema.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Runs the statements on the schema. Calls of C++ steps are comments.
[[nodiscard]] std::string short_script(SqliteSchema& schema, const Script& script);

}  // namespace migrate::migc
