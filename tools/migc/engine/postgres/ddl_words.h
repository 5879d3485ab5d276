#pragma once

// PostgreSQL's words in CREATE TABLE and CREATE INDEX. Same functions, same order as
// engine/sqlite/ddl_words.h.

#include "migc/engine/ddl_words.h"

namespace migrate::migc {

[[nodiscard]] std::string postgres_collation_word(std::string_view name);
[[nodiscard]] std::string_view postgres_row_number_type() noexcept;
[[nodiscard]] std::string_view postgres_identity_words(Counting counting) noexcept;
[[nodiscard]] std::string postgres_order_words(std::string_view operator_class, std::string_view order);

}  // namespace migrate::migc
