#pragma once

// The things that a schema file creates, each with its place in the file and with its annotations.
//
//     CREATE TABLE jobs (                      -- migrate: renamed from runs
//       id INTEGER PRIMARY KEY,
//       -- migrate: renamed from name
//       title TEXT NOT NULL,
//       state TEXT NOT NULL DEFAULT 'new'      -- migrate: renamed from none
//     );
//
// A comment at the end of a line is about what ends there or, where nothing ends, about what that line is a
// part of; a comment in a line of its own is about what follows it.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "migc/diff/annotation.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migrate/dialect.h"
#include "migrate/table.h"

namespace migrate::migc {

enum class ElementKind : unsigned char { table, column, index, sequence, type, enum_value };

struct SchemaElement {
  ElementKind kind;
  std::string owner;  // the key (table_key.h) of a column's table, or of a value's enum
  std::string name;   // a key; without quotes where it has an owner
  std::size_t begin;  // bytes of the file
  std::size_t end;
  std::optional<Annotation> renamed = {};
  std::optional<Annotation> fill = {};
};

class SchemaElements {
 public:
  SchemaElements() = default;
  // Reports an annotation that is about nothing that has a name. The file must outlive it. `settings`: of the
  // chain, which say in which schema a name without one is.
  SchemaElements(const SourceFile& file, Dialect dialect, const Settings& settings, Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<SchemaElement>& all() const noexcept { return elements_; }
  // nullptr where the file does not create it by a statement that is understood.
  [[nodiscard]] const SchemaElement* find(ElementKind kind, const std::string& owner,
                                          const std::string& name) const;

 private:
  using Key = std::tuple<ElementKind, std::string, std::string>;
  [[nodiscard]] Key key_of(ElementKind kind, const std::string& owner, const std::string& name) const;

  Dialect dialect_ = Dialect::sqlite;
  std::vector<SchemaElement> elements_;
  std::map<Key, std::size_t> places_;
};

}  // namespace migrate::migc
