#pragma once

// What a chain has to do with objects that no database of PostgreSQL holds by itself: roles, and what is set
// for all databases.

#include <string>
#include <vector>

#include "migc/scratch/postgres_words.h"
#include "migrate/chain.h"

namespace migrate::migc {

// The roles that the chain names in GRANT, OWNER TO and the like before it creates them, or without creating
// them: the program's user has made these.
[[nodiscard]] std::vector<std::string> roles_to_make(const Chain& chain);

// The schemas that the settings name and that no revision creates.
[[nodiscard]] std::vector<std::string> schemas_to_make(const Chain& chain);

// How a statement begins that changes such an object: "CREATE ROLE". Empty where the script has none.
[[nodiscard]] std::string cluster_statement(const Script& script);

}  // namespace migrate::migc
