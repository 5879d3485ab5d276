#pragma once

// The vocabulary of the tests of SQL texts: what a section is cut into, as "LINE: TEXT" for a statement,
// "LINE: call NAME" for a step, and "LINE:COLUMN: error: MESSAGE" for a mistake.

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

#include "migc/sql/sql_splitter.h"

namespace migrate::migc {

using Lines = std::vector<std::string>;

inline SourceFile sql_file(std::string_view sql) {
  return {"D/x.sql", "x.sql", std::string(sql)};
}

inline Lines split(std::string_view sql, Dialect dialect) {
  const SourceFile file = sql_file(sql);
  const SectionSplit section = split_section(file, 0, dialect);
  Lines lines;
  for (const SqlItem& item : section.items)
    lines.push_back(std::to_string(file.position(item.begin).line) + (item.is_call ? ": call " : ": ") +
                    std::string(file.bytes().substr(item.begin, item.end - item.begin)));
  for (const SqlProblem& problem : section.problems) {
    const Position position = file.position(problem.offset);
    lines.push_back(std::to_string(position.line) + ":" + std::to_string(position.column) +
                    ": error: " + problem.message);
  }
  return lines;
}

}  // namespace migrate::migc
