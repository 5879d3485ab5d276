#pragma once

// What the statements of a script do to tables, and to others who use them. migc keeps these facts in the
// compiled table. A program reads no statement for them but those of a script that only a history knows.
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

  // A table that the script itself has created holds no rows that an index could be long about.
  bool creates(std::string_view table) const;

  Dialect dialect_;
  std::uint32_t item_ = 0;
  std::vector<OwnedFact> facts_;
  std::vector<std::string> temporary_tables_;
  // An unqualified name may mean any schema from there on.
  bool has_changed_path_ = false;
};

}  // namespace migrate::core
