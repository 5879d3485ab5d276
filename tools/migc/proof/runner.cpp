#include "migc/proof/runner.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "migc/proof/outside_effect.h"
#include "migc/proof/unrecorded_run.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::migc {

namespace {

// The step that a script calls first; empty where it calls none.
std::string called_step(const Script& script) {
  for (const Item& item : script)
    if (item.is_call()) return std::string(item.text());
  return {};
}

std::string called_step(const Revision& revision, Direction direction, Dialect dialect) {
  return called_step(direction == Direction::upgrade ? revision.upgrade(dialect)
                                                     : revision.downgrade(dialect));
}

void set_rows(ScratchDatabase& database, const Chain& chain, std::vector<std::string> rows) {
  if (rows.empty()) rows.emplace_back("base");
  stamp(database.connection(), chain, rows, Purge::yes);
}

Error stopped(const Error& error, std::chrono::milliseconds limit) {
  ErrorContext context = error.context();
  context.database_message.clear();
  context.state.clear();
  return Error(
      ErrorKind::failed,
      fmt::format("stopped after {} s, the limit of the proof; \"unproven: WHY\" in the header accepts it",
                  std::chrono::duration<double>(limit).count()),
      std::move(context));
}

// Before anything of the move has run. The program of the steps runs its moves where its author starts it.
void refuse_outside_effect(const Revision& revision, Direction direction, Dialect dialect) {
  if (dialect != Dialect::postgres) return;
  const Script script =
      direction == Direction::upgrade ? revision.upgrade(dialect) : revision.downgrade(dialect);
  const std::optional<OutsideEffect> effect = find_outside_effect(script);
  if (!effect) return;
  ErrorContext context;
  context.revision = revision.id();
  context.statement = static_cast<std::uint32_t>(effect->item + 1);
  context.file = revision.file();
  context.line = script[effect->item].line();
  throw Error(
      ErrorKind::failed,
      fmt::format("{} reaches outside the database, so the proof does not run it here; \"unproven: WHY\""
                  " in the header accepts it",
                  effect->name),
      std::move(context));
}

}  // namespace

std::string Runner::missing_step(Direction direction, RevisionIndex revision) const {
  return program_ != nullptr ? std::string() : called_step(chain_[revision], direction, dialect_);
}

bool Runner::needs_program(Direction direction, RevisionIndex revision) const {
  return program_ != nullptr &&
         (program_->runs_all() || !called_step(chain_[revision], direction, dialect_).empty());
}

bool Runner::can_be_unrecorded(const Plan& plan) const {
  return plan.steps.size() == 1 &&
         cut_into_groups(chain_, plan, dialect_, TransactionMode::each).front().transactional;
}

void Runner::run_with(ScratchDatabase& database, const Plan& plan, const Options& options) const {
  if (can_be_unrecorded(plan))
    run_unrecorded(database.connection(), chain_, plan, options);
  else
    run_recorded(database, plan, options);
}

void Runner::run_recorded(ScratchDatabase& database, const Plan& plan, const Options& options) const {
  set_rows(database, chain_, plan.rows_before);
  apply(database.connection(), chain_, plan, options);
}

void Runner::run_here(ScratchDatabase& database, const Plan& plan) {
  Options options;
  options.stop = limit_.begin();
  try {
    run_with(database, plan, options);
  } catch (const Error& error) {
    if (limit_.has_passed()) throw stopped(error, limit_.limit());
    throw;
  }
  limit_.end();
}

void Runner::run(ScratchDatabase& database, const Plan& plan) {
  const Move& move = *plan.steps.front().move();
  if (!needs_program(move.direction, move.revision)) {
    refuse_outside_effect(chain_[move.revision], move.direction, dialect_);
    run_here(database, plan);
    return;
  }
  set_rows(database, chain_, plan.rows_before);
  const bool goes_up = move.direction == Direction::upgrade;
  program_->run({.database = database.for_others(),
                 .chain = std::string(chain_.root_digest()),
                 .move = goes_up ? core::ProofMove::up : core::ProofMove::down,
                 .revision = std::string(chain_[move.revision].id()),
                 .rows = goes_up ? plan.rows_before : plan.rows_after});
}

void Runner::run_all(ScratchDatabase& database) {
  if (program_ != nullptr)
    program_->run({.database = database.for_others(),
                   .chain = std::string(chain_.root_digest()),
                   .move = core::ProofMove::all});
  else
    upgrade(database.connection(), chain_);
}

void Runner::advance(ScratchDatabase& database, std::vector<std::string>& version_rows,
                     std::string_view target) {
  Plan plan = plan_upgrade(chain_, version_rows, target);
  if (!plan.empty()) run(database, plan);
  database.end_session();
  version_rows = std::move(plan.rows_after);
}

}  // namespace migrate::migc
