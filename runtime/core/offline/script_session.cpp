#include "core/offline/script_session.h"

#include <algorithm>

#include "engine/sql_text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

Error nobody_answers() {
  return Error(ErrorKind::internal, "a script cannot ask the database");
}

std::string literal(const Value& value) {
  if (value.is_null()) return "NULL";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return string_literal(*text);
  throw Error(ErrorKind::internal, "a script has no literal for a floating-point number");
}

bool drops_any_table(const FactList& facts) {
  return std::any_of(facts.begin(), facts.end(), [](const ScriptFact& fact) {
    return fact.kind == FactKind::drops_table || fact.kind == FactKind::drops_temporary_table;
  });
}

}  // namespace

std::vector<std::optional<adapter::TableFacts>> ScriptSession::find_tables(std::span<const std::string>) {
  throw nobody_answers();
}

bool ScriptSession::is_empty() {
  throw nobody_answers();
}

Rows ScriptSession::query(std::string_view, Parameters) {
  throw nobody_answers();
}

void ScriptSession::begin_transaction(std::span<const FactList> scripts) {
  drops_table_ = std::ranges::any_of(scripts, drops_any_table);
  write(shell_.begin_group(drops_table_));
  if (has_dropped_table_ && !drops_table_) write(shell_.require_restored_session());
  has_dropped_table_ |= drops_table_;
  is_in_group_ = true;
}

void ScriptSession::commit_transaction() {
  write(shell_.commit_group(drops_table_));
  is_in_group_ = false;
}

void ScriptSession::expect_table(const ExpectedTable& expected) {
  const std::string condition = shell_.table_condition(expected);
  if (condition.empty()) return;
  write(shell_.guard(condition, "the table " + std::string(expected.table) +
                                    " is not what the chain made of it, and the next revision rebuilds it;"
                                    " the program's own upgrade lists the differences"));
}

void ScriptSession::enter_revision() {
  if (!is_in_group_) check_outside_();
  write(shell_.enter_revision(surroundings()));
}

// Whether rows are there to be changed was checked before.
std::int64_t ScriptSession::execute(std::string_view sql, Parameters parameters) {
  write(with_literals(sql, parameters, literal) + ";\n");
  return 1;
}

}  // namespace migrate::core
