#include "migc/engine/sqlite/own_columns.h"

#include "migc/engine/sqlite/table_definition.h"
#include "migc/engine/sqlite/token_reader.h"

namespace migrate::migc {

std::string without_qualifier(std::string_view expression, std::string_view table) {
  const SqliteTokens tokens(expression);
  std::string kept(expression);
  for (std::size_t i = tokens.size(); i-- > 0;)
    if (tokens.is_name(i) && tokens.is_symbol(i + 1, '.') && is_same_name(tokens.name(i), table))
      kept.erase(tokens[i].begin, tokens[i + 2].begin - tokens[i].begin);
  return kept;
}

}  // namespace migrate::migc
