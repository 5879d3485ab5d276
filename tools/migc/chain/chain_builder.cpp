#include "migc/chain/chain_builder.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <queue>
#include <string>
#include <unordered_map>

#include "engine/item_flags.h"
#include "engine/script_facts.h"
#include "migrate/error.h"

namespace migrate::core {

using generated::Range;
using generated::Text;

struct OwnedChain::Storage {
  std::string name, root_digest, version_table, schema, version_schema, search_path;
  std::string text;
  std::vector<generated::HexDigest> digests;
  std::vector<Dialect> dialects;
  std::vector<generated::RevisionRow> revisions;
  std::vector<std::uint32_t> links, by_id, heads, bases;
  std::vector<generated::LabelRow> labels;
  std::vector<generated::ScriptRow> scripts;
  std::vector<generated::ItemRow> items;
  std::vector<generated::ExpectedTableRow> expected_tables;
  std::vector<generated::FactRow> facts;
  std::vector<std::string> step_names;
  std::vector<StepFunction> steps;
  std::vector<generated::SnapshotRow> snapshots;
  std::vector<std::string> snapshot_origins;
  std::vector<Text> snapshot_statements;
  generated::Table table{};
  Chain chain{table};
};

namespace {

// The relations of the revisions, by their place in the spec.
struct Graph {
  std::vector<std::vector<std::uint32_t>> parents, dependencies;
};

using Names = std::unordered_map<std::string_view, std::uint32_t>;

Names name_revisions(const std::vector<RevisionSpec>& revisions) {
  Names names;
  for (std::uint32_t i = 0; i < revisions.size(); ++i) {
    names.emplace(revisions[i].id, i);
    for (const std::string& label : revisions[i].labels) names.emplace(label, i);
  }
  return names;
}

// A label and an id can name one revision; it counts once.
std::vector<std::uint32_t> resolve(const Names& names, const std::vector<std::string>& wanted) {
  std::vector<std::uint32_t> found;
  for (const std::string& name : wanted) {
    const auto entry = names.find(name);
    if (entry == names.end()) throw Error(ErrorKind::internal, "chain with an unknown name: " + name);
    if (std::ranges::find(found, entry->second) == found.end()) found.push_back(entry->second);
  }
  return found;
}

Graph make_graph(const std::vector<RevisionSpec>& revisions) {
  const Names names = name_revisions(revisions);
  Graph graph;
  for (const RevisionSpec& revision : revisions) {
    graph.parents.push_back(resolve(names, revision.parents));
    graph.dependencies.push_back(resolve(names, revision.dependencies));
  }
  return graph;
}

// Parents and dependencies first; of those that could come next, the one with the smallest id.
std::vector<std::uint32_t> topological_order(const std::vector<RevisionSpec>& revisions, const Graph& graph) {
  const std::size_t count = revisions.size();
  std::vector<std::vector<std::uint32_t>> followers(count);
  std::vector<std::size_t> missing(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    missing[i] = graph.parents[i].size() + graph.dependencies[i].size();
    for (const std::uint32_t parent : graph.parents[i]) followers[parent].push_back(i);
    for (const std::uint32_t parent : graph.dependencies[i]) followers[parent].push_back(i);
  }
  const auto later = [&](std::uint32_t a, std::uint32_t b) { return revisions[a].id > revisions[b].id; };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(later)> ready(later);
  for (std::uint32_t i = 0; i < count; ++i)
    if (missing[i] == 0) ready.push(i);

  std::vector<std::uint32_t> order;
  while (!ready.empty()) {
    const std::uint32_t next = ready.top();
    ready.pop();
    order.push_back(next);
    for (const std::uint32_t follower : followers[next])
      if (--missing[follower] == 0) ready.push(follower);
  }
  if (order.size() != count) throw Error(ErrorKind::internal, "chain with a cycle");
  return order;
}

// Fills one storage from one spec whose revisions are in topological order.
class Filler {
 public:
  Filler(OwnedChain::Storage& storage, const ChainSpec& spec) : out_(storage), spec_(spec) {}

