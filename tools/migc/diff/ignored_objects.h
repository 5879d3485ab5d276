#pragma once

// The objects that `ignore` in migrate.yaml names: no comparison of schemas sees them, whichever side has
// them. What belongs to a table that is ignored is ignored with it.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

// With * for any text and ? for one character; all other characters are meant as they are, in that case.
[[nodiscard]] bool matches_pattern(std::string_view name, std::string_view pattern) noexcept;

[[nodiscard]] SchemaCatalogue without_ignored(SchemaCatalogue schema,
                                              const std::vector<std::string>& patterns);

// A database whose schema has none of them. The database must outlive it.
[[nodiscard]] std::unique_ptr<ScratchDatabase> make_ignoring_database(
    ScratchDatabase& database, const std::vector<std::string>& patterns);

}  // namespace migrate::migc
