#pragma once

// The copy of the database that a run makes before its first write, and what the run's errors say of it.

#include <string>

#include "migrate/adapter.h"
#include "migrate/error.h"

namespace migrate::core {

class Backup {
 public:
  // Both must outlive it. Without a path there is none.
  Backup(adapter::Session& session, const std::string& path) : session_(session), path_(path) {}

  // Before each transaction's first write; the first call makes it. An empty database is not worth one.
  // REQUIRES: a transaction is open.
  void make();
  // Where it is; empty as long as the run has made none.
  const std::string& made() const noexcept { return made_; }
  // The error of a run, with the way to restore what was before it.
  [[nodiscard]] Error explain(const Error& error) const;

 private:
  adapter::Session& session_;
  const std::string& path_;
  bool is_settled_ = false;
  std::string made_;
  std::string how_to_restore_;
};

}  // namespace migrate::core