  void fill() {
    const Graph graph = make_graph(spec_.revisions);
    collect_step_names();
    for (std::uint32_t i = 0; i < spec_.revisions.size(); ++i) add_revision(i, graph);
    add_followers(graph.parents, &generated::RevisionRow::children);
    add_followers(graph.dependencies, &generated::RevisionRow::dependents);
    add_ends();
    sort_ids();
    for (std::uint32_t i = 0; i < spec_.revisions.size(); ++i) add_scripts(i, graph);
    add_digests();
  }

 private:
  Text add_text(std::string_view text) {
    const Text place{static_cast<std::uint32_t>(out_.text.size()), static_cast<std::uint32_t>(text.size())};
    out_.text += text;
    return place;
  }

  // Most statements are the same in every dialect, and are kept once.
  Text add_shared_text(const std::string& text) {
    const auto known = shared_texts_.find(text);
    if (known != shared_texts_.end()) return known->second;
    return shared_texts_.emplace(text, add_text(text)).first->second;
  }

  Range add_links(std::vector<std::uint32_t> links) {
    const Range range{static_cast<std::uint32_t>(out_.links.size()),
                      static_cast<std::uint32_t>(links.size())};
    out_.links.insert(out_.links.end(), links.begin(), links.end());
    return range;
  }

  Range add_labels(std::uint32_t index) {
    std::vector<std::string> labels = spec_.revisions[index].labels;
    std::sort(labels.begin(), labels.end());
    const Range range{static_cast<std::uint32_t>(out_.labels.size()),
                      static_cast<std::uint32_t>(labels.size())};
    for (const std::string& label : labels) out_.labels.push_back({add_text(label), index});
    return range;
  }

  void add_revision(std::uint32_t index, const Graph& graph) {
    const RevisionSpec& spec = spec_.revisions[index];
    generated::RevisionRow row{};
    row.id = add_text(spec.id);
    row.message = add_text(spec.message);
    row.create_date = add_text(spec.create_date);
    row.irreversible = add_text(spec.irreversible);
    row.lossy = add_text(spec.lossy);
    row.file = add_text(spec.file);
    row.parents = add_links(graph.parents[index]);
    row.dependencies = add_links(graph.dependencies[index]);
    row.labels = add_labels(index);
    row.transaction = spec.transaction;
    row.flags = spec.compatible ? generated::revision_compatible : 0;
    out_.revisions.push_back(row);
  }

  void add_followers(const std::vector<std::vector<std::uint32_t>>& relation,
                     Range generated::RevisionRow::*field) {
    std::vector<std::vector<std::uint32_t>> followers(relation.size());
    for (std::uint32_t i = 0; i < relation.size(); ++i)
      for (const std::uint32_t parent : relation[i]) followers[parent].push_back(i);
    for (std::uint32_t i = 0; i < relation.size(); ++i)
      out_.revisions[i].*field = add_links(std::move(followers[i]));
  }

  void add_ends() {
    for (std::uint32_t i = 0; i < out_.revisions.size(); ++i) {
      if (out_.revisions[i].children.count == 0) out_.heads.push_back(i);
      if (out_.revisions[i].parents.count == 0) out_.bases.push_back(i);
    }
  }

  void sort_ids() {
    out_.by_id.resize(spec_.revisions.size());
    std::iota(out_.by_id.begin(), out_.by_id.end(), 0U);
    std::sort(out_.by_id.begin(), out_.by_id.end(), [&](std::uint32_t a, std::uint32_t b) {
      return spec_.revisions[a].id < spec_.revisions[b].id;
    });
  }

  void collect_step_names() {
    std::map<std::string, std::uint32_t>& numbers = step_numbers_;
    for (const RevisionSpec& revision : spec_.revisions)
      for (const ScriptSpec& script : revision.scripts)
        for (const auto* items : {&script.upgrade, &script.downgrade})
          for (const ScriptItem& item : *items)
            if (item.is_call) numbers.emplace(item.text, 0);
    for (auto& [name, number] : numbers) {
      number = static_cast<std::uint32_t>(out_.step_names.size());
      out_.step_names.push_back(name);
    }
    out_.steps.assign(out_.step_names.size(), nullptr);
  }

