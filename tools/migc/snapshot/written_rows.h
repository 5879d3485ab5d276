#pragma once

// Watches a replay on PostgreSQL, and stops it before the first statement that writes rows with values that
// another day, server or role would give differently: by a function that is not immutable, by the clock, from
// the system's catalogues.
//
// The server itself says what a statement comes to: its plan names the defaults of columns and what views and
// rules make of it. What the plan does not show is read from the text, and from the triggers of the tables
// that are written. The answer may be yes too often. Functions of sequences count as immutable: in a new
// database they give the same numbers each time. What reads tables without rows only, and then has written
// none, as a change of data that old databases need, is no objection.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "migc/scratch/postgres_words.h"
#include "migrate/observer.h"
#include "migrate/step.h"

namespace migrate::migc {

class WrittenRows final : public Observer {
 public:
  // `dir`: the migrations folder, as messages name it.
  explicit WrittenRows(std::string dir) : dir_(std::move(dir)) {}

  void before_step(const StepEvent& event, StepContext& context) override;
  // Throws migrate::Error (`failed`) once there is an objection.
  void before_statement(const Statement& statement) override;
  void after_step(const StepEvent& event, StepContext& context) override;

  // "migrations/versions/x.sql:14: now() is not immutable, and writes rows"; empty where there is none.
  [[nodiscard]] const std::string& objection() const noexcept { return objection_; }

 private:
  using Words = std::vector<PostgresWord>;

  [[nodiscard]] std::string judge(std::string_view statement);
  [[nodiscard]] std::string judge_query(std::string_view statement, const Words& words);
  [[nodiscard]] std::string judge_change_of_table(const Words& words);
  [[nodiscard]] std::string judge_words(const Words& words);
  [[nodiscard]] std::string judge_triggers(const Words& statement, const Words& plan);

  [[nodiscard]] Words plan_of(std::string_view statement);
  [[nodiscard]] bool reads_no_row(std::string_view statement);
  [[nodiscard]] bool has_row(const std::string& table);
  [[nodiscard]] std::string changes_so_far();
  [[noreturn]] void refuse(const std::string& objection);
  void settle();

  // About a statement that may write no row, with what had been written before it.
  struct Doubt {
    std::string objection;
    std::string changes;
  };

  std::string dir_;
  StepContext* context_ = nullptr;
  std::optional<Doubt> doubt_;
  std::string objection_;
};

}  // namespace migrate::migc
