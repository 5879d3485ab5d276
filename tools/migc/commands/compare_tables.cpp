#include "migc/commands/compare_tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "cli/print.h"
#include "cli/terminal.h"
#include "cli/url.h"
#include "core/text/advised_error.h"
#include "core/text/redact.h"
#include "core/text/text.h"
#include "migc/diff/difference_list.h"
#include "migc/drift/table_drift.h"
#include "migc/folder/shell_command.h"
#include "migc/proof/postgres_choice.h"
#include "migc/proof/proof_place.h"
#include "migrate/error.h"
#include "platform/shell.h"

namespace migrate::migc {

namespace {

// Empty where the place of the database is one that the chain can make.
std::string reason_not_to_compare(const Chain& chain, const std::string& schema) {
  if (schema.empty() || schema == chain.settings().schema) return {};
  return fmt::format("the chain is written for another schema than {}", schema);
}

std::string reason_not_to_compare(const Status& status) {
  if (!status.unknown.empty()) return "a newer program has changed them";
  if (!status.incomplete.empty()) return fmt::format("revision {} is not finished", status.incomplete);
  return {};
}

// The chain runs on a server that is there for the proof.
std::string reason_not_to_run(const ComparedChain& compared, Dialect dialect) {
  const bool is_off =
      dialect == Dialect::postgres &&
      postgres_choice(compared.folder.settings, std::string(compared.verify_postgres)).verify ==
          VerifyPostgres::off;
  return is_off ? "verify_postgres is off" : "";
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

// Whether statements of a program would fail that know the table as the chain makes it.
bool is_essential(const Difference& difference) {
  switch (difference.object) {
    case ObjectKind::table:
    case ObjectKind::foreign_table:
    case ObjectKind::virtual_table:
    case ObjectKind::column:
      return difference.kind == DifferenceKind::missing ||
             (difference.kind == DifferenceKind::changed && difference.fact == "type");
    default:
      return false;
  }
}

// "table notes is missing, column runs.name: type is TEXT, was INT, and 3 more"
std::string essentials_of(const std::vector<Difference>& differences) {
  constexpr std::size_t most = 3;
  std::vector<std::string> texts;
  for (const Difference& difference : differences)
    if (is_essential(difference)) texts.push_back(to_text(difference));
  const std::size_t count = texts.size();
  texts.resize(std::min(count, most));
  return fmt::format("{}{}", fmt::join(texts, "; "),
                     count > most ? fmt::format("; and {} more", count - most) : "");
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
  findings.why_not = reason_not_to_compare(status);
  if (findings.why_not.empty())
    findings.why_not = reason_not_to_compare(compared.chain, database.run_options(invocation).schema);
  if (findings.why_not.empty()) findings.why_not = reason_not_to_run(compared, url.dialect);
  if (!findings.why_not.empty()) return findings;
  try {
    const TableDrift drift = find_drift(compared.folder, compared.chain, compared.cache,
                                        {url.dialect, url.location}, status.rows, compared.program);
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

void judge_first_stamp(const ToolInvocation& invocation, const cli::FirstStamp& stamp) {
  const cli::DatabaseUrl url = cli::parse_url(cli::named_url(invocation, stamp.database));
  const std::string target = fmt::format("{}", fmt::join(stamp.rows, ", "));
  TableDrift drift;
  try {
    Diagnostics diagnostics;
    const Folder folder = read_folder(invocation.folder, diagnostics);
    const Chain& chain = invocation.compiled_chain();
    const std::string cache = find_cache(folder.dir);
    std::string reason = reason_not_to_compare(chain, stamp.schema);
    if (reason.empty()) reason = reason_not_to_run({folder, chain, cache}, url.dialect);
    if (!reason.empty()) throw Error(ErrorKind::unavailable, reason);
    drift = find_drift(folder, chain, cache, {url.dialect, url.location}, stamp.rows);
  } catch (const Error& error) {
    cli::print(invocation.err, "note: the database is not compared with {}: {}\n", target,
               core::redact(error.what(), url.secrets));
    return;
  }
  if (drift.changes.empty()) return;
  cli::print(invocation.err, "the database differs from {}:\n{}", target,
             to_list(drift.changes, cli::use_color(invocation) ? Color::yes : Color::no));
  if (stamp.is_forced || std::ranges::none_of(drift.changes, is_essential)) return;
  throw core::advised_error(
      ErrorKind::mismatch,
      fmt::format("the database does not have the schema of {}: {}", target, essentials_of(drift.changes)),
      core::nothing_changed,
      "Stamp the revision whose schema it has, or add --force to record this one all the same.");
}

}  // namespace migrate::migc
