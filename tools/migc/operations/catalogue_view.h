#pragma once

// The schema as the catalogue knows it: the operations of the chain, and the names in the SQL between them.

#include "migc/operations/catalogue.h"
#include "migc/operations/schema_view.h"

namespace migrate::migc {

class CatalogueView final : public SchemaView {
 public:
  // Which must outlive it.
  explicit CatalogueView(const Catalogue& catalogue) : catalogue_(catalogue) {}

  bool has_table(const ObjectName& table) const override;
  bool has_index(const ObjectName& index) const override;
  bool has_surely_table(const ObjectName& table) const override;
  bool has_surely_index(const ObjectName& index) const override;
  bool has_object(const DatabaseObject& object) const override;
  bool has_relation(const ObjectName& name) const override;
  std::string_view other_kind(const ObjectName& name) const override;
  std::vector<std::string> tables() const override;
  std::vector<std::string> indexes() const override;
  std::optional<std::vector<std::string>> columns(const ObjectName& table) const override;
  std::optional<std::vector<std::string>> constraints(const ObjectName& table) const override;

 private:
  const Catalogue& catalogue_;
};

}  // namespace migrate::migc
