#pragma once

// The things of a schema that have a name which can change: tables with their columns and indexes, types with
// their values, sequences. By what they are besides their name, it can be guessed which had another one.

#include <string>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// A column, an index or a value of an enum: its name is known within its owner.
struct RenamablePart {
  std::string name;  // without quotes; of a value, the literal
  std::vector<Fact> facts = {};
};

struct RenamableTable {
  std::string key;  // table_key.h
  std::vector<RenamablePart> columns = {};
  std::vector<RenamablePart> indexes = {};
};

struct RenamableType {
  ObjectKind kind;  // or a sequence
  std::string key;
  std::vector<Fact> facts;                 // without the values
  std::vector<RenamablePart> values = {};  // of an enum
};

struct RenamableThings {
  std::vector<RenamableTable> tables = {};
  std::vector<RenamableType> types = {};
  std::vector<RenamableType> sequences = {};
};

[[nodiscard]] RenamableThings renamable_things(Dialect dialect, const SchemaCatalogue& schema);

// Empty where it is not stated.
[[nodiscard]] std::string fact_of(const std::vector<Fact>& facts, const std::string& name);

}  // namespace migrate::migc
