#include "migc/proof/run_failure.h"

#include <fmt/format.h>

#include <utility>

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
  Finding failure = finding(kind, i, message_of(error));
  failure.suggestion = did_you_mean(failure.message, database.schema());
  failure.statement = error.context().statement;
  failure.line = error.context().line;
  return failure;
}

}  // namespace migrate::migc
