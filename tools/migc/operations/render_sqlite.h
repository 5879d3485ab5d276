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
#include "migc/operations/mistakes.h"
#include "migc/operations/operation_writer.h"
#include "migc/operations/sqlite_view.h"

namespace migrate::migc {

class SqliteWriter final : public OperationWriter {
 public:
  // Both must outlive it.
  SqliteWriter(SqliteSchema& schema, Mistakes& mistakes) : schema_(schema), mistakes_(mistakes) {}

  const SchemaView& schema() const noexcept override { return view_; }
  void write(const PlacedOperation& operation, const Catalogue& before) override;
  void write_sql(std::string statement, std::size_t at) override;
  void flush() override;
  std::vector<WrittenStatement> take_statements() override { return std::exchange(complete_, {}); }
  std::set<std::string> rebuilt_tables() const override { return rebuilt_; }
  std::string need_of_transaction() const override;

 private:
  friend class SqliteRenderer;

  TableChange& change(const std::string& table);
  // Writes what is collected for a rebuild.
  void end_change();
  void run(std::string statement);
  // Where renames led from.
  std::string first_name(const std::string& table) const;

  SqliteSchema& schema_;
  Mistakes& mistakes_;
  std::optional<TableChange> pending_;
  SqliteView view_{schema_, pending_};
  std::size_t pending_at_ = 0;
  std::size_t at_ = 0;
  std::vector<WrittenStatement> statements_;
  std::vector<WrittenStatement> complete_;
  std::set<std::string> rebuilt_;
  std::map<std::string, std::string> first_names_;
};

}  // namespace migrate::migc
