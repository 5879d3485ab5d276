#pragma once

// What the revisions of a group do to tables as a whole, which must be known before they run: foreign keys
// cannot be switched inside a transaction, and what violated them before can be found only at its beginning.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/chain.h"

namespace migrate::sqlite {

// A rebuild makes the new table under this name with the old one's after it.
inline constexpr std::string_view rebuild_prefix = "_migrate_new_";

// SQLite's words about a statement of a rebuild, with the name of the table that its author knows.
[[nodiscard]] std::string without_rebuild_prefix(std::string message);

// A table goes by its name_key().
[[nodiscard]] std::string name_key(std::string_view name);

class TableChanges {
 public:
  TableChanges() = default;
  explicit TableChanges(std::span<const FactList> scripts);

  bool drops_table() const noexcept { return drops_table_; }
  // Whether the foreign keys of a table are to be compared: one that gets a column with a foreign key, or
  // that a revision creates or renames which also drops a table, as every rebuild does.
  bool concerns_table() const noexcept { return concerns_table_; }
  bool concerns(const std::string& name) const;
  // What a table was called when the group began. A table that replaces another one has its name.
  std::string former_name(const std::string& name) const;

 private:
  class Revision;

  struct Table {
    bool is_concerned = false;
    bool is_new = false;
    std::string former_name = {};  // empty: the same
  };

  void concern(const std::string& name);

  bool drops_table_ = false;
  bool concerns_table_ = false;
  std::map<std::string, Table> tables_;
};

}  // namespace migrate::sqlite
