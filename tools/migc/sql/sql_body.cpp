#include "migc/sql/sql_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/characters.h"
#include "migc/engine/statement_rules.h"
#include "migc/sql/sql_splitter.h"

namespace migrate::migc {

namespace {

struct Section {
  SectionName name;
  std::size_t marker;  // where it begins
  std::size_t body;    // after the marker
  Dialect split_as;
  SectionSplit split;
};

// One place for each section that a file can have.
template <typename Value>
class BySection {
 public:
  Value& operator[](const SectionName& name) noexcept { return values_[place(name)]; }
  const Value& operator[](const SectionName& name) const noexcept { return values_[place(name)]; }
  auto begin() const noexcept { return values_.begin(); }
  auto end() const noexcept { return values_.end(); }

 private:
  static std::size_t place(const SectionName& name) noexcept {
    const std::size_t dialect = name.dialect ? 1 + static_cast<std::size_t>(*name.dialect) : 0;
    return static_cast<std::size_t>(name.kind) * (1 + all_dialects.size()) + dialect;
  }

  std::array<Value, 2 * (1 + all_dialects.size())> values_{};
};

// Where two ways to cut a section part, or nothing.
std::optional<std::size_t> first_difference(const SectionSplit& a, const SectionSplit& b) {
  const auto [in_a, in_b] = std::mismatch(a.items.begin(), a.items.end(), b.items.begin(), b.items.end());
  if (in_a != a.items.end() && in_b != b.items.end()) return std::min(in_a->begin, in_b->begin);
  if (in_a != a.items.end()) return in_a->begin;
  if (in_b != b.items.end()) return in_b->begin;
  if (!b.problems.empty()) return b.problems.front().offset;
  if (a.end != b.end) return std::min(a.end, b.end);
  return std::nullopt;
}

class SqlBodyParser {
 public:
  SqlBodyParser(const SourceFile& file, std::span<const Dialect> dialects, Transaction transaction,
                Diagnostics& diagnostics)
      : file_(file),
        text_(file.bytes()),
        dialects_(dialects),
        transaction_(transaction),
        diagnostics_(diagnostics) {}

  Body parse(std::size_t offset) {
    look_for_sections(offset);
    read_sections(offset);
    for (const std::optional<Section>& section : sections_)
      if (section) check(*section);
    check_upgrades();
    return build();
  }

 private:
  // Whether a dialect has a section of its own decides by whose rules a plain section is cut, and must be
  // known before what follows has been read; so strings and comments are not considered here.
  void look_for_sections(std::size_t offset) {
    while ((offset = find_section_line(text_, offset)) < text_.size()) {
      const core::Token line{core::TokenKind::line_comment, offset, core::end_of_line(text_, offset)};
      seems_there_[*read_marker(text_, line).section()] = true;
      offset = line.end;
    }
  }

  Dialect dialect_to_split(const SectionName& name) const {
    if (name.dialect) return *name.dialect;
    for (const Dialect dialect : dialects_)
      if (!seems_there_[{name.kind, dialect}]) return dialect;
    return dialects_.front();
  }

  void read_sections(std::size_t offset) {
    const SectionSplit preamble = split_section(file_, offset, dialects_.front());
    report(preamble);
    if (!preamble.items.empty() && !something_unclear_) {
      something_unclear_ = true;
      diagnostics_.error_at(file_, preamble.items.front().begin,
                            "this stands before the first section; write \"-- migrate: upgrade\" above it");
    }
    for (offset = preamble.end; offset < text_.size();) offset = read_section(offset);
  }

  // Returns where the next one begins.
  std::size_t read_section(std::size_t offset) {
    const core::Token line{core::TokenKind::line_comment, offset, core::end_of_line(text_, offset)};
    const Marker marker = read_marker(text_, line);
    if (marker.problem) report(*marker.problem);
    const SectionName name = *marker.section();
    const Dialect dialect = dialect_to_split(name);
    Section section{name, offset, line.end, dialect, split_section(file_, line.end, dialect)};
    report(section.split);
    const std::size_t end = section.split.end;
    store(std::move(section));
    return end;
  }

  void store(Section section) {
    std::optional<Section>& place = sections_[section.name];
    if (!place) {
      place = std::move(section);
      return;
    }
    diagnostics_.error_at(file_, section.marker,
                          fmt::format("section \"{}\" is given twice, first in line {}",
                                      to_string(section.name), file_.position(place->marker).line));
  }

  // The section that a dialect runs; nullptr where it has none.
  const Section* find_section(SectionKind kind, Dialect dialect) const {
    if (const auto& own = sections_[{kind, dialect}]) return &*own;
    const auto& plain = sections_[{kind, std::nullopt}];
    return plain ? &*plain : nullptr;
  }

