#pragma once

// A chain is the constant table of all revisions that a program was built with.
//
//     const migrate::Chain& chain = inventory::revisions();
//     for (migrate::Revision revision : chain)
//       std::puts(std::string(revision.id()).c_str());
//
// Everything here is a view: reading a chain allocates nothing, and the strings live as long as the table,
// which for generated code means for ever. A revision is named by its index; parents and dependencies always
// have smaller indexes than the revisions that need them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "migrate/dialect.h"
#include "migrate/elements.h"
#include "migrate/expected_table.h"
#include "migrate/export.h"
#include "migrate/script_fact.h"
#include "migrate/table.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

using RevisionIndex = std::uint32_t;

// One element of a script: a statement, or the call of a C++ step.
class Item {
 public:
  constexpr Item(const generated::Table& table, const generated::ItemRow& row) noexcept
      : table_(&table), row_(&row) {}

  constexpr bool is_call() const noexcept { return row_->step != generated::no_step; }
  // The statement's text, or the step's name.
  constexpr std::string_view text() const noexcept {
    return table_->text.substr(row_->text.offset, row_->text.size);
  }
  constexpr std::uint32_t line() const noexcept { return row_->line; }
  // What runs outside a transaction where the revision says `transaction: none`; the rest has one of its own.
  constexpr bool runs_outside() const noexcept { return is_call() || row_->flags & generated::item_outside; }
  constexpr bool is_setting() const noexcept { return row_->flags & generated::item_setting; }
  constexpr std::uint8_t flags() const noexcept { return row_->flags; }
  // REQUIRES: is_call(). nullptr when this process does not have the step.
  constexpr StepFunction step() const noexcept { return table_->steps[row_->step]; }

 private:
  const generated::Table* table_;
  const generated::ItemRow* row_;
};

namespace generated {

constexpr Item item_at(const Table& table, std::size_t i) noexcept {
  return Item(table, table.items[i]);
}
constexpr ExpectedTable expected_table_at(const Table& table, std::size_t i) noexcept {
  const ExpectedTableRow& row = table.expected_tables[i];
  return {text_at(table, row.table), text_at(table, row.outline)};
}
constexpr ScriptFact fact_at(const Table& table, std::size_t i) noexcept {
  const FactRow& row = table.facts[i];
  return {row.kind, row.item, text_at(table, row.schema), text_at(table, row.table),
          text_at(table, row.detail)};
}
constexpr std::string_view label_at(const Table& table, std::size_t i) noexcept {
  return text_at(table, table.labels[i].name);
}

}  // namespace generated

// What some items of a script do to tables, in their order.
using FactList = generated::Elements<ScriptFact, generated::fact_at>;

// The items of one revision in one direction for one dialect, in order.
class Script : public generated::Elements<Item, generated::item_at> {
 public:
  constexpr Script(const generated::Table& table, generated::Range items, generated::Range expects,
                   generated::Range facts) noexcept
      : Elements(table, items), table_(&table), expects_(expects), facts_(facts) {}

  // The tables that the script rebuilds, as they have to be when it begins.
  constexpr auto expected_tables() const noexcept {
    return generated::Elements<ExpectedTable, generated::expected_table_at>(*table_, expects_);
  }
  constexpr FactList facts() const noexcept { return FactList(*table_, facts_); }
  // Of one item, counted from 0.
  constexpr FactList facts_of(std::size_t item) const noexcept {
    generated::Range range{facts_.first, 0};
    for (const ScriptFact fact : facts()) {
      if (fact.item < item) ++range.first;
      if (fact.item == item) ++range.count;
    }
    return FactList(*table_, range);
  }

 private:
  const generated::Table* table_;
  generated::Range expects_;
  generated::Range facts_;
};

class Revision {
 public:
  constexpr Revision(const generated::Table& table, RevisionIndex index) noexcept
      : table_(&table), index_(index) {}

  constexpr RevisionIndex index() const noexcept { return index_; }
  constexpr std::string_view id() const noexcept { return text(row().id); }
  constexpr std::string_view message() const noexcept { return text(row().message); }
  constexpr std::string_view create_date() const noexcept { return text(row().create_date); }
  // The reason why there is no downgrade; empty when there is one.
  constexpr std::string_view irreversible() const noexcept { return text(row().irreversible); }
  // The reason why the downgrade does not restore all rows; empty when it does.
  constexpr std::string_view lossy() const noexcept { return text(row().lossy); }
  // Relative to the migrations folder: "versions/cb3cf47d9259_add_error_count.sql".
  constexpr std::string_view file() const noexcept { return text(row().file); }
  constexpr Transaction transaction() const noexcept { return row().transaction; }
  constexpr bool is_compatible() const noexcept { return row().flags & generated::revision_compatible; }
  constexpr bool is_stored() const noexcept { return row().flags & generated::revision_stored; }

