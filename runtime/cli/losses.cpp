#include "cli/losses.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/untrusted_text.h"
#include "engine/names.h"

namespace migrate::cli {

namespace {

class LossReader {
 public:
  LossReader(const FactList& facts, Dialect dialect)
      : facts_(facts.begin(), facts.end()), dialect_(dialect) {}

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
  using Place = std::vector<ScriptFact>::const_iterator;

  static std::string name_of(const ScriptFact& fact) {
    const std::string table(fact.table);
    return core::shown(fact.schema.empty() ? table : std::string(fact.schema) + '.' + table);
  }

  bool creates(const ScriptFact& fact, const ScriptFact& like, std::string_view table) const {
    return fact.kind == FactKind::creates_table && fact.schema == like.schema &&
           core::is_same_name(dialect_, fact.table, table);
  }

  bool renames_to(const ScriptFact& fact, const ScriptFact& dropped) const {
    return fact.kind == FactKind::renames_table && fact.schema == dropped.schema &&
           core::is_same_name(dialect_, fact.detail, dropped.table);
  }

  bool is_made_here(Place dropped) const {
    return std::any_of(facts_.begin(), dropped,
                       [&](const ScriptFact& fact) { return creates(fact, *dropped, dropped->table); });
  }

  // Either another table takes its name afterwards, or it is what another table was before.
  bool is_rebuilt(Place dropped) const {
    const auto is_replacement = [&](const ScriptFact& fact) { return renames_to(fact, *dropped); };
    if (std::any_of(dropped, facts_.end(), is_replacement)) return true;
    const Place moved = std::find_if(facts_.begin(), dropped, is_replacement);
    return std::any_of(moved, dropped,
                       [&](const ScriptFact& fact) { return creates(fact, *dropped, moved->table); });
  }

  std::vector<ScriptFact> facts_;
  Dialect dialect_;
};

}  // namespace

std::vector<Loss> losses_of(const Script& script, Dialect dialect) {
  return LossReader(script.facts(), dialect).read();
}

}  // namespace migrate::cli
