#pragma once

// The tokens of one statement from left to right, with the names in it as the catalogue spells them.
//
//     NameCursor at(dialect, "DROP TABLE app.\"Runs\"");
//     if (at.take("drop") && at.take("table")) at.take_table();   // schema "app", name "Runs"

#include <optional>
#include <string>
#include <string_view>

#include "engine/token_cursor.h"
#include "migrate/dialect.h"

namespace migrate::core {

struct TableName {
  std::string schema;  // empty: not named, or the one that is implied
  std::string name;
  bool is_temporary = false;
};

// The text must outlive the cursor.
class NameCursor : public TokenCursor {
 public:
  NameCursor(Dialect dialect, std::string_view text);

  std::optional<std::string> take_name();
  // Of a table. In "database.schema.table" the database is the one that is open.
  std::optional<TableName> take_table();

  // To the next comma outside of parentheses, or to the end.
  void skip_to_comma() { skip_to({}); }
  // The same, but stops at the word. Whether it is there.
  bool skip_to(std::string_view word);

 private:
  Dialect dialect_;
  std::string_view text_;
};

}  // namespace migrate::core