  Range add_items(const std::vector<ScriptItem>& items, Dialect dialect) {
    const Range range{static_cast<std::uint32_t>(out_.items.size()),
                      static_cast<std::uint32_t>(items.size())};
    for (const ScriptItem& item : items)
      out_.items.push_back({add_shared_text(item.text), item.line,
                            item.is_call ? step_numbers_.at(item.text) : generated::no_step,
                            flags_of(item, dialect)});
    return range;
  }

  static std::uint8_t flags_of(const ScriptItem& item, Dialect dialect) {
    return item.is_call ? item.flags : item.flags | statement_flags(dialect, item.text);
  }

  Range add_expected_tables(const std::vector<ExpectedTableSpec>& tables) {
    const Range range{static_cast<std::uint32_t>(out_.expected_tables.size()),
                      static_cast<std::uint32_t>(tables.size())};
    for (const ExpectedTableSpec& expected : tables)
      out_.expected_tables.push_back({add_shared_text(expected.table), add_shared_text(expected.outline)});
    return range;
  }

  Range add_facts(const std::vector<ScriptItem>& items, const std::vector<DroppedColumn>& drops,
                  Dialect dialect) {
    ScriptFacts reader(dialect);
    for (const ScriptItem& item : items) item.is_call ? reader.read_call() : reader.read(item.text);
    for (const DroppedColumn& drop : drops) reader.add_dropped_column(drop.table, drop.column);
    const Range range{static_cast<std::uint32_t>(out_.facts.size()),
                      static_cast<std::uint32_t>(reader.facts().size())};
    for (const OwnedFact& fact : reader.facts())
      out_.facts.push_back({fact.kind, fact.item, add_shared_text(fact.schema), add_shared_text(fact.table),
                            add_shared_text(fact.detail)});
    return range;
  }

  void add_scripts(std::uint32_t index, const Graph& graph) {
    std::vector<ScriptSpec> scripts = spec_.revisions[index].scripts;
    scripts.resize(spec_.dialects.size());
    for (std::size_t place = 0; place < scripts.size(); ++place) {
      const ScriptSpec& script = scripts[place];
      const int flags = (script.proven ? generated::script_proven : 0) |
                        (script.adds_enum_value ? generated::script_adds_enum_value : 0);
      out_.scripts.push_back({add_items(script.upgrade, spec_.dialects[place]),
                              add_items(script.downgrade, spec_.dialects[place]),
                              add_expected_tables(script.upgrade_expects),
                              add_expected_tables(script.downgrade_expects),
                              add_facts(script.upgrade, script.upgrade_drops, spec_.dialects[place]),
                              add_facts(script.downgrade, script.downgrade_drops, spec_.dialects[place]),
                              static_cast<std::uint8_t>(flags)});
      const Digest content =
          script.content ? *script.content : content_digest(as_digest_items(script.upgrade));
      const Digest chain =
          chain_digest(spec_.dialects[place], spec_.revisions[index].id, spec_.revisions[index].transaction,
                       chain_digests_of_parents(index, place, graph), content);
      chain_digests_.push_back(chain);
      out_.digests.push_back(hex_digest(to_hex(content)));
      out_.digests.push_back(hex_digest(to_hex(chain)));
    }
  }

  static std::vector<DigestItem> as_digest_items(const std::vector<ScriptItem>& items) {
    std::vector<DigestItem> views;
    for (const ScriptItem& item : items) views.push_back({item.is_call, item.text});
    return views;
  }

  const Digest& chain_digest_of(std::uint32_t index, std::size_t place) const {
    return chain_digests_[index * spec_.dialects.size() + place];
  }

