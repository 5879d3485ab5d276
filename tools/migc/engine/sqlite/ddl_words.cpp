#include "migc/engine/sqlite/ddl_words.h"

#include "migc/engine/sqlite/table_definition.h"

namespace migrate::migc {

std::string sqlite_collation_word(std::string_view name) {
  return sql_name(name);
}

// Then the column is another name of the row's number.
std::string_view sqlite_row_number_type() noexcept {
  return "INTEGER";
}

std::string_view sqlite_identity_words(Counting /*counting*/) noexcept {
  return {};
}

std::string sqlite_order_words(std::string_view /*operator_class*/, std::string_view order) {
  return std::string(order.substr(0, order.find(" NULLS")));
}

}  // namespace migrate::migc
