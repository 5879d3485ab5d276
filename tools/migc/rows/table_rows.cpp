#include "migc/rows/table_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "core/text/untrusted_text.h"
#include "engine/sql_text.h"

namespace migrate::migc {

namespace {

using Values = std::vector<std::string>;

constexpr std::size_t most_rows_shown = 3;
constexpr std::size_t most_columns_shown = 4;
constexpr std::size_t longest_value = 40;

std::string literal_of(Dialect dialect, const ColumnShape& column) {
  const std::string name = core::quoted_name(column.name);
  // Before SQLite 3.38, quote() gives an integer as it is.
  if (dialect == Dialect::sqlite) return fmt::format("CAST(quote({}) AS TEXT)", name);
  const bool has_plain_literals = column.kind == ValueKind::integer || column.kind == ValueKind::number ||
                                  column.kind == ValueKind::boolean;
  return has_plain_literals ? fmt::format("coalesce(CAST({} AS text), 'NULL')", name)
                            : fmt::format("quote_nullable(CAST({} AS text))", name);
}

std::vector<std::size_t> places_of(const Values& columns, const Values& wanted) {
  std::vector<std::size_t> places;
  for (const std::string& column : wanted)
    places.push_back(static_cast<std::size_t>(std::ranges::find(columns, column) - columns.begin()));
  return places;
}

std::vector<Values> sorted_rows(const TableRows& table, const Values& columns) {
  const std::vector<std::size_t> places = places_of(table.columns, columns);
  std::vector<Values> rows;
  for (const Values& row : table.rows) {
    Values& values = rows.emplace_back();
    for (const std::size_t place : places) values.push_back(row[place]);
  }
  std::ranges::sort(rows);
  return rows;
}

std::vector<Values> without(const std::vector<Values>& rows, const std::vector<Values>& others) {
  std::vector<Values> left;
  std::ranges::set_difference(rows, others, std::back_inserter(left));
  return left;
}

std::string cut(const std::string& value) {
  if (value.size() <= longest_value) return value;
  std::string_view rest = value;
  std::string text;
  while (text.size() < longest_value) text += core::take_character(rest).bytes;
  return text + "...";
}

// The differences of one table.
class Comparison {
 public:
  Comparison(const TableRows& was, const TableRows& is) : was_(was) {
    std::ranges::copy_if(was.columns, std::back_inserter(columns_), [&](const std::string& column) {
      return std::ranges::find(is.columns, column) != is.columns.end();
    });
    const bool has_key = !was.key.empty() && std::ranges::all_of(was.key, [&](const std::string& column) {
      return std::ranges::find(columns_, column) != columns_.end();
    });
    if (has_key) key_ = places_of(columns_, was.key);
    const std::vector<Values> before = sorted_rows(was, columns_);
    const std::vector<Values> after = sorted_rows(is, columns_);
    gone_ = without(before, after);
    added_ = without(after, before);
  }

  std::vector<std::string> lines() {
    std::vector<std::string> lines;
    std::size_t unshown = 0;
    for (auto row = gone_.begin(); row != gone_.end();) {
      const auto changed = find_changed(*row);
      if (changed == added_.end()) {
        ++row;
        continue;
      }
      if (lines.size() < most_rows_shown)
        lines.push_back(change_text(*row, *changed));
      else
        ++unshown;
      added_.erase(changed);
      row = gone_.erase(row);
    }
    if (unshown > 0) lines.push_back(fmt::format("{} of {} changed", more(unshown), was_.shown));
    if (!gone_.empty()) lines.push_back(count_text(gone_, "gone"));
    if (!added_.empty()) lines.push_back(count_text(added_, "left over"));
    return lines;
  }

 private:
  // The same row as it is now; where no key tells, the one that has most of its values.
  std::vector<Values>::iterator find_changed(const Values& row) {
    if (key_.empty()) return find_alike(row);
    return std::ranges::find_if(added_, [&](const Values& other) {
      return std::ranges::all_of(key_, [&](std::size_t at) { return row[at] == other[at]; });
    });
  }

  std::vector<Values>::iterator find_alike(const Values& row) {
    const auto alike =
        std::ranges::max_element(added_, {}, [&](const Values& other) { return equal_values(row, other); });
    const bool is_alike = alike != added_.end() && 2 * equal_values(row, *alike) > row.size();
    return is_alike ? alike : added_.end();
  }

  static std::size_t equal_values(const Values& row, const Values& other) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < row.size(); ++i) count += row[i] == other[i] ? 1 : 0;
    return count;
  }

  std::string change_text(const Values& was, const Values& is) const {
    std::vector<std::string> changes;
    for (std::size_t i = 0; i < was.size(); ++i)
      if (was[i] != is[i])
        changes.push_back(fmt::format("{} was {}, is {}", columns_[i], cut(was[i]), cut(is[i])));
    const std::size_t shown = std::min(changes.size(), most_columns_shown);
    const std::string rest =
        changes.size() > shown ? fmt::format("; and {} more columns", changes.size() - shown) : "";
    return fmt::format("{}: row {}: {}{}", was_.shown, place_text(was, is),
                       fmt::join(changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(shown), "; "),
                       rest);
  }

  // The row by its key, or else by what has not changed.
  std::string place_text(const Values& was, const Values& is) const {
    if (!key_.empty()) return key_text(was);
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < was.size() && parts.size() < most_columns_shown; ++i)
      if (was[i] == is[i]) parts.push_back(fmt::format("{}={}", columns_[i], cut(was[i])));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  std::string key_text(const Values& row) const {
    std::vector<std::string> parts;
    for (const std::size_t at : key_) parts.push_back(fmt::format("{}={}", columns_[at], cut(row[at])));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  // The first of them is shown: by its key, or as a whole.
  std::string count_text(const std::vector<Values>& rows, std::string_view what) const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < columns_.size() && i < most_columns_shown; ++i)
      parts.push_back(fmt::format("{}={}", columns_[i], cut(rows.front()[i])));
    const std::string first =
        key_.empty() ? fmt::format("{}", fmt::join(parts, ", ")) : key_text(rows.front());
    if (rows.size() == 1) return fmt::format("1 row of {} is {}: {}", was_.shown, what, first);
    return fmt::format("{} rows of {} are {}, such as {}", rows.size(), was_.shown, what, first);
  }

  static std::string more(std::size_t count) {
    return count == 1 ? "1 more row" : fmt::format("{} more rows", count);
  }

  const TableRows& was_;
  Values columns_;
  std::vector<std::size_t> key_;
  std::vector<Values> gone_;
  std::vector<Values> added_;
};

}  // namespace

TableRows read_rows(ScratchDatabase& database, Dialect dialect, const TableShape& table) {
  TableRows rows{.shown = table.shown};
  std::vector<std::string> literals;
  for (const ColumnShape& column : table.columns) {
    if (!column.is_given) continue;
    rows.columns.push_back(column.name);
    literals.push_back(literal_of(dialect, column));
  }
  for (const std::size_t at : table.primary_key) rows.key.push_back(table.columns[at].name);
  if (literals.empty()) return rows;
  for (const Row& row :
       database.query(fmt::format("SELECT {} FROM {}", fmt::join(literals, ", "), table.rows_of))) {
    std::vector<std::string>& values = rows.rows.emplace_back();
    for (const Value& value : row) values.push_back(std::get<std::string>(value));
  }
  return rows;
}

std::vector<std::string> row_differences(const TableRows& was, const TableRows& is) {
  return Comparison(was, is).lines();
}

}  // namespace migrate::migc
