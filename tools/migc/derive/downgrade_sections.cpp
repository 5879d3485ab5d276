#include "migc/derive/downgrade_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/sql_text.h"
#include "migc/authoring/new_revision.h"
#include "migc/folder/diagnostics.h"
#include "migc/sql/sql_body.h"
#include "migc/sql/sql_marker.h"

namespace migrate::migc {

namespace {

using Dialects = std::vector<Dialect>;

struct NewSection {
  SectionName name;
  const std::vector<std::string>* statements;
};

std::string text_of(const NewSection& section) {
  std::string text = to_marker(section.name) + '\n';
  if (section.statements->empty()) text += "-- nothing to undo\n";
  for (const std::string& statement : *section.statements) text += core::ended(statement);
  return text;
}

class SectionWriter {
 public:
  SectionWriter(const RevisionFile& file, const MissingSections& missing,
                const DowngradeStatements& statements, const FolderSettings& settings)
      : source_(file.source), missing_(missing), statements_(statements), settings_(settings) {
    bytes_ = source_.bytes();
  }

  // From the last line on, so that the others stay where they are.
  FileWithSections write() {
    std::map<std::size_t, Dialects, std::greater<>> places;
    for (const auto& [dialect, line] : missing_) places[line].push_back(dialect);
    if (const auto appended = places.find(0); appended != places.end()) append(appended->second);
    for (const auto& [line, dialects] : places)
      if (line != 0) fill(line, dialects);
    return {SourceFile(source_.path(), source_.name(), std::move(bytes_)), std::move(sections_)};
  }

 private:
  // One for all of them, if they have the same statements and a plain one would serve no other dialect.
  std::vector<NewSection> sections_for(const Dialects& dialects, bool may_be_plain) const {
    const auto& first = statements_.at(dialects.front());
    const bool is_same =
        std::ranges::all_of(dialects, [&](Dialect dialect) { return statements_.at(dialect) == first; });
    if (is_same && may_be_plain) return {{{SectionKind::downgrade, std::nullopt}, &first}};
    std::vector<NewSection> sections;
    for (const Dialect dialect : dialects)
      sections.push_back({{SectionKind::downgrade, dialect}, &statements_.at(dialect)});
    return sections;
  }

  void append(const Dialects& dialects) {
    if (!bytes_.ends_with('\n')) bytes_ += line_end();
    if (!bytes_.ends_with("\n\n") && !bytes_.ends_with("\n\r\n")) bytes_ += line_end();
    insert(bytes_.size(), 0,
           text_of_all(sections_for(dialects, dialects.size() == settings_.dialects.size())));
  }

  // In the place of the marker and of the words that a new revision has there; other comments stay.
  void fill(std::size_t line, const Dialects& dialects) {
    const auto begin = static_cast<std::size_t>(source_.line_text(line).data() - source_.bytes().data());
    const std::string_view rest = std::string_view(bytes_).substr(begin);
    const std::size_t marker = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const bool is_plain = !read_marker(source_.bytes(), {core::TokenKind::line_comment, begin,
                                                         begin + source_.line_text(line).size()})
                               .section()
                               ->dialect;
    const std::size_t hint = size_of_hint(rest.substr(marker));
    insert(begin, marker + hint, text_of_all(sections_for(dialects, is_plain)));
  }

  static std::size_t size_of_hint(std::string_view text) {
    std::size_t size = 0;
    for (std::string_view hint = downgrade_hint; !hint.empty();) {
      const std::string_view line = hint.substr(0, hint.find('\n'));
      std::string_view found = text.substr(size);
      const std::size_t end = std::min(found.find('\n'), found.size());
      found = found.substr(0, end);
      if (found.ends_with('\r')) found.remove_suffix(1);
      if (found != line) return 0;
      size = std::min(size + end + 1, text.size());
      hint.remove_prefix(std::min(line.size() + 1, hint.size()));
    }
    return size;
  }

  static std::string text_of_all(const std::vector<NewSection>& sections) {
    std::string text;
    for (const NewSection& section : sections) text += (text.empty() ? "" : "\n") + text_of(section);
    return text;
  }

  void insert(std::size_t at, std::size_t replaced, const std::string& text) {
    sections_ = text + (sections_.empty() ? "" : "\n") + sections_;
    bytes_.replace(at, replaced, with_line_ends(text));
  }

  // As the file has them.
  std::string_view line_end() const {
    return source_.bytes().find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  }

  std::string with_line_ends(const std::string& text) const {
    std::string result;
    for (const char c : text) c == '\n' ? result.append(line_end()) : result.append(1, c);
    return result;
  }

  const SourceFile& source_;
  const MissingSections& missing_;
  const DowngradeStatements& statements_;
  const FolderSettings& settings_;
  std::string bytes_;
  std::string sections_;
};

}  // namespace

MissingSections missing_sections(const RevisionFile& file, const FolderSettings& settings) {
  Diagnostics ignored;
  const Body body = parse_sql_body(file.source, file.header.body_offset, settings.dialects,
                                   file.header.transaction.value, ignored);
  MissingSections missing;
  for (std::size_t i = 0; i < settings.dialects.size(); ++i) {
    const std::size_t empty_line = body.empty_downgrade_line[i];
    const bool is_empty = empty_line != 0 && !body.scripts[i].upgrade.empty();
    if (!body.has_downgrade[i] || is_empty) missing.emplace(settings.dialects[i], empty_line);
  }
  return missing;
}

FileWithSections with_sections(const RevisionFile& file, const MissingSections& missing,
                               const DowngradeStatements& statements, const FolderSettings& settings) {
  return SectionWriter(file, missing, statements, settings).write();
}

}  // namespace migrate::migc
