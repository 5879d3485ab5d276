#pragma once

// Revisions and plans as JSON, for programs. The members are named in docs/commands.md and only ever added
// to.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "cli/revision_text.h"
#include "migrate/dry_run.h"
#include "migrate/plan.h"
#include "migrate/report.h"

namespace migrate::cli {

// An object, and an array of them.
[[nodiscard]] std::string revision_json(const Chain& chain, const Revision& revision, const Current& current);
[[nodiscard]] std::string revisions_json(const Chain& chain, std::span<const RevisionIndex> revisions,
                                         const Current& current);

// {"direction":"upgrade","revision":"..."}, or {"direction":"stamp","from":[...],"to":[...]}
[[nodiscard]] std::string step_json(const Chain& chain, const PlanStep& step);

// A JSON object with one member more.
[[nodiscard]] std::string with_member(std::string object, std::string_view name, std::string_view json);

// [{"dialect":"sqlite","version":"3.40.1","verdict":"proven","outdated":false}]
[[nodiscard]] std::string verdicts_json(const std::vector<BuildVerdict>& verdicts);

// {"steps":[...],"rows":[...]}
[[nodiscard]] std::string plan_json(const Chain& chain, const Plan& plan);

// The same for what a run did; its steps also have their duration, and it names its backup.
[[nodiscard]] std::string report_json(const Report& report);

// The same for the steps that passed, and "not_tried", of which each has its reason.
[[nodiscard]] std::string dry_run_json(const DryRun& trial);

// What is known of a row of a database.
enum class RowState : std::uint8_t { applied, unverified, unknown, incomplete };

constexpr std::string_view to_string(RowState state) noexcept {
  constexpr std::string_view names[] = {"applied", "unverified", "unknown", "incomplete"};
  return names[static_cast<std::uint8_t>(state)];
}

// An object as revisions_json() makes it, with the member "state" besides. What a chain does not know is
// empty.
[[nodiscard]] std::string row_json(const Chain& chain, std::string_view id, RowState state);

// An array with one object a line.
[[nodiscard]] std::string json_lines(std::span<const std::string> objects);

}  // namespace migrate::cli
