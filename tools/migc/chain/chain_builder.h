#pragma once

// Builds the flat table of a chain from revisions that are already known to be right: ids are unique, every
// parent and dependency exists, and there is no cycle. migc checks that and reports it with file and line;
// here it is a requirement. Tests build their chains with this, too.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/chain/digest.h"
#include "migrate/chain.h"

namespace migrate::core {

struct ScriptItem {
  bool is_call = false;
  std::string text;  // the statement, or the step's name
  std::uint32_t line = 0;
  std::uint8_t flags = 0;  // of ItemRow
};

// A table that a script rebuilds, as it has to be when the script begins.
struct ExpectedTableSpec {
  std::string table;
  std::string outline;
};

// A column that a script drops although none of its statements says so: its table is rebuilt without it.
struct DroppedColumn {
  std::string table;
  std::string column;
};

// One revision in one dialect.
struct ScriptSpec {
  std::vector<ScriptItem> upgrade = {};
  std::vector<ScriptItem> downgrade = {};
  std::vector<ExpectedTableSpec> upgrade_expects = {};
  std::vector<ExpectedTableSpec> downgrade_expects = {};
  std::vector<DroppedColumn> upgrade_drops = {};
  std::vector<DroppedColumn> downgrade_drops = {};
  std::optional<Digest> content = {};  // when it is not the digest of the upgrade items themselves
  bool proven = false;
  bool adds_enum_value = false;
};

struct RevisionSpec {
  std::string id;
  std::vector<std::string> parents = {};
  std::vector<std::string> dependencies = {};  // ids or labels
  std::vector<std::string> labels = {};
  std::string message = {};
  std::string create_date = {};
  std::string irreversible = {};
  std::string lossy = {};
  std::string file = {};
  Transaction transaction = Transaction::shared;
  bool compatible = false;
  std::vector<ScriptSpec> scripts = {};  // one for each dialect of the chain in its order, or none at all
};

struct ChainSpec {
  std::string name = "chain";
  std::vector<Dialect> dialects = {Dialect::sqlite};  // ascending
  std::string version_table = "migrate_version";
  std::string schema = {};
  std::string version_schema = {};
  std::string search_path = {};
  TransactionMode transaction = TransactionMode::all;
  bool allow_multiple_heads = false;
  std::vector<RevisionSpec> revisions = {};  // in any order
};

// A chain together with the memory that its table lives in.
class OwnedChain {
 public:
  struct Storage;

  // REQUIRES: what the head of this file says. Throws migrate::Error (internal) where that is not so.
  explicit OwnedChain(ChainSpec spec);
  OwnedChain(OwnedChain&&) noexcept;
  OwnedChain& operator=(OwnedChain&&) noexcept;
  ~OwnedChain();

  const Chain& chain() const noexcept;
  // Statements that make a new database of this dialect be what all revisions make of it. `origin`: what they
  // were made with, "SQLite 3.40.1". REQUIRES: the chain has the dialect, and no snapshot for it.
  void add_snapshot(Dialect dialect, const std::vector<std::string>& statements,
                    const std::string& origin = {});
  // Of its snapshots.
  const std::vector<std::string>& snapshot_origins() const noexcept;
  // The names of the C++ steps that the scripts call, sorted; ItemRow::step counts in them.
  const std::vector<std::string>& step_names() const noexcept;

 private:
  std::unique_ptr<Storage> storage_;
};

}  // namespace migrate::core
