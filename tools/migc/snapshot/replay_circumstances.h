#pragma once

// What a replay of a chain finds around it, and no revision should depend on.
//
// A chain that is replayed under its own circumstances and under other ones, and leaves the same database,
// does so on every machine. The other ones have a clock that is 1,000 days, 7 hours, 13 minutes and 11
// seconds ahead, so that every part of a date differs; a time zone that no place on earth has; another
// locale; rows that come in the reverse order where no ORDER BY says otherwise; another version of SQLite,
// where its functions are asked; and a connection that has written before.
//
// Random numbers are not only different: whether any were asked for is known afterwards, because what is made
// of them can be equal by chance.

#include <memory>
#include <string>

struct sqlite3;

namespace migrate::migc {

enum class Circumstances : unsigned char { own, other };

// Of one connection.
struct RandomNumbers {
  bool were_used = false;
};

// The file system to open a database with; nullptr: SQLite's own.
[[nodiscard]] const char* file_system_for(Circumstances circumstances);

// `numbers` must outlive the connection. Throws migrate::Error.
void set_circumstances(sqlite3* db, Circumstances circumstances, RandomNumbers& numbers);

// The time zone and the locale of the process, as long as this exists. REQUIRES: no other thread uses them.
class ProcessCircumstances {
 public:
  explicit ProcessCircumstances(Circumstances circumstances);
  ProcessCircumstances(const ProcessCircumstances&) = delete;
  ProcessCircumstances& operator=(const ProcessCircumstances&) = delete;
  ~ProcessCircumstances();

 private:
  struct Replaced;
  std::unique_ptr<Replaced> replaced_;
};

}  // namespace migrate::migc
