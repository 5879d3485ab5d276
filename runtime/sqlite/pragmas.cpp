#include "sqlite/pragmas.h"

#include <string_view>

#include "core/text/concat.h"
#include "sqlite/statement_handle.h"

namespace migrate::sqlite {

namespace {

std::string value_of(sqlite3* db, const char* pragma) {
  return query_text(db, (std::string("PRAGMA ") + pragma).c_str());
}

// An error leaves this one as it is; the others must not suffer.
void restore(sqlite3* db, const char* pragma, const std::string& value) noexcept {
  try {
    if (value_of(db, pragma) == value) return;
    query_text(db, core::concat({"PRAGMA ", pragma, " = ", value}).c_str());
  } catch (...) {
  }
}

}  // namespace

PragmaValues::PragmaValues(sqlite3* db, bool keys_are_off) : db_(db) {
  for (std::size_t i = 0; i < values_.size(); ++i)
    values_[i] = keys_are_off && std::string_view(handle_pragmas[i]) == "foreign_keys"
                     ? "1"
                     : value_of(db, handle_pragmas[i]);
}

PragmaValues::~PragmaValues() {
  for (std::size_t i = 0; i < values_.size(); ++i) restore(db_, handle_pragmas[i], values_[i]);
}

}  // namespace migrate::sqlite
