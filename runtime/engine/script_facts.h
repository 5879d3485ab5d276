#pragma once

// What the statements of a script do to tables: which they create, drop and rename, and which columns they
// drop. migc keeps these facts in the compiled table; a script that only a history knows is read when it is
// shown.
//
//     ScriptFacts reader(Dialect::sqlite);
//     reader.read("CREATE TABLE runs (id INTEGER)");
//     reader.facts();                                   // creates_table runs
//
// Only tokens are read, so a fact is what a statement says, not what a database makes of it. A table is said
// to be created only where the statement fails when the name is taken.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/dialect.h"
#include "migrate/script_fact.h"

namespace migrate::core {

// A ScriptFact with its own texts.
struct OwnedFact {
  FactKind kind;
  std::uint32_t item;
  std::string schema = {};
  std::string table = {};
  std::string detail = {};
};

class ScriptFacts {
 public:
  explicit ScriptFacts(Dialect dialect) noexcept : dialect_(dialect) {}

  // The next item of the script: a statement, or the call of a C++ step.
  void read(std::string_view statement);
  void read_call();
  // A column that a rebuild leaves out; nothing happens when a statement said so.
  void add_dropped_column(const std::string& table, const std::string& column);

  const std::vector<OwnedFact>& facts() const noexcept { return facts_; }

 private:
  class Reader;

  Dialect dialect_;
  std::uint32_t item_ = 0;
  std::vector<OwnedFact> facts_;
  std::vector<std::string> temporary_tables_;
  // An unqualified name may mean any schema from there on.
  bool has_changed_path_ = false;
};

}  // namespace migrate::core