  std::vector<Digest> chain_digests_of_parents(std::uint32_t index, std::size_t place,
                                               const Graph& graph) const {
    std::vector<Digest> digests;
    for (const auto* relation : {&graph.parents[index], &graph.dependencies[index]})
      for (const std::uint32_t parent : *relation) digests.push_back(chain_digest_of(parent, place));
    return digests;
  }

  void add_digests() {
    std::vector<DialectHeads> all;
    for (std::size_t place = 0; place < spec_.dialects.size(); ++place) {
      DialectHeads heads{spec_.dialects[place], {}};
      for (const std::uint32_t head : out_.heads) heads.chain_digests.push_back(chain_digest_of(head, place));
      all.push_back(std::move(heads));
    }
    out_.root_digest = to_hex(root_digest(all));
  }

  OwnedChain::Storage& out_;
  const ChainSpec& spec_;
  std::map<std::string, std::uint32_t> step_numbers_;
  std::unordered_map<std::string, Text> shared_texts_;
  std::vector<Digest> chain_digests_;
};

generated::Table view_of(const OwnedChain::Storage& storage, const ChainSpec& spec) {
  return {
      .format = generated::table_format,
      .name = storage.name,
      .root_digest = storage.root_digest,
      .settings = {storage.version_table, storage.schema, storage.version_schema, storage.search_path,
                   spec.transaction, spec.allow_multiple_heads},
      .text = storage.text,
      .digests = storage.digests,
      .dialects = storage.dialects,
      .revisions = storage.revisions,
      .links = storage.links,
      .by_id = storage.by_id,
      .heads = storage.heads,
      .bases = storage.bases,
      .labels = storage.labels,
      .scripts = storage.scripts,
      .items = storage.items,
      .expected_tables = storage.expected_tables,
      .facts = storage.facts,
      .steps = storage.steps,
      .snapshots = storage.snapshots,
      .snapshot_statements = storage.snapshot_statements,
  };
}

void sort_revisions(ChainSpec& spec) {
  const Graph graph = make_graph(spec.revisions);
  std::vector<RevisionSpec> sorted;
  for (const std::uint32_t place : topological_order(spec.revisions, graph))
    sorted.push_back(std::move(spec.revisions[place]));
  spec.revisions = std::move(sorted);
}

}  // namespace

OwnedChain::OwnedChain(ChainSpec spec) : storage_(std::make_unique<Storage>()) {
  sort_revisions(spec);
  Filler(*storage_, spec).fill();
  storage_->name = std::move(spec.name);
  storage_->version_table = std::move(spec.version_table);
  storage_->schema = std::move(spec.schema);
  storage_->version_schema = std::move(spec.version_schema);
  storage_->search_path = std::move(spec.search_path);
  storage_->dialects = std::move(spec.dialects);
  storage_->table = view_of(*storage_, spec);
}

OwnedChain::OwnedChain(OwnedChain&&) noexcept = default;
OwnedChain& OwnedChain::operator=(OwnedChain&&) noexcept = default;
OwnedChain::~OwnedChain() = default;

void OwnedChain::add_snapshot(Dialect dialect, const std::vector<std::string>& statements,
                              const std::string& origin) {
  Storage& out = *storage_;
  const Range range{static_cast<std::uint32_t>(out.snapshot_statements.size()),
                    static_cast<std::uint32_t>(statements.size())};
  for (const std::string& statement : statements) {
    out.snapshot_statements.push_back(
        {static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(statement.size())});
    out.text += statement;
  }
  out.snapshot_origins.push_back(origin);
  out.snapshots.push_back({dialect, range, &generated::load_snapshot});
  out.table.text = out.text;
  out.table.snapshots = out.snapshots;
  out.table.snapshot_statements = out.snapshot_statements;
}

const std::vector<std::string>& OwnedChain::snapshot_origins() const noexcept {
  return storage_->snapshot_origins;
}

const Chain& OwnedChain::chain() const noexcept {
  return storage_->chain;
}

const std::vector<std::string>& OwnedChain::step_names() const noexcept {
  return storage_->step_names;
}

}  // namespace migrate::core
