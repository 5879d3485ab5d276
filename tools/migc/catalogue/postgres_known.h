#pragma once

// What a reader knows of a PostgreSQL database since it read it last.

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "migc/catalogue/catalogue_object.h"

namespace migrate::migc {

// As pg_depend names things: a row of a catalogue, and a column where it is a table's.
struct PostgresAddress {
  std::string catalogue;  // "pg_class"
  std::uint32_t oid = 0;
  std::int32_t column = 0;

  auto operator<=>(const PostgresAddress&) const = default;  // NOLINT(modernize-use-nullptr): not a pointer
};

struct KnownEntry {
  std::string key;
  CatalogueEntry objects;
  std::vector<PostgresAddress> addresses;  // one for each of the objects
};

// By the address of the thing that they are about: a table, with its columns and indexes.
using KnownEntries = std::map<PostgresAddress, KnownEntry>;

// How often rows of a catalogue were written.
struct RowCounts {
  std::int64_t inserted = 0;
  std::int64_t updated = 0;
  std::int64_t deleted = 0;

  bool operator==(const RowCounts&) const = default;
};

// What tells whether anything has changed since.
struct PostgresMoment {
  // The database in one life of its server, whose counters begin at 0 in the next.
  std::string database;
  // The first transaction that this state does not show.
  std::string next_transaction;
  // Whether no other session can have changed anything that the server has not counted yet.
  bool is_counted = false;
  // What belongs to extensions.
  std::string members;
  std::map<std::string, RowCounts> counts;
};

struct KnownDatabase {
  PostgresMoment moment;
  KnownEntries entries;
  // The entry that each thing is part of, columns left out.
  std::map<PostgresAddress, PostgresAddress> homes;
};

}  // namespace migrate::migc
