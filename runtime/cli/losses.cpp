#include "cli/losses.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/untrusted_text.h"
#include "engine/names.h"
#include "engine/script_facts.h"

namespace migrate::cli {

namespace {

using core::OwnedFact;

// The compiled table has no facts of a script that only the history stored; such a script has no lines.
std::vector<OwnedFact> facts_of(const Script& script, Dialect dialect) {
  std::vector<OwnedFact> facts;
  for (const ScriptFact fact : script.facts()) {
    facts.push_back(
        {fact.kind, fact.item, std::string(fact.schema), std::string(fact.table), std::string(fact.detail)});
  }
  if (script.empty() || script[0].line() != 0) return facts;
  core::ScriptFacts reader(dialect);
  for (const Item item : script) item.is_call() ? reader.read_call() : reader.read(item.text());
  return reader.facts();
}

class LossReader {
 public:
  LossReader(std::vector<OwnedFact> facts, Dialect dialect) : facts_(std::move(facts)), dialect_(dialect) {}

  std::vector<Loss> read() const {
    std::vector<Loss> losses;
    for (auto fact = facts_.begin(); fact != facts_.end(); ++fact) {
      if (fact->kind == FactKind::drops_column)
        losses.push_back(
            {fact->item, fmt::format("loses the column {}.{}", name_of(*fact), core::shown(fact->detail))});
      if (fact->kind == FactKind::drops_table && !is_made_here(fact) && !is_rebuilt(fact))
        losses.push_back({fact->item, fmt::format("loses the rows of {}", name_of(*fact))});
    }
    return losses;
  }

 private:
  using Place = std::vector<OwnedFact>::const_iterator;

  static std::string name_of(const OwnedFact& fact) {
    return core::shown(fact.schema.empty() ? fact.table : fact.schema + '.' + fact.table);
  }

  bool creates(const OwnedFact& fact, const OwnedFact& like, const std::string& table) const {
    return fact.kind == FactKind::creates_table && fact.schema == like.schema &&
           core::is_same_name(dialect_, fact.table, table);
  }

  bool renames_to(const OwnedFact& fact, const OwnedFact& dropped) const {
    return fact.kind == FactKind::renames_table && fact.schema == dropped.schema &&
           core::is_same_name(dialect_, fact.detail, dropped.table);
  }

  bool is_made_here(Place dropped) const {
    return std::any_of(facts_.begin(), dropped,
                       [&](const OwnedFact& fact) { return creates(fact, *dropped, dropped->table); });
  }

  // Either another table takes its name afterwards, or it is what another table was before.
  bool is_rebuilt(Place dropped) const {
    const auto is_replacement = [&](const OwnedFact& fact) { return renames_to(fact, *dropped); };
    if (std::any_of(dropped, facts_.end(), is_replacement)) return true;
    const Place moved = std::find_if(facts_.begin(), dropped, is_replacement);
    return std::any_of(moved, dropped,
                       [&](const OwnedFact& fact) { return creates(fact, *dropped, moved->table); });
  }

  std::vector<OwnedFact> facts_;
  Dialect dialect_;
};

}  // namespace

std::vector<Loss> losses_of(const Script& script, Dialect dialect) {
  return LossReader(facts_of(script, dialect), dialect).read();
}

}  // namespace migrate::cli
