#include "migc/proof/time_limit.h"

namespace migrate::migc {

TimeLimit::~TimeLimit() {
  {
    const std::lock_guard guard(mutex_);
    is_over_ = true;
  }
  changed_.notify_one();
  if (watcher_.joinable()) watcher_.join();
}

// The watcher is not woken for each run: it looks for a new deadline now and then.
const std::atomic<bool>* TimeLimit::begin() {
  passed_ = false;
  const std::lock_guard guard(mutex_);
  deadline_ = std::chrono::steady_clock::now() + limit_;
  if (!watcher_.joinable()) watcher_ = std::thread([this] { watch(); });
  return &passed_;
}

void TimeLimit::end() {
  const std::lock_guard guard(mutex_);
  deadline_.reset();
}

void TimeLimit::watch() {
  std::unique_lock lock(mutex_);
  while (!is_over_) {
    const Time now = std::chrono::steady_clock::now();
    if (deadline_ && *deadline_ <= now) {
      passed_ = true;
      deadline_.reset();
    }
    changed_.wait_until(lock, deadline_.value_or(now + limit_ / 8));
  }
}

}  // namespace migrate::migc
