#include "postgres/interruption.h"

#include <chrono>
#include <utility>

namespace migrate::postgres {

namespace {

constexpr std::chrono::milliseconds look_every{20};

}  // namespace

Interruption::Interruption(const std::atomic<bool>* stop, std::function<void()> cancel)
    : stop_(stop), cancel_(std::move(cancel)) {
  if (stop_ != nullptr) thread_ = std::thread([this] { keep_watch(); });
}

Interruption::~Interruption() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Interruption::set_watching(bool watching) {
  if (stop_ == nullptr) return;
  {
    const std::lock_guard lock(mutex_);
    watching_ = watching;
  }
  changed_.notify_one();
}

void Interruption::keep_watch() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return watching_ || ended_; });
    if (ended_) return;
    if (stop_->load()) cancel_();
    changed_.wait_for(lock, look_every, [this] { return !watching_ || ended_; });
  }
}

}  // namespace migrate::postgres
