#include "compiled_long_chain.h"

namespace migrate::bench {

namespace {

constexpr std::size_t revisions = 1000;

std::vector<core::ScriptItem> items_of(const std::vector<std::string>& statements) {
  std::vector<core::ScriptItem> items;
  for (const std::string& statement : statements) items.push_back({.text = statement});
  return items;
}

}  // namespace

core::OwnedChain compile_long_chain() {
  core::ChainSpec spec{.dialects = {Dialect::sqlite, Dialect::postgres}};
  for (const testing::LongChainRevision& from : long_chain()) {
    core::RevisionSpec revision{.id = from.id, .message = from.message};
    if (!from.parent.empty()) revision.parents = {from.parent};
    const core::ScriptSpec script{.upgrade = items_of(from.upgrade), .downgrade = items_of(from.downgrade)};
    revision.scripts = {script, script};
    spec.revisions.push_back(std::move(revision));
  }
  return core::OwnedChain(std::move(spec));
}

const LongChain& long_chain() {
  static const LongChain chain = testing::make_long_chain(revisions);
  return chain;
}

const Chain& compiled_chain() {
  static const core::OwnedChain owned = compile_long_chain();
  return owned.chain();
}

}  // namespace migrate::bench
