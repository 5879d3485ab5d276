#pragma once

// What a chain has to do with objects that no database of PostgreSQL holds by itself: roles, and what is set
// for all databases.

#include <string>
#include <string_view>
#include <vector>

#include "migc/scratch/postgres_words.h"
#include "migrate/chain.h"

namespace migrate::migc {

// The roles that the chain names in GRANT, OWNER TO and the like before it creates them, or without creating
// them, and those that schemas name and that none of them creates: the program's user has made these.
[[nodiscard]] std::vector<std::string> roles_to_make(const Chain& chain,
                                                     const std::vector<std::string>& schemas = {});

// The schemas that the settings name and that no revision creates.
[[nodiscard]] std::vector<std::string> schemas_to_make(const Chain& chain);

// How a statement begins that changes such an object: "CREATE ROLE". Empty where the script has none.
[[nodiscard]] std::string cluster_statement(const Script& script);
[[nodiscard]] std::string cluster_statement(std::string_view script);

}  // namespace migrate::migc
