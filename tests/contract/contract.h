#pragma once

// What every connection must make true. The suite's tests are in contract_*_test.cpp; they run for each
// engine that a test program passes to INSTANTIATE_TEST_SUITE_P(..., Contract, ...).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/scripted_chain.h"
#include "contract/test_database.h"
#include "migrate/migrator.h"
#include "migrate/observer.h"

namespace migrate::testing {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The error that `work` throws; an `internal` one with no text when it throws none.
template <typename Work>
Error error_of(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::internal, "nothing was thrown");
}

inline std::string engine_name(const ::testing::TestParamInfo<Engine>& tested) {
  return tested.param.name;
}

class Contract : public ::testing::TestWithParam<Engine> {
 protected:
  Report up(const Chain& chain, const Options& options = {}) { return upgrade(*connection_, chain, options); }
  Status now(const Chain& chain) { return current(*connection_, chain); }
  // What the engine says about the statement of fails().
  std::string failure_code() const { return GetParam().dialect == Dialect::sqlite ? "1" : "42P01"; }
  std::string failure_text() const {
    const bool is_sqlite = GetParam().dialect == Dialect::sqlite;
    return (is_sqlite ? "no such table: nowhere" : "relation \"nowhere\" does not exist") +
           (" (code " + failure_code() + ")\n");
  }
  std::vector<std::string> rows(const Chain& chain) { return now(chain).rows; }

  std::unique_ptr<TestDatabase> database_ = GetParam().make();
  std::unique_ptr<Connection> connection_ = database_->connect();
};

// Two revisions, applied by most tests.
inline const ScriptedChain& two_tables() {
  static const ScriptedChain chain({creates("a"), creates("b", {"a"})});
  return chain;
}

}  // namespace migrate::testing
