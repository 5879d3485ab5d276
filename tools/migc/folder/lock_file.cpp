#include "migc/folder/lock_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/chain/digest.h"
#include "migc/folder/key_lines.h"
#include "migc/folder/names.h"
#include "migc/folder/shell_command.h"

namespace migrate::migc {

namespace {

constexpr const char* file_name = "migrate.lock";
constexpr std::string_view lock_file_begin = "migrate.lock 1";

bool are_parents(std::string_view text) {
  return std::ranges::all_of(split_list(text), is_name);
}

// The text before the first blank, which is removed as well.
std::string_view take_word(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(word.size() + 1, line.size()));
  return word;
}

std::optional<LockedRevision> parse_line(std::string_view line, std::size_t number) {
  const std::string_view id = take_word(line);
  const std::string_view parents = take_word(line);
  const std::string_view digest = line.substr(0, line.find(' '));
  std::optional<std::vector<ProofRecord>> proofs = parse_proof_records(line.substr(digest.size()));
  if (!is_name(id) || !are_parents(parents) || !is_digest(digest) || !proofs) return std::nullopt;
  return LockedRevision{std::string(id), std::string(parents), std::string(digest), number,
                        std::move(*proofs)};
}

std::size_t count_lines(const SourceFile& file) {
  const auto [line, column] = file.position(file.bytes().size());
  return column == 1 ? line - 1 : line;
}

std::string parents_of(const Header& header) {
  std::vector<std::string> parents = header.down_revision.value;
  std::sort(parents.begin(), parents.end());
  return parents.empty() ? "none" : fmt::format("{}", fmt::join(parents, ","));
}

// Revisions that differ from their lines, by what fixes it.
struct Findings {
  std::vector<std::string> to_accept;
  bool is_unlocked = false;
};

void compare(const RevisionFile& file, const LockedRevision& locked, Findings& findings,
             Diagnostics& diagnostics) {
  const LockedRevision now = lock_revision(file);
  const std::size_t count = diagnostics.count();
  if (now.digest != locked.digest)
    diagnostics.add(
        {file.source.path(), 1, 0, fmt::format("locked revision \"{}\" was edited", now.id), {}, {}});
  if (file.header.has_down_revision() && now.parents != locked.parents)
    diagnostics.error_in_line(file.source, file.header.down_revision.line,
                              fmt::format("locked revision \"{}\" was given other parents: {} instead of {}",
                                          now.id, now.parents, locked.parents));
  if (diagnostics.count() > count) findings.to_accept.push_back(now.id);
}

void report_missing(const SourceFile& lock, const LockedRevision& revision, Findings& findings,
                    Diagnostics& diagnostics) {
  diagnostics.error_in_line(lock, revision.line,
                            fmt::format("locked revision \"{}\" is missing", revision.id));
  findings.to_accept.push_back(revision.id);
}

void report_unlocked(const RevisionFile& file, Diagnostics& diagnostics) {
  diagnostics.add({file.source.path(),
                   1,
                   0,
                   fmt::format("revision \"{}\" is not locked", file.header.revision.value),
                   {},
                   {}});
}

void give_advice(const Folder& folder, const Findings& findings, Diagnostics& diagnostics) {
  if (!findings.to_accept.empty())
    diagnostics.to_mend(fmt::format(
        "undo the change, or, where it is meant, {}",
        migc_call(folder.dir, fmt::format("lock --accept {}", fmt::join(findings.to_accept, " --accept ")))));
  if (findings.is_unlocked) diagnostics.to_mend(migc_call(folder.dir, "lock"));
}

}  // namespace

bool is_proven(const LockedRevision& revision, Dialect dialect, bool is_irreversible) {
  const ProofRecord* record = find_record(revision.proofs, dialect);
  return record != nullptr && (record->goes_back || is_irreversible);
}

std::vector<LockedRevision> parse_lock(const SourceFile& file, Diagnostics& diagnostics) {
  if (file.line_text(1) != lock_file_begin) {
    diagnostics.error_in_line(file, 1, fmt::format("expected \"{}\"", lock_file_begin));
    return {};
  }
  std::vector<LockedRevision> revisions;
  const std::size_t lines = count_lines(file);
  for (std::size_t number = 2; number <= lines; ++number) {
    if (auto revision = parse_line(file.line_text(number), number))
      revisions.push_back(std::move(*revision));
    else
      diagnostics.error_in_line(file, number, "expected \"ID PARENTS DIGEST\"");
  }
  return revisions;
}

LockedRevision lock_revision(const RevisionFile& file) {
  const std::string_view body = file.source.bytes().substr(file.header.body_offset);
  return {file.header.revision.value, parents_of(file.header),
          core::to_hex(core::file_digest(with_lf(body)))};
}

std::string to_text(std::vector<LockedRevision> revisions) {
  std::ranges::sort(revisions, {}, &LockedRevision::id);
  std::string text = fmt::format("{}\n", lock_file_begin);
  for (const LockedRevision& revision : revisions)
    text +=
        fmt::format("{} {} {}{}\n", revision.id, revision.parents, revision.digest, to_text(revision.proofs));
  return text;
}

void check_lock(const Folder& folder, Diagnostics& diagnostics) {
  const std::optional<SourceFile> source = read_folder_file(folder.dir, file_name, diagnostics);
  if (!source && !folder.settings.strict_lock) return;
  const auto locked = source ? parse_lock(*source, diagnostics) : std::vector<LockedRevision>();

  const std::vector<const RevisionFile*> files = taking_part(folder);
  std::unordered_map<std::string_view, const RevisionFile*> unlocked;
  unlocked.reserve(files.size());
  for (const RevisionFile* file : files) unlocked.emplace(file->header.revision.value, file);

  Findings findings;
  for (const LockedRevision& revision : locked)
    if (const auto file = unlocked.extract(revision.id))
      compare(*file.mapped(), revision, findings, diagnostics);
    else
      report_missing(*source, revision, findings, diagnostics);
  if (folder.settings.strict_lock) {
    findings.is_unlocked = !unlocked.empty();
    for (const auto& [id, file] : unlocked) report_unlocked(*file, diagnostics);
  }
  give_advice(folder, findings, diagnostics);
}

}  // namespace migrate::migc
