#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "cli/print.h"
#include "core/text/untrusted_text.h"

namespace migrate::cli {

namespace {

constexpr std::chrono::milliseconds redraw_interval{100};
constexpr std::size_t widest_bar = 20;
constexpr std::string_view clear_line = "\r\x1b[K";

// One column stays free: a line that wraps cannot be cleared.
std::string bar_line(const StepEvent& event, std::size_t width) {
  const std::size_t bar_width = std::min(widest_bar, width / 4);
  const std::size_t done = (event.number - 1) * bar_width / event.total;
  std::string line = fmt::format("[{:#<{}}{:.<{}}] {}/{} {}", "", done, "", bar_width - done, event.number,
                                 event.total, event.revision);
  line.resize(std::min(line.size(), width > 0 ? width - 1 : 0));
  return line;
}

}  // namespace

Progress::Progress(std::ostream& err, ProgressStyle style, Clock clock, std::size_t width)
    : err_(err), style_(style), clock_(std::move(clock)), width_(width) {}

void Progress::progress(const StepEvent& event) {
  if (style_ == ProgressStyle::bar && event.total >= long_run)
    draw(event);
  else
    print(err_, "{}\n", describe(event));
}

void Progress::waiting(std::string_view message) {
  clear();
  print(err_, "{}\n", core::shown_lines(message));
}

void Progress::after_run(const Report&) {
  clear();
}

void Progress::draw(const StepEvent& event) {
  const auto now = clock_();
  if (drawn_ && now - drawn_at_ < redraw_interval) return;
  err_ << clear_line << bar_line(event, width_) << std::flush;
  drawn_ = true;
  drawn_at_ = now;
}

void Progress::clear() {
  if (drawn_) err_ << clear_line << std::flush;
  drawn_ = false;
}

}  // namespace migrate::cli
