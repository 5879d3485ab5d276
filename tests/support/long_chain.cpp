#include "support/long_chain.h"

#include <cstdio>

namespace migrate::testing {

namespace {

constexpr std::size_t most_tables = 60;
constexpr std::size_t kinds = 4;

std::string id_of(std::size_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%012zx", number);
  return text;
}

// Which table a revision works on, and how often that one came round before.
struct Place {
  std::string table;
  std::size_t round;

  std::string column(std::size_t r) const { return "c" + std::to_string(r); }
  std::string index(std::size_t r) const { return "ix_" + table + "_" + std::to_string(r); }
};

std::string create_table(const Place& at) {
  return "CREATE TABLE " + at.table +
         " (\n  id INTEGER PRIMARY KEY,\n  name VARCHAR(80) NOT NULL,\n"
         "  state VARCHAR(16) DEFAULT 'new' NOT NULL,\n  note TEXT\n)";
}
std::string drop_table(const Place& at) {
  return "DROP TABLE " + at.table;
}
std::string add_column(const Place& at, std::size_t r) {
  return "ALTER TABLE " + at.table + " ADD COLUMN " + at.column(r) + " INTEGER";
}
std::string drop_column(const Place& at, std::size_t r) {
  return "ALTER TABLE " + at.table + " DROP COLUMN " + at.column(r);
}
std::string create_index(const Place& at, std::size_t r) {
  return "CREATE INDEX " + at.index(r) + " ON " + at.table + " (" + at.column(r) + ", state)";
}
std::string drop_index(const Place& at, std::size_t r) {
  return "DROP INDEX " + at.index(r);
}

void change_table(LongChainRevision& revision, const Place& at) {
  revision.message = (at.round == 0 ? "create " : "drop the index of ") + at.table;
  revision.upgrade = {at.round == 0 ? create_table(at) : drop_index(at, at.round - 1)};
  revision.downgrade = {at.round == 0 ? drop_table(at) : create_index(at, at.round - 1)};
}

void change_columns(LongChainRevision& revision, const Place& at) {
  revision.message = "add " + at.column(at.round) + " to " + at.table;
  revision.upgrade = {add_column(at, at.round)};
  revision.downgrade = {drop_column(at, at.round)};
  if (at.round == 0) return;
  revision.upgrade.push_back(drop_column(at, at.round - 1));
  revision.downgrade.push_back(add_column(at, at.round - 1));
}

void change_indexes(LongChainRevision& revision, const Place& at) {
  revision.message = "index " + at.table;
  revision.upgrade = {create_index(at, at.round)};
  revision.downgrade = {drop_index(at, at.round)};
}

void change_rows(LongChainRevision& revision, const Place& at) {
  const std::string first = std::to_string(2 * at.round + 1);
  const std::string second = std::to_string(2 * at.round + 2);
  revision.message = "seed " + at.table;
  revision.upgrade = {
      "INSERT INTO " + at.table + " (id, name) VALUES (" + first + ", 'a; b'), (" + second + ", 'it''s')",
      "UPDATE " + at.table + " SET note = name || ' -- note' WHERE id = " + second};
  revision.downgrade = {"DELETE FROM " + at.table + " WHERE id IN (" + first + ", " + second + ")"};
}

}  // namespace

std::vector<LongChainRevision> make_long_chain(std::size_t count) {
  constexpr void (*changes[kinds])(LongChainRevision&, const Place&) = {change_table, change_columns,
                                                                        change_indexes, change_rows};
  std::vector<LongChainRevision> chain;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t turn = i / kinds;
    LongChainRevision revision{id_of(i), i == 0 ? "" : id_of(i - 1), {}, {}, {}};
    changes[i % kinds](revision, {"t" + std::to_string(turn % most_tables), turn / most_tables});
    chain.push_back(std::move(revision));
  }
  return chain;
}

}  // namespace migrate::testing
