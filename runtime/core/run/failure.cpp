#include "core/run/failure.h"

#include <new>
#include <utility>

#include "core/text/concat.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"

namespace migrate::core {

namespace {

Error as_error(const std::exception_ptr& cause) {
  try {
    std::rethrow_exception(cause);
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return Error(ErrorKind::failed, "out of memory");
  } catch (const std::exception& exception) {
    return Error(ErrorKind::failed, exception.what());
  } catch (...) {
    return Error(ErrorKind::failed, "something was thrown that is not a std::exception");
  }
}

void name_statement(ErrorContext& context, const std::optional<Statement>& statement) {
  if (!statement || !context.revision.empty()) return;
  context.revision = statement->revision;
  context.statement = statement->number;
  context.file = statement->file;
  context.line = statement->line;
}

// An adapter knows of its own transaction only. After others were committed it must not speak for the run.
std::string said_of_transaction(std::string text, const RunState& state) {
  if (!state.has_committed()) return text;
  for (const auto& [of_all, of_one] : {std::pair<std::string_view, std::string_view>{
                                           "nothing was changed", "this transaction changed nothing"},
                                       {"Nothing was changed", "This transaction changed nothing"}})
    for (std::size_t at = text.find(of_all); at != std::string::npos; at = text.find(of_all, at))
      text.replace(at, of_all.size(), of_one);
  return text;
}

std::string describe_applied(const RunState& state) {
  if (state.applied.empty()) return "this run changed nothing";
  return concat({"this run had finished ", listed(state.applied), " before"});
}

// An adapter may have said the code already, before the state that it knows itself.
std::string with_code(std::string message, const std::string& database_code) {
  const std::string code = concat({" (code ", database_code, ")"});
  if (database_code.empty() || message.find(code) != std::string::npos) return message;
  return message + code;
}

// "versions/b2.sql:7: revision "b2", statement 2: no such table: nope (SQLite code 1)"
std::string headline(const Error& error, const ErrorContext& context, const RunState& state) {
  std::string line;
  if (!context.file.empty()) {
    line += context.file;
    if (context.line > 0) append(line, {":", std::to_string(context.line)});
    line += ": ";
  }
  if (!context.revision.empty()) {
    append(line, {"revision ", in_quotes(context.revision)});
    if (context.statement > 0) append(line, {", statement ", std::to_string(context.statement)});
    line += ": ";
  }
  return line + with_code(shown_lines(said_of_transaction(error.what(), state)), context.database_code);
}

// Errors that are about the database as a whole keep their kind, all others mean that the revision failed.
ErrorKind kind_of_failure(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::busy:
    case ErrorKind::unavailable:
    case ErrorKind::mismatch:
    case ErrorKind::newer_database:
    case ErrorKind::unknown_outcome:
    case ErrorKind::internal:
      return kind;
    default:
      return ErrorKind::failed;
  }
}

constexpr const char* ask_again = "\"current\" tells when the server can be reached again.";

// The state and the advice of a context, without the line between the two.
struct Outcome {
  std::string state;
  std::string advice;
};

Outcome outcome_of(ErrorKind kind, const RunState& state) {
  if (kind == ErrorKind::unknown_outcome)
    return {concat({"The database is at ", place_text(state.rows), " or where this transaction leads",
                    state.applied.empty() ? "" : concat({"; ", describe_applied(state)}), "."}),
            ask_again};
  return {concat({"Its transaction was rolled back: the database is at ", place_text(state.rows), "; ",
                  describe_applied(state), "."}),
          "Remove the cause and run the command again."};
}

Error with_outcome(ErrorKind kind, const std::string& headline, ErrorContext context, Outcome outcome) {
  const std::string message = concat({headline, "\n", outcome.state, " ", outcome.advice});
  context.state = std::move(outcome.state);
  if (!context.advice.empty()) context.advice += ' ';
  context.advice += outcome.advice;
  return Error(kind, message, std::move(context));
}

std::string describe_fate(const OpenItem& item, bool is_unknown) {
  const std::string step = concat({"revision ", in_quotes(item.revision), " is incomplete at ", item.place});
  if (is_unknown) return concat({"Its transaction may have been committed or not: ", step, ", or after it"});
  switch (item.fate) {
    case ItemFate::not_begun:
      return concat({"The item did not begin: ", step});
    case ItemFate::undone:
      return concat({"Its transaction was rolled back, but what is before it is committed: ", step});
    case ItemFate::uncertain:
      return concat({"It runs outside a transaction, and part of it may remain: ", step});
    case ItemFate::unrecorded:
      break;
  }
  return concat({"The item itself succeeded outside a transaction, but could not be recorded: ", step});
}

}  // namespace

Error rolled_back(std::exception_ptr cause, const std::optional<Statement>& statement,
                  const RunState& state) {
  const Error error = as_error(cause);
  ErrorContext context = error.context();
  name_statement(context, statement);
  context.applied = state.applied;
  const std::string line = headline(error, context, state);
  return with_outcome(kind_of_failure(error.kind()), line, std::move(context),
                      outcome_of(error.kind(), state));
}

Error not_begun(std::exception_ptr cause, const RunState& state) {
  const Error error = as_error(cause);
  ErrorContext context = error.context();
  std::string message = with_code(said_of_transaction(error.what(), state), context.database_code);
  context.state = said_of_transaction(std::move(context.state), state);
  if (!state.applied.empty()) {
    context.state =
        concat({"The database is at ", place_text(state.rows), "; ", describe_applied(state), "."});
    append(message, {"\n", context.state});
  }
  context.applied = state.applied;
  return Error(error.kind(), message, std::move(context));
}

Error left_incomplete(std::exception_ptr cause, const std::optional<Statement>& statement,
                      const RunState& state, const OpenItem& item) {
  const Error error = as_error(cause);
  const bool is_unknown = error.kind() == ErrorKind::unknown_outcome;
  ErrorContext context = error.context();
  name_statement(context, statement);
  context.applied = state.applied;
  const std::string line = headline(error, context, state);
  Outcome outcome{concat({describe_fate(item, is_unknown), "; the database is at ", place_text(state.rows)}),
                  {}};
  if (!state.applied.empty()) append(outcome.state, {"; ", describe_applied(state)});
  outcome.state += '.';
  outcome.advice =
      is_unknown ? ask_again : "Fix the cause and run the command again, which resumes at that item.";
  return with_outcome(is_unknown ? ErrorKind::unknown_outcome : ErrorKind::incomplete, line,
                      std::move(context), std::move(outcome));
}

Error interrupted() {
  return Error(ErrorKind::failed, "interrupted");
}

}  // namespace migrate::core
