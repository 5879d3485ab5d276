#include "cli/revision_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <optional>
#include <vector>

#include "cli/json_list.h"
#include "core/run/step_event.h"
#include "core/text/json.h"

namespace migrate::cli {

namespace {

using core::json_string;

std::string json_ids(const Chain& chain, std::span<const RevisionIndex> indexes) {
  std::vector<std::string_view> ids;
  for (const RevisionIndex index : indexes) ids.push_back(chain[index].id());
  return json_strings(ids);
}

std::string json_labels(const Revision& revision) {
  std::vector<std::string_view> labels;
  for (const std::string_view label : revision.labels()) labels.push_back(label);
  return json_strings(labels);
}

// The header's first line holds the revision's id, so that is where an editor should go.
constexpr int header_line = 1;

// A row that the chain does not know has the same members, so that a reader needs no second case.
std::string unknown_json(std::string_view id) {
  return fmt::format(
      R"({{"revision":{},"down_revision":[],"depends_on":[],"branch_labels":[],"message":"","create_date":"",)"
      R"("is_head":false,"is_base":false,"is_branch_point":false,"is_merge_point":false,"is_current":true,)"
      R"("children":[],"file":"","line":0}})",
      json_string(id));
}

std::string known_json(const Chain& chain, RevisionIndex index, RowState state) {
  const Current current = state == RowState::incomplete ? Current{} : Current{index};
  return revision_json(chain, chain[index], current);
}

std::string_view name_of(StepKind kind) {
  constexpr std::string_view names[] = {"upgrade", "downgrade", "stamp"};
  return names[static_cast<std::uint8_t>(kind)];
}

std::string stamp_json(const std::vector<std::string>& removed, const std::vector<std::string>& added) {
  return fmt::format(R"({{"direction":"stamp","from":{},"to":{}}})", json_strings(removed),
                     json_strings(added));
}

std::string move_json(StepKind kind, std::string_view revision) {
  return fmt::format(R"({{"direction":"{}","revision":{}}})", name_of(kind), json_string(revision));
}

// A stamp names its rows, one that accepts an edit its revision.
std::string step_json(const StepReport& step) {
  const auto duration = std::chrono::round<std::chrono::milliseconds>(step.duration);
  return with_member(
      step.revision.empty() ? stamp_json(step.removed, step.added) : move_json(step.kind, step.revision),
      "duration_ms", std::to_string(duration.count()));
}

std::string steps_json(const std::vector<std::string>& steps, const std::vector<std::string>& rows) {
  return fmt::format(R"({{"steps":[{}],"rows":{}}})", fmt::join(steps, ","), json_strings(rows));
}

std::string report_object(const std::vector<StepReport>& done, const std::vector<std::string>& rows) {
  std::vector<std::string> steps;
  for (const StepReport& step : done) steps.push_back(step_json(step));
  return steps_json(steps, rows);
}

}  // namespace

std::string revision_json(const Chain& chain, const Revision& revision, const Current& current) {
  return fmt::format(
      R"({{"revision":{},"down_revision":{},"depends_on":{},"branch_labels":{},"message":{},"create_date":{},)"
      R"("is_head":{},"is_base":{},"is_branch_point":{},"is_merge_point":{},"is_current":{},"children":{},)"
      R"("file":{},"line":{}}})",
      json_string(revision.id()), json_ids(chain, revision.parents()),
      json_ids(chain, revision.dependencies()), json_labels(revision), json_string(revision.message()),
      json_string(revision.create_date()), revision.is_head(), revision.is_base(), revision.is_branch_point(),
      revision.is_merge_point(), current.contains(revision.index()), json_ids(chain, revision.children()),
      json_string(revision.file()), header_line);
}

std::string verdicts_json(const std::vector<BuildVerdict>& verdicts) {
  std::string list;
  for (const BuildVerdict& each : verdicts)
    list +=
        fmt::format(R"({}{{"dialect":{},"version":{},"verdict":{},"outdated":{}}})", list.empty() ? "" : ",",
                    json_string(each.dialect), each.version.empty() ? "null" : json_string(each.version),
                    json_string(each.verdict), each.is_outdated);
  return '[' + list + ']';
}

std::string with_member(std::string object, std::string_view name, std::string_view json) {
  object.pop_back();
  return fmt::format(R"({},"{}":{}}})", object, name, json);
}

std::string revisions_json(const Chain& chain, std::span<const RevisionIndex> revisions,
                           const Current& current) {
  std::vector<std::string> objects;
  for (const RevisionIndex index : revisions) objects.push_back(revision_json(chain, chain[index], current));
  return json_lines(objects);
}

std::string json_lines(std::span<const std::string> objects) {
  return objects.empty() ? "[]\n" : fmt::format("[\n{}\n]\n", fmt::join(objects, ",\n"));
}

std::string row_json(const Chain& chain, std::string_view id, RowState state) {
  const std::optional<RevisionIndex> index = chain.find_revision(id);
  return with_member(index ? known_json(chain, *index, state) : unknown_json(id), "state",
                     json_string(to_string(state)));
}

std::string step_json(const Chain& chain, const PlanStep& step) {
  const Move* move = step.move();
  if (move == nullptr) return stamp_json(step.removed, step.added);
  return move_json(core::kind_of(step), chain[move->revision].id());
}

std::string plan_json(const Chain& chain, const Plan& plan) {
  std::vector<std::string> steps;
  for (const PlanStep& step : plan.steps)
    if (!step.forgets()) steps.push_back(step_json(chain, step));
  return steps_json(steps, plan.rows_after) + '\n';
}

std::string report_json(const Report& report) {
  std::string object = report_object(report.steps, report.rows_after);
  if (!report.backup.empty()) object = with_member(std::move(object), "backup", json_string(report.backup));
  return object + '\n';
}

std::string dry_run_json(const DryRun& trial) {
  std::vector<std::string> not_tried;
  for (const UntriedStep& step : trial.not_tried)
    not_tried.push_back(with_member(move_json(step.kind, step.revision), "reason", json_string(step.reason)));
  return with_member(report_object(trial.passed, trial.rows_after), "not_tried",
                     fmt::format("[{}]", fmt::join(not_tried, ","))) +
         '\n';
}

}  // namespace migrate::cli
