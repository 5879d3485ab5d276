#pragma once

// Functions and collations that revisions use and only the program has. A stand-in lets the proof go on with
// the revisions after the one that is wrong here: a function that returns its first argument, and a collation
// that compares bytes.

#include <set>
#include <string>
#include <string_view>

struct sqlite3;

namespace migrate::migc {

class SqliteStandIns {
 public:
  SqliteStandIns() = default;
  SqliteStandIns(const SqliteStandIns&) = delete;
  SqliteStandIns& operator=(const SqliteStandIns&) = delete;

  // From now until remove(), the database has all stand-ins.
  void add(sqlite3* db);
  void remove(sqlite3* db) { databases_.erase(db); }

  // False for a message that is about something else.
  bool stand_in_for(std::string_view message);

 private:
  std::set<sqlite3*> databases_;
  std::set<std::string> functions_;
  std::set<std::string> collations_;
};

}  // namespace migrate::migc
