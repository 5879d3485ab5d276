#pragma once

// The catalogue of one database that is read again and again: of each reading only the rows of sqlite_schema
// are looked at that may be otherwise than at the last one.
//
//     SqliteFollowedSchema schema(reader, db);
//     SchemaCatalogue before = schema.read();
//     ... statements run on db ...
//     differences(before, schema.read());

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/catalogue/sqlite_catalogue.h"
#include "migc/catalogue/sqlite_objects.h"
#include "migc/catalogue/sqlite_statement_watch.h"

struct sqlite3;

namespace migrate::migc {

class SqliteFollowedSchema {
 public:
  // Both must outlive it.
  SqliteFollowedSchema(SqliteCatalogueReader& reader, sqlite3* db) : reader_(reader), db_(db), watch_(db) {}

  // What the reader would read. Throws migrate::Error where the database cannot be read.
  [[nodiscard]] SchemaCatalogue read();
  // After what was no statement of this connection: another process, or a copy of a whole database.
  void expect_any() noexcept { watch_.expect_any(); }

 private:
  using RowId = std::int64_t;

  void read_all();
  bool read_changed(const SqliteSchemaChange& change);
  std::vector<RowId> read_rows(std::string_view condition, const std::set<RowId>& values);
  void add(RowId id, StoredStatement statement);
  void remove(RowId id);
  void read_children_of(const std::set<std::string>& tables);
  CatalogueEntry entry_of(RowId id);
  const ReadStatement& read_statement(const StoredStatement& statement);

  SqliteCatalogueReader& reader_;
  sqlite3* db_;
  SqliteStatementWatch watch_;
  bool is_known_ = false;
  // All rows, also those that are in no catalogue.
  std::map<RowId, StoredStatement> rows_;
  std::unordered_multimap<std::string, RowId> ids_;  // by the names of object and table, in lower case
  // Tables whose foreign keys name no columns, by their parents in lower case.
  std::set<std::pair<std::string, RowId>> children_;
  int virtual_tables_ = 0;
  SchemaCatalogue catalogue_;
};

}  // namespace migrate::migc
