#include "cli/applied_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/database.h"
#include "cli/print.h"
#include "cli/revision_json.h"
#include "core/ledger/history.h"
#include "core/run/run.h"
#include "core/text/json.h"
#include "core/text/untrusted_text.h"

namespace migrate::cli {

namespace {

using core::json_string;
using core::shown;

struct AppliedRow {
  std::string revision;  // empty for a stamp that left no row
  std::string direction;
  std::string state;
  std::string started;
  std::string finished;  // empty while it runs, as the duration
  std::optional<std::int64_t> duration_ms;
  std::string program;
  std::string message;
};

AppliedRow applied_row(const Row& row) {
  return {.revision = core::text_of(row[0]),
          .direction = core::text_of(row[1]),
          .state = core::text_of(row[2]),
          .started = core::text_of(row[3]),
          .finished = core::text_or_empty(row[4]),
          .duration_ms = row[5].is_null() ? std::nullopt : std::optional(core::number_of(row[5])),
          .program = core::text_of(row[6]),
          .message = core::text_of(row[7])};
}

std::vector<AppliedRow> read_rows(core::Run& run) {
  std::vector<AppliedRow> rows;
  if (!run.state_for(core::Trust::anything).tables.history) return rows;
  Rows found = run.ledger().read_history_rows(
      {"revision", "direction", "state", "started", "finished", "duration_ms", "program", "message", "seq"});
  std::ranges::sort(found, std::greater(), [](const Row& row) { return core::number_of(row[8]); });
  for (const Row& row : found) rows.push_back(applied_row(row));
  return rows;
}

// "2026-11-20T13:24:09.125Z upgrade cb3cf47d9259 in 12 ms by inventory 2.4, add error_count to runs"
std::string line_of(const AppliedRow& row) {
  std::string line = fmt::format("{} {} {}", shown(row.started), shown(row.direction),
                                 row.revision.empty() ? "base" : shown(row.revision));
  line +=
      row.duration_ms ? fmt::format(" in {} ms", *row.duration_ms) : fmt::format(" ({})", shown(row.state));
  if (!row.program.empty()) line += fmt::format(" by {}", shown(row.program));
  if (!row.message.empty()) line += fmt::format(", {}", shown(row.message));
  return line;
}

std::string json_of(const AppliedRow& row) {
  return fmt::format(
      R"({{"revision":{},"direction":{},"state":{},"started":{},"finished":{},"duration_ms":{},"program":{},"message":{}}})",
      json_string(row.revision), json_string(row.direction), json_string(row.state), json_string(row.started),
      json_string(row.finished), row.duration_ms ? std::to_string(*row.duration_ms) : "null",
      json_string(row.program), json_string(row.message));
}

}  // namespace

int show_applied_history(const Invocation& invocation, const DatabaseOptions& database) {
  const Chain& chain = invocation.chain();
  const Options options = database.run_options(invocation);
  std::vector<AppliedRow> rows;
  with_database(invocation, database, [&](const OpenDatabase& open) {
    core::Run run(open.connection, chain, options, adapter::Access::read);
    rows = read_rows(run);
  });
  if (invocation.options.format == Format::json) {
    std::vector<std::string> objects;
    for (const AppliedRow& row : rows) objects.push_back(json_of(row));
    invocation.out << json_lines(objects);
    return 0;
  }
  for (const AppliedRow& row : rows) print(invocation.out, "{}\n", line_of(row));
  return 0;
}

bool has_history(Connection& connection, const Chain& chain, const Options& options) {
  core::Run run(connection, chain, options, adapter::Access::read);
  if (!run.state_for(core::Trust::anything).tables.history) return false;
  return !run.ledger().read_history_rows({"seq"}).empty();
}

}  // namespace migrate::cli
