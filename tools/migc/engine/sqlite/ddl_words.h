#pragma once

// SQLite's words in CREATE TABLE and CREATE INDEX. Same functions, same order as engine/postgres/ddl_words.h.

#include "migc/engine/ddl_words.h"

namespace migrate::migc {

[[nodiscard]] std::string sqlite_collation_word(std::string_view name);
[[nodiscard]] std::string_view sqlite_row_number_type() noexcept;
[[nodiscard]] std::string_view sqlite_identity_words(Counting counting) noexcept;
[[nodiscard]] std::string sqlite_order_words(std::string_view operator_class, std::string_view order);

}  // namespace migrate::migc
