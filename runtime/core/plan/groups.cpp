// Cuts a plan into the transactions that it runs in.

#include "migrate/plan.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

namespace {

class GroupCutter {
 public:
  GroupCutter(const Chain& chain, Dialect dialect, TransactionMode mode)
      : chain_(chain), dialect_(dialect), mode_(mode) {}

  bool is_transactional(const PlanStep& step) const {
    return step.move() == nullptr || chain_[step.move()->revision].transaction() != Transaction::none;
  }

  // What runs nothing shares one transaction, whatever the mode.
  bool must_part(const PlanStep& before, const PlanStep& after) const {
    if (before.move() == nullptr || after.move() == nullptr) return false;
    return mode_ == TransactionMode::each || !is_transactional(before) || !is_transactional(after) ||
           chain_[after.move()->revision].transaction() == Transaction::own || needs_commit(*before.move());
  }

 private:
  // PostgreSQL does not allow the use of a new value of an enum before it is committed.
  bool needs_commit(const Move& move) const {
    return move.direction == Direction::upgrade && chain_[move.revision].adds_enum_value(dialect_);
  }

  const Chain& chain_;
  Dialect dialect_;
  TransactionMode mode_;
};

}  // namespace

std::vector<Group> cut_into_groups(const Chain& chain, const Plan& plan, Dialect dialect,
                                   TransactionMode mode) {
  std::vector<Group> groups;
  const GroupCutter cutter(chain, dialect, mode);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    if (i == 0 || cutter.must_part(plan.steps[i - 1], plan.steps[i]))
      groups.push_back({i, i, cutter.is_transactional(plan.steps[i])});
    groups.back().last = i + 1;
  }
  return groups;
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
