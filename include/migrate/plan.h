#pragma once

// A plan is what a run would do: its steps in order, and the version rows before and after each of them.
// Planning needs no database; it reads the chain and the rows that a version table holds.
//
//     migrate::Plan plan = migrate::plan_upgrade(chain, rows, "head");
//     for (const migrate::PlanStep& step : plan.steps)
//       if (const migrate::Move* move = step.move())
//         std::puts(std::string(chain[move->revision].id()).c_str());
//
// The rows are always the maximal elements of the applied set: x is below y when y reaches x through
// down_revision or depends_on. Upgrades go in the chain's order, downgrades in the reverse.
//
// Every function throws migrate::Error: `usage` for a target that does not exist or is ambiguous and for a
// downgrade of an irreversible revision, `newer_database` for a row that the chain does not know, `mismatch`
// for rows of which one implies another. docs/targets.md describes the targets.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "migrate/chain.h"
#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

enum class Direction : std::uint8_t { upgrade, downgrade };

// Runs one direction of a revision.
struct Move {
  Direction direction;
  RevisionIndex revision;  // in a rollback, beyond the chain's
};

// Runs nothing: the rows are replaced by others of the chain.
struct Stamp {};

// Runs nothing: the rows are removed, whatever they are. Only the first step of a stamp with purge.
struct Forget {};

struct PlanStep {
  std::variant<Move, Stamp, Forget> action;
  std::vector<std::string> removed;  // rows that this step takes out of the version table, sorted
  std::vector<std::string> added;    // rows that it puts in, sorted

  // nullptr for a step that runs nothing.
  const Move* move() const noexcept { return std::get_if<Move>(&action); }
  bool forgets() const noexcept { return std::holds_alternative<Forget>(action); }
};

struct Plan {
  std::vector<PlanStep> steps;
  std::vector<std::string> rows_before;  // the rows that the first step finds; sorted, as all rows
  std::vector<std::string> rows_after;

  bool empty() const noexcept { return steps.empty(); }
};

[[nodiscard]] MIGRATE_API Plan plan_upgrade(const Chain& chain, std::span<const std::string> rows,
                                            std::string_view target);
[[nodiscard]] MIGRATE_API Plan plan_downgrade(const Chain& chain, std::span<const std::string> rows,
                                              std::string_view target);

// With purge, the old rows are forgotten first, whatever they are. Rows that share their line with a target
// are replaced by it, others stay.
enum class Purge : std::uint8_t { no, yes };
[[nodiscard]] MIGRATE_API Plan plan_stamp(const Chain& chain, std::span<const std::string> rows,
                                          std::span<const std::string> targets, Purge purge = Purge::no);

// The steps [first, last) of a plan that share one transaction, or the one step that runs outside of any.
struct Group {
  std::size_t first;
  std::size_t last;
  bool transactional;
};

// REQUIRES: the chain has the dialect.
[[nodiscard]] MIGRATE_API std::vector<Group> cut_into_groups(const Chain& chain, const Plan& plan,
                                                             Dialect dialect, TransactionMode mode);

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
