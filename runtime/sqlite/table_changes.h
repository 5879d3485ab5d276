#pragma once

// What the statements of a group do to tables as a whole, read from their texts before they run: foreign keys
// cannot be switched inside a transaction, and what violated them before can be found only at its beginning.

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "migrate/statement.h"

namespace migrate::sqlite {

// A rebuild makes the new table under this name with the old one's after it.
inline constexpr std::string_view rebuild_prefix = "_migrate_new_";

// SQLite's words about a statement of a rebuild, with the name of the table that its author knows.
[[nodiscard]] std::string without_rebuild_prefix(std::string message);

// Names are normalised (schema_text.h).
class TableChanges {
 public:
  TableChanges() = default;
  explicit TableChanges(std::span<const Statement> script);

  bool drops_table() const noexcept { return drops_table_; }
  // The tables whose foreign keys are to be compared: those that get a column with a foreign key, and what a
  // revision creates or renames that also drops a table, as every rebuild does.
  const std::set<std::string>& concerned() const noexcept { return concerned_; }
  // What a table was called when the group began. A table that replaces another one has its name.
  std::string former_name(const std::string& name) const;

 private:
  class Revision;

  bool drops_table_ = false;
  std::set<std::string> concerned_;
  std::set<std::string> created_;
  std::map<std::string, std::string> former_names_;
};

}  // namespace migrate::sqlite
