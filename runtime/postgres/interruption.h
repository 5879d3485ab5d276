#pragma once

// Cancels the statement under way when the run is told to stop. A signal handler can set a flag and wake
// no thread, so a thread checks the flag; it exists only for runs that have one.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace migrate::postgres {

class Interruption {
 public:
  // `cancel` is called from another thread, again and again until the work ends, because a cancellation
  // that arrives between two statements is lost. Without a flag nothing is ever cancelled.
  Interruption(const std::atomic<bool>* stop, std::function<void()> cancel);
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  // While one exists, the flag is checked.
  class Watch {
   public:
    explicit Watch(Interruption& interruption) : interruption_(interruption) {
      interruption_.set_watching(true);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() { interruption_.set_watching(false); }

   private:
    Interruption& interruption_;
  };

  bool is_requested() const { return stop_ != nullptr && stop_->load(); }

 private:
  void set_watching(bool watching);
  void keep_watch();

  const std::atomic<bool>* stop_;
  std::function<void()> cancel_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool watching_ = false;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace migrate::postgres
