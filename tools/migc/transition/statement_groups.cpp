#include "migc/transition/statement_groups.h"

#include <cstddef>
#include <utility>

namespace migrate::migc {

std::vector<StatementGroup> statement_groups(const Transition& transition) {
  std::vector<StatementGroup> groups;
  auto rebuild = transition.rebuilds.begin();
  for (std::size_t i = 0; i < transition.statements.size();) {
    StatementGroup group;
    std::size_t count = 1;
    if (rebuild != transition.rebuilds.end() && rebuild->first == i) {
      group.rebuild = {.before = rebuild->before, .after = rebuild->after, .sources = rebuild->sources};
      count = (rebuild++)->count;
    }
    for (; count > 0; --count) group.statements.push_back(transition.statements[i++]);
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace migrate::migc
