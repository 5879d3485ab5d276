#include "migc/operations/short_script.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "migc/engine/sqlite/rebuild.h"
#include "migc/engine/sqlite/table_change.h"
#include "migc/engine/sqlite/token_reader.h"
#include "sqlite/table_changes.h"

namespace migrate::migc {

namespace {

using Texts = std::vector<std::string>;

Texts lines_of(const Texts& statements) {
  Texts lines;
  for (const std::string& statement : statements) {
    std::istringstream text(statement + ";");
    for (std::string line; std::getline(text, line);) lines.push_back(line);
  }
  return lines;
}

// How many lines the longest common part of each two ends has.
std::vector<std::vector<std::size_t>> common_lengths(const Texts& before, const Texts& after) {
  std::vector<std::vector<std::size_t>> lengths(before.size() + 1,
                                                std::vector<std::size_t>(after.size() + 1));
  for (std::size_t i = before.size(); i-- > 0;)
    for (std::size_t j = after.size(); j-- > 0;)
      lengths[i][j] =
          before[i] == after[j] ? lengths[i + 1][j + 1] + 1 : std::max(lengths[i + 1][j], lengths[i][j + 1]);
  return lengths;
}

std::string difference(const Texts& before, const Texts& after) {
  const auto lengths = common_lengths(before, after);
  std::string text;
  for (std::size_t i = 0, j = 0; i < before.size() || j < after.size();) {
    if (i < before.size() && j < after.size() && before[i] == after[j])
      ++i, ++j;
    else if (j == after.size() || (i < before.size() && lengths[i + 1][j] >= lengths[i][j + 1]))
      text += "- " + before[i++] + "\n";
    else
      text += "+ " + after[j++] + "\n";
  }
  return text;
}

// The table that the statement begins to rebuild; empty when it does something else.
std::string rebuilt_table(const std::string& statement) {
  const SqliteTokens tokens(statement);
  if (!tokens.is_word(0, "CREATE") || !tokens.is_word(1, "TABLE") || !tokens.is_name(2)) return {};
  const std::string name = tokens.name(2);
  return name.starts_with(sqlite::rebuild_prefix) ? name.substr(sqlite::rebuild_prefix.size()) : "";
}

// How many statements the rebuild has that begins with the first one: up to the end of the renaming, and then
// those that every rebuild of the table has.
std::size_t rebuild_size(std::span<const std::string> statements, const Texts& plain) {
  const auto renamed = std::ranges::find(statements, "PRAGMA legacy_alter_table = OFF");
  auto end = renamed == statements.end() ? renamed : renamed + 1;
  while (end != statements.end() && std::ranges::find(plain, *end) != plain.end()) ++end;
  return static_cast<std::size_t>(end - statements.begin());
}

Texts statements_of(const Script& script) {
  Texts statements;
  for (std::size_t i = 0; i < script.size(); ++i)
    statements.push_back(script[i].is_call() ? "-- call " + std::string(script[i].text())
                                             : std::string(script[i].text()));
  return statements;
}

void run(SqliteSchema& schema, const Texts& statements) {
  for (const std::string& statement : statements) {
    if (statement.starts_with("-- call ")) continue;
    const std::optional<EngineError> error = schema.run(statement);
    EXPECT_FALSE(error) << error->message << "\n" << statement;
  }
}

}  // namespace

std::string short_script(SqliteSchema& schema, const Script& script) {
  const Texts statements = statements_of(script);
  std::string text;
  for (std::size_t i = 0; i < statements.size();) {
    const std::string table = rebuilt_table(statements[i]);
    const Texts plain = table.empty() ? Texts() : rebuild_statements(schema, begin_change(schema, table));
    const std::size_t size = table.empty() ? 1 : rebuild_size(std::span(statements).subspan(i), plain);
    const Texts part(statements.begin() + static_cast<std::ptrdiff_t>(i),
                     statements.begin() + static_cast<std::ptrdiff_t>(i + size));
    if (!table.empty())
      text += "-- rebuild of " + table + ":\n" + difference(lines_of(plain), lines_of(part));
    else
      text += part[0] + (part[0].starts_with("-- call ") ? "\n" : ";\n");
    run(schema, part);
    i += size;
  }
  return text;
}

}  // namespace migrate::migc
