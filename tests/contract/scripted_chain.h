#pragma once

// Chains with scripts, written in a line a revision.
//
//     const ScriptedChain chain({{.id = "a", .up = {"CREATE TABLE a (id INTEGER)"}, .down = {"DROP TABLE
//     a"}}}); migrate::upgrade(connection, chain.chain());
//
// An item that begins with "call " is a C++ step.

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "migc/chain/chain_builder.h"
#include "migrate/dialect.h"

namespace migrate::testing {

struct ScriptedRevision {
  std::string id;
  std::vector<std::string> parents = {};
  std::vector<std::string> up = {};
  std::vector<std::string> down = {};
  Transaction transaction = Transaction::shared;
  std::string message = {};
  std::string irreversible = {};
  std::string lossy = {};
  bool adds_enum_value = false;
  std::vector<core::ExpectedTableSpec> expects = {};  // of the upgrade
  std::vector<std::string> dependencies = {};
  bool compatible = false;
};

// Of PostgreSQL.
struct Schemas {
  std::string schema = {};
  std::string version_schema = {};
  std::string search_path = {};
};

using Steps = std::map<std::string, StepFunction>;

class ScriptedChain {
 public:
  explicit ScriptedChain(std::vector<ScriptedRevision> revisions, Steps steps = {},
                         std::string version_table = "migrate_version", Schemas schemas = {},
                         bool allow_multiple_heads = false)
      : owned_(spec_of(std::move(revisions), std::move(version_table), std::move(schemas),
                       allow_multiple_heads)),
        table_(owned_.chain().table()),
        chain_(table_) {
    for (const std::string& name : owned_.step_names())
      steps_.push_back(steps.contains(name) ? steps.at(name) : nullptr);
    table_.steps = steps_;
  }
  ScriptedChain(const ScriptedChain&) = delete;
  ScriptedChain& operator=(const ScriptedChain&) = delete;

  // Statements that a new database can be made by instead.
  ScriptedChain& add_snapshot(Dialect dialect, const std::vector<std::string>& statements) {
    owned_.add_snapshot(dialect, statements);
    table_ = owned_.chain().table();
    table_.steps = steps_;
    return *this;
  }

  const Chain& chain() const { return chain_; }
  operator const Chain&() const { return chain_; }

 private:
  // As migc would have them.
  static std::uint8_t flags_of(const std::string& text) {
    if (text.starts_with("SET ")) return generated::item_setting;
    const bool is_outside = text.starts_with("VACUUM") || text.starts_with("PRAGMA journal_mode") ||
                            text.starts_with("CALL ") || text.find(" CONCURRENTLY") != std::string::npos ||
                            (text.starts_with("DO ") && text.find("COMMIT") != std::string::npos);
    return is_outside ? generated::item_outside : 0;
  }

  static std::vector<core::ScriptItem> items_of(const std::vector<std::string>& texts) {
    std::vector<core::ScriptItem> items;
    std::uint32_t line = 10;
    for (const std::string& text : texts) {
      const bool is_call = text.starts_with("call ");
      items.push_back({is_call, is_call ? text.substr(5) : text, line++, flags_of(text)});
    }
    return items;
  }

  static core::OwnedChain spec_of(std::vector<ScriptedRevision> revisions, std::string version_table,
                                  Schemas schemas, bool allow_multiple_heads) {
    core::ChainSpec spec;
    spec.allow_multiple_heads = allow_multiple_heads;
    spec.dialects.assign(all_dialects.begin(), all_dialects.end());
    spec.version_table = std::move(version_table);
    spec.schema = std::move(schemas.schema);
    spec.version_schema = std::move(schemas.version_schema);
    spec.search_path = std::move(schemas.search_path);
    for (ScriptedRevision& revision : revisions) {
      const core::ScriptSpec script{.upgrade = items_of(revision.up),
                                    .downgrade = items_of(revision.down),
                                    .upgrade_expects = revision.expects,
                                    .adds_enum_value = revision.adds_enum_value};
      spec.revisions.push_back({.id = revision.id,
                                .parents = std::move(revision.parents),
                                .dependencies = std::move(revision.dependencies),
                                .message = revision.message,
                                .irreversible = revision.irreversible,
                                .lossy = revision.lossy,
                                .file = "versions/" + revision.id + ".sql",
                                .transaction = revision.transaction,
                                .compatible = revision.compatible,
                                .scripts = {script, script}});
    }
    return core::OwnedChain(std::move(spec));
  }

  core::OwnedChain owned_;
  std::vector<StepFunction> steps_;
  generated::Table table_;
  Chain chain_;
};

// Each creates a table of its own name.
inline ScriptedRevision creates(std::string id, std::vector<std::string> parents = {}) {
  return {.id = id,
          .parents = std::move(parents),
          .up = {"CREATE TABLE " + id + " (id INTEGER)"},
          .down = {"DROP TABLE " + id},
          .message = "create " + id};
}

// Its second statement fails on every engine.
inline ScriptedRevision fails(std::string id, std::vector<std::string> parents = {}) {
  ScriptedRevision revision = creates(std::move(id), std::move(parents));
  revision.up.push_back("DELETE FROM nowhere");
  return revision;
}

// Programs that know only the parents still work on its schema.
inline ScriptedRevision compatible(ScriptedRevision revision) {
  revision.compatible = true;
  return revision;
}

// The same, outside a transaction.
inline ScriptedRevision alone(ScriptedRevision revision) {
  revision.transaction = Transaction::none;
  return revision;
}

}  // namespace migrate::testing
