// Cuts a plan into the transactions that it runs in.

#include "migrate/plan.h"

namespace migrate {

namespace {

class GroupCutter {
 public:
  GroupCutter(const Chain& chain, Dialect dialect, TransactionMode mode)
      : chain_(chain), dialect_(dialect), mode_(mode) {}

  bool is_transactional(const PlanStep& step) const {
    return step.direction == Direction::stamp || chain_[step.revision].transaction() != Transaction::none;
  }

  bool must_part(const PlanStep& before, const PlanStep& after) const {
    if (before.direction == Direction::stamp) return false;
    return mode_ == TransactionMode::each || !is_transactional(before) || !is_transactional(after) ||
           chain_[after.revision].transaction() == Transaction::own || needs_commit(before);
  }

 private:
  // PostgreSQL does not allow the use of a new value of an enum before it is committed.
  bool needs_commit(const PlanStep& step) const {
    return step.direction == Direction::upgrade && chain_[step.revision].adds_enum_value(dialect_);
  }

  const Chain& chain_;
  Dialect dialect_;
  TransactionMode mode_;
};

}  // namespace

std::vector<Group> cut_into_groups(const Chain& chain, const Plan& plan, Dialect dialect,
                                   TransactionMode mode) {
  std::vector<Group> groups;
  if (plan.steps.empty() && !plan.purged.empty()) return {{0, 0, true}};

  const GroupCutter cutter(chain, dialect, mode);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    if (i == 0 || cutter.must_part(plan.steps[i - 1], plan.steps[i]))
      groups.push_back({i, i, cutter.is_transactional(plan.steps[i])});
    groups.back().last = i + 1;
  }
  return groups;
}

}  // namespace migrate
