#pragma once

// What a person sees while a run is under way: a line a step, or on a terminal, for a long run, a bar that is
// gone when the run has ended.
//
//     [#########...........] 450/1000 cb3cf47d9259

#include <chrono>
#include <functional>
#include <iosfwd>
#include <string>

#include "migrate/line_log.h"

namespace migrate::cli {

enum class ProgressStyle : bool { lines, bar };

// Runs of fewer steps are shown as lines on a terminal, too: they are worth reading.
inline constexpr std::size_t long_run = 25;

class Progress final : public Observer {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // `bar`: where there is a terminal of that width, and then only for a long run. The stream must outlive
  // this.
  Progress(std::ostream& err, ProgressStyle style, Clock clock = std::chrono::steady_clock::now,
           std::size_t width = 80);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() override { clear(); }

  void progress(const StepEvent& event) override;
  void waiting(std::string_view message) override;
  void after_run(const Report& report) override;
  bool wants_steps() const override { return false; }

 private:
  void draw(const StepEvent& event);
  void clear();

  std::ostream& err_;
  ProgressStyle style_;
  Clock clock_;
  std::size_t width_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point drawn_at_{};
};

}  // namespace migrate::cli
