#pragma once

// Says on a stream which revision a proof is at: nothing during the first seconds, then a line now and then,
// also while one revision runs.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "migrate/chain.h"

namespace migrate::migc {

class ProofProgress {
 public:
  using Print = std::function<void(const std::string& line)>;

  // `print` is called in a thread of its own.
  explicit ProofProgress(Print print, std::chrono::milliseconds first = std::chrono::seconds(5),
                         std::chrono::milliseconds next = std::chrono::seconds(30));
  ProofProgress(const ProofProgress&) = delete;
  ProofProgress& operator=(const ProofProgress&) = delete;
  ~ProofProgress();

  void begin(const Chain& chain, Dialect dialect, RevisionIndex revision);

 private:
  void watch(std::chrono::milliseconds first, std::chrono::milliseconds next);

  Print print_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::string line_;  // empty: nothing runs yet
  bool is_over_ = false;
  std::thread watcher_;
};

}  // namespace migrate::migc
