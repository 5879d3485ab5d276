#pragma once

// CREATE INDEX CONCURRENTLY that was interrupted: it leaves an invalid index, or, when only the client died,
// a finished one that has no record. The index is found by its definition, as the server itself writes
// it down for an empty table with the same columns.

#include "postgres/server.h"
#include "postgres/statement_text.h"

namespace migrate::postgres {

// Whether the index already exists. An invalid one is dropped, so that the statement can run again. Throws
// migrate::Error (`failed`) when the name is taken by an index with another definition.
[[nodiscard]] bool is_built(Server& server, const ConcurrentIndex& index);

}  // namespace migrate::postgres
