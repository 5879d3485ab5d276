#pragma once

// The tables of a schema in short, as diagrams and generated headers need them: their columns, and which
// table refers to which.

#include <cstddef>
#include <string>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migrate/dialect.h"

namespace migrate::migc {

struct EntityColumn {
  std::string name;
  std::string type;
  bool is_required = false;
  bool is_key = false;  // part of the primary key
  bool refers = false;  // part of a foreign key
};

struct Entity {
  std::string name;
  std::vector<EntityColumn> columns = {};
};

struct EntityLink {
  std::size_t from;    // the table with the foreign key, a place in Entities::tables
  std::size_t to;      // the table that it refers to
  std::size_t column;  // the first one of the key
  std::string columns;
  bool is_required = false;  // all columns are
  bool is_unique = false;    // the columns are a key of their table
};

struct Entities {
  std::vector<Entity> tables = {};
  std::vector<EntityLink> links = {};
};

// The tables on one of several engines.
struct SchemaOnEngine {
  Dialect dialect;
  std::vector<Entity> tables;
};

// Without the parts of partitioned tables. A reference to a table that does not exist is left out.
[[nodiscard]] Entities entities_of(const SchemaCatalogue& schema);

}  // namespace migrate::migc
