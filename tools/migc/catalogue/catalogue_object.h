#pragma once

// What a user can state about a schema, as values with names: this table has a column of this type, that
// index has these columns. Two schemas are the same when they have the same objects with the same facts,
// however the statements that made them are written.

#include <compare>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace migrate::migc {

// In the order in which differences are listed.
enum class ObjectKind : unsigned char {
  database,
  schema,
  extension,
  language,
  access_method,
  foreign_data_wrapper,
  foreign_server,
  user_mapping,
  collation,
  conversion,
  enumeration,
  domain,
  composite_type,
  range_type,
  base_type,
  sequence,
  table,
  foreign_table,
  virtual_table,
  column,
  primary_key,
  unique,
  check,
  exclusion,
  foreign_key,
  index,
  statistics,
  view,
  materialized_view,
  rule,
  trigger,
  policy,
  function,
  procedure,
  aggregate,
  sql_operator,
  operator_class,
  operator_family,
  cast,
  transform,
  text_search_parser,
  text_search_template,
  text_search_dictionary,
  text_search_configuration,
  event_trigger,
  publication,
  subscription,
  default_privileges,
};

struct Fact {
  std::string name;   // "type", "default", "on delete"
  std::string value;  // as people read it; two are the same when they are spelled the same

  auto operator<=>(const Fact&) const = default;  // NOLINT(modernize-use-nullptr): not a pointer
};

struct CatalogueObject {
  ObjectKind kind;
  std::string table;  // that it belongs to; empty where it belongs to none
  // What it is called. A constraint is called by what it says, "(a, b)", since few have a name of their own.
  std::string name;
  // Two objects of one kind with the same identity are one object at two times.
  std::string identity;
  std::vector<Fact> facts = {};  // what is not stated is left out
  // The parts whose order a user can see and seldom means: the columns of a table.
  std::vector<std::string> order = {};

  bool operator==(const CatalogueObject&) const = default;
};

// The objects that one statement of the stored schema makes: a table with its columns and constraints, or an
// index. Schemas share what is the same in them.
using CatalogueEntry = std::shared_ptr<const std::vector<CatalogueObject>>;

// A whole schema: one entry for each thing of it, by the thing's kind and name as the engine has them.
struct SchemaCatalogue {
  std::vector<std::pair<std::string, CatalogueEntry>> entries = {};  // sorted by their first
};

}  // namespace migrate::migc
