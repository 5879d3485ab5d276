#pragma once

// Tells the observer which step is under way.
//
// A session may keep statements back to send many at once. A step is under way when all before it has run,
// not when its turn to be handed over has come.

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/run/step_event.h"
#include "migrate/adapter.h"

namespace migrate::core {

class ProgressReport {
 public:
  // Both must outlive it.
  ProgressReport(const adapter::Session& session, Observer& observer)
      : session_(session), observer_(observer) {}

  // A group begins, perhaps not for the first time.
  void begin();
  // The step's statements come next.
  void enter(const StepEvent& event, const Ends& ends);
  // Some statements may have run.
  void advance();
  // All statements have run.
  void finish();
  // The group failed in this revision, so that all steps up to it were under way. Empty: in none of them.
  void fail(std::string_view revision) noexcept;

 private:
  struct Step {
    StepEvent event;
    Ends ends;
    std::size_t before;  // how many statements are before it
  };

  void tell_next();

  const adapter::Session& session_;
  Observer& observer_;
  std::vector<Step> steps_;  // that were not under way when their turn came
  std::size_t told_ = 0;     // of those
};

}  // namespace migrate::core
