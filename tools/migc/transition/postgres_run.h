#pragma once

// What a transition on PostgreSQL has run so far: why the server refused which statement in this round, what
// has to be created again, and the privileges that are not told yet.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "migc/transition/postgres_schema.h"
#include "migc/transition/transition_request.h"
#include "migc/transition/work_database.h"

namespace migrate::migc {

// Why the server refuses a statement; nothing when it has run.
using PostgresFailure = std::optional<std::string>;

class PostgresRun {
 public:
  // Kind and name of what could not be changed.
  using ToRecreate = std::set<std::pair<std::string, std::string>>;

  // Both must outlive it.
  PostgresRun(WorkDatabase& work, const TransitionRequest& request) : work_(work), request_(request) {}

  void begin_round();
  bool is_open() const { return !work_.is_refused() && !work_.lacks_values(); }
  bool is_refused() const { return work_.is_refused(); }
  void refuse(std::string reason) { work_.refuse(std::move(reason)); }
  // As what the server refused in the last round.
  void refuse_what_failed();

  [[nodiscard]] PostgresFailure run(const std::string& statement);
  [[nodiscard]] Rows query(const std::string& statement) { return work_.query(statement); }
  // Something of this round has run elsewhere.
  void note_statement() { has_run_ = true; }
  bool has_run() const { return has_run_; }

  void keep_reason(const PostgresDefinition& definition, const std::string& statement,
                   const PostgresFailure& failure);
  void keep_reason(const std::string& thing, const std::string& reason) { reasons_[thing] = reason; }
  void forget_reason(const PostgresDefinition& definition);
  bool has_failures() const { return !reasons_.empty(); }

  void recreate(const std::string& kind, const std::string& name) { to_recreate_.insert({kind, name}); }
  void has_recreated(const PostgresDefinition& thing) { to_recreate_.erase({thing.kind, thing.name}); }
  const ToRecreate& to_recreate() const { return to_recreate_; }

  // Several of one object become one statement.
  void run_later(const std::string& privilege) { privileges_.push_back(privilege); }
  void run_privileges();

  bool lists_losses() const { return request_.on_loss == OnLoss::list; }
  // Once, however many rounds it takes.
  void lose(const std::string& what);

 private:
  WorkDatabase& work_;
  const TransitionRequest& request_;
  std::map<std::string, std::string> reasons_;  // by thing, in this round
  ToRecreate to_recreate_;
  std::vector<std::string> privileges_;
  std::set<std::string> losses_;
  bool has_run_ = false;  // in this round
};

}  // namespace migrate::migc
