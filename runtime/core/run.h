#pragma once

// One run from the first look to the last group: looks, plans, and starts over when the database moved
// between.

#include <functional>
#include <string>
#include <vector>

#include "core/group_runner.h"
#include "core/rows.h"

namespace migrate::core {

// Plans from the version rows that were seen.
using Planner = std::function<Plan(const std::vector<std::string>& rows)>;

// Whether the rows must agree with the chain first. A stamp is what repairs rows that do not.
enum class Trust : std::uint8_t { verified_rows, any_rows };

class Run {
 public:
  // All must outlive the run. The connection belongs to it until its end.
  Run(Connection& connection, const Chain& chain, const Options& options, Access access);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Report execute(const Planner& planner, Trust trust);
  // Throws what does not agree with the chain.
  Look look_verified();
  Look look_at_anything();
  // Looks under the lock, changes something in the same transaction, and commits.
  void change(const std::function<void(const Look&)>& work);

  const TableNames& names() const { return names_; }

 private:
  Look look_with(Trust trust) { return trust == Trust::any_rows ? look_at_anything() : look_verified(); }
  Plan make_plan(const Planner& planner, const Look& found, Trust trust);
  // The rows after the last group that ran; whether that was the plan's last.
  GroupOutcome execute_groups(const Plan& plan, GroupRunner& runner, std::vector<std::string>& rows,
                              Report& report);

  // The connection from begin_run() to end_run().
  class Use {
   public:
    Use(Connection& connection, const RunSettings& settings) : connection_(connection) {
      connection_.begin_run(settings);
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() { connection_.end_run(); }

   private:
    Connection& connection_;
  };

  Connection& connection_;
  const Chain& chain_;
  const Options& options_;
  Use use_;
  TableNames names_;
};

}  // namespace migrate::core
