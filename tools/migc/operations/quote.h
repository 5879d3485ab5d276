#pragma once

// Names and texts as SQL. What is written here reads the same in both dialects.

#include <span>
#include <string>
#include <string_view>

#include "migc/operations/name_list.h"

namespace migrate::migc {

// Quoted only where it must be: words that either dialect reserves, and all but small letters, digits and _.
[[nodiscard]] std::string quoted_name(std::string_view name);
[[nodiscard]] std::string quoted_name(const ObjectName& name);
// Whether either dialect reserves the word, which is in small letters.
[[nodiscard]] bool is_reserved(std::string_view word);
// "a, b"
[[nodiscard]] std::string quoted_names(std::span<const Name> names);
[[nodiscard]] std::string quoted_text(std::string_view text);
// In capitals; letters beyond ASCII stay.
[[nodiscard]] std::string upper(std::string_view text);

// "schema.name"; the name is empty where the text is not one.
[[nodiscard]] ObjectName read_object_name(std::string_view text);

}  // namespace migrate::migc
