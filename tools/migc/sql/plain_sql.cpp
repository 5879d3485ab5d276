#include "migc/sql/plain_sql.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "migc/engine/statement_rules.h"
#include "migc/folder/source_bytes.h"
#include "migc/sql/sql_splitter.h"

namespace migrate::migc {

std::vector<PlainStatement> plain_statements(const SourceFile& file, Dialect dialect,
                                             const PlainSqlRules& rules, Diagnostics& diagnostics) {
  const SectionSplit split = split_section(file, 0, dialect);
  for (const SqlProblem& problem : split.problems)
    if (!rules.is_usual || !rules.is_usual(problem))
      diagnostics.error_at(file, problem.offset, problem.message);
  if (split.end < file.bytes().size()) diagnostics.error_at(file, split.end, std::string(rules.on_section));
  std::vector<PlainStatement> statements;
  for (const SqlItem& item : split.items) {
    const std::string_view text = file.bytes().substr(item.begin, item.end - item.begin);
    const std::string refusal =
        item.is_call ? std::string(rules.on_step) : find_refusal(text, dialect, Transaction::none);
    if (refusal.empty())
      statements.push_back({item.begin, with_lf(text)});
    else
      diagnostics.error_at(file, item.begin, refusal);
  }
  return statements;
}

bool check_text(const SourceFile& file, Diagnostics& diagnostics) {
  const std::size_t wrong = std::min(core::find_invalid_utf8(file.bytes()), file.bytes().find('\0'));
  if (wrong == std::string_view::npos) return true;
  diagnostics.error_at(file, wrong, "this is not UTF-8 text");
  return false;
}

}  // namespace migrate::migc
