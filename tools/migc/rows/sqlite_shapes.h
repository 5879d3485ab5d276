#pragma once

// The tables of a SQLite database, and what can write into which: triggers, and the actions of foreign keys.
// Each reading takes the catalogue, and looks only at the tables and triggers that it did not have before.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/rows/shape_reader.h"

namespace migrate::migc {

class SqliteShapes final : public ShapeReader {
 public:
  explicit SqliteShapes(std::vector<std::string> own_tables) : own_tables_(std::move(own_tables)) {}

  [[nodiscard]] const Tables& read(ScratchDatabase& database) override;
  [[nodiscard]] const Tables& known() const override { return tables_; }
  [[nodiscard]] NameSet written(ScratchDatabase& database, const NameSet& words) override;
  [[nodiscard]] NameSet words_of(const NameSet& tables) const override;
  // Another database has another catalogue.
  void forget() override {}

 private:
  using Shape = std::shared_ptr<const TableShape>;
  using Names = std::vector<std::string>;
  // The definitions of triggers by their names.
  using Triggers = std::map<std::string, std::string>;

  struct Change {
    std::vector<CatalogueEntry> gone = {}, found = {};
  };

  Change take_change(SchemaCatalogue catalogue);
  void read_unknown(ScratchDatabase& database, const std::vector<CatalogueEntry>& entries);
  void remove(const CatalogueObject& object);
  void add(const CatalogueEntry& entry);
  void add_hints(const std::string& table);
  NameSet reached_from(NameSet names) const;
  bool is_table(const CatalogueObject& object) const;

  std::vector<std::string> own_tables_;
  SchemaCatalogue seen_;
  std::map<CatalogueEntry, Shape> known_;  // without triggers, of tables that were there once
  Tables plain_;                           // the tables without their triggers
  Tables tables_;
  // Names in lower case. What a change of a table or view may change as well: the tables that refer to it,
  // and all that its triggers name.
  std::map<std::string, Triggers> triggers_;
  std::map<std::string, NameSet> referring_;
  std::map<std::string, NameSet> named_by_triggers_;
};

}  // namespace migrate::migc
