#include "migc/engine/ddl_words.h"

#include "migc/engine/postgres/ddl_words.h"
#include "migc/engine/sqlite/ddl_words.h"

namespace migrate::migc {

std::string collation_word(Dialect dialect, std::string_view name) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_collation_word(name);
    case Dialect::postgres:
      return postgres_collation_word(name);
  }
  return {};
}

std::string_view row_number_type(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_row_number_type();
    case Dialect::postgres:
      return postgres_row_number_type();
  }
  return {};
}

std::string_view identity_words(Dialect dialect, Counting counting) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_identity_words(counting);
    case Dialect::postgres:
      return postgres_identity_words(counting);
  }
  return {};
}

std::string order_words(Dialect dialect, std::string_view operator_class, std::string_view order) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_order_words(operator_class, order);
    case Dialect::postgres:
      return postgres_order_words(operator_class, order);
  }
  return {};
}

}  // namespace migrate::migc
