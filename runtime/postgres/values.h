#pragma once

// Values on their way to a server and back.

#include <functional>
#include <pqxx/result>
#include <string>
#include <string_view>

#include "engine/sql_text.h"
#include "migrate/value.h"

namespace migrate::postgres {

using Quote = std::function<std::string(const std::string& text)>;

// As a literal of SQL. Throws migrate::Error for text that holds a NUL, which would end the statement.
[[nodiscard]] std::string literal(const Value& value, const Quote& quote);

// As text, which the server reads as what it needs in that place. Nothing for NULL.
[[nodiscard]] std::string text_of(const Value& value);

// Whole numbers and booleans become numbers, floating-point numbers too, everything else is text.
[[nodiscard]] Rows rows_of(const pqxx::result& result);

// Of a boolean of the server's, which rows_of() makes a number of. NULL is not true.
[[nodiscard]] bool is_true(const Value& value);

using core::quoted_name;

// Throws migrate::Error (`failed`) when the text holds a NUL.
void refuse_nul(std::string_view sql);

}  // namespace migrate::postgres
