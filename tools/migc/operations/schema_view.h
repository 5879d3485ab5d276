#pragma once

// What is known of the schema at one point of a chain: SQLite itself is asked, and of PostgreSQL the
// catalogue is all that migc has. Operations are judged by it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/operations/operation.h"

namespace migrate::migc {

class SchemaView {
 public:
  SchemaView() = default;
  SchemaView(const SchemaView&) = delete;
  SchemaView& operator=(const SchemaView&) = delete;
  virtual ~SchemaView() = default;

  // Where SQL may have made it, it is there, but not surely.
  [[nodiscard]] virtual bool has_table(const ObjectName& table) const = 0;
  [[nodiscard]] virtual bool has_index(const ObjectName& index) const = 0;
  [[nodiscard]] virtual bool has_surely_table(const ObjectName& table) const = 0;
  [[nodiscard]] virtual bool has_surely_index(const ObjectName& index) const = 0;
  // Of a kind that the dialect lacks, there is nothing to miss.
  [[nodiscard]] virtual bool has_object(const DatabaseObject& object) const = 0;
  // Whether a new table, index, view or key would take a name that another of them has, where the engine
  // itself is not there to say so.
  [[nodiscard]] virtual bool has_relation(const ObjectName& name) const = 0;
  // What has the name of a table and is none: "view", "index", ... Empty where nothing is known to have it.
  [[nodiscard]] virtual std::string_view other_kind(const ObjectName& name) const = 0;

  [[nodiscard]] virtual std::vector<std::string> tables() const = 0;
  [[nodiscard]] virtual std::vector<std::string> indexes() const = 0;
  // Nothing where they are not known.
  [[nodiscard]] virtual std::optional<std::vector<std::string>> columns(const ObjectName& table) const = 0;
  [[nodiscard]] virtual std::optional<std::vector<std::string>> constraints(
      const ObjectName& table) const = 0;
};

}  // namespace migrate::migc
