#pragma once

// The statements that SQLite keeps of a schema: one for each table, index, view and trigger, in the order in
// which they were created.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/catalogue/schema_database.h"
#include "migc/engine/sqlite/table_definition.h"

namespace migrate::migc {

struct StoredObject {
  std::string type;  // "table", also of a virtual one
  std::string name;
  std::string table;  // of an index or trigger; of all others, the name
  std::string sql;
  bool is_virtual;
};

// Those that the schema lists: without the library's, SQLite's own, and the tables in which a virtual one
// keeps its content. REQUIRES: `schema` is the database's.
[[nodiscard]] std::vector<StoredObject> stored_objects(SchemaDatabase& database,
                                                       const SchemaCatalogue& schema);

[[nodiscard]] const StoredObject* find_table(const std::vector<StoredObject>& objects, std::string_view name);
// Nothing where there is no such table, or it is a virtual one.
[[nodiscard]] std::optional<TableDefinition> find_definition(const std::vector<StoredObject>& objects,
                                                             std::string_view table);

// "index": what its statement creates.
[[nodiscard]] std::string_view stored_type(ObjectKind kind);
// An index, view or trigger.
[[nodiscard]] bool is_beside_tables(ObjectKind kind);
[[nodiscard]] bool is_sqlite_table(ObjectKind kind);

// "DROP INDEX ix_runs_name"
[[nodiscard]] std::string drop_statement(std::string_view type, std::string_view name);

}  // namespace migrate::migc
