#include "oracle/oracle_case.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace migrate::testing {

namespace {

using nlohmann::json;

core::RevisionSpec read_revision(const json& data) {
  return {.id = data.at("id"),
          .parents = data.at("down").get<Names>(),
          .dependencies = data.at("depends_on").get<Names>(),
          .labels = data.at("labels").get<Names>()};
}

Expectation read_expectation(const json& data) {
  const json& answer = data.at("expect");
  Expectation expected;
  expected.fails = answer.contains("error");
  expected.crashes = answer.value("crash", false);
  expected.steps = answer.value("steps", Names());
  expected.rows = answer.value("rows", Names());
  expected.rows_of_each_step = answer.value("trace", std::vector<Names>());
  expected.list = answer.value("list", Names());
  const auto next = answer.value("next", std::vector<std::set<std::string>>());
  for (std::size_t i = 0; i < next.size(); ++i) expected.children[expected.list[i]] = next[i];
  return expected;
}

// Alembic left a row in the table that another implies; `minimal_trace` is what it should have left.
void mend_redundant_rows(const json& data, Expectation& expected) {
  if (!data.contains("alembic_bug")) return;
  expected.rows_of_each_step = data.at("minimal_trace").get<std::vector<Names>>();
  if (!expected.rows_of_each_step.empty()) expected.rows = expected.rows_of_each_step.back();
}

OracleCase read_case(const json& data) {
  const json options = data.value("options", json::object());
  OracleCase result;
  result.id = data.at("id");
  result.command = data.at("command");
  result.target = data.value("target", "");
  result.rows = data.at("current").get<Names>();
  result.rows_are_minimal = data.value("current_kind", "") != "not-minimal";
  result.purge = options.is_object() && options.value("purge", false);
  result.resolve_dependencies = options.is_object() && options.value("resolve_dependencies", false);
  result.hazard = data.value("hazard", "");
  result.has_one_order = data.value("one_order", false);
  for (const json& revision : data.at("revisions")) result.revisions.push_back(read_revision(revision));
  result.expected = read_expectation(data);
  mend_redundant_rows(data, result.expected);
  return result;
}

}  // namespace

std::vector<OracleCase> read_cases(const std::string& command) {
  std::vector<OracleCase> cases;
  for (const char* name : {"linear.jsonl", "dag.jsonl"}) {
    std::ifstream file(std::string(MIGRATE_TEST_DIR) + '/' + name);
    if (!file) throw std::runtime_error(std::string("cannot read ") + name);
    for (std::string line; std::getline(file, line);) {
      OracleCase next = read_case(json::parse(line));
      if (next.command == command) cases.push_back(std::move(next));
    }
  }
  return cases;
}

}  // namespace migrate::testing
