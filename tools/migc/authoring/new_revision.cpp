#include "migc/authoring/new_revision.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <utility>

namespace migrate::migc {

namespace {

std::string to_list(std::span<const std::string> names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

constexpr std::string_view prefix_of(FileKind kind) {
  return kind == FileKind::sql ? "-- " : "";
}

// One section serves every dialect until an author finds that it does not.
std::string sql_body(const NewRevision& revision, std::span<const Dialect> dialects) {
  std::string body;
  if (dialects.size() > 1)
    body =
        "-- A section below is for every dialect. Where one needs statements of its own, write a section\n"
        "-- with its name beside it, such as \"upgrade postgres\": for that dialect, it takes the place.\n\n";
  body += "-- migrate: upgrade\n\n-- migrate: downgrade\n";
  if (revision.parents.size() > 1) return body;
  return body.append(downgrade_hint);
}

constexpr std::string_view yaml_body =
    "# Operations in the order in which they run, such as\n"
    "#   - add_column: {table: runs, name: error_count, type: integer}\n"
    "upgrade: []\n"
    "# auto: derived from the upgrade. Where that cannot be done, write operations here as well, or\n"
    "# \"downgrade: nothing\" where nothing has to be undone; where nothing can be undone, leave\n"
    "# downgrade out and write in the header, after create_date: irreversible: WHY\n"
    "downgrade: auto\n";

}  // namespace

std::string to_down_revision(std::span<const std::string> parents) {
  return parents.empty() ? "none" : to_list(parents);
}

std::string header_text(const NewRevision& revision, FileKind kind) {
  const std::pair<std::string_view, std::string> keys[] = {
      {"revision", revision.id},
      {"down_revision", to_down_revision(revision.parents)},
      {"depends_on", to_list(revision.dependencies)},
      {"branch_labels", to_list(revision.labels)},
      {"message", revision.message},
      {"create_date", revision.create_date},
      {"transaction", revision.outside_transactions ? "none" : ""},
      {"irreversible", revision.irreversible},
      {"lossy", revision.lossy},
  };
  std::string header;
  for (const auto& [key, value] : keys)
    if (!value.empty()) header += fmt::format("{}{}: {}\n", prefix_of(kind), key, value);
  return header + "\n";
}

std::string body_to_fill_in(const NewRevision& revision, FileKind kind, std::span<const Dialect> dialects) {
  return kind == FileKind::yaml ? std::string(yaml_body) : sql_body(revision, dialects);
}

}  // namespace migrate::migc
