// Random pairs of schemas with rows: there and back. The seeds are fixed, so a failure comes again.
// MIGRATE_RANDOM_PAIRS=200 in the environment runs as many, and MIGRATE_FIRST_PAIR says with which it begins.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "migc/catalogue/difference.h"
#include "migc/transition/postgres_pair.h"
#include "migc/transition/random_postgres_schema.h"
#include "support/number_in.h"

namespace migrate::migc {
namespace {

using testing::PostgresPair;
using testing::RandomPostgresSchema;

std::string differences_as_text(ScratchDatabase& was, ScratchDatabase& is) {
  std::string text;
  for (const Difference& difference : differences(was.read_schema(), is.read_schema()))
    if (!is_note(difference)) text += to_text(difference) + '\n';
  return text;
}

// The values of the columns that both schemas have with one type.
std::string shared_rows(ScratchDatabase& database, const RandomPostgresSchema& a,
                        const RandomPostgresSchema& b) {
  std::string rows;
  for (const auto& [table, columns] : a.tables()) {
    const auto other = b.tables().find(table);
    if (other == b.tables().end()) continue;
    std::string list = "id";
    for (const auto& [column, type] : columns)
      if (const auto same = other->second.find(column); same != other->second.end() && same->second == type)
        list += ", " + column;
    for (const Row& row :
         database.query(fmt::format("SELECT ({})::text FROM {} ORDER BY id", "row(" + list + ")", table)))
      rows += table + ' ' + std::get<std::string>(row.at(0)) + '\n';
  }
  return rows;
}

// A table that becomes partitioned, or is no longer, is dropped with its rows.
bool drops_shared_table(const Transition& transition, const RandomPostgresSchema& wanted) {
  for (const std::string& loss : transition.losses)
    for (const auto& [table, _] : wanted.tables())
      if (loss == "table " + table + " is dropped with its rows") return true;
  return false;
}

// Rows may not fit a foreign key to a table that is new, or that lost its own.
bool is_of_rows(const Obstacle& obstacle) {
  return obstacle.reason.find("violates foreign key constraint") != std::string::npos;
}

void lead(PostgresPair& pair, const RandomPostgresSchema& from, const RandomPostgresSchema& to) {
  const std::string before = shared_rows(pair.database(), from, to);
  const Transition transition = pair.reach();
  if (!transition.obstacles.empty() && std::ranges::all_of(transition.obstacles, is_of_rows)) return;
  for (const Obstacle& obstacle : transition.obstacles) ADD_FAILURE() << obstacle.reason;
  EXPECT_TRUE(transition.required_values.empty());
  EXPECT_EQ(differences_as_text(pair.wanted(), pair.database()), "");
  if (!drops_shared_table(transition, to)) {
    EXPECT_EQ(shared_rows(pair.database(), from, to), before);
  }
  EXPECT_EQ(pair.text(), "") << "a second time";
}

TEST(PostgresRandomPairs, LeadToEachOther) {
  const auto first = static_cast<unsigned>(testing::number_in("MIGRATE_FIRST_PAIR", 1));
  const auto pairs = static_cast<unsigned>(testing::number_in("MIGRATE_RANDOM_PAIRS", 4));
  for (unsigned seed = first; seed < first + pairs && !HasFailure(); ++seed) {
    const RandomPostgresSchema a(2 * seed), b(2 * seed + 1);
    SCOPED_TRACE(fmt::format("pair {}\n{}\nto\n{}", seed, a.text(), b.text()));
    PostgresPair there(a.text(), b.text());
    lead(there, a, b);
    PostgresPair back(b.text(), a.text());
    lead(back, b, a);
  }
}

}  // namespace
}  // namespace migrate::migc
