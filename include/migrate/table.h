#pragma once

// The layout of a compiled chain: a few flat arrays that refer to each other by number and to text by offset.
//
// Generated code fills these structures in read-only memory, so that a program with ten thousand revisions
// runs nothing and allocates nothing before main, and needs no relocation for each revision. Programs do not
// use this header; migrate/chain.h reads the arrays for them.

#include <cstdint>
#include <span>
#include <string_view>

#include "migrate/dialect.h"
#include "migrate/export.h"
#include "migrate/script_fact.h"
#include "migrate/step.h"
#include "migrate/version.h"

namespace migrate::core {
class Run;
}

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct Plan;
struct Report;

// Where a revision runs: in the transaction that its neighbours share, in one that it starts itself, or in
// none.
enum class Transaction : std::uint8_t { shared, own, none };

// How the steps of one run are put into transactions unless a revision says otherwise.
enum class TransactionMode : std::uint8_t { all, each };

// What migrate.yaml says for the running program.
struct Settings {
  std::string_view version_table = "migrate_version";
  std::string_view schema;
  std::string_view version_schema;
  std::string_view search_path;  // names separated by ", "
  TransactionMode transaction = TransactionMode::all;
  bool allow_multiple_heads = false;
};

namespace generated {

// A piece of Table::text.
struct Text {
  std::uint32_t offset;
  std::uint32_t size;
};

// Neighbouring elements of another array.
struct Range {
  std::uint32_t first;
  std::uint32_t count;
};

inline constexpr std::uint32_t no_step = 0xffffffff;

// A statement, or the call of a C++ step: then text is its name and step its place in Table::steps.
struct ItemRow {
  Text text;
  std::uint32_t line;
  std::uint32_t step;
  std::uint8_t flags;
};

// How the statement runs in a revision with `transaction: none`; elsewhere the flags mean nothing.
inline constexpr std::uint8_t item_outside = 1;  // its engine refuses it in a transaction, or it may commit
inline constexpr std::uint8_t item_setting = 2;  // changes the session for the statements after it
// How it reaches a server that takes several statements in one message.
inline constexpr std::uint8_t item_alone =
    4;  // breaks off its message, or changes how the rest of it is read
inline constexpr std::uint8_t item_ends_transaction = 8;  // or begins one, which no revision may
inline constexpr std::uint8_t item_defers = 16;  // may create what is checked at the transaction's end only
inline constexpr std::uint8_t item_concurrent = 32;  // builds an index, and interrupted leaves it invalid

// What a script expects of a table that it rebuilds.
struct ExpectedTableRow {
  Text table;
  Text outline;
};

// A ScriptFact.
struct FactRow {
  FactKind kind;
  std::uint32_t item;
  Text schema;
  Text table;
  Text detail;
};

// One revision in one dialect; row number = revision * dialects + dialect's place.
struct ScriptRow {
  Range upgrade;  // of items, as downgrade
  Range downgrade;
  Range upgrade_expects;  // of expected_tables, as downgrade_expects
  Range downgrade_expects;
  Range upgrade_facts;  // of facts, as downgrade_facts
  Range downgrade_facts;
  std::uint8_t flags;
};

inline constexpr std::uint8_t script_proven = 1;           // in both directions; migrate.lock says so
inline constexpr std::uint8_t script_adds_enum_value = 2;  // the value can be used only after its commit

inline constexpr std::uint8_t revision_compatible = 1;
inline constexpr std::uint8_t revision_stored =
    2;  // never compiled in: only the history of a database has it

struct RevisionRow {
  Text id;
  Text message;
  Text create_date;
  Text irreversible;
  Text lossy;
  Text file;
  Range parents;       // of links, as all four
  Range dependencies;  // depends_on, resolved
  Range children;      // the revisions that name this one as parent, ascending
  Range dependents;    // the revisions that depend on this one, ascending
  Range labels;
  Transaction transaction;
  std::uint8_t flags;
};

struct LabelRow {
  Text name;
  std::uint32_t revision;
};

struct SnapshotRow;

// Lets a new database become at once what the steps of the plan would make of it, and adds them to the
// report. False: nothing was done, because the database is not new, or the snapshot cannot be loaded here.
using SnapshotLoader = bool (*)(core::Run& run, const SnapshotRow& snapshot, const Plan& plan,
                                Report& report);

// The head of a chain in one dialect, as plain statements for a new database. Nothing in the library refers
// to the loader, so only a program that has a snapshot has its code.
struct SnapshotRow {
  Dialect dialect;
  Range statements;  // of snapshot_statements
  SnapshotLoader load;
};

MIGRATE_API bool load_snapshot(core::Run& run, const SnapshotRow& snapshot, const Plan& plan, Report& report);

// A digest in lower-case hexadecimal, and the zero of the literal that it is written as.
struct HexDigest {
  char characters[65];

  constexpr std::string_view text() const noexcept { return {characters, sizeof characters - 1}; }
};

inline constexpr std::uint32_t digests_per_script = 2;  // content, chain

struct Table {
  std::uint32_t format;
  std::string_view name;
  std::string_view root_digest;  // lower-case hexadecimal
  Settings settings;
  std::string_view text;
  std::span<const HexDigest> digests;  // digests_per_script for each script row
  std::span<const Dialect> dialects;
  std::span<const RevisionRow> revisions;  // parents and dependencies first, ties by id
  std::span<const std::uint32_t> links;
  std::span<const std::uint32_t> by_id;  // revision numbers in the order of their ids
  std::span<const std::uint32_t> heads;  // no child
  std::span<const std::uint32_t> bases;  // no parent
  std::span<const LabelRow> labels;      // ascending by revision
  std::span<const ScriptRow> scripts;
  std::span<const ItemRow> items;
  std::span<const ExpectedTableRow> expected_tables;
  std::span<const FactRow> facts;
  std::span<const StepFunction> steps;     // nullptr: this process does not have it
  std::span<const SnapshotRow> snapshots;  // one for a dialect at most
  std::span<const Text> snapshot_statements;
};

}  // namespace generated
}  // namespace MIGRATE_FORMAT
}  // namespace migrate
