#include "core/ledger/extended_chain.h"

#include <algorithm>

#include "core/ledger/recorded_digests.h"
#include "engine/item_flags.h"
#include "engine/script_facts.h"

namespace migrate::core {

namespace {

template <typename Element>
std::vector<Element> copied(std::span<const Element> elements) {
  return {elements.begin(), elements.end()};
}

template <typename Elements>
std::uint32_t size_of(const Elements& elements) {
  return static_cast<std::uint32_t>(elements.size());
}

}  // namespace

ExtendedChain::ExtendedChain(const Chain& chain, Dialect dialect,
                             const std::vector<ReversibleRevision>& revisions)
    : known_(chain),
      table_(chain.table()),
      text_(table_.text),
      digests_(copied(table_.digests)),
      revisions_(copied(table_.revisions)),
      links_(copied(table_.links)),
      by_id_(copied(table_.by_id)),
      scripts_(copied(table_.scripts)),
      items_(copied(table_.items)),
      facts_(copied(table_.facts)),
      chain_(table_) {
  for (const ReversibleRevision& revision : revisions) add(revision, dialect);
  table_.text = text_;
  table_.digests = digests_;
  table_.revisions = revisions_;
  table_.links = links_;
  table_.scripts = scripts_;
  table_.items = items_;
  table_.facts = facts_;
  std::ranges::sort(by_id_, {}, [this](RevisionIndex index) { return chain_[index].id(); });
  table_.by_id = by_id_;
}

void ExtendedChain::add(const ReversibleRevision& revision, Dialect dialect) {
  const RecordedRevision& recorded = revision.recorded;
  generated::RevisionRow row{};
  row.id = add_text(recorded.revision);
  row.message = add_text(recorded.message);
  row.parents = add_links(recorded.down_revision);
  row.dependencies = add_links(recorded.depends_on);
  if (has_flag(recorded, "lossy")) row.lossy = add_text("the program that applied it says so");
  row.transaction = transaction_of(recorded);
  row.flags = generated::revision_stored;
  if (has_flag(recorded, "compatible")) row.flags |= generated::revision_compatible;
  by_id_.push_back(size_of(revisions_));
  added_.emplace(recorded.revision, size_of(revisions_));
  revisions_.push_back(row);
  for (const Dialect own : table_.dialects) {
    if (own == dialect) {
      add_script(revision, dialect);
    } else {
      scripts_.emplace_back();
      digests_.insert(digests_.end(), generated::digests_per_script, {});
    }
  }
}

void ExtendedChain::add_script(const ReversibleRevision& revision, Dialect dialect) {
  const RecordedRevision& recorded = revision.recorded;
  generated::ScriptRow row{};
  row.downgrade = {size_of(items_), size_of(revision.downgrade)};
  row.downgrade_facts = add_facts(revision.downgrade, dialect);
  scripts_.push_back(row);
  for (const StoredItem& item : revision.downgrade) add_item(item, dialect);
  digests_.push_back(hex_digest(recorded.content_digest));
  digests_.push_back(hex_digest(recorded.chain_digest));
}

void ExtendedChain::add_item(const StoredItem& item, Dialect dialect) {
  const std::uint32_t step = item.is_call ? *find_step(known_, item.text) : generated::no_step;
  const std::uint8_t flags = item.is_call ? 0 : statement_flags(dialect, item.text);
  items_.push_back({.text = add_text(item.text), .line = 0, .step = step, .flags = flags});
}

// A program reads the text of no other script.
generated::Range ExtendedChain::add_facts(const std::vector<StoredItem>& items, Dialect dialect) {
  const std::uint32_t first = size_of(facts_);
  ScriptFacts reader(dialect);
  for (const StoredItem& item : items) item.is_call ? reader.read_call() : reader.read(item.text);
  for (const OwnedFact& fact : reader.facts())
    facts_.push_back(
        {fact.kind, fact.item, add_text(fact.schema), add_text(fact.table), add_text(fact.detail)});
  return {first, size_of(facts_) - first};
}

generated::Text ExtendedChain::add_text(std::string_view text) {
  const generated::Text place{size_of(text_), size_of(text)};
  text_ += text;
  return place;
}

generated::Range ExtendedChain::add_links(const std::string& ids) {
  const std::uint32_t first = size_of(links_);
  for (const std::string& id : split_list(ids)) {
    const auto added = added_.find(id);
    links_.push_back(added != added_.end() ? added->second : *known_.find_revision(id));
  }
  return {first, size_of(links_) - first};
}

std::optional<std::uint32_t> find_step(const Chain& chain, std::string_view name) {
  const generated::Table& table = chain.table();
  for (const generated::ItemRow& row : table.items)
    if (const Item item(table, row); item.is_call() && item.text() == name && item.step() != nullptr)
      return row.step;
  return std::nullopt;
}

}  // namespace migrate::core
