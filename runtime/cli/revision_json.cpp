#include "cli/revision_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "core/json.h"

namespace migrate::cli {

namespace {

using core::json_string;

template <typename Texts>
std::string json_strings(const Texts& texts) {
  std::vector<std::string> strings;
  for (const auto& text : texts) strings.push_back(json_string(text));
  return fmt::format("[{}]", fmt::join(strings, ","));
}

std::string json_ids(const Chain& chain, std::span<const RevisionIndex> indexes) {
  std::vector<std::string_view> ids;
  for (const RevisionIndex index : indexes) ids.push_back(chain[index].id());
  return json_strings(ids);
}

std::string json_labels(const Revision& revision) {
  std::vector<std::string_view> labels;
  for (std::size_t i = 0; i < revision.label_count(); ++i) labels.push_back(revision.label(i));
  return json_strings(labels);
}

// The header's first line holds the revision's id, so that is where an editor should go.
constexpr int header_line = 1;

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

std::string step_json(const Chain& chain, const PlanStep& step) {
  if (step.direction == Direction::stamp)
    return fmt::format(R"({{"direction":"stamp","from":{},"to":{}}})", json_strings(step.removed),
                       json_strings(step.added));
  return fmt::format(R"({{"direction":"{}","revision":{}}})",
                     step.direction == Direction::upgrade ? "upgrade" : "downgrade",
                     json_string(chain[step.revision].id()));
}

}  // namespace

std::string revisions_json(const Chain& chain, std::span<const RevisionIndex> revisions,
                           const Current& current) {
  std::vector<std::string> objects;
  for (const RevisionIndex index : revisions) objects.push_back(revision_json(chain, chain[index], current));
  return objects.empty() ? "[]\n" : fmt::format("[\n{}\n]\n", fmt::join(objects, ",\n"));
}

std::string plan_json(const Chain& chain, const Plan& plan) {
  std::vector<std::string> steps;
  for (const PlanStep& step : plan.steps) steps.push_back(step_json(chain, step));
  return fmt::format(R"({{"steps":[{}],"rows":{}}})", fmt::join(steps, ","), json_strings(plan.rows_after)) +
         "\n";
}

}  // namespace migrate::cli
