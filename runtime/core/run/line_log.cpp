#include "migrate/line_log.h"

#include "core/text/concat.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

namespace {

constexpr std::string_view to_word(StepKind kind) {
  constexpr std::string_view words[] = {"upgrade", "downgrade", "stamp_revision"};
  return words[static_cast<std::uint8_t>(kind)];
}

std::string joined(std::span<const std::string> names) {
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += ", ";
    list += core::shown(name);
  }
  return list;
}

}  // namespace

std::string describe(const StepEvent& event) {
  std::string line =
      core::concat({"Running ", to_word(event.kind), " ", joined(event.from), " -> ", joined(event.to)});
  if (!event.message.empty()) core::append(line, {", ", core::shown(event.message)});
  return line;
}

LineLog::LineLog(std::FILE* stream)
    : sink_([stream](std::string_view line) {
        std::fprintf(stream, "%.*s\n", static_cast<int>(line.size()), line.data());
        std::fflush(stream);
      }) {}

void LineLog::after_run(const Report& report) {
  if (!report.backup.empty())
    sink_(core::concat({"The database from before this run is in ", core::shown(report.backup)}));
  sink_(core::concat({report.from_snapshot ? "Made from the snapshot" : "Done", "; the database is at ",
                      core::place_text(report.rows_after)}));
}

void LineLog::nothing_to_do(const Report& report) {
  sink_(core::concat({"Nothing to do; the database is at ", core::place_text(report.rows_after)}));
}

void LineLog::progress(const StepEvent& event) {
  sink_(describe(event));
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