  constexpr std::span<const RevisionIndex> parents() const noexcept { return links(row().parents); }
  constexpr std::span<const RevisionIndex> dependencies() const noexcept { return links(row().dependencies); }
  constexpr std::span<const RevisionIndex> children() const noexcept { return links(row().children); }
  constexpr std::span<const RevisionIndex> dependents() const noexcept { return links(row().dependents); }
  constexpr auto labels() const noexcept {
    return generated::Elements<std::string_view, generated::label_at>(*table_, row().labels);
  }

  constexpr bool is_base() const noexcept { return row().parents.count == 0; }
  constexpr bool is_head() const noexcept { return row().children.count == 0; }
  constexpr bool is_merge_point() const noexcept { return row().parents.count > 1; }
  constexpr bool is_branch_point() const noexcept { return row().children.count > 1; }

  // REQUIRES for all below: the chain has the dialect.
  constexpr Script upgrade(Dialect dialect) const noexcept {
    const generated::ScriptRow& row = script(dialect);
    return Script(*table_, row.upgrade, row.upgrade_expects, row.upgrade_facts);
  }
  constexpr Script downgrade(Dialect dialect) const noexcept {
    const generated::ScriptRow& row = script(dialect);
    return Script(*table_, row.downgrade, row.downgrade_expects, row.downgrade_facts);
  }
  // Whether migrate.lock records that this revision was run, in each direction that it has, before it was
  // released.
  constexpr bool is_proven(Dialect dialect) const noexcept {
    return script(dialect).flags & generated::script_proven;
  }
  // In all dialects of the chain.
  constexpr bool is_proven() const noexcept {
    for (const Dialect dialect : table_->dialects)
      if (!is_proven(dialect)) return false;
    return true;
  }
  constexpr bool adds_enum_value(Dialect dialect) const noexcept {
    return script(dialect).flags & generated::script_adds_enum_value;
  }
  // In lower-case hexadecimal; docs/digests.md says what goes into each.
  constexpr std::string_view content_digest(Dialect dialect) const noexcept { return digest(dialect, 0); }
  constexpr std::string_view chain_digest(Dialect dialect) const noexcept { return digest(dialect, 1); }

 private:
  constexpr const generated::RevisionRow& row() const noexcept { return table_->revisions[index_]; }
  constexpr std::string_view text(generated::Text text) const noexcept {
    return generated::text_at(*table_, text);
  }
  constexpr std::span<const RevisionIndex> links(generated::Range range) const noexcept {
    return table_->links.subspan(range.first, range.count);
  }
  constexpr std::size_t script_index(Dialect dialect) const noexcept {
    std::size_t place = 0;
    while (place < table_->dialects.size() && table_->dialects[place] != dialect) ++place;
    return index_ * table_->dialects.size() + place;
  }
  constexpr const generated::ScriptRow& script(Dialect dialect) const noexcept {
    return table_->scripts[script_index(dialect)];
  }
  constexpr std::string_view digest(Dialect dialect, std::size_t which) const noexcept {
    return table_->digests[script_index(dialect) * generated::digests_per_script + which].text();
  }

  const generated::Table* table_;
  RevisionIndex index_;
};

namespace generated {

constexpr Revision revision_at(const Table& table, std::size_t i) noexcept {
  return Revision(table, static_cast<RevisionIndex>(i));
}

}  // namespace generated

class MIGRATE_API Chain {
 public:
  using Iterator = generated::Elements<Revision, generated::revision_at>::Iterator;

  // The table must outlive the chain.
  constexpr explicit Chain(const generated::Table& table) noexcept : table_(&table) {}

  // The NAME of migrate_add_revisions().
  constexpr std::string_view name() const noexcept { return table_->name; }
  // One value for the whole chain in all its dialects, in lower-case hexadecimal.
  constexpr std::string_view root_digest() const noexcept { return table_->root_digest; }
  constexpr const Settings& settings() const noexcept { return table_->settings; }
  constexpr std::span<const Dialect> dialects() const noexcept { return table_->dialects; }
  constexpr bool has_dialect(Dialect dialect) const noexcept {
    for (Dialect own : table_->dialects)
      if (own == dialect) return true;
    return false;
  }

  constexpr std::size_t size() const noexcept { return table_->revisions.size(); }
  constexpr Revision operator[](RevisionIndex index) const noexcept { return Revision(*table_, index); }
  constexpr Iterator begin() const noexcept { return Iterator(*table_, 0); }
  constexpr Iterator end() const noexcept { return Iterator(*table_, size()); }

  // Revisions without a child, without a parent; ascending.
  constexpr std::span<const RevisionIndex> heads() const noexcept { return table_->heads; }
  constexpr std::span<const RevisionIndex> bases() const noexcept { return table_->bases; }

  // By the whole id or label; case-sensitive.
  std::optional<RevisionIndex> find_revision(std::string_view id) const noexcept;
  std::optional<RevisionIndex> find_label(std::string_view label) const noexcept;
  // All revisions whose id begins so, in the order of their ids.
  std::span<const RevisionIndex> find_prefix(std::string_view prefix) const noexcept;

  constexpr const generated::Table& table() const noexcept { return *table_; }

 private:
  const generated::Table* table_;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
