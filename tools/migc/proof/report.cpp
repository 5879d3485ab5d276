#include "migc/proof/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "migc/proof/finding_text.h"
#include "migc/proof/name_in_message.h"

namespace migrate::migc {

namespace {

class Reporter {
 public:
  Reporter(const Folder& folder, const Chain& chain, Dialect dialect, const std::set<std::string>& accepted,
           const std::vector<SourceFile>& fixtures, Diagnostics& diagnostics)
      : chain_(chain),
        dialect_(dialect),
        accepted_(accepted),
        fixtures_(fixtures),
        diagnostics_(diagnostics) {
    for (const RevisionFile& file : folder.files) files_.emplace(file.source.name(), &file);
    for (const QueryFile& file : folder.queries) queries_.emplace(file.source.name(), &file.source);
  }

  void add(const Finding& finding) {
    if (is_error(finding.kind)) return add_failure(finding);
    const std::size_t number = is_of_header(finding) ? line_of(finding) : finding.line;
    const std::string line = number == 0 ? "" : fmt::format(":{}", number);
    const std::string note =
        fmt::format("{}{}: note: {}", file_of(finding).source.path(), line, text_of(finding, dialect_));
    if (finding.differences.empty()) notes_.push_back(note);
    for (const Difference& difference : finding.differences) notes_.push_back(note + to_text(difference));
  }
  std::vector<std::string> take_notes() { return std::move(notes_); }

 private:
  const RevisionFile& file_of(const Finding& finding) const {
    return *files_.at(chain_[finding.revision].file());
  }

  // About what the header says: that the revision is compatible.
  static bool is_of_header(const Finding& finding) {
    return finding.kind == FindingKind::breaks_query || finding.kind == FindingKind::compatible_unchecked;
  }

  // Of what a downgrade does, the statement that it begins with.
  std::size_t line_of(const Finding& finding) const {
    if (is_of_header(finding)) return file_of(finding).header.compatible.line;
    if (finding.line != 0) return finding.line;
    const Script downgrade = chain_[finding.revision].downgrade(dialect_);
    const bool is_of_downgrade =
        finding.kind == FindingKind::downgrade_differs || finding.kind == FindingKind::rows_differ;
    if (is_of_downgrade && !downgrade.empty()) return downgrade[0].line();
    return file_of(finding).header.revision.line;
  }

  // What is shown below an error.
  std::vector<std::string> details_of(const Finding& finding) const {
    std::vector<std::string> details;
    for (const Difference& difference : finding.differences)
      if (!is_note(difference)) details.push_back(to_text(difference));
    std::ranges::copy(finding.rows, std::back_inserter(details));
    if (!finding.rows.empty())
      details.emplace_back("if these rows cannot be restored, say why in the header: \"lossy: WHY\"");
    if (finding.needed_by > 0) details.push_back(beyond(finding));
    return details;
  }

  // "not proven beyond 7c31: 3 revisions"
  std::string beyond(const Finding& finding) const {
    return fmt::format("not proven beyond {}: {} revision{}", chain_[finding.revision].id(),
                       finding.needed_by, finding.needed_by == 1 ? "" : "s");
  }

  void add_failure(const Finding& finding) {
    if (finding.kind == FindingKind::fixture_fails) return add_fixture_error(finding);
    if (finding.kind == FindingKind::query_fails) return add_query_error(finding);
    const RevisionFile& file = file_of(finding);
    if (const std::string& why = file.header.unproven.value; !why.empty())
      return add_accepted(finding, "accepted: " + why);
    if (accepted_.contains(file.header.revision.value))
      return add_accepted(finding, "accepted: the revision is released (verify_locked)");
    add_error(finding);
  }

  void add_accepted(const Finding& finding, const std::string& why) {
    std::string note = fmt::format("{}:{}: note: {}; {}", file_of(finding).source.path(), line_of(finding),
                                   text_of(finding, dialect_), why);
    for (const std::string& detail : details_of(finding)) note += "\n  " + detail;
    notes_.push_back(std::move(note));
  }

  void add_error(const Finding& finding) {
    const SourceFile& source = file_of(finding).source;
    const std::size_t line = line_of(finding);
    std::vector<std::string> notes = details_of(finding);
    if (finding.kind == FindingKind::function_missing)
      notes.emplace_back(
          "if only the program has it: write \"unproven: WHY\" in the header, and prove it with"
          " migrate_add_test(... PREPARE ...)");
    if (const std::optional<std::size_t> offset = offset_of(finding, source))
      diagnostics_.error_at(source, *offset, text_of(finding, dialect_), std::move(notes));
    else
      diagnostics_.error_in_line(source, line, text_of(finding, dialect_), std::move(notes));
  }

  void add_fixture_error(const Finding& finding) {
    const auto source = std::ranges::find(fixtures_, finding.fixture, &SourceFile::name);
    diagnostics_.error_in_line(*source, finding.line, text_of(finding, dialect_));
  }

  void add_query_error(const Finding& finding) {
    const SourceFile& source = *queries_.at(finding.query);
    const auto line = static_cast<std::size_t>(source.line_text(finding.line).data() - source.bytes().data());
    diagnostics_.error_at(source, line + finding.column - 1, text_of(finding, dialect_));
  }

  // Of the name that the message is about: in the line that the engine names, or below in the statement.
  std::optional<std::size_t> offset_of(const Finding& finding, const SourceFile& source) const {
    if (finding.line == 0 || is_of_header(finding)) return std::nullopt;
    const std::string_view line = source.line_text(finding.line);
    const std::string_view last = source.line_text(last_line_of_statement(finding));
    const std::string_view name = name_in_message(finding.message);
    std::optional<std::size_t> place = find_name(line, name);
    if (!place) place = find_name({line.data(), last.data() + last.size()}, name);
    if (!place) return std::nullopt;
    return static_cast<std::size_t>(line.data() - source.bytes().data()) + *place;
  }

  std::size_t last_line_of_statement(const Finding& finding) const {
    const Revision revision = chain_[finding.revision];
    const bool goes_down = finding.kind == FindingKind::downgrade_fails;
    const Script script = goes_down ? revision.downgrade(dialect_) : revision.upgrade(dialect_);
    if (finding.statement == 0 || finding.statement > script.size()) return finding.line;
    const Item item = script[finding.statement - 1];
    const auto line_ends = std::ranges::count(item.text(), '\n');
    const bool is_written_so = file_of(finding).kind == FileKind::sql;
    return is_written_so ? item.line() + static_cast<std::size_t>(line_ends) : finding.line;
  }

  const Chain& chain_;
  Dialect dialect_;
  const std::set<std::string>& accepted_;
  const std::vector<SourceFile>& fixtures_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, const RevisionFile*> files_;
  std::map<std::string_view, const SourceFile*> queries_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> report(const Proof& proof, const Folder& folder, const Chain& chain, Dialect dialect,
                                const std::set<std::string>& accepted,
                                const std::vector<SourceFile>& fixtures, Diagnostics& diagnostics) {
  Reporter reporter(folder, chain, dialect, accepted, fixtures, diagnostics);
  for (const Finding& finding : proof.findings) reporter.add(finding);
  return reporter.take_notes();
}

}  // namespace migrate::migc
