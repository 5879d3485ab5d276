#pragma once

// What a run did.
//
//     migrate::Report report = migrate::upgrade(connection, inventory::revisions());
//     if (report.changed()) std::printf("%zu revisions applied\n", report.steps.size());

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "migrate/export.h"
#include "migrate/plan.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// As reports and observers tell it; what forgets rows is a stamp, too.
enum class StepKind : std::uint8_t { upgrade, downgrade, stamp };

struct StepReport {
  StepKind kind;
  std::string revision;              // empty for a stamp of rows
  std::vector<std::string> removed;  // rows that the step took out of the version table
  std::vector<std::string> added;    // rows that it put in
  std::chrono::microseconds duration{};
};

struct Report {
  std::vector<std::string> rows_before;  // sorted, as rows_after
  std::vector<std::string> rows_after;
  std::vector<StepReport> steps;  // those that this run did, in order; not those of a process beside it
  // A newer program's revisions are applied besides, marked as compatible; then this run had nothing to do.
  bool has_compatible_revisions = false;
  // The unfinished step that no longer counts as begun because of a stamp, such as: the upgrade of revision
  // "b" (item 2 of 5). Empty when there was none.
  std::string forgotten_step = {};

  // The database was new, and the chain's snapshot took the place of all steps.
  bool from_snapshot = false;

  // The copy of the database that Options::backup asked for; empty when none was made.
  std::string backup = {};

  bool changed() const noexcept { return !steps.empty(); }
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
