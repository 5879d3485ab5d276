#include "cli/dry_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <ostream>

#include "cli/change_database.h"
#include "cli/plan_text.h"
#include "cli/print.h"
#include "cli/revision_json.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"

namespace migrate::cli {

namespace {

std::string passed_text(const Chain& chain, const std::vector<StepReport>& passed) {
  if (passed.empty()) return {};
  std::string text = "passed, and rolled back:\n";
  for (const StepReport& step : passed)
    text += fmt::format("  {} ({} ms)\n", step_line(chain, step.kind, step.revision),
                        std::chrono::round<std::chrono::milliseconds>(step.duration).count());
  return text;
}

std::string not_tried_text(const Chain& chain, const std::vector<UntriedStep>& not_tried) {
  if (not_tried.empty()) return {};
  std::string text = "not tried:\n";
  for (const UntriedStep& step : not_tried)
    text += fmt::format("  {}: {}\n", step_line(chain, step.kind, step.revision), step.reason);
  return text;
}

bool is_empty(const DryRun& trial) {
  return trial.passed.empty() && trial.not_tried.empty();
}

std::string verdict(const DryRun& trial) {
  if (is_empty(trial)) return "Nothing to do; the database is at ";
  if (trial.not_tried.empty()) return "Passed and rolled back; the database is still at ";
  return trial.passed.empty() ? "Nothing can be tried; the database is still at "
                              : "Passed and rolled back as far as it can be tried; the database is still at ";
}

std::string end_line(const DryRun& trial, const std::string& shown_url) {
  std::vector<std::string> ids;
  for (const UntriedStep& step : trial.not_tried) ids.push_back(step.revision);
  return fmt::format("{}{}{}{}\n", verdict(trial), core::place_text(trial.rows), in_parentheses(shown_url),
                     ids.empty() ? "" : "; not tried: " + core::listed(ids));
}

}  // namespace

int try_on_database(const Invocation& invocation, const DatabaseOptions& database, Options options,
                    const TryOut& try_out) {
  const Chain& chain = invocation.compiled_chain();
  DryRun trial;
  std::string shown_url;
  run_watched(invocation, database, std::move(options),
              [&](const OpenDatabase& open, const Options& watched_options) {
                trial = try_out(open.connection, chain, watched_options);
                shown_url = open.shown_url;
              });
  if (invocation.options.format == Format::json)
    invocation.out << dry_run_json(trial);
  else
    invocation.out << passed_text(chain, trial.passed) << not_tried_text(chain, trial.not_tried)
                   << plan_end(is_empty(trial), trial.rows_after);
  if (!invocation.options.quiet) print(invocation.err, "{}", end_line(trial, shown_url));
  return 0;
}

}  // namespace migrate::cli
