#include "migc/derive/undo_renames.h"

#include <fmt/format.h>

namespace migrate::migc {

std::optional<std::string> undo_rename(std::string_view statement, core::NameCursor at) {
  at.take("MATERIALIZED");
  at.advance();
  if (at.take("IF")) at.take("EXISTS");
  core::Token name = at.token();
  at.advance();
  for (; at.take_symbol('.'); at.advance()) name = at.token();
  while (!at.is_at_end() && !at.is_at("RENAME")) at.advance();
  const std::size_t rename = at.token().begin;
  if (!at.take("RENAME")) return "";
  if (at.take("VALUE") || at.take("ATTRIBUTE") || at.take("COLUMN") || at.take("CONSTRAINT"))
    return undo_exchange(statement, at);
  if (!at.take("TO")) return std::nullopt;
  return fmt::format("{}{}{}RENAME TO {}", statement.substr(0, name.begin), at.spelling(),
                     statement.substr(name.end, rename - name.end), name.in(statement));
}

std::optional<std::string> undo_exchange(std::string_view statement, core::NameCursor at) {
  const core::Token former = at.token();
  at.advance();
  if (!at.take("TO")) return std::nullopt;
  return fmt::format("{}{} TO {}", statement.substr(0, former.begin), at.spelling(), former.in(statement));
}

}  // namespace migrate::migc
