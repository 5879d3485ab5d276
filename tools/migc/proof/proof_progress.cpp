#include "migc/proof/proof_progress.h"

#include <fmt/format.h>

#include <utility>

namespace migrate::migc {

ProofProgress::ProofProgress(Print print, std::chrono::milliseconds first, std::chrono::milliseconds next)
    : print_(std::move(print)), watcher_([this, first, next] { watch(first, next); }) {}

ProofProgress::~ProofProgress() {
  {
    const std::lock_guard guard(mutex_);
    is_over_ = true;
  }
  ended_.notify_one();
  watcher_.join();
}

void ProofProgress::begin(const Chain& chain, Dialect dialect, RevisionIndex revision) {
  std::string line = fmt::format("{}: proving revision {} ({} of {})", to_string(dialect),
                                 chain[revision].id(), revision + 1, chain.size());
  const std::lock_guard guard(mutex_);
  line_ = std::move(line);
}

void ProofProgress::watch(std::chrono::milliseconds first, std::chrono::milliseconds next) {
  std::unique_lock lock(mutex_);
  for (auto pause = first; !ended_.wait_for(lock, pause, [this] { return is_over_; }); pause = next)
    if (!line_.empty()) print_(line_);
}

}  // namespace migrate::migc
