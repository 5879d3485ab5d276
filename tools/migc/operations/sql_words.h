#pragma once

// Looking for names in pieces of SQL, where nothing but its tokens is known. Each dialect has tokens of its
// own: SQLite reads [a name] and 'no \' escape', PostgreSQL reads $$a string$$.

#include <string>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

// Whether the name may appear, as a word in any case of letters or in quotes; not within strings and
// comments.
[[nodiscard]] bool mentions(Dialect dialect, std::string_view sql, std::string_view name);
// Whether it appears as a name. A word that is reserved is none unless it is quoted: the END of a CASE is no
// column "end".
[[nodiscard]] bool refers_to(Dialect dialect, std::string_view sql, std::string_view name);
// Where it appears so.
[[nodiscard]] std::string rename_in(Dialect dialect, std::string_view sql, std::string_view name,
                                    std::string_view new_name);
// Whether the statement, by its first word, reads or writes rows only.
[[nodiscard]] bool is_about_rows(Dialect dialect, std::string_view statement);

}  // namespace migrate::migc
