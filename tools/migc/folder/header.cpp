// The lines of a header are read by a table that has one row for each key, in the order in which keys must
// stand. A line with a mistake is not used, and the lines after it are still judged.

#include "migc/folder/header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "migc/folder/control_characters.h"
#include "migc/folder/header_bytes.h"
#include "migc/folder/key_lines.h"
#include "migc/folder/names.h"

namespace migrate::migc {

namespace {

// What is wrong with a value; empty when nothing is.
using Mistake = std::string;

// Keys. Each function reads the value of one and stores it, or says what is wrong with it.

Mistake read_revision(std::string_view value, std::size_t line, Header& header) {
  Mistake mistake = judge_name("revision id", value);
  if (mistake.empty()) header.revision = {std::string(value), line};
  return mistake;
}

using NameList = HeaderField<std::vector<std::string>>;

// A name that comes twice: to depend on something twice is to depend on it.
enum class Repeats : bool { refused, dropped };

Mistake read_names(std::string_view key, std::string_view kind, std::string_view value, std::size_t line,
                   NameList& list, Repeats repeats = Repeats::refused) {
  std::vector<std::string> names;
  for (const std::string_view name : split_list(value)) {
    if (Mistake mistake = judge_name(kind, name); !mistake.empty()) return mistake;
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.emplace_back(name);
    else if (repeats == Repeats::refused)
      return fmt::format("{} lists \"{}\" twice", key, name);
  }
  list = {std::move(names), line};
  return {};
}

Mistake read_down_revision(std::string_view value, std::size_t line, Header& header) {
  if (value != "none") return read_names("down_revision", "down_revision", value, line, header.down_revision);
  header.down_revision = {{}, line};
  return {};
}

Mistake read_depends_on(std::string_view value, std::size_t line, Header& header) {
  return read_names("depends_on", "depends_on", value, line, header.depends_on, Repeats::dropped);
}

Mistake read_branch_labels(std::string_view value, std::size_t line, Header& header) {
  return read_names("branch_labels", "branch label", value, line, header.branch_labels);
}

template <HeaderField<std::string> Header::*field>
Mistake read_text(std::string_view value, std::size_t line, Header& header) {
  header.*field = {std::string(value), line};
  return {};
}

bool is_date(std::string_view value) {
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  return std::equal(value.begin(), value.end(), form.begin(), form.end(),
                    [](char c, char f) { return f == '0' ? '0' <= c && c <= '9' : c == f; });
}

Mistake read_create_date(std::string_view value, std::size_t line, Header& header) {
  if (!is_date(value)) return fmt::format("invalid create_date \"{}\": write YYYY-MM-DDTHH:MM:SSZ", value);
  return read_text<&Header::create_date>(value, line, header);
}

Mistake read_transaction(std::string_view value, std::size_t line, Header& header) {
  if (value != "none" && value != "own")
    return fmt::format("invalid transaction \"{}\": write none or own", value);
  header.transaction = {value == "own" ? Transaction::own : Transaction::none, line};
  return {};
}

Mistake read_compatible(std::string_view value, std::size_t line, Header& header) {
  if (value != "true")
    return fmt::format("invalid compatible \"{}\": write true, or leave the line out", value);
  header.compatible = {true, line};
  return {};
}

struct HeaderRule {
  std::string_view name;
  Mistake (*read)(std::string_view value, std::size_t line, Header& header);
  bool is_text = false;  // of the author's, shown to people
};

constexpr std::array header_rules{
    HeaderRule{"revision", read_revision},
    HeaderRule{"down_revision", read_down_revision},
    HeaderRule{"depends_on", read_depends_on},
    HeaderRule{"branch_labels", read_branch_labels},
    HeaderRule{"message", read_text<&Header::message>, true},
    HeaderRule{"create_date", read_create_date},
    HeaderRule{"transaction", read_transaction},
    HeaderRule{"irreversible", read_text<&Header::irreversible>, true},
    HeaderRule{"lossy", read_text<&Header::lossy>, true},
    HeaderRule{"compatible", read_compatible},
    HeaderRule{"unproven", read_text<&Header::unproven>, true},
};

Mistake missing_value(std::string_view key) {
  const std::string_view advice = key == "down_revision" ? "; write \"none\" for the first revision" : "";
  return fmt::format("key \"{}\" has no value{}", key, advice);
}

// The lines of one header.
class LineReader {
 public:
  explicit LineReader(FileKind kind) : kind_(kind) {}

  // REQUIRES: no trailing blanks.
  Mistake read(std::string_view line, std::size_t number, Header& header);
  bool has_seen(std::string_view key) const {
    return std::any_of(seen_.begin(), seen_.end(),
                       [key](const HeaderRule* rule) { return rule->name == key; });
  }

 private:
  Mistake judge_place(const HeaderRule& rule) const;

  FileKind kind_;
  std::vector<const HeaderRule*> seen_;  // each key once, in the order of the header
};

Mistake LineReader::read(std::string_view line, std::size_t number, Header& header) {
  const std::string_view prefix = kind_ == FileKind::sql ? "-- " : "";
  const auto parsed =
      line.starts_with(prefix) ? parse_key_line(line.substr(prefix.size())) : std::optional<KeyLine>();
  if (!parsed) return fmt::format("expected \"{}key: value\", or an empty line to end the header", prefix);
  const auto rule = std::find_if(header_rules.begin(), header_rules.end(),
                                 [&](const HeaderRule& known) { return known.name == parsed->key; });
  if (rule == header_rules.end()) return unknown_key(parsed->key, header_rules);
  Mistake misplaced = judge_place(*rule);
  if (!has_seen(rule->name)) seen_.push_back(rule);
  if (!misplaced.empty()) return misplaced;
  if (parsed->value.empty()) return missing_value(parsed->key);
  if (rule->is_text && has_control(parsed->value))
    return fmt::format("key \"{}\" has a control character; leave it out", rule->name);
  return rule->read(parsed->value, number, header);
}

Mistake LineReader::judge_place(const HeaderRule& rule) const {
  if (has_seen(rule.name)) return fmt::format("key \"{}\" is given twice", rule.name);
  const auto later =
      std::find_if(seen_.begin(), seen_.end(), [&](const HeaderRule* seen) { return seen > &rule; });
  if (later == seen_.end()) return {};
  return fmt::format("key \"{}\" must stand before \"{}\"", rule.name, (*later)->name);
}

Header read_lines(const SourceFile& file, FileKind kind, HeaderBytes bytes, Diagnostics& diagnostics) {
  Header header;
  header.body_offset = bytes.end;
  header.body_is_text = bytes.body_is_text;
  LineReader reader(kind);
  const std::size_t empty_line = file.position(bytes.end).line - 1;
  for (std::size_t number = 1; number < empty_line; ++number) {
    std::string_view line = file.line_text(number);
    if (number == 1) line.remove_prefix(bytes.begin);
    Mistake mistake = reader.read(without_trailing_blanks(line), number, header);
    if (!mistake.empty()) diagnostics.error_in_line(file, number, std::move(mistake));
  }
  for (const std::string_view key : {"revision", "down_revision"})
    if (!reader.has_seen(key))
      diagnostics.add({file.path(), 1, 0, fmt::format("the header has no \"{}\"", key), {}, {}});
  return header;
}

}  // namespace

std::optional<Header> parse_header(const SourceFile& file, FileKind kind, Diagnostics& diagnostics) {
  const std::optional<HeaderBytes> bytes = find_header(file, diagnostics);
  if (!bytes) return std::nullopt;
  return read_lines(file, kind, *bytes, diagnostics);
}

}  // namespace migrate::migc
