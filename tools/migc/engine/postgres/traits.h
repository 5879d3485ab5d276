#pragma once

#include "migc/engine/engine_traits.h"

namespace migrate::migc {

inline constexpr EngineTraits postgres_traits{
    .runs_in_migc = false,
    .ignores_case = false,
    .converts_values = true,
    .rebuilds_tables = false,
    .has_all_objects = true,
    .has_enums = true,
    .has_arrays = true,
    .has_strict_tables = false,
    .has_exclusion_constraints = true,
    .has_invalid_constraints = true,
    .has_deferrable_keys = true,
    .has_virtual_columns = false,
    .counts_in_keys_only = false,
    .counts_in_null_columns = false,
    .has_storage_parameters = true,
    .has_index_methods = true,
    .renames_indexes = true,
    .divides_changes = true,
    .opening = "([",
    .closing = ")]",
};

}  // namespace migrate::migc
