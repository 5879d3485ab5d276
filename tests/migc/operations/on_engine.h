#pragma once

// The vocabulary of tests that run YAML revisions on the engine of their program.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "migc/operations/live_database.h"
#include "migc/operations/yaml_chain.h"
#include "migrate/migrator.h"

namespace migrate::migc {

class OnEngine : public ::testing::Test {
 protected:
  // Replaces the chain; the database stays.
  void use(std::string_view revisions) {
    chain_ = std::make_unique<YamlChain>(revisions);
    if (!chain_->compiled()) throw std::runtime_error(chain_->report());
  }
  void up(std::string_view target = "head") { upgrade(database_->connection(), chain_->chain(), target); }
  void down(std::string_view target = "-1") { downgrade(database_->connection(), chain_->chain(), target); }

  void run(const std::string& sql) { database_->run(sql); }
  std::vector<std::string> list(const std::string& sql) { return database_->list(sql); }
  DatabaseState state() { return database_->state(); }

  // Up to the head, down by one, up again: the last revision loses nothing.
  void expect_round_trip_of_last() {
    up("head-1");
    const DatabaseState before = state();
    up();
    const DatabaseState after = state();
    down();
    EXPECT_EQ(state(), before);
    up();
    EXPECT_EQ(state(), after);
  }

  std::unique_ptr<YamlChain> chain_;
  std::unique_ptr<LiveDatabase> database_ = make_live_database();
};

}  // namespace migrate::migc
