#pragma once

// The proof of a chain: each revision is run on a real engine up, down and up again, and the downgrade must
// leave the schema and the rows that the upgrade found.
//
//     SqliteScratch engine(own_tables(chain), true);
//     const Proof proof = prove(chain, engine, {});
//     for (const Finding& finding : proof.findings) ...
//
// The runs are those of a program: the same library applies the same compiled chain. The tables have made-up
// rows (migc/rows/row_maker.h) and those of the author's fixtures. A revision that fails does not end the
// proof: the state before it is restored, and all revisions continue that do not need it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "migc/catalogue/difference.h"
#include "migc/proof/row_watch.h"
#include "migc/proof/step_program.h"
#include "migc/rows/fixtures.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

enum class FindingKind : unsigned char {
  upgrade_fails,
  downgrade_fails,
  downgrade_differs,    // the schema after it is not the one before the upgrade
  rows_differ,          // the same of the rows, and the header does not say `lossy`
  upgrade_fails_again,  // after the downgrade
  breaks_object,        // the upgrade leaves a view or trigger that fails whenever it is used
  function_missing,     // or a collation, which only the program has; a stand-in takes its place
  fails_together,       // in the transactions of a new database
  differs_together,
  breaks_query,  // which an older program asks, although the header says `compatible`
  query_fails,   // one of this release, at the head
  fixture_fails,
  fails_on_rows,       // a run fails, but not without the made-up rows: other rows may be right
  differs_on_rows,     // the same of downgrade_differs
  fails_on_keys,       // the upgrade fails, but not without foreign keys
  breaks_keys,         // the upgrade leaves a table whose foreign keys lead nowhere
  engine_lacks,        // what the revision needs, so that neither this nor what needs it can be run
  upgrade_calls_step,  // which only the program has, so that neither this nor what needs it can be run
  downgrade_calls_step,
  upgrade_differs_again,  // the schema after it is not the one after the first time
  order_differs,          // of columns alone: what names its columns does not notice
  compatible_unchecked,   // no query is known that an older program asks
};

struct Finding {
  FindingKind kind;
  RevisionIndex revision;
  std::string message = {};     // the database's own words; of a step, its name
  std::string suggestion = {};  // the end of the message: what was meant
  std::uint32_t statement = 0;  // counted from 1 within the script; 0: not known
  std::uint32_t line = 0;       // of the revision's file, in that statement; 0: not known
  std::string query = {};       // the file of a query, "queries/runs.sql"; then the line is its line
  std::uint32_t column = 0;     // of a query
  std::vector<Difference> differences = {};
  std::vector<std::string> rows = {};                   // lines that show how they differ
  FindingKind failed_run = FindingKind::upgrade_fails;  // which one fails on rows, or for what is missing
  std::string fixture = {};   // that failed, or that would tell more: "fixtures/cb3cf47d9259.sql"
  std::size_t needed_by = 0;  // revisions that were not run because this one was not
  bool may_pass = false;      // a limit was met, of time or of rights, so that another run may end otherwise
};

// Whether a finding is a mistake of its revision.
[[nodiscard]] constexpr bool is_error(FindingKind kind) noexcept {
  return kind <= FindingKind::fixture_fails;
}

enum class Verdict : unsigned char {
  proven,      // in both directions, or in the only one that an irreversible revision has
  wrong,       // a finding says why
  not_proven,  // it, or one that it needs, could not be run
};

struct Proof {
  std::vector<Verdict> verdicts;                           // of each revision, by its index
  std::vector<bool> ran;                                   // whether its upgrade did, by its index
  std::vector<Finding> findings;                           // in the order of the chain
  std::vector<TableWithoutRows> tables_without_rows = {};  // where the chain ends
  RevisionIndex known = 0;  // how many verdicts, from the first on, are of an earlier proof

  [[nodiscard]] std::size_t count(Verdict verdict) const;
};

// Sets Finding::needed_by.
void count_what_did_not_run(Proof& proof, const Chain& chain);

// The ids of the revisions that could not be run although all that they need could: beyond them nothing is
// proven.
[[nodiscard]] std::vector<std::string> not_proven_beyond(const Proof& proof, const Chain& chain);

// What is run: each revision up; or up, down and up again; or also all of them together, as on a new
// database.
enum class ProofDepth : unsigned char { upgrade, roundtrip, together };

class ProofMemory;
struct QueryLists;

struct ProofOptions {
  ProofDepth depth = ProofDepth::together;
  const StepProgram* program = nullptr;  // that has the C++ steps; nullptr: what calls one is not run
  std::vector<bool> only_up = {};        // by the index of the revision; empty: none of them
  // How many revisions come before those that are run together. REQUIRES for another number: no program.
  RevisionIndex together_from = 0;
  ProofMemory* memory = nullptr;
  // Of one move, in migc itself, and of one statement besides: a fixture's, or that makes up a row.
  std::chrono::milliseconds limit = std::chrono::minutes(5);
  std::vector<Fixture> fixtures = {};              // in the order of the chain
  const QueryLists* queries = nullptr;             // nullptr: none is checked
  std::function<void(RevisionIndex)> begins = {};  // called before each revision whose verdict is not known
  // Called where all revisions are applied; returns whether it found nothing. If it did, it is called again
  // without the made-up rows and what their triggers have done.
  std::function<bool(ScratchDatabase& head)> at_head = {};
  bool only_head = false;  // REQUIRES: the memory knows all verdicts, and what is found out at the end

  // Whether a revision is to be run down as well.
  [[nodiscard]] bool goes_back(const Revision& revision) const;
};

// Of revisions whose verdicts are known to the memory, the proof has no verdicts and no findings of its own:
// they are `not_proven`. REQUIRES: the chain has the dialect of the engine. Throws migrate::Error where the
// proof itself cannot go on: the disk is full, there is no memory.
[[nodiscard]] Proof prove(const Chain& chain, ScratchEngine& engine, const ProofOptions& options);

}  // namespace migrate::migc
