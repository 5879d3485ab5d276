#pragma once

// Keeps what a revision runs off the transaction and off our tables, by SQLite's authorizer. It is asked
// while a statement is prepared, about everything that the statement would do, the triggers that it fires
// included.

#include <cstdint>
#include <string>

#include "migrate/adapter.h"

struct sqlite3;

namespace migrate::sqlite {

class Guard {
 public:
  // Both must outlive the guard. It replaces the handle's authorizer, and its destructor clears it.
  Guard(sqlite3* db, const adapter::RunSettings& settings);
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  ~Guard();

  // Where the statements come from that are prepared from now on.
  enum class Scope : std::uint8_t { library, revision_in_group, revision_outside };
  void enter(Scope scope) { scope_ = scope; }

  void begin_statement();
  // Why the statement was refused, in words for its author; empty when this guard did not.
  const std::string& refusal() const noexcept { return refusal_; }
  // What the statement wants the journal mode to be, when that is what it is about.
  const std::string& wanted_journal_mode() const noexcept { return wanted_journal_mode_; }

 private:
  struct Action;
  static int authorize(void* guard, int code, const char* first, const char* second, const char* database,
                       const char* trigger) noexcept;
  std::string find_refusal(const Action& action);
  std::string find_pragma_refusal(const Action& action);
  bool is_ours(const char* table) const;
  bool touches_ours(const Action& action) const;

  sqlite3* db_;
  const adapter::RunSettings& settings_;
  Scope scope_ = Scope::library;
  std::string refusal_;
  std::string wanted_journal_mode_;
};

}  // namespace migrate::sqlite
