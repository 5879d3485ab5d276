#pragma once

// A connection that breaks during COMMIT leaves open whether it took place. The server can be asked by the
// number of the transaction, and answers for good as soon as the transaction has ended.

#include <cstdint>

#include "postgres/server.h"
#include "postgres/transaction_marks.h"

namespace migrate::postgres {

enum class Outcome : std::uint8_t { committed, rolled_back, unknown };

struct LostCommit {
  TransactionMarks marks;
  Value process;  // of the server, which ran the transaction
  bool had_session_lock;
};

// Of a transaction that has ended in this session. REQUIRES: it has a number.
[[nodiscard]] Outcome ask_status(Server& server, const TransactionMarks& marks);

// Through another connection. The server may learn only after minutes that there is no client at the other
// end of the lost one, and until then the transaction stays open with all its locks. So its process is told
// to end: `unknown` means that this is still under way.
[[nodiscard]] Outcome ask_outcome(Server& server, const LostCommit& lost);

}  // namespace migrate::postgres
