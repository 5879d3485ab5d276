#pragma once

#include <string>
#include <string_view>

namespace migrate::migc {

// The words of a message as the name of a file shows them: "Add error_count to runs!" becomes
// "add_error_count_to_runs". Whole words up to 40 characters; only a first word that is longer is cut. Empty
// when the message has no letter and no digit of ASCII.
[[nodiscard]] std::string make_slug(std::string_view message);

}  // namespace migrate::migc
