#pragma once

// The tables of a schema while the statements of an upgrade run: which names they and their columns have
// now, which were dropped, and which new one has the rows of an existing one.
//
//     TrackedTables tables(dialect, settings, schema_before);
//     if (TrackedTable* table = tables.find(name)) table->has_more_columns = true;
//     tables.drop(name, line);
//     const std::vector<Obstacle> losses = tables.settle();

#include <cstdint>
#include <string>
#include <vector>

#include "engine/name_cursor.h"
#include "migc/catalogue/catalogue_object.h"
#include "migc/derive/row_changes.h"
#include "migc/derive/upgrade_effects.h"
#include "migrate/table.h"

namespace migrate::migc {

struct TrackedTable {
  MatchedTable table;
  std::string copy_of = {};  // of a new one: the table whose rows it has, all of them; then `columns` are its
  std::vector<std::string> created_columns = {};  // of a new one, where its statement could be read
  bool has_more_columns = false;                  // than those of `columns`, in unknown places
  bool has_trigger = false;
  std::vector<Obstacle> changes = {};  // of a copy, since it was filled

  [[nodiscard]] bool is_new() const { return table.wanted.empty(); }
  [[nodiscard]] bool is_filled() const { return !is_new() || !copy_of.empty(); }
};

class TrackedTables {
 public:
  TrackedTables(Dialect dialect, const Settings& settings, const SchemaCatalogue& before);

  // nullptr where there is none. Valid until the next create() or drop().
  [[nodiscard]] TrackedTable* find(const core::TableName& name) { return find(key_of(name)); }
  // The column, where it existed before; or nullptr.
  [[nodiscard]] MatchedColumn* find_column(TrackedTable& tracked, const std::string& column) const;

  void create(const core::TableName& name, std::vector<std::string> columns);
  void drop(const core::TableName& name, std::uint32_t line);
  void rename(TrackedTable& tracked, const core::TableName& name) const { tracked.table.name = key_of(name); }
  // Where it is certain which column has which values. REQUIRES: the target is new, and not filled.
  void fill(TrackedTable& target, const RowCopy& copy);

  // As people call it.
  [[nodiscard]] std::string shown(const core::TableName& name) const { return shown(key_of(name)); }
  [[nodiscard]] std::string shown(const TrackedTable& tracked) const { return shown(tracked.table.name); }

  // At the end: a table that was dropped is in its copy, if all its columns are. Returns what is lost.
  [[nodiscard]] std::vector<Obstacle> settle();
  [[nodiscard]] std::vector<MatchedTable> take();

 private:
  struct DroppedTable {
    MatchedTable table;
    std::uint32_t line;
  };

  void add(const CatalogueObject& object);
  void add_part(const CatalogueObject& object);
  [[nodiscard]] TrackedTable* find(const std::string& key);
  [[nodiscard]] std::string key_of(const core::TableName& name) const;
  [[nodiscard]] std::string key_in_catalogue(const std::string& name) const;
  [[nodiscard]] std::string shown(const std::string& key) const;
  [[nodiscard]] bool is_same(const std::string& a, const std::string& b) const;
  void settle(const DroppedTable& dropped, std::vector<Obstacle>& losses);

  Dialect dialect_;
  std::string schema_;  // of names without one
  std::vector<TrackedTable> tables_;
  std::vector<DroppedTable> dropped_;
};

}  // namespace migrate::migc
