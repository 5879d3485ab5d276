#pragma once

#include "migc/engine/engine_traits.h"

namespace migrate::migc {

inline constexpr EngineTraits sqlite_traits{
    .runs_in_migc = true,
    .ignores_case = true,
    .converts_values = false,
    .rebuilds_tables = true,
    .has_all_objects = false,
    .has_enums = false,
    .has_arrays = false,
    .has_strict_tables = true,
    .has_exclusion_constraints = false,
    .has_invalid_constraints = false,
    .has_deferrable_keys = false,
    .has_virtual_columns = true,
    .counts_in_keys_only = true,
    .counts_in_null_columns = true,
    .has_storage_parameters = false,
    .has_index_methods = false,
    .renames_indexes = false,
    .divides_changes = false,
    .opening = "(",
    .closing = ")",
};

}  // namespace migrate::migc
