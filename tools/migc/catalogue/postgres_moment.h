#pragma once

// The server counts the rows that are written to each table, its own catalogues too, so what has not been
// written since need not be read.

#include <string_view>
#include <vector>

#include "migc/catalogue/postgres_known.h"
#include "migc/catalogue/postgres_questions.h"

namespace migrate::migc {

// A session tells the server late what it has written: once a second at most, and when it ends. This one does
// so now. REQUIRES: no transaction is open.
void tell_counts(postgres::Server& server);

// REQUIRES: tell_counts() before the transaction that is open.
[[nodiscard]] PostgresMoment moment_of(PostgresQuestions& questions,
                                       const std::vector<std::string_view>& catalogues);

}  // namespace migrate::migc
