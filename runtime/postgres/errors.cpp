#include "postgres/errors.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/text/advised_error.h"

namespace migrate::postgres {

namespace {

struct Meaning {
  std::string_view sqlstate;  // or how it begins
  ErrorKind kind;
  std::string_view advice;
  std::string_view cause = {};  // follows the server's own words
};

// The first that matches counts.
constexpr Meaning meanings[] = {
    {"25006", ErrorKind::unavailable, "Connect to a server and as a role that may write."},
    {"28", ErrorKind::unavailable, "Check the URL's user and password, and the server's pg_hba.conf."},
    {"3D000", ErrorKind::unavailable, "Check the URL, or create the database."},
    {"3F000", ErrorKind::unavailable,
     "Create it with CREATE SCHEMA, or check --schema and \"schema\" in migrate.yaml."},
    {"42501", ErrorKind::unavailable, "Connect as a role that has this right, or grant it."},
    {"08", ErrorKind::unavailable, ""},
    {"53200", ErrorKind::failed,
     "If the server ran out of locks, use fewer in one transaction: set \"transaction: each\" in"
     " migrate.yaml or raise max_locks_per_transaction."},
    {"53300", ErrorKind::unavailable, "Try again when others have closed theirs."},
    {"40001", ErrorKind::busy, ""},
    {"40P01", ErrorKind::busy, ""},
    {"55006", ErrorKind::failed,
     "If checks of constraints are pending, move the statement to the next revision, or put SET CONSTRAINTS"
     " name IMMEDIATE before it."},
    {"55P03", ErrorKind::busy, "", "; another session keeps what the statement needs"},
    {"57P03", ErrorKind::unavailable, "Try again when the server is up."},
};

const Meaning* find_meaning(std::string_view sqlstate) {
  const auto* found =
      std::ranges::find_if(meanings, [&](const Meaning& m) { return sqlstate.starts_with(m.sqlstate); });
  return found == std::end(meanings) ? nullptr : found;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t size = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return line;
}

std::string_view without_label(std::string_view line, std::string_view label) {
  if (!line.starts_with(label)) return line;
  line.remove_prefix(label.size());
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

// "ERROR:  a\nLINE 1: ...\n  ^\nDETAIL:  b\n" -> "a (b)"
std::string message_of(std::string_view text) {
  std::string_view first = take_line(text);
  for (const std::string_view label : {"ERROR:", "FATAL:", "PANIC:"}) first = without_label(first, label);
  std::string message(first);
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    for (const std::string_view label : {"DETAIL:", "HINT:"})
      if (line.starts_with(label)) message += " (" + std::string(without_label(line, label)) + ')';
  }
  return message;
}

// What libpq adds itself says no more than that the connection is lost. libpqxx 6 drops what the server or a
// pooler said last.
std::string last_words(std::string_view text) {
  const std::string_view line = take_line(text);
  for (const std::string_view label : {"FATAL:", "ERROR:", "PANIC:"})
    if (line.starts_with(label)) return std::string(without_label(line, label));
  return {};
}

}  // namespace

Error server_error(std::string_view text, std::string_view sqlstate, During during) {
  const Meaning* meaning = find_meaning(sqlstate);
  std::string message = message_of(text);
  ErrorContext context;
  context.database_code = sqlstate;
  context.database_message = message;
  const ErrorKind otherwise = during == During::changing ? ErrorKind::failed : ErrorKind::unavailable;
  if (meaning == nullptr) return Error(otherwise, std::move(message), std::move(context));
  message += meaning->cause;
  return core::advised_error(meaning->kind, std::move(message), core::no_state, meaning->advice,
                             std::move(context));
}

Error lost_connection(During during, std::string_view text) {
  ErrorContext context;
  context.database_code = sqlstate::connection_lost;
  const std::string reason = last_words(text);
  context.database_message = reason;
  return core::advised_error(
      during == During::changing ? ErrorKind::failed : ErrorKind::unavailable,
      "the connection to the server was lost" + (reason.empty() ? "" : ": " + reason), core::no_state,
      "Check the server's log, and that of a pooler in front of it, which must not be in statement mode.",
      std::move(context));
}

std::uint32_t line_in_statement(std::string_view text) {
  constexpr std::string_view label = "\nLINE ";
  const std::size_t at = text.find(label);
  if (at == std::string_view::npos || text.find("\nQUERY:") != std::string_view::npos) return 0;
  std::uint32_t line = 0;
  const char* begin = text.data() + at + label.size();
  std::from_chars(begin, text.data() + text.size(), line);
  return line;
}

}  // namespace migrate::postgres
