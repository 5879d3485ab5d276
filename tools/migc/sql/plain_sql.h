#pragma once

// Files of SQL that are no revisions: the schema file, fixtures. They have statements only, without sections
// and calls of C++ steps.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/engine/sql_problem.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migrate/dialect.h"

namespace migrate::migc {

struct PlainStatement {
  std::size_t offset;
  std::string text;  // its lines end with LF
};

struct PlainSqlRules {
  std::string_view on_section;  // the mistakes, as that kind of file tells them
  std::string_view on_step;
  // Whether what the splitter does not know is usual in that kind of file.
  std::function<bool(const SqlProblem& problem)> is_usual = {};
};

// Without those that are mistakes.
[[nodiscard]] std::vector<PlainStatement> plain_statements(const SourceFile& file, Dialect dialect,
                                                           const PlainSqlRules& rules,
                                                           Diagnostics& diagnostics);

// Whether the bytes are text; where not, that is a mistake.
[[nodiscard]] bool check_text(const SourceFile& file, Diagnostics& diagnostics);

}  // namespace migrate::migc
