#pragma once

// The ready observer: one line a step, in the words that Alembic uses, and one line at the end.
//
//     migrate::LineLog log(stderr);
//     migrate::upgrade(connection, inventory::revisions(), {.observer = &log});
//
//     Running upgrade 67371aeb5ae0 -> abc123, add error_count
//     Done; the database is at abc123

#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

#include "migrate/observer.h"

namespace migrate {

[[nodiscard]] std::string describe(const StepEvent& event);

class LineLog : public Observer {
 public:
  // The line comes without its end.
  using Sink = std::function<void(std::string_view line)>;

  // The stream must outlive the log.
  explicit LineLog(std::FILE* stream);
  explicit LineLog(Sink sink) : sink_(std::move(sink)) {}

  void progress(const StepEvent& event) override;
  void waiting(std::string_view message) override { sink_(message); }
  void after_run(const Report& report) override;
  void nothing_to_do(const Report& report) override;

 private:
  Sink sink_;
};

}  // namespace migrate
