#pragma once

// Stops what runs for too long: a proof must end, whatever a revision waits for.
//
//     TimeLimit limit(std::chrono::minutes(5));
//     apply(connection, chain, plan, {.stop = limit.begin()});
//     limit.end();

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace migrate::migc {

class TimeLimit {
 public:
  explicit TimeLimit(std::chrono::milliseconds limit) : limit_(limit) {}
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit();

  // What becomes true when the limit has passed. Valid as long as this object.
  [[nodiscard]] const std::atomic<bool>* begin();
  void end();

  [[nodiscard]] bool has_passed() const noexcept { return passed_; }
  [[nodiscard]] std::chrono::milliseconds limit() const noexcept { return limit_; }

 private:
  using Time = std::chrono::steady_clock::time_point;

  void watch();

  const std::chrono::milliseconds limit_;
  std::atomic<bool> passed_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Time> deadline_;  // while something runs
  bool is_over_ = false;
  std::thread watcher_;  // started with the first run
};

}  // namespace migrate::migc
