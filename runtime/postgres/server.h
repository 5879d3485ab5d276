#pragma once

// A connection to a server for the time of a run: its own, or the program's. All that talks to libpqxx goes
// through here: its exceptions become migrate::Error, without a password in them, and a connection that broke
// is never silently replaced by a new one, as libpqxx 6 would do: locks and transactions would be lost
// unnoticed.
//
// Transactions are begun and ended by statements, so that what begins one can travel in one message with its
// settings and its lock.

#include <atomic>
#include <cstdint>
#include <memory>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/value.h"
#include "postgres/errors.h"
#include "postgres/interruption.h"

namespace migrate::postgres {

// Its message without the way out. Lives as long as the error.
[[nodiscard]] std::string_view reason_of(const Error& connection_refused);

// Whether the server that refused a connection may take one in a moment.
[[nodiscard]] bool may_pass(const Error& connection_refused);

class Server {
 public:
  // Connects. Throws migrate::Error (`unavailable`). `url` is what libpq gets.
  Server(const std::string& url, const std::atomic<bool>* stop);
  // On a connection of the program's, which must outlive this. Throws migrate::Error: `unavailable` for one
  // that is closed, `usage` for one with an open transaction object.
  Server(pqxx::connection& connection, const std::atomic<bool>* stop);

  // One message to the server, which may hold several statements: the rows of the last.
  pqxx::result exec(const std::string& sql);
  // One statement with $1, $2 and so on.
  pqxx::result exec(const std::string& sql, Parameters parameters);
  // COPY of a table, as text: a line a row, without the line's end.
  std::vector<std::string> copy_lines(const std::string& qualified_table, const std::string& columns);
  // One statement that is not interrupted, also when the run is told to stop.
  pqxx::result ask(const std::string& sql);
  // Neither throws nor can be interrupted. Says whether it worked.
  bool try_exec(const std::string& sql) noexcept;

  std::string literal(const Value& value);
  std::string with_literals(std::string_view sql, Parameters parameters);

  // What libpq needs to connect once more. REQUIRES: the connection is open.
  std::string connection_string() const;
  bool is_lost() const { return is_lost_; }
  // The line of the text that failed last, as far as the server named it; counted from 1.
  std::uint32_t failed_line() const { return failed_line_; }
  std::string user() { return connection_.username(); }
  int version() const { return connection_.server_version(); }
  // As the server told it when the connection was made: a pooler tells something else.
  int process() const { return connection_.backendpid(); }
  pqxx::transaction_base& transaction() { return work_; }

  void set_during(During during) { during_ = during; }

 private:
  void cancel() noexcept;
  template <typename Work>
  auto guarded(const Work& work);
  template <typename Work>
  auto interruptible(const Work& work);
  // Both of the exception under way.
  [[noreturn]] void translate();
  [[noreturn]] void translate_from_server();
  Error as_error(std::string_view text, std::string_view code);
  std::string quote(const std::string& text) { return connection_.quote(text); }

  std::vector<std::string> secrets_;
  std::unique_ptr<pqxx::connection> own_;
  pqxx::connection& connection_;
  pqxx::nontransaction work_;
  During during_ = During::looking;
  bool is_lost_ = false;
  std::uint32_t failed_line_ = 0;
  Interruption interruption_;
};

}  // namespace migrate::postgres
