#pragma once

// Lists and names as error messages show them; they may come from a file or a database.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "migrate/chain.h"
#include "migrate/export.h"

namespace migrate::core {

// Not called quoted(): std::quoted() would be found, too, and preferred for a std::string, wherever <iomanip>
// is included. Newer standard libraries include it in <chrono>.
[[nodiscard]] std::string in_quotes(std::string_view text);
// "a, b, c"; of more than ten, the first ten and how many are left.
[[nodiscard]] MIGRATE_INTERNAL_API std::string listed(std::span<const std::string> names);
[[nodiscard]] MIGRATE_INTERNAL_API std::string listed(const Chain& chain,
                                                      std::span<const RevisionIndex> revisions);
// What a database with these rows is at: "base", or the rows.
[[nodiscard]] MIGRATE_INTERNAL_API std::string place_text(std::span<const std::string> rows);
// The revision's id, or "base".
[[nodiscard]] std::string name_of(const Chain& chain, std::optional<RevisionIndex> place);

}  // namespace migrate::core
