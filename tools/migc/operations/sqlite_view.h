#pragma once

// The schema as SQLite itself knows it, with what is collected for one of its tables and has not run yet.

#include "migc/engine/sqlite/schema.h"
#include "migc/engine/sqlite/table_change.h"
#include "migc/operations/schema_view.h"

namespace migrate::migc {

class SqliteView final : public SchemaView {
 public:
  // Both must outlive it.
  SqliteView(const SqliteSchema& schema, const std::optional<TableChange>& pending)
      : schema_(schema), pending_(pending) {}

  bool has_table(const ObjectName& table) const override;
  bool has_index(const ObjectName& index) const override;
  bool has_surely_table(const ObjectName& table) const override { return has_table(table); }
  bool has_surely_index(const ObjectName& index) const override { return has_index(index); }
  bool has_object(const DatabaseObject& object) const override;
  bool has_relation(const ObjectName&) const override { return false; }
  std::string_view other_kind(const ObjectName& name) const override;
  std::vector<std::string> tables() const override;
  std::vector<std::string> indexes() const override;
  std::optional<std::vector<std::string>> columns(const ObjectName& table) const override;
  std::optional<std::vector<std::string>> constraints(const ObjectName& table) const override;

  // Nothing where there is no such table.
  [[nodiscard]] std::optional<TableDefinition> find_table(const std::string& name) const;

 private:
  const SqliteSchema& schema_;
  const std::optional<TableChange>& pending_;
};

}  // namespace migrate::migc
