#include "migc/dump/postgres_dump_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "migc/folder/source_file.h"
#include "migc/sql/sql_splitter.h"

namespace migrate::migc {

namespace {

// "\restrict TOKEN" at the beginning and "\unrestrict TOKEN" at the end keep psql from running commands that
// a dump hides. They are no SQL. A row may hold a line that looks like one.
std::string without_commands_of_psql(std::string_view dump) {
  constexpr std::string_view restrict = "\n\\restrict ", unrestrict = "\n\\unrestrict ";
  std::string text(dump);
  const std::size_t begin = text.find(restrict);
  if (begin == std::string::npos || begin > text.find("\nSET ")) return text;
  const std::size_t token = begin + restrict.size();
  const std::string end_command =
      std::string(unrestrict) + text.substr(token, text.find('\n', token) - token);
  if (const std::size_t end = text.rfind(end_command); end != std::string::npos)
    text.erase(end, end_command.size());
  return text.erase(begin, text.find('\n', token) - begin);
}

// Where the next objects are stored: said by pg_dump whenever it may have changed.
class StorageSettings {
 public:
  // Whether the statement changes one of them.
  bool changes(std::string_view statement) {
    for (auto& [begin, value] : values_)
      if (statement.starts_with(begin) && statement.substr(begin.size()) != value) {
        value = statement.substr(begin.size());
        return true;
      }
    return false;
  }

 private:
  std::array<std::pair<std::string_view, std::string_view>, 2> values_{
      {{"SET default_tablespace = ", "''"}, {"SET default_table_access_method = ", "heap"}}};
};

bool is_of_session(std::string_view statement) {
  return statement.starts_with("SET ") || statement.starts_with("SELECT pg_catalog.set_config('search_path'");
}

bool gives_to(std::string_view statement, std::string_view user) {
  return statement.starts_with("ALTER ") && statement.ends_with(fmt::format(" OWNER TO {}", user));
}

}  // namespace

std::string statements_of_dump(std::string_view dump, std::string_view user) {
  const SourceFile file("dump", "dump", without_commands_of_psql(dump));
  std::string statements;
  StorageSettings storage;
  for (const SqlItem& item : split_section(file, 0, Dialect::postgres).items) {
    const std::string_view statement = file.bytes().substr(item.begin, item.end - item.begin);
    if (gives_to(statement, user) || (is_of_session(statement) && !storage.changes(statement))) continue;
    statements += fmt::format("{}{};\n", statements.empty() ? "" : "\n", statement);
  }
  return statements;
}

}  // namespace migrate::migc
