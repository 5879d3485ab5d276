#pragma once

// DROP TABLE while foreign keys are enforced deletes the table's rows first, and with them, by ON DELETE
// CASCADE, the rows of other tables. So the keys are off in a transaction that drops a table. They cannot be
// switched inside one, which is why its text is searched before. What the keys would have stopped is found by
// comparing the violations at the transaction's begin and end: those that were there before do not count.

#include <span>
#include <string>
#include <vector>

#include "migrate/statement.h"

struct sqlite3;

namespace migrate::sqlite {

[[nodiscard]] bool drops_table(std::span<const Statement> script);

// "child row 10 -> parent", sorted.
using Violations = std::vector<std::string>;

[[nodiscard]] Violations find_violations(sqlite3* db);

// Throws migrate::Error (`failed`) that lists what was not there before.
void refuse_new_violations(const Violations& before, const Violations& after);

// Whether the handle enforces foreign keys.
[[nodiscard]] bool enforces_foreign_keys(sqlite3* db);
void enforce_foreign_keys(sqlite3* db, bool on);

}  // namespace migrate::sqlite
