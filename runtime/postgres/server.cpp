#include "postgres/server.h"

#include <algorithm>
#include <new>
#include <pqxx/except>
#include <pqxx/stream_from>
#include <pqxx/transaction_base>
#include <pqxx/version>
#include <source_location>

#include "core/text/advised_error.h"
#include "core/text/redact.h"
#include "postgres/values.h"

namespace migrate::postgres {

namespace {

constexpr std::string_view nothing_changed = "; nothing was changed. ";

// Refused connections come without an SQLSTATE. Where the server speaks another language, its words stand
// alone.
struct Refusal {
  std::string_view words;
  std::string_view way_out;
  bool may_pass;  // in a moment
};

// The first that matches counts.
constexpr Refusal refusals[] = {
    {"Connection refused", "Check that the server is running and that the URL's host and port are correct",
     true},
    {"No such file or directory",
     "Check that the server is running and that the URL's host and port are correct", true},
    {"timeout expired", "Check that the server is running and that the URL's host and port are correct",
     false},
    {"host name", "Check the URL's host", false},
    {"starting up", "Try again when it is up", true},
    {"shutting down", "Try again when it is up", true},
    {"too many clients", "Try again when others have closed theirs", true},
    {"slots are reserved", "Try again when others have closed theirs", true},
    {"pg_hba.conf", "Let the server's pg_hba.conf admit this user to this database", false},
    {"password", "Name the right user and password in the URL, PGPASSWORD or ~/.pgpass", false},
    {"permission denied", "GRANT CONNECT ON DATABASE to the user, or connect as another one", false},
    {"database \"", "Check the URL, or create the database with CREATE DATABASE", false},
    {"role \"", "Check the URL, or create the role with CREATE ROLE ... LOGIN", false},
};

const Refusal* find_refusal(std::string_view text) {
  const auto* found = std::ranges::find_if(
      refusals, [&](const Refusal& r) { return text.find(r.words) != std::string_view::npos; });
  return found == std::end(refusals) ? nullptr : found;
}

// Without the label of the server's words, and without the lines that begin with a tab, in which libpq
// guesses.
std::string one_line(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    if (size > 0 && text.front() != '\t')
      line += (line.empty() ? "" : "; ") + std::string(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  for (const std::string_view label : {"FATAL:  ", "DETAIL:  "})
    for (std::size_t at = line.find(label); at != std::string::npos; at = line.find(label))
      line.erase(at, label.size());
  return line;
}

Error refused(std::string_view driver_text, const std::string& url) {
  const std::string text = one_line(core::redact(driver_text, core::secrets_of(url)));
  const Refusal* refusal = find_refusal(text);
  const std::string advice(refusal != nullptr ? refusal->way_out : "Check the URL");
  ErrorContext context;
  context.state = core::nothing_changed;
  context.advice = advice + '.';
  return Error(ErrorKind::unavailable, "cannot connect: " + text + std::string(nothing_changed) + advice,
               std::move(context));
}

// libpqxx 6 would connect again, and what the program had set before would be gone.
pqxx::connection& open_one(pqxx::connection& connection) {
  if (connection.is_open()) return connection;
  throw core::advised_error(ErrorKind::unavailable, "the connection is closed", core::nothing_changed,
                            "Connect first.");
}

// libpqxx takes texts, and nullptr for NULL.
std::vector<const char*> pointers_to(const std::vector<std::string>& texts, Parameters parameters) {
  std::vector<const char*> pointers;
  for (std::size_t i = 0; i < texts.size(); ++i)
    pointers.push_back(parameters[i].is_null() ? nullptr : texts[i].c_str());
  return pointers;
}

pqxx::result exec_with(pqxx::transaction_base& work, const std::string& sql,
                       const std::vector<const char*>& parameters) {
#if PQXX_VERSION_MAJOR > 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR >= 10)
  pqxx::params params;
  for (const char* parameter : parameters) params.append(parameter);
  return work.exec(sql, params);
#else
  return work.exec_params(sql, pqxx::prepare::make_dynamic_params(parameters));
#endif
}

// libpqxx 7.10 calls streams of whole tables deprecated, and has nothing else that gives the lines as they
// are.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif
#if PQXX_VERSION_MAJOR >= 8
auto raw_line_of(pqxx::stream_from& stream) {
  return stream.get_raw_line(std::source_location::current());
}
#elif PQXX_VERSION_MAJOR == 7
auto raw_line_of(pqxx::stream_from& stream) {
  return stream.get_raw_line();
}
#endif

std::vector<std::string> copied_lines(pqxx::transaction_base& work, const std::string& table,
                                      const std::string& columns) {
  std::vector<std::string> lines;
#if PQXX_VERSION_MAJOR >= 7
  pqxx::stream_from stream = pqxx::stream_from::raw_table(work, table, columns);
  for (auto line = raw_line_of(stream); line.first; line = raw_line_of(stream))
    lines.emplace_back(line.first.get(), line.second);
#else
  const std::string list[] = {columns};
  pqxx::stream_from stream(work, table, std::begin(list), std::end(list));
  for (std::string line; stream.get_raw_line(line);) {
    if (line.ends_with('\n')) line.pop_back();
    lines.push_back(line);
  }
#endif
  stream.complete();
  return lines;
}
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

}  // namespace

std::string_view reason_of(const Error& connection_refused) {
  const std::string_view text = connection_refused.what();
  return text.substr(0, text.find(nothing_changed));
}

bool may_pass(const Error& connection_refused) {
  const Refusal* refusal = find_refusal(reason_of(connection_refused));
  return refusal != nullptr && refusal->may_pass;
}

Server::Server(const std::string& url, const std::atomic<bool>* stop) try
    : secrets_(core::secrets_of(url)),
      own_(std::make_unique<pqxx::connection>(url)),
      connection_(*own_),
      work_(connection_),
      interruption_(stop, [this] { cancel(); }) {
} catch (const std::bad_alloc&) {
  throw;
} catch (const std::exception& exception) {
  throw refused(exception.what(), url);
}

Server::Server(pqxx::connection& connection, const std::atomic<bool>* stop) try
    : connection_(open_one(connection)), work_(connection_), interruption_(stop, [this] { cancel(); }) {
} catch (const pqxx::usage_error&) {
  throw core::advised_error(ErrorKind::usage,
                            "the connection has an open transaction object, a pqxx::work or the like",
                            core::nothing_changed, "End it first.");
}

std::string Server::connection_string() const {
#if PQXX_VERSION_MAJOR >= 7
  return connection_.connection_string();
#else
  return connection_.options();
#endif
}

// When this fails, the statement goes on; the next look tries again.
void Server::cancel() noexcept {
  try {
    connection_.cancel_query();
  } catch (const std::exception&) {
  }
}

template <typename Work>
auto Server::guarded(const Work& work) {
  if (is_lost_ || !connection_.is_open()) {
    is_lost_ = true;
    throw lost_connection(during_);
  }
  try {
    return work();
  } catch (...) {
    translate();
  }
}

template <typename Work>
auto Server::interruptible(const Work& work) {
  if (interruption_.is_requested()) throw Error(ErrorKind::failed, "interrupted");
  const Interruption::Watch watch(interruption_);
  return guarded(work);
}

pqxx::result Server::exec(const std::string& sql) {
  return interruptible([&] { return work_.exec(sql); });
}

std::vector<std::string> Server::copy_lines(const std::string& qualified_table, const std::string& columns) {
  return interruptible([&] { return copied_lines(work_, qualified_table, columns); });
}

pqxx::result Server::ask(const std::string& sql) {
  return guarded([&] { return work_.exec(sql); });
}

pqxx::result Server::exec(const std::string& sql, Parameters parameters) {
  std::vector<std::string> texts;
  for (const Value& parameter : parameters) texts.push_back(text_of(parameter));
  return interruptible([&] { return exec_with(work_, sql, pointers_to(texts, parameters)); });
}

bool Server::try_exec(const std::string& sql) noexcept {
  try {
    if (is_lost_ || !connection_.is_open()) return false;
    work_.exec(sql);
    return true;
  } catch (...) {
    is_lost_ = is_lost_ || !connection_.is_open();
    return false;
  }
}

// libpqxx throws the server's own report of its end in several disguises, or none: whether the connection is
// open tells. Before version 7 some of its errors carry no SQLSTATE.
void Server::translate() {
  is_lost_ = !connection_.is_open();
  try {
    throw;
  } catch (const std::exception& exception) {
    if (is_lost_) throw lost_connection(during_, core::redact(exception.what(), secrets_));
    translate_from_server();
  }
}

void Server::translate_from_server() {
  try {
    throw;
  } catch (const pqxx::deadlock_detected& error) {
    throw as_error(error.what(), sqlstate::deadlock);
  } catch (const pqxx::serialization_failure& error) {
    throw as_error(error.what(), sqlstate::serialization_failure);
  } catch (const pqxx::too_many_connections& error) {
    throw as_error(error.what(), sqlstate::too_many_connections);
  } catch (const pqxx::insufficient_privilege& error) {
    throw as_error(error.what(), sqlstate::insufficient_privilege);
  } catch (const pqxx::sql_error& error) {
    throw as_error(error.what(), error.sqlstate());
  } catch (const pqxx::broken_connection& error) {
    // A function such as dblink() may report a connection of its own. libpqxx keeps no SQLSTATE of it but
    // this class.
    if (std::string_view(error.what()).starts_with("ERROR:")) throw as_error(error.what(), "08000");
    is_lost_ = true;
    throw lost_connection(during_, core::redact(error.what(), secrets_));
  } catch (const std::bad_alloc&) {
    throw as_error("out of memory", "");
  } catch (const std::exception& exception) {
    throw as_error(exception.what(), "");
  }
}

Error Server::as_error(std::string_view text, std::string_view code) {
  failed_line_ = line_in_statement(text);
  if (code == sqlstate::query_canceled && interruption_.is_requested())
    return Error(ErrorKind::failed, "interrupted");
  return server_error(core::redact(text, secrets_), code, during_);
}

std::string Server::literal(const Value& value) {
  return postgres::literal(value, [this](const std::string& text) { return quote(text); });
}

std::string Server::with_literals(std::string_view sql, Parameters parameters) {
  return core::with_literals(sql, parameters, [this](const Value& value) { return literal(value); });
}

}  // namespace migrate::postgres
