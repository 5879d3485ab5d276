#pragma once

// The name that an engine's message is about: "error_cout" in "no such column: runs.error_cout". Messages are
// for people, so whatever is made of this is only help.

#include <optional>
#include <string>
#include <string_view>

#include "migc/catalogue/catalogue_object.h"

namespace migrate::migc {

// Empty where the message has none.
[[nodiscard]] std::string_view name_in_message(std::string_view message);

// The end of the message: "; did you mean "error_count"?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view message, const SchemaCatalogue& schema);

// The same where SQLite found no column and the statement has the name in double quotes, which SQLite by
// itself would read as a text.
[[nodiscard]] std::string single_quotes_for(std::string_view message, std::string_view statement);

// Where that name stands in a line; nothing where it does not, or more than once.
[[nodiscard]] std::optional<std::size_t> find_name(std::string_view line, std::string_view name);

}  // namespace migrate::migc
