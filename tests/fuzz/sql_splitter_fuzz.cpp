// Whatever the bytes are, the splitter's pieces lie in the text, in order and apart; and where it finds no
// mistake, the statements written one after the other are cut into themselves again.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "migc/engine/statement_rules.h"
#include "migc/sql/sql_body.h"
#include "migc/sql/sql_splitter.h"

namespace migrate::migc {
namespace {

std::vector<std::string> statements(const SourceFile& file, const SectionSplit& split) {
  std::vector<std::string> texts;
  for (const SqlItem& item : split.items)
    if (!item.is_call) texts.emplace_back(file.bytes().substr(item.begin, item.end - item.begin));
  return texts;
}

void require_order(const SourceFile& file, const SectionSplit& split) {
  std::size_t end = 0;
  for (const SqlItem& item : split.items) {
    require(end <= item.begin && item.begin < item.end && item.end <= file.bytes().size());
    end = item.end;
  }
  require(split.end <= file.bytes().size());
  for (const SqlProblem& problem : split.problems) require(problem.offset < file.bytes().size());
}

void require_same_again(const std::vector<std::string>& texts, Dialect dialect) {
  std::string joined;
  for (const std::string& text : texts) joined += text + "\n;\n";
  const SourceFile file("again.sql", "again.sql", joined);
  require(statements(file, split_section(file, 0, dialect)) == texts);
}

bool are_accepted(const std::vector<std::string>& texts, Dialect dialect) {
  return std::none_of(texts.begin(), texts.end(), [&](const std::string& text) {
    const StatementRule* rule = find_rule(text, dialect);
    return rule != nullptr && rule->verdict == Verdict::refused;
  });
}

void check(const SourceFile& file) {
  for (const Dialect dialect : all_dialects) {
    const SectionSplit split = split_section(file, 0, dialect);
    require_order(file, split);
    const std::vector<std::string> texts = statements(file, split);
    if (split.problems.empty() && are_accepted(texts, dialect)) require_same_again(texts, dialect);
  }
  for (const Transaction transaction : {Transaction::shared, Transaction::none}) {
    Diagnostics diagnostics;
    const Body body = parse_sql_body(file, 0, all_dialects, transaction, diagnostics);
    require(body.scripts.size() == all_dialects.size());
  }
}

}  // namespace
}  // namespace migrate::migc

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  migrate::migc::check({"fuzz.sql", "fuzz.sql", std::string(bytes)});
  return 0;
}
