#pragma once

// A piece of SQL within an operation: an expression, a type, the name of an index method. migc puts it
// between words and parentheses of its own, so it must not reach beyond its place. Whether it means something
// is for the engine to say; here only its tokens are judged, and each dialect has its own.

#include <cstddef>
#include <optional>
#include <string_view>

#include "migc/engine/sql_problem.h"
#include "migc/folder/source_file.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// The first thing in the text by which it would end, open or hide what surrounds it. The message continues
// "condition …".
[[nodiscard]] std::optional<SqlProblem> judge_fragment(std::string_view text, Dialect dialect);

// The byte of the file that `offset` of a YAML text is, where the file shows that text's line as it is;
// otherwise `text_at`, the byte where the text begins.
[[nodiscard]] std::size_t place_in(const SourceFile& file, std::size_t text_at, std::string_view text,
                                   std::size_t offset);

}  // namespace migrate::migc
