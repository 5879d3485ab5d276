#pragma once

// One run from the first look to the last group: looks, plans, and starts over when the database moved
// between.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run/backup.h"
#include "core/run/group_runner.h"
#include "migrate/connection.h"
#include "migrate/error.h"
#include "migrate/export.h"

namespace migrate::core {

// Plans from the version rows that were seen.
using Planner = std::function<Plan(const std::vector<std::string>& rows)>;

// What a run may find. Revisions that the chain does not know are a newer program's.
enum class Trust : std::uint8_t {
  known,       // revisions of the chain, as the chain has them
  compatible,  // also newer ones that are marked as compatible, when nothing is left to upgrade
  anything,    // a stamp is what repairs rows
};

// Of the chain, with what the options say instead; the options must outlive them. Throws migrate::Error
// (`usage`) for a dialect that the chain was not compiled for, and for a schema that cannot be chosen.
[[nodiscard]] Settings chain_settings(const Chain& chain, Dialect dialect, const Options& options);

// What a session of a run is opened with. The chain and the options must outlive it. Throws as
// chain_settings() does.
[[nodiscard]] adapter::RunSettings run_settings(const Chain& chain, Dialect dialect, const Options& options,
                                                adapter::Access access);

// For a run that has found other rows under its lock again and again. The number of attempts is more than
// others can need who go on themselves.
[[nodiscard]] std::size_t most_attempts(const Chain& chain);
[[nodiscard]] Error rows_never_rest(const std::vector<std::string>& rows);

class Run {
 public:
  // All must outlive the run. The connection belongs to it until its end.
  MIGRATE_INTERNAL_API Run(Connection& connection, const Chain& chain, const Options& options,
                           adapter::Access access);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // What an error says of the database takes into account what the run had committed before.
  Report execute(const Planner& planner, Trust trust, NewerPolicy on_newer = {});
  // Throws what the run may not find. REQUIRES: not within execute().
  DatabaseState state_for(Trust trust) { return *find(trust); }
  // Throws what the run may not do.
  Plan make_plan(const Planner& planner, const DatabaseState& found, Trust trust);
  // Looks under the lock, changes something in the same transaction, and commits.
  void change(const std::function<void(const DatabaseState&)>& work);

  adapter::Session& session() const { return *session_; }
  const Chain& chain() const { return chain_; }
  const Options& options() const { return options_; }
  Ledger& ledger() { return ledger_; }
  Backup& backup() { return backup_; }

 private:
  // Nothing: the database has what must be acted on first.
  MIGRATE_INTERNAL_API std::optional<DatabaseState> find(Trust trust);
  std::optional<DatabaseState> find_with_newer(Trust trust, DatabaseState found,
                                               const UnknownRevisions& unknown);
  DatabaseState find_or_act(Trust trust, Report& report);
  void execute_until_done(const Planner& planner, Trust trust, Report& report);
  // Whether the snapshot of the chain took the place of all steps.
  bool load_snapshot(const Plan& plan, const DatabaseState& found, Report& report);
  // The rows after the last group that ran; whether that was the plan's last.
  GroupOutcome execute_groups(const Plan& plan, GroupRunner& runner, std::vector<std::string>& rows,
                              Report& report);

  // One run at a time: a second one would wait for the first, or change the handle's settings under it.
  class Use {
   public:
    explicit Use(Connection& connection);
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() { connection_.is_in_run_ = false; }

   private:
    Connection& connection_;
  };

  const Chain& chain_;
  const Options& options_;
  Use use_;
  std::unique_ptr<adapter::Session> session_;
  Ledger ledger_;
  Backup backup_;
  NewerPolicy on_newer_;
};

}  // namespace migrate::core
