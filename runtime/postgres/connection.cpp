#include <pqxx/transaction_base>

#include "migrate/error.h"
#include "migrate/postgres.h"
#include "postgres/session.h"
#include "postgres/values.h"

namespace migrate {

// What exists between begin_run() and end_run().
struct PostgresConnection::Run {
  Run(const std::string& url, const RunSettings& run_settings, const PostgresOptions& options)
      : settings(run_settings), session(url, settings, options) {}

  RunSettings settings;
  postgres::Session session;
};

PostgresConnection::PostgresConnection(std::string url, PostgresOptions options)
    : url_(std::move(url)), options_(std::move(options)) {}

PostgresConnection::~PostgresConnection() = default;

void PostgresConnection::begin_run(const RunSettings& settings) {
  if (run_)
    throw Error(ErrorKind::usage,
                "the connection is in a run already; nothing was changed. Start the second run when the first"
                " is over");
  run_ = std::make_unique<Run>(url_, settings, options_);
}

void PostgresConnection::end_run() noexcept {
  run_.reset();
}

std::string PostgresConnection::qualified(std::string_view table) const {
  return postgres::quoted_name(run_->session.version_schema()) + '.' + postgres::quoted_name(table);
}

std::vector<std::optional<TableFacts>> PostgresConnection::find_tables(std::span<const std::string> names) {
  return run_->session.find_tables(names);
}

std::vector<RelationName> PostgresConnection::find_relations(std::span<const RelationName> names) {
  return run_->session.find_relations(names);
}

std::vector<std::string> PostgresConnection::revocations(std::span<const std::string> names,
                                                         WriteRights which) {
  return run_->session.revocations(names, which);
}

std::vector<Rows> PostgresConnection::read_rows(std::span<const TableColumns> tables) {
  return run_->session.has_untrusted_tables() ? run_->session.read_untrusted_rows(tables)
                                              : Connection::read_rows(tables);
}

bool PostgresConnection::is_empty() {
  return run_->session.is_empty();
}

void PostgresConnection::begin_group(std::span<const Statement> /*script*/) {
  run_->session.begin_group();
}

void PostgresConnection::commit_group() {
  run_->session.commit_group();
}

void PostgresConnection::rollback_group() noexcept {
  run_->session.rollback_group();
}

bool PostgresConnection::retry_group(const Error& error) {
  return run_->session.retry_group(error);
}

bool PostgresConnection::needs_no_transaction(const Error& error) const noexcept {
  const std::string& code = error.context().database_code;
  using namespace postgres::sqlstate;
  return code == active_transaction || code == invalid_transaction_end;
}

void PostgresConnection::check_session_lock() {
  run_->session.check_session_lock();
}

void PostgresConnection::lock_session() {
  run_->session.lock_session();
}

void PostgresConnection::unlock_session() noexcept {
  run_->session.unlock_session();
}

void PostgresConnection::enter_revision() {
  run_->session.enter_revision();
}

void PostgresConnection::leave_revision() {
  run_->session.leave_revision();
}

void PostgresConnection::run(const Statement& statement) {
  run_->session.run(statement);
}

Connection::Sent PostgresConnection::sent() const noexcept {
  return run_->session.sent();
}

std::int64_t PostgresConnection::execute(std::string_view sql, Parameters parameters) {
  return run_->session.execute(sql, parameters);
}

std::optional<std::int64_t> PostgresConnection::execute_later(std::string_view sql, Parameters parameters) {
  return run_->session.execute_later(sql, parameters);
}

Rows PostgresConnection::query(std::string_view sql, Parameters parameters) {
  return run_->session.query(sql, parameters);
}

void* PostgresConnection::native(const std::type_info& type) {
  if (type != typeid(pqxx::transaction_base) || !run_) return nullptr;
  return &run_->session.transaction();
}

}  // namespace migrate
