#include "migc/drift/applied_database.h"

#include <fmt/format.h>

#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::migc {

std::unique_ptr<ScratchDatabase> make_applied_database(ScratchEngine& engine, const Chain& chain,
                                                       const std::vector<std::string>& rows) try {
  std::unique_ptr<ScratchDatabase> database = engine.make_database();
  for (const std::string& row : rows) (void)upgrade(database->connection(), chain, row);
  database->end_session();
  return database;
} catch (const Error& error) {
  if (error.kind() != ErrorKind::usage || error.context().revision.empty()) throw;
  throw Error(ErrorKind::usage, fmt::format("revision {} calls a C++ step, which migc does not have",
                                            error.context().revision));
}

}  // namespace migrate::migc
