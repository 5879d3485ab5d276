#pragma once

// What an engine has and how it works, where operations depend on it. A new engine fills in its own
// engine/NAME/traits.h.

#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

struct EngineTraits {
  // migc runs each statement in the engine itself, which then says what is wrong with names and rows.
  bool runs_in_migc;
  // A name in any case of letters is the same one.
  bool ignores_case;
  // A column has values of its type only, so a change of the type may need to say how they are converted.
  bool converts_values;

  // What ALTER TABLE cannot do is a rebuild of the table.
  bool rebuilds_tables;

  // Kinds of objects.
  bool has_all_objects;  // not views and triggers only
  bool has_enums;
  bool has_arrays;
  bool has_strict_tables;

  // Parts of tables and indexes.
  bool has_exclusion_constraints;
  bool has_invalid_constraints;  // which existing rows may break
  bool has_deferrable_keys;
  bool has_virtual_columns;     // generated ones that are not stored
  bool counts_in_keys_only;     // identity and autoincrement
  bool counts_in_null_columns;  // the same
  bool has_storage_parameters;
  bool has_index_methods;  // with operator classes and further columns

  // What ALTER does for generated revisions.
  bool renames_indexes;
  bool divides_changes;  // some cannot share a transaction, or lock less in several

  // What can be open in an expression, and what closes it, in the same order.
  std::string_view opening;
  std::string_view closing;
};

[[nodiscard]] const EngineTraits& traits_of(Dialect dialect) noexcept;

}  // namespace migrate::migc
