#pragma once

// What a run has open on its connection, closed at the end of a block.

#include <span>

#include "migrate/connection.h"

namespace migrate::core {

// An open group, rolled back unless it is committed.
class GroupScope {
 public:
  GroupScope(Connection& connection, std::span<const Statement> script) : connection_(connection) {
    connection_.begin_group(script);
  }
  GroupScope(const GroupScope&) = delete;
  GroupScope& operator=(const GroupScope&) = delete;
  ~GroupScope() {
    if (is_open_) connection_.rollback_group();
  }

  void commit() {
    is_open_ = false;
    connection_.commit_group();
  }

 private:
  Connection& connection_;
  bool is_open_ = true;
};

// Frees the session's lock at its end.
class SessionScope {
 public:
  explicit SessionScope(Connection& connection) : connection_(connection) {}
  SessionScope(const SessionScope&) = delete;
  SessionScope& operator=(const SessionScope&) = delete;
  ~SessionScope() { connection_.unlock_session(); }

 private:
  Connection& connection_;
};

}  // namespace migrate::core
