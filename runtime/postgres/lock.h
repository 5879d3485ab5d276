#pragma once

// The lock that serialises all runs on one version table: an advisory lock, which the server frees when its
// holder ends, however it ends.
//
// It is only ever tried for, never waited for: a session that waits inside the server holds a snapshot, for
// which CREATE INDEX CONCURRENTLY in the session that holds the lock would wait in turn.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "migrate/adapter.h"
#include "postgres/server.h"

namespace migrate::postgres {

// Waits between tries, longer each time and never equally long in two processes.
class Patience {
 public:
  Patience(std::chrono::milliseconds limit, const std::atomic<bool>* stop);

  // False when the limit has passed, or the run is told to stop.
  bool pause();

 private:
  std::chrono::steady_clock::time_point end_;
  const std::atomic<bool>* stop_;
  std::chrono::milliseconds next_{20};
};

// Who has the lock, to be read after "the lock is held by"; asks the server outside a transaction.
[[nodiscard]] std::string describe_holder(Server& server, std::int64_t key);

// Calls `try_lock` until it answers yes. Throws migrate::Error (`busy`) that names the holder. The first
// failed try is reported, and then whenever there is another holder.
void wait_for_lock(Server& server, const adapter::RunSettings& settings, std::int64_t key,
                   const std::function<bool()>& try_lock);

}  // namespace migrate::postgres
