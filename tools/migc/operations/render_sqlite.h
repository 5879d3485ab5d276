#pragma once

// Operations as SQLite's statements. Same operations, same order as render_postgres.h; but what SQLite's
// ALTER TABLE cannot do depends on the whole table, and operations that follow each other on one table share
// a rebuild. So this is a writer that runs what it writes on the schema of the chain.

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "migc/engine/sqlite/schema.h"
#include "migc/engine/sqlite/table_change.h"
#include "migc/operations/catalogue.h"
#include "migc/operations/mistakes.h"
#include "migc/operations/operation.h"

namespace migrate::migc {

struct SqliteStatement {
  std::string text;
  std::size_t at;  // the operation that it came from; of several, the first
};

class SqliteWriter {
 public:
  // Both must outlive it.
  SqliteWriter(SqliteSchema& schema, Mistakes& mistakes) : schema_(schema), mistakes_(mistakes) {}

  // REQUIRES: check_operation() has nothing to say, and the operation is neither Execute nor Call.
  void write(const PlacedOperation& operation, const Catalogue& before);
  // A statement of the author's.
  void write_sql(std::string statement, std::size_t at);
  // Writes what is collected for a rebuild. Must come last, and before anything that is no statement.
  void flush();

  [[nodiscard]] std::vector<SqliteStatement> take_statements() { return std::exchange(statements_, {}); }

  // The table with what is collected for it; nothing where there is no such table.
  [[nodiscard]] std::optional<TableDefinition> find_table(const std::string& name) const;
  [[nodiscard]] const SqliteSchema& schema() const noexcept { return schema_; }

  // The tables that are rebuilt, by the names that they had in the beginning.
  [[nodiscard]] const std::set<std::string>& rebuilt_tables() const noexcept { return rebuilt_; }
  // Where renames led from.
  [[nodiscard]] std::string first_name(const std::string& table) const;

 private:
  friend class SqliteRenderer;

  TableChange& change(const std::string& table);
  void run(std::string statement);
  // What change_table() could not read.
  void refuse(std::string_view definition);

  SqliteSchema& schema_;
  Mistakes& mistakes_;
  std::optional<TableChange> pending_;
  std::size_t pending_at_ = 0;
  std::size_t at_ = 0;
  std::vector<SqliteStatement> statements_;
  std::set<std::string> rebuilt_;
  std::map<std::string, std::string> first_names_;
};

}  // namespace migrate::migc
