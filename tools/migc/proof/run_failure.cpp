#include "migc/proof/run_failure.h"

#include <fmt/format.h>

#include <utility>

#include "migc/proof/failure_cause.h"
#include "migc/proof/name_in_message.h"

namespace migrate::migc {

namespace {

// What failed, without the place, which a finding has, and without the state of the scratch database.
std::string cause_of(const Error& error) {
  const ErrorContext& context = error.context();
  std::string cause = error.what();
  if (const std::size_t at = cause.rfind('\n' + context.state); !context.state.empty() && at != cause.npos)
    cause.erase(at);
  const std::string place =
      fmt::format("revision \"{}\", statement {}: ", context.revision, context.statement);
  if (const std::size_t at = cause.find(place); at != cause.npos) cause.erase(0, at + place.size());
  return cause;
}

// A list, one a line, as a part of a sentence, and another sentence below it.
std::string in_one_line(std::string message) {
  for (std::size_t at = message.find("\n  "); at != message.npos; at = message.find("\n  "))
    message.replace(at, 3, at > 0 && message[at - 1] == ':' ? " " : ", ");
  for (std::size_t at = message.find('\n'); at != message.npos; at = message.find('\n'))
    message.replace(at, 1, ". ");
  return message;
}

// The database's own words are those that a search engine knows. Of what the library itself refuses, SQLite
// says only that.
std::string message_of(const Error& error) {
  const std::string& words = error.context().database_message;
  return words.empty() || words == "not authorized" ? cause_of(error) : words;
}

}  // namespace

Finding finding(FindingKind kind, RevisionIndex i, std::string message) {
  return {.kind = kind, .revision = i, .message = std::move(message)};
}

Finding failure_of(FindingKind kind, RevisionIndex i, const Error& error, MainDatabase& database) {
  Finding failure = finding(kind, i, in_one_line(message_of(error)));
  failure.suggestion = did_you_mean(failure.message, database.schema());
  failure.statement = error.context().statement;
  failure.line = error.context().line;
  return failure;
}

void place(Finding& failure, Dialect dialect, const Script& script) {
  if (failure.statement == 0)
    failure.statement = statement_that_drops_parent(dialect, failure.message, script);
  if (failure.statement == 0 || failure.statement > script.size()) return;
  const Item item = script[failure.statement - 1];
  if (failure.line == 0) failure.line = static_cast<std::uint32_t>(item.line());
  if (failure.suggestion.empty() && dialect == Dialect::sqlite)
    failure.suggestion = single_quotes_for(failure.message, item.text());
}

}  // namespace migrate::migc
