#pragma once

// The line comments that give a revision file its structure:
//
//     -- migrate: upgrade [sqlite|postgres]
//     -- migrate: downgrade [sqlite|postgres]
//     -- migrate: call NAME
//
// A comment that is plainly meant to be one and is not written exactly so is a mistake, because as a comment
// it would silently move statements into another section. Any other comment is just that.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "migc/engine/sql_problem.h"
#include "migrate/dialect.h"

namespace migrate::migc {

enum class SectionKind : unsigned char { upgrade, downgrade };

struct SectionName {
  SectionKind kind;
  std::optional<Dialect> dialect;  // nothing: for each dialect that has no section of its own

  bool operator==(const SectionName&) const = default;
};

struct StepCall {
  core::Token name;
};

struct Marker {
  std::variant<std::monostate, SectionName, StepCall> meaning;
  std::optional<SqlProblem> problem;  // also when the meaning can be guessed

  const SectionName* section() const noexcept { return std::get_if<SectionName>(&meaning); }
  const StepCall* call() const noexcept { return std::get_if<StepCall>(&meaning); }
};

// "upgrade", or "upgrade sqlite".
[[nodiscard]] std::string to_string(const SectionName& name);
[[nodiscard]] std::string to_marker(const SectionName& name);

// The comment "-- nothing to undo": an empty downgrade is meant.
[[nodiscard]] bool is_nothing_to_undo(std::string_view text, const core::Token& line_comment);

[[nodiscard]] Marker read_marker(std::string_view text, const core::Token& line_comment);

// Whether the line that begins at the offset would be a section's marker if it stood outside of any string.
[[nodiscard]] bool is_section_line(std::string_view text, std::size_t offset);
// The first such line at or after the offset, or the end of the text: the place to continue after a string
// that does not end.
[[nodiscard]] std::size_t find_section_line(std::string_view text, std::size_t offset);

}  // namespace migrate::migc
