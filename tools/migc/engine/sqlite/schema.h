#pragma once

// The schema of a SQLite chain at one point of it: an empty database in memory that has run every statement
// up to there. What it answers is what SQLite itself says.
//
//     SqliteSchema schema;
//     if (std::optional<EngineError> error = schema.run("CREATE TABLE runs (id INTEGER PRIMARY KEY)")) ...
//     schema.find_table("runs")->columns.size();
//
// Names are compared as SQLite does, whatever the case of their ASCII letters.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migc/engine/sqlite/table_definition.h"

namespace migrate::migc {

// What SQLite says against a statement.
struct EngineError {
  std::string message;                // SQLite's own: "no such column: runs.error_cout"
  std::optional<std::size_t> offset;  // the byte of the statement where it is, if SQLite knows
  std::string statement = {};         // the text; filled where a caller did not pass it in himself
};

struct SchemaObject {
  enum class Kind : unsigned char { table, virtual_table, index, trigger, view };
  Kind kind;
  std::string name;
  std::string table;  // an index's and a trigger's; of all others, the name
  std::string sql;    // as SQLite keeps it
};

class SqliteSchema {
 public:
  SqliteSchema();  // nothing in it
  SqliteSchema(SqliteSchema&&) noexcept;
  SqliteSchema& operator=(SqliteSchema&&) noexcept;
  ~SqliteSchema();

  // Runs one statement; what it yields is dropped. After an error the schema is what it was.
  std::optional<EngineError> run(std::string_view statement);
  // Runs them in order up to the first error, which carries its statement; then none of them has run.
  std::optional<EngineError> run_all(std::span<const std::string> statements);
  // The error that run_all() would return, or the reference that the statements leave dangling; nothing
  // changes.
  [[nodiscard]] std::optional<EngineError> find_error(std::span<const std::string> statements) const;

  // Tables, virtual tables, views, indexes and triggers have one space of names, without those that SQLite
  // makes for itself.
  [[nodiscard]] std::optional<SchemaObject> find_object(std::string_view name) const;
  // In the order in which they were created.
  [[nodiscard]] std::vector<SchemaObject> objects(SchemaObject::Kind kind) const;
  [[nodiscard]] bool has_table(std::string_view name) const;
  // Nothing when there is no such table, or it is a virtual one.
  [[nodiscard]] std::optional<TableDefinition> find_table(std::string_view name) const;
  // Without those that are part of a constraint, which have no text of their own.
  [[nodiscard]] std::vector<SchemaObject> indexes_of(std::string_view table) const;
  // The columns of an index, without quotes; an empty name for an expression.
  [[nodiscard]] std::vector<std::string> index_columns(std::string_view index) const;
  // Also the triggers of a view.
  [[nodiscard]] std::vector<SchemaObject> triggers_of(std::string_view table) const;
  // Views, and triggers of other tables, in whose text the name of the table appears.
  [[nodiscard]] std::vector<SchemaObject> mentions_of(std::string_view table) const;
  // A view or trigger that refers to something that is not there, as SQLite reports it: "error in view
  // late_runs: no such column: deadline". Creating and rebuilding do not look for that.
  [[nodiscard]] std::optional<EngineError> find_dangling_reference() const;
  // Whether ANALYZE has run: then there are statistics to be kept up.
  [[nodiscard]] bool has_statistics() const;
  // What a rebuild expects of the live table, one fact a line (runtime/sqlite/table_outline.h). Empty when
  // there is no such table.
  [[nodiscard]] std::string outline(std::string_view table) const;

  // The whole database as SQLite would write it to a file, and back. Nothing where a statement has left
  // something beside it: a temporary object, a setting; or where the bytes are no database.
  [[nodiscard]] std::optional<std::string> serialize() const;
  [[nodiscard]] static std::optional<SqliteSchema> deserialize(std::string_view bytes);

 private:
  friend class SchemaTrial;
  struct Database;

  bool has_more_than_bytes_hold() const;

  std::unique_ptr<Database> database_;
};

// What runs on the schema from here on is undone at the end of the trial's life, unless it is kept. Trials
// nest.
class SchemaTrial {
 public:
  explicit SchemaTrial(const SqliteSchema& schema);  // which must outlive it
  SchemaTrial(const SchemaTrial&) = delete;
  SchemaTrial& operator=(const SchemaTrial&) = delete;
  ~SchemaTrial() { undo(); }

  // Either ends the trial.
  void keep();
  void undo() noexcept;

 private:
  const SqliteSchema& schema_;
  bool is_over_ = false;
};

// The version of the SQLite that this runs on: "3.40.1".
[[nodiscard]] std::string_view sqlite_version() noexcept;

}  // namespace migrate::migc
