#pragma once

// What can be said against an operation before it runs: names that are not there at its point of the chain,
// types that the dialect lacks, values that do not fit their type.

#include "migc/operations/catalogue.h"
#include "migc/operations/mistakes.h"
#include "migc/operations/operation.h"
#include "migc/operations/render_sqlite.h"

namespace migrate::migc {

// `sqlite`: the writer of the script so far, for that dialect; otherwise nullptr, and the catalogue is all
// that is known. True where there is nothing to say.
[[nodiscard]] bool check_operation(const Operation& operation, std::size_t at, const Catalogue& catalogue,
                                   const SqliteWriter* sqlite, Mistakes& mistakes);

}  // namespace migrate::migc
