#pragma once

// The program that migrate_add_test() makes of a chain's C++ steps, so that migc can prove the revisions that
// call them (docs/proof.md). Its main() is generated; nothing else needs this header.

#include <memory>
#include <string>

#include "migrate/chain.h"
#include "migrate/connection.h"
#include "migrate/dialect.h"
#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// A scratch database of migc's.
struct ProofDatabase {
  Dialect dialect;
  std::string address;  // SQLite: the file; PostgreSQL: the URL
  bool foreign_keys;    // SQLite: whether they are on
};

// Runs the move that the command line names, and writes an error of it to the file that it names. Returns
// main()'s exit code: 0, or that of the error.
MIGRATE_API int run_for_proof(int argument_count, const char* const* arguments, const Chain& chain,
                              std::unique_ptr<Connection> (*connect)(const ProofDatabase&));

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
