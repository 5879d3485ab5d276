#pragma once

// What `check` finds out and says. migc checks the folder first, a program's chain was checked when it was
// built; what follows, and how it is told, is the same.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "migrate/status.h"

namespace migrate::cli {

// How much of the chain was run on an engine of its own, one entry for each dialect.
struct ProofFindings {
  std::string dialect;
  std::optional<std::size_t> proven;  // nothing: no revision was run
  std::vector<std::string> notes = {};
  std::vector<std::string> not_proven_beyond = {};  // revisions that could not be run, nor what needs them
  std::string why_not = {};
};

// Whether a file of the folder is what the chain makes, on one engine.
struct SchemaFindings {
  std::string dialect;
  std::string file;
  bool is_compared = true;
  bool is_same = true;
  std::string why_not = {};    // it was not compared
  std::string text = {};       // lines: what is different, or why it was not compared
  std::string changes = "[]";  // JSON
};

// Whether the tables of a database, and what else its schema has, are those of the chain.
struct TableFindings {
  bool is_compared = false;
  bool is_same = false;
  std::string why_not = {};    // it was not compared
  std::string text = {};       // lines: what differs, and what else there is to know
  std::string changes = "[]";  // JSON
  std::string strangers = "[]";
};

using CompareTables = std::function<TableFindings(const OpenDatabase& open, const Status& status)>;

struct ChainFindings {
  std::string name;  // the folder, or the program's chain
  std::size_t revisions = 0;
  std::vector<std::string> heads;          // of a valid chain
  std::vector<std::string> mistakes = {};  // JSON objects; without any, the chain is valid
  std::vector<ProofFindings> proofs = {};
  std::vector<SchemaFindings> schemas = {};
  CompareTables compare_tables = {};  // empty: those of a database are not compared
};

[[nodiscard]] ChainFindings findings_of(std::string name, const Chain& chain);

// Prints what was found out, in the format that was asked for, and returns the exit code. A file that is not
// what the chain makes ends the check: the database is not compared. With a chain to
// compare, the database is read first; this throws what migrate::check() and with_database() throw.
[[nodiscard]] int report_check(const Invocation& invocation, const DatabaseOptions& database,
                               const ChainFindings& findings, const Chain* compared);

}  // namespace migrate::cli
