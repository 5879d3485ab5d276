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

#include "migrate/export.h"
#include "migrate/observer.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

[[nodiscard]] MIGRATE_API std::string describe(const StepEvent& event);

class MIGRATE_API LineLog : public Observer {
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
  // A class that derives from it and acts on steps says yes.
  bool wants_steps() const override { return false; }

 private:
  Sink sink_;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
