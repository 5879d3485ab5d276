#include <fmt/format.h>

#include "cli/check.h"
#include "cli/commands.h"
#include "core/text/json.h"
#include "core/text/untrusted_text.h"
#include "migrate/schema_row.h"
#include "migrate/table_check.h"

namespace migrate::cli {

namespace {

TableFindings table_findings_of(const TableCheck& check) {
  TableFindings findings{.is_compared = check.is_compared, .is_same = check.is_same()};
  findings.why_not = check.why_not;
  std::string changes;
  const auto tell = [&](const std::string& object, std::string_view state, std::string_view change) {
    findings.text += fmt::format("{} {}\n", core::shown(object), state);
    changes += fmt::format(R"({}{{"change":"{}","name":{}}})", changes.empty() ? "" : ",", change,
                           core::json_string(object));
  };
  for (const std::string& object : check.missing) tell(object, "is missing", "removed");
  for (const std::string& object : check.different) tell(object, "differs", "changed");
  findings.changes = '[' + changes + ']';
  if (check.is_compared && !check.is_same()) findings.text += "List the differences: migc check --url URL\n";
  if (!check.not_compared.empty()) findings.text += fmt::format("not compared: {}\n", check.not_compared);
  return findings;
}

struct Check {
  DatabaseOptions database;

  void declare(OptionSet& options, const Invocation& invocation) { database.declare(options, invocation); }

  [[nodiscard]] int run(const Invocation& invocation) const {
    const Chain& chain = invocation.compiled_chain();
    ChainFindings findings = findings_of(std::string(chain.name()), chain);
    if (!schemas_at_head(chain).empty())
      findings.compare_tables = [&](const OpenDatabase& open, const Status&) {
        return table_findings_of(check_tables(open.connection, chain, database.run_options(invocation)));
      };
    return report_check(invocation, database, findings,
                        names_database(invocation, database) ? &chain : nullptr);
  }
};

}  // namespace

Command check_command(const Invocation& invocation) {
  return make_command<Check>(invocation, "check", "Compare the database with the chain",
                             "check --url sqlite:///inventory.db");
}

}  // namespace migrate::cli
