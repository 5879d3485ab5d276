#pragma once

// A database that the contract is tested on: the fake, or an engine.

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "migrate/connection.h"

namespace migrate::testing {

class TestDatabase {
 public:
  virtual ~TestDatabase() = default;

  virtual std::unique_ptr<Connection> connect() = 0;
  virtual bool has_table(const std::string& name) = 0;
  // "upgrade a done", one for each history row, with the number of finished items where it has one.
  virtual std::vector<std::string> history() = 0;
  // Before anything is in it: its tables are PREFIX_version and PREFIX_history.
  std::string prefix = "migrate";

  // What a user does by hand.
  virtual void set_history(const std::string& revision, const std::string& column,
                           const std::string& text) = 0;
  virtual void add_version_row(const std::string& revision) = 0;
  virtual void remove_version_row(const std::string& revision) = 0;
  // As Alembic has it, without a history.
  virtual void create_version_table() = 0;
};

using MakeDatabase = std::unique_ptr<TestDatabase> (*)();

struct Engine {
  std::string name;
  Dialect dialect;
  MakeDatabase make;
};

// For the names of tests; otherwise they would hold the bytes of the value.
inline void PrintTo(const Engine& engine, std::ostream* out) {
  *out << engine.name;
}

}  // namespace migrate::testing
