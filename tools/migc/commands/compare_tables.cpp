#include "migc/commands/compare_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cli/terminal.h"
#include "cli/url.h"
#include "core/text/redact.h"
#include "core/text/text.h"
#include "migc/diff/difference_list.h"
#include "migc/drift/table_drift.h"
#include "migc/folder/shell_command.h"
#include "migrate/error.h"
#include "platform/shell.h"

namespace migrate::migc {

namespace {

// Empty where the place of the database is one that the chain can make.
std::string reason_not_to_compare(const Chain& chain, const std::string& schema, const Status& status) {
  if (!status.unknown.empty()) return "a newer program has changed them";
  if (!status.incomplete.empty()) return fmt::format("revision {} is not finished", status.incomplete);
  if (!schema.empty() && schema != chain.settings().schema)
    return fmt::format("the chain is written for another schema than {}", schema);
  return {};
}

// What `migc diff` calls the place where the database is; empty where it has no name for it.
std::string side_at(const Chain& chain, const std::vector<std::string>& rows) {
  std::vector<std::string> heads;
  for (const RevisionIndex head : chain.heads()) heads.emplace_back(chain[head].id());
  std::ranges::sort(heads);
  if (rows == heads) return "chain";
  if (rows.empty()) return "base";
  return rows.size() == 1 ? rows.front() : "";
}

std::string repair_text(const ComparedChain& compared, const std::string& shown_url,
                        const std::vector<std::string>& rows) {
  const std::string side = side_at(compared.chain, rows);
  if (side.empty()) return {};
  return fmt::format("Print the SQL that repairs it: {}\n",
                     migc_call(compared.folder.dir, fmt::format("diff --format sql {} {}",
                                                                platform::shell_word(shown_url), side)));
}

std::string drift_text(const TableDrift& drift, Color color) {
  std::string text = to_list(drift.changes, color);
  if (!drift.strangers.empty())
    text += "not made by the chain, and not compared:\n" + to_list(drift.strangers, color);
  for (const std::string& note : drift.notes) text += fmt::format("not compared: {}\n", note);
  return text;
}

}  // namespace

cli::TableFindings compare_tables(const ToolInvocation& invocation, const cli::DatabaseOptions& database,
                                  const ComparedChain& compared, const std::string& shown_url,
                                  const Status& status) {
  const cli::DatabaseUrl url = cli::parse_url(cli::named_url(invocation, database));
  cli::TableFindings findings;
  findings.why_not = reason_not_to_compare(compared.chain, database.run_options(invocation).schema, status);
  if (!findings.why_not.empty()) return findings;
  try {
    const TableDrift drift =
        find_drift(compared.folder, compared.chain, compared.cache, {url.dialect, url.location}, status.rows);
    const Color color = cli::use_color_in_results(invocation) ? Color::yes : Color::no;
    findings.is_compared = true;
    findings.is_same = drift.changes.empty();
    findings.text = drift_text(drift, color);
    if (!findings.is_same) findings.text += repair_text(compared, shown_url, status.rows);
    findings.changes = to_json(drift.changes);
    findings.strangers = to_json(drift.strangers);
  } catch (const Error& error) {
    findings.why_not = core::redact(error.what(), url.secrets);
  }
  return findings;
}

}  // namespace migrate::migc
