#include "migc/snapshot/snapshot_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/chain/digest.h"
#include "core/text/sha256.h"
#include "engine/tokens.h"
#include "migc/sql/sql_splitter.h"

namespace migrate::migc {

namespace {

constexpr std::string_view first_line =
    "-- A snapshot of the chain for PostgreSQL. Written by \"migc dump --snapshot\", not to be edited.\n";

std::string digest_of_text(std::string_view text) {
  core::Sha256 hash;
  hash.update(text);
  return core::to_hex(hash.finish());
}

// The literal with an escape for each carriage return: a file that is committed may get or lose some.
// pg_dump writes 'text' and $tag$text$tag$.
std::string without_carriage_returns(std::string_view literal) {
  const bool is_dollar_quoted = literal.starts_with('$');
  const std::size_t quote = is_dollar_quoted ? literal.find('$', 1) + 1 : 1;
  std::string escaped = "E'";
  for (const char c : literal.substr(quote, literal.size() - 2 * quote)) {
    if (c == '\\' || (c == '\'' && is_dollar_quoted)) escaped += c;
    escaped += c == '\r' ? std::string("\\r") : std::string(1, c);
  }
  return escaped + '\'';
}

std::string in_file(std::string_view statement) {
  if (statement.find('\r') == std::string_view::npos) return std::string(statement);
  const core::NextToken next_token = core::next_token_of(Dialect::postgres);
  std::string text;
  std::size_t written = 0;
  for (core::Token token = next_token(statement, 0); token.kind != core::TokenKind::end;
       token = next_token(statement, token.end)) {
    const std::string_view literal = token.in(statement);
    if (token.kind != core::TokenKind::string || literal.find('\r') == std::string_view::npos) continue;
    text.append(statement.substr(written, token.begin - written)).append(without_carriage_returns(literal));
    written = token.end;
  }
  return text.append(statement.substr(written));
}

// Of "-- key: value", at the beginning of the text; removed from it.
std::string take_value(std::string_view& text, std::string_view key) {
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::string begin = fmt::format("-- {}: ", key);
  if (!line.starts_with(begin)) return {};
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return std::string(line.substr(begin.size()));
}

}  // namespace

std::string snapshot_file_text(const Snapshot& snapshot, std::string_view root_digest) {
  std::string body;
  for (const std::string& statement : snapshot.statements) body += fmt::format("\n{};\n", in_file(statement));
  return fmt::format("{}-- root_digest: {}\n-- made_with: {}\n-- digest: {}\n{}", first_line, root_digest,
                     snapshot.origin, digest_of_text(body), body);
}

Snapshot read_snapshot_file(const SourceFile& file, std::string_view root_digest) {
  const std::string bytes = with_lf(file.bytes());
  std::string_view text = bytes;
  if (!text.starts_with(first_line)) return {.why_not = file.path() + " is not a snapshot"};
  text.remove_prefix(first_line.size());
  if (take_value(text, "root_digest") != root_digest)
    return {.why_not = file.path() + " was written for another chain"};
  Snapshot snapshot{.origin = take_value(text, "made_with")};
  const std::string digest = take_value(text, "digest");
  if (digest != digest_of_text(text)) return {.why_not = file.path() + " was changed after it was written"};
  const SourceFile body(file.path(), file.name(), std::string(text));
  for (const SqlItem& item : split_section(body, 0, Dialect::postgres).items)
    snapshot.statements.emplace_back(body.bytes().substr(item.begin, item.end - item.begin));
  return snapshot;
}

}  // namespace migrate::migc
