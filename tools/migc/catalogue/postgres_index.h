#pragma once

// What pg_get_indexdef() says of an index after its name and table.

#include <string_view>
#include <vector>

#include "migc/catalogue/catalogue_object.h"

namespace migrate::migc {

// "CREATE UNIQUE INDEX i ON s.t USING btree (a DESC, lower(b)) INCLUDE (c) WHERE (a > 5)": what is usual is
// left out.
void state_index(std::string_view definition, std::vector<Fact>& facts);

}  // namespace migrate::migc
