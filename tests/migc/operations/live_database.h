#pragma once

// An empty database of the engine that the test program is for, and all that can be seen in it but the
// bookkeeping of the library. The tests that use it are compiled once for each engine: sqlite_database.cpp
// and postgres_database.cpp are what they differ in.

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "migrate/connection.h"
#include "migrate/dialect.h"

namespace migrate::migc {

struct DatabaseState {
  std::vector<std::string> facts;  // the catalogue, a line each, sorted
  std::vector<std::string> rows;   // "TABLE: COLUMN=VALUE, ...", sorted

  bool operator==(const DatabaseState&) const = default;
};

inline void PrintTo(const DatabaseState& state, std::ostream* stream) {
  for (const std::vector<std::string>* lines : {&state.facts, &state.rows})
    for (const std::string& line : *lines) *stream << "\n  " << line;
}

class LiveDatabase {
 public:
  virtual ~LiveDatabase() = default;

  virtual Connection& connection() = 0;
  virtual void run(const std::string& sql) = 0;
  // The first column of what a query yields.
  virtual std::vector<std::string> list(const std::string& sql) = 0;
  virtual DatabaseState state() = 0;
};

extern const Dialect live_dialect;
[[nodiscard]] std::unique_ptr<LiveDatabase> make_live_database();

}  // namespace migrate::migc
