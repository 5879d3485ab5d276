#include "cli/change_database.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>

#include "cli/print.h"
#include "cli/progress.h"
#include "cli/revision_json.h"
#include "cli/terminal.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"
#include "platform/signals.h"

namespace migrate::cli {

namespace {

struct Done {
  Report report;
  std::string shown_url;  // of the database, as OpenDatabase has it
};

// An accepted edit moves nothing, so it is named.
std::string done_words(const Report& report) {
  std::vector<std::string_view> accepted;
  for (const StepReport& step : report.steps)
    if (step.kind == StepKind::stamp && !step.revision.empty()) accepted.push_back(step.revision);
  if (!accepted.empty()) return fmt::format("Accepted {} as compiled", fmt::join(accepted, ", "));
  if (report.from_snapshot) return "Made from the snapshot";
  return report.changed() ? "Done" : "Nothing to do";
}

std::string end_line(const Done& done) {
  const Report& report = done.report;
  return fmt::format(
      "{}; the database is at {}{}{}\n", done_words(report), core::place_text(report.rows_after),
      report.has_compatible_revisions ? ", newer than this program and compatible with it" : "",
      in_parentheses(done.shown_url));
}

}  // namespace

void run_watched(const Invocation& invocation, const DatabaseOptions& database, Options options,
                 const std::function<void(const OpenDatabase&, const Options&)>& work) {
  const platform::InterruptGuard interrupts;
  Progress progress(invocation.err, invocation.err_is_terminal ? ProgressStyle::bar : ProgressStyle::lines,
                    std::chrono::steady_clock::now, progress_width());
  options.stop = interrupts.stop();
  if (!invocation.options.quiet) options.observer = &progress;
  with_database(invocation, database, [&](const OpenDatabase& open) { work(open, options); });
}

int change_database(const Invocation& invocation, const DatabaseOptions& database, Options options,
                    const Change& change) {
  const Chain& chain = invocation.compiled_chain();
  Done done;
  run_watched(invocation, database, std::move(options),
              [&](const OpenDatabase& open, const Options& watched_options) {
                done = {change(open.connection, chain, watched_options), open.shown_url};
              });
  const bool quiet = invocation.options.quiet;
  if (!done.report.forgotten_step.empty() && !quiet)
    print(invocation.err,
          "note: {} was unfinished and no longer counts as begun; what it changed stays in the database\n",
          core::shown(done.report.forgotten_step));
  if (!done.report.backup.empty() && !quiet)
    print(invocation.err, "The database from before this run is in {}\n", core::shown(done.report.backup));
  if (invocation.options.format == Format::json) invocation.out << report_json(done.report);
  if (!quiet) print(invocation.err, "{}", end_line(done));
  return 0;
}

std::string in_parentheses(const std::string& shown_url) {
  return shown_url.empty() ? "" : fmt::format(" ({})", shown_url);
}

}  // namespace migrate::cli