  void check(const Section& section) {
    std::vector<Dialect> users;
    for (const Dialect dialect : dialects_)
      if (find_section(section.name.kind, dialect) == &section) users.push_back(dialect);
    if (users.empty() || !splits_alike(section, users)) return;
    if (section.split.has_nothing_to_undo) check_nothing_to_undo(section);
    for (const SqlItem& item : section.split.items)
      if (!item.is_call) check_statement(item, users);
  }

  void check_nothing_to_undo(const Section& section) {
    if (section.name.kind == SectionKind::downgrade && !section.split.items.empty())
      diagnostics_.error_at(file_, section.split.items.front().begin,
                            "the section says \"nothing to undo\", and here something is undone; "
                            "leave one of the two out");
  }

  bool splits_alike(const Section& section, std::span<const Dialect> users) {
    if (!section.split.problems.empty()) return true;
    for (const Dialect user : users) {
      if (user == section.split_as) continue;
      const auto difference = first_difference(section.split, split_section(file_, section.body, user));
      if (!difference) continue;
      diagnostics_.error_at(file_, *difference,
                            fmt::format("{} and {} split this section differently from here on; "
                                        "write one section for each dialect",
                                        to_string(section.split_as), to_string(user)));
      return false;
    }
    return true;
  }

  void check_statement(const SqlItem& item, std::span<const Dialect> users) {
    std::string reported;
    for (const Dialect user : users) {
      std::string message = find_refusal(statement(item), user, transaction_);
      if (message.empty() || message == reported) continue;
      diagnostics_.error_at(file_, item.begin, message);
      reported = std::move(message);
    }
  }

  std::string_view statement(const SqlItem& item) const {
    return text_.substr(item.begin, item.end - item.begin);
  }

  void check_upgrades() {
    if (something_unclear_) return;
    for (const Dialect dialect : dialects_) {
      if (find_section(SectionKind::upgrade, dialect) != nullptr) continue;
      diagnostics_.error_of(file_.path(),
                            fmt::format("no upgrade section for {0}; write \"-- migrate: upgrade\" or "
                                        "\"-- migrate: upgrade {0}\", even if nothing follows",
                                        to_string(dialect)));
    }
  }

  Body build() const {
    Body body;
    for (const Dialect dialect : dialects_) {
      const Section* upgrade = find_section(SectionKind::upgrade, dialect);
      const Section* downgrade = find_section(SectionKind::downgrade, dialect);
      core::ScriptSpec& script = body.scripts.emplace_back();
      if (upgrade != nullptr) script.upgrade = items_of(*upgrade);
      if (downgrade != nullptr) script.downgrade = items_of(*downgrade);
      script.adds_enum_value = adds_enum_value(upgrade, dialect) || adds_enum_value(downgrade, dialect);
      body.has_downgrade.push_back(downgrade != nullptr || something_unclear_);
      const bool is_unexplained = downgrade != nullptr && downgrade->split.items.empty() &&
                                  !downgrade->split.has_nothing_to_undo && !something_unclear_;
      body.empty_downgrade_line.push_back(is_unexplained ? file_.position(downgrade->marker).line : 0);
    }
    return body;
  }

  std::vector<core::ScriptItem> items_of(const Section& section) const {
    std::vector<core::ScriptItem> items;
    items.reserve(section.split.items.size());
    for (const SqlItem& item : section.split.items)
      items.push_back({item.is_call, with_lf(statement(item)),
                       static_cast<std::uint32_t>(file_.position(item.begin).line)});
    return items;
  }

  bool adds_enum_value(const Section* section, Dialect dialect) const {
    if (section == nullptr) return false;
    return std::any_of(section->split.items.begin(), section->split.items.end(), [&](const SqlItem& item) {
      const StatementRule* rule = item.is_call ? nullptr : find_rule(statement(item), dialect);
      return rule != nullptr && rule->verdict == Verdict::adds_enum_value;
    });
  }

  void report(const SqlProblem& problem) { diagnostics_.error_at(file_, problem.offset, problem.message); }

  void report(const SectionSplit& split) {
    for (const SqlProblem& problem : split.problems) report(problem);
    something_unclear_ |= split.has_unknown_marker;
  }

  const SourceFile& file_;
  std::string_view text_;
  std::span<const Dialect> dialects_;
  Transaction transaction_;
  Diagnostics& diagnostics_;
  BySection<bool> seems_there_;
  BySection<std::optional<Section>> sections_;
  // A section may be there that could not be recognised, so none can be called missing.
  bool something_unclear_ = false;
};

}  // namespace

Body parse_sql_body(const SourceFile& file, std::size_t body_offset, std::span<const Dialect> dialects,
                    Transaction transaction, Diagnostics& diagnostics) {
  return SqlBodyParser(file, dialects, transaction, diagnostics).parse(body_offset);
}

}  // namespace migrate::migc
