#pragma once

// Foreign keys around a change of tables.
//
// DROP TABLE while foreign keys are enforced deletes the table's rows first, and with them, by ON DELETE
// CASCADE, the rows of other tables. So the keys are off in a transaction that drops a table. What they would
// have stopped is found by comparing the violations at the transaction's begin and end: those that existed
// before do not count. Where the handle does not enforce foreign keys, which is the default, a rebuild or a
// new foreign key must not leave violations either; then only the tables concerned are compared.

#include <string>
#include <vector>

struct sqlite3;

namespace migrate::sqlite {

class TableChanges;

enum class Compared : bool { concerned_tables, all_tables };

struct Violation {
  // The table and the values that refer to nothing. Not the rowid: a rebuild can change it.
  std::string identity;
  std::string shown;  // "child row 10 -> parent"
};

// A foreign key whose parent has no unique index on the columns cannot be compared; that is a violation too.
struct Violations {
  std::vector<Violation> rows;
  std::vector<Violation> mismatches;
};

// Of the group's begin or end: tables are identified by the names that they had at its begin.
enum class Moment : bool { begin, end };
[[nodiscard]] Violations find_violations(sqlite3* db, const TableChanges& changes, Compared compared,
                                         Moment moment);

// Throws migrate::Error (`failed`) that lists what did not exist before.
void refuse_new_violations(Violations before, Violations after);

// Whether the handle enforces foreign keys.
[[nodiscard]] bool enforces_foreign_keys(sqlite3* db);
void stop_enforcing_foreign_keys(sqlite3* db);
void enforce_foreign_keys(sqlite3* db) noexcept;

}  // namespace migrate::sqlite
