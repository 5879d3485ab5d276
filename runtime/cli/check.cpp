#include "cli/check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <ostream>

#include "cli/json_list.h"
#include "cli/print.h"
#include "core/ledger/unfinished_step.h"
#include "core/text/json.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::cli {

namespace {

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string chain_text(const ChainFindings& chain) {
  return fmt::format("{}: {}, head{} {}; the chain is valid\n", core::shown(chain.name),
                     plural(chain.revisions, "revision"), chain.heads.size() == 1 ? "" : "s",
                     fmt::join(chain.heads, ", "));
}

std::string proof_text(const ChainFindings& chain) {
  std::string text;
  for (const ProofFindings& proof : chain.proofs) {
    text += proof.proven ? fmt::format("{}: {} of {} proven", proof.dialect, *proof.proven,
                                       plural(chain.revisions, "revision"))
                         : fmt::format("{}: not proven{}{}", proof.dialect, proof.why_not.empty() ? "" : ": ",
                                       proof.why_not);
    if (!proof.not_proven_beyond.empty())
      text += fmt::format("; not proven beyond {}", fmt::join(proof.not_proven_beyond, ", "));
    text += '\n';
    for (const std::string& note : proof.notes) text += note + '\n';
  }
  return text;
}

std::string proof_json(const ProofFindings& proof) {
  std::vector<std::string> notes = proof.notes;
  if (!proof.why_not.empty()) notes.push_back("not proven: " + proof.why_not);
  return fmt::format(R"({{"dialect":{},"proven":{},"notes":{},"not_proven_beyond":{}}})",
                     core::json_string(proof.dialect), proof.proven ? fmt::to_string(*proof.proven) : "null",
                     json_strings(notes), json_strings(proof.not_proven_beyond));
}

std::string proofs_json(const std::vector<ProofFindings>& proofs) {
  std::string list;
  for (const ProofFindings& proof : proofs) list += (list.empty() ? "" : ",") + proof_json(proof);
  return list;
}

bool differs(const SchemaFindings& schema) {
  return schema.is_compared && !schema.is_same;
}

std::string schema_text(const std::vector<SchemaFindings>& schemas) {
  std::string text;
  for (const SchemaFindings& schema : schemas)
    text += schema.is_compared && schema.is_same
                ? fmt::format("{}: the chain makes the schema of {}\n", schema.dialect, schema.file)
                : schema.text;
  return text;
}

std::string schemas_json(const std::vector<SchemaFindings>& schemas) {
  std::string list;
  for (const SchemaFindings& schema : schemas)
    list += fmt::format(R"({}{{"dialect":{},"file":{},"compared":{},"why_not":{},"same":{},"changes":{}}})",
                        list.empty() ? "" : ",", core::json_string(schema.dialect),
                        core::json_string(schema.file), schema.is_compared, core::json_string(schema.why_not),
                        schema.is_compared && schema.is_same, schema.changes);
  return list;
}

struct DatabaseFindings {
  CheckReport report;
  TableFindings tables;
};

std::string tables_text(const TableFindings& tables) {
  if (tables.is_compared) return tables.is_same ? "match the chain" : "differ from the chain";
  return "were not compared" + (tables.why_not.empty() ? "" : ": " + tables.why_not);
}

std::string database_text(const DatabaseFindings& database) {
  const Status& status = database.report.status;
  std::string text = fmt::format(
      "database: {}; the digests in its history match the chain for {}; its tables {}\n",
      database.report.at_head ? "at head" : "not at head, but at " + core::place_text(status.rows),
      plural(database.report.verified, "applied revision"), tables_text(database.tables));
  text += database.tables.text;
  if (status.unknown_are_compatible)
    text += fmt::format("a newer program went on to {} and marked that as compatible\n",
                        core::listed(status.unknown));
  if (!status.unverified.empty())
    text += fmt::format("not verified, because the history does not know them: {}\n",
                        core::listed(status.unverified));
  if (!status.incomplete.empty())
    text += fmt::format(
        "revision {} began outside a transaction and is not finished; running it again resumes it at {}\n",
        core::shown(status.incomplete),
        core::describe_item(status.incomplete_item - 1, status.incomplete_items));
  return text;
}

std::string tables_json(const TableFindings& tables) {
  return fmt::format(R"({{"compared":{},"why_not":{},"same":{},"changes":{},"strangers":{}}})",
                     tables.is_compared, core::json_string(tables.why_not), tables.is_same, tables.changes,
                     tables.strangers);
}

std::string database_json(const std::optional<DatabaseFindings>& database) {
  if (!database) return "null";
  const Status& status = database->report.status;
  return fmt::format(R"({{"at_head":{},"rows":{},"verified":{},"unverified":{},"unknown":{},"incomplete":{},)"
                     R"("incomplete_item":{},"incomplete_items":{},"tables":{}}})",
                     database->report.at_head, json_strings(status.rows), database->report.verified,
                     json_strings(status.unverified), json_strings(status.unknown),
                     core::json_string(status.incomplete), status.incomplete_item, status.incomplete_items,
                     tables_json(database->tables));
}

std::string check_json(const ChainFindings& chain, const std::optional<DatabaseFindings>& database) {
  return fmt::format(
      R"({{"valid":{},"revisions":{},"heads":{},"mistakes":[{}],"proofs":[{}],"schemas":[{}],"database":{}}})",
      chain.mistakes.empty(), chain.revisions, json_strings(chain.heads), fmt::join(chain.mistakes, ","),
      proofs_json(chain.proofs), schemas_json(chain.schemas), database_json(database));
}

DatabaseFindings check_database(const Invocation& invocation, const DatabaseOptions& database,
                                const Chain& chain, const CompareTables& compare_tables) {
  DatabaseFindings findings;
  with_database(invocation, database, [&](const OpenDatabase& open) {
    findings.report = check(open.connection, chain, database.run_options(invocation));
    if (compare_tables) findings.tables = compare_tables(open, findings.report.status);
  });
  return findings;
}

bool tables_differ(const DatabaseFindings& database) {
  return database.tables.is_compared && !database.tables.is_same;
}

}  // namespace

ChainFindings findings_of(std::string name, const Chain& chain) {
  ChainFindings findings{.name = std::move(name), .revisions = chain.size(), .heads = {}};
  for (const RevisionIndex head : chain.heads()) findings.heads.emplace_back(chain[head].id());
  return findings;
}

int report_check(const Invocation& invocation, const DatabaseOptions& database, const ChainFindings& findings,
                 const Chain* compared) {
  const bool is_text = invocation.options.format == Format::text;
  if (is_text && findings.mistakes.empty())
    invocation.out << chain_text(findings) << proof_text(findings) << schema_text(findings.schemas);
  const bool has_other_schema = std::ranges::any_of(findings.schemas, differs);
  std::optional<DatabaseFindings> found;
  if (compared != nullptr && !has_other_schema)
    found = check_database(invocation, database, *compared, findings.compare_tables);
  if (!is_text) print(invocation.out, "{}\n", check_json(findings, found));
  if (is_text && found) invocation.out << database_text(*found);
  if (is_text && compared != nullptr && has_other_schema)
    print(invocation.out, "database: not compared, because the chain does not make the wanted schema\n");
  if (!findings.mistakes.empty()) return exit_code(ErrorKind::bad_input);
  if (has_other_schema) return exit_code(ErrorKind::negative_answer);
  if (found && tables_differ(*found)) return exit_code(ErrorKind::mismatch);
  return !found || found->report.at_head ? 0 : exit_code(ErrorKind::negative_answer);
}

}  // namespace migrate::cli
