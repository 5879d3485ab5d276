#pragma once

// What pg_dump writes, without what says nothing of the schema: comments, settings of the session, and that
// objects belong to who dumps them.

#include <string>
#include <string_view>

namespace migrate::migc {

// `user`: as the dump spells its name.
[[nodiscard]] std::string statements_of_dump(std::string_view dump, std::string_view user);

}  // namespace migrate::migc
