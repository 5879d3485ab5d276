#include "core/run/progress_report.h"

#include <algorithm>

namespace migrate::core {

void ProgressReport::begin() {
  steps_.clear();
  told_ = 0;
}

void ProgressReport::enter(const StepEvent& event, const Ends& ends) {
  advance();
  const adapter::Session::Sent sent = session_.sent();
  if (sent.given == sent.run)
    observer_.progress(event);
  else
    steps_.push_back({event, ends, sent.given});
}

void ProgressReport::advance() {
  while (told_ < steps_.size() && steps_[told_].before <= session_.sent().run) tell_next();
}

void ProgressReport::finish() {
  while (told_ < steps_.size()) tell_next();
}

void ProgressReport::fail(std::string_view revision) noexcept {
  const auto is_named = [&](const Step& step) { return step.event.revision == revision; };
  const auto named =
      std::find_if(steps_.begin() + static_cast<std::ptrdiff_t>(told_), steps_.end(), is_named);
  if (revision.empty() || named == steps_.end()) return;
  const auto last = static_cast<std::size_t>(named - steps_.begin());
  try {
    while (told_ <= last) tell_next();
  } catch (...) {
    // The failure of the group is what counts.
  }
}

void ProgressReport::tell_next() {
  const Step& step = steps_[told_++];
  StepEvent event = step.event;
  event.from = step.ends.from;
  event.to = step.ends.to;
  observer_.progress(event);
}

}  // namespace migrate::core
