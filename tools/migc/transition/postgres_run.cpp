#include "migc/transition/postgres_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace migrate::migc {

namespace {

// "GRANT SELECT ON t TO r" and "GRANT INSERT ON t TO r" are one statement.
std::vector<std::string> merged_privileges(const std::vector<std::string>& statements) {
  std::vector<std::pair<std::string, std::string>> merged;  // what comes before the privileges and after them
  std::vector<std::vector<std::string>> privileges;
  for (const std::string& statement : statements) {
    const std::size_t on = statement.find(" ON ");
    const std::size_t word = std::min(statement.find("GRANT "), statement.find("REVOKE "));
    const std::size_t begin = statement.find(' ', word) + 1;
    std::pair around{statement.substr(0, begin), statement.substr(on)};
    if (merged.empty() || merged.back() != around) {
      merged.push_back(std::move(around));
      privileges.emplace_back();
    }
    privileges.back().push_back(statement.substr(begin, on - begin));
  }
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < merged.size(); ++i)
    texts.push_back(merged[i].first + fmt::format("{}", fmt::join(privileges[i], ", ")) + merged[i].second);
  return texts;
}

}  // namespace

void PostgresRun::begin_round() {
  reasons_.clear();
  has_run_ = false;
}

void PostgresRun::refuse_what_failed() {
  if (!is_open()) return;
  for (const auto& [thing, reason] : reasons_) work_.refuse(fmt::format("{}: {}", thing, reason));
}

PostgresFailure PostgresRun::run(const std::string& statement) {
  if (work_.is_refused()) return "refused";
  PostgresFailure failure = work_.try_run(statement);
  if (!failure) has_run_ = true;
  return failure;
}

void PostgresRun::keep_reason(const PostgresDefinition& definition, const std::string& statement,
                              const PostgresFailure& failure) {
  if (failure)
    keep_reason(definition.kind + ' ' + definition.name,
                fmt::format("{}; the statement would be: {}", *failure, statement));
}

void PostgresRun::forget_reason(const PostgresDefinition& definition) {
  reasons_.erase(definition.kind + ' ' + definition.name);
}

void PostgresRun::run_privileges() {
  for (const std::string& statement : merged_privileges(std::exchange(privileges_, {})))
    if (const PostgresFailure failure = run(statement)) keep_reason(statement, *failure);
}

void PostgresRun::lose(const std::string& what) {
  if (losses_.insert(what).second) work_.lose(what);
}

}  // namespace migrate::migc
