#pragma once

// Comments of a schema file that tell what no schema does:
//
//     -- migrate: renamed from OLD      the table, column, ... had this name
//     -- migrate: renamed from none     it is a new thing, whatever it resembles
//     -- migrate: fill EXPRESSION       what existing rows get in the column

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/tokens.h"
#include "migc/engine/sql_problem.h"

namespace migrate::migc {

enum class AnnotationKind : unsigned char { renamed, fill };

struct Annotation {
  AnnotationKind kind;
  std::string_view value;  // the name or the expression, as it is written
  std::size_t offset;      // of the value

  // The thing had no other name. A former name "none" is written in quotes.
  [[nodiscard]] bool is_new() const noexcept;
};

struct AnnotationComment {
  std::optional<Annotation> annotation = {};
  std::optional<SqlProblem> problem = {};  // the comment is meant to be one, and is wrong
};

// Neither for any other comment, and for the markers of revisions.
[[nodiscard]] AnnotationComment read_annotation(std::string_view text, const core::Token& line_comment);

}  // namespace migrate::migc
