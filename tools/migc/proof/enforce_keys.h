#pragma once

// SQLite enforces foreign keys where a program asks for it. A revision that fails only because of them is run
// without.

#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

// REQUIRES: a database of SQLite, and no open transaction.
inline void enforce_keys(ScratchDatabase& database, bool on) {
  database.execute(on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

}  // namespace migrate::migc
