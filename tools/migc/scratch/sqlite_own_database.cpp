#include "migc/scratch/sqlite_own_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <charconv>
#include <string>

#include "core/text/advised_error.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

bool is_of_machine(int code) noexcept {
  const int primary = code & 0xff;
  return primary == SQLITE_FULL || primary == SQLITE_IOERR || primary == SQLITE_NOMEM;
}

bool is_of_machine(const Error& error) {
  const std::string& text = error.context().database_code;
  int code = 0;
  std::from_chars(text.data(), text.data() + text.size(), code);
  return is_of_machine(code);
}

Error own_database_failure(const SQLite::Exception& exception) {
  ErrorContext context;
  context.database_code = std::to_string(exception.getExtendedErrorCode());
  const char* advice = sqlite::advice_for(exception.getErrorCode());
  return core::advised_error(ErrorKind::unavailable,
                             fmt::format("migc cannot use a SQLite database of its own: {} (code {})",
                                         exception.what(), context.database_code),
                             core::no_state, advice == nullptr ? "" : advice, std::move(context));
}

}  // namespace migrate::migc
