#include "postgres/session.h"

#include <algorithm>
#include <new>
#include <pqxx/transaction_base>
#include <utility>

#include "core/text/advised_error.h"
#include "engine/postgres/deferred_constraints.h"
#include "engine/postgres/item_flags.h"
#include "engine/postgres/lock_key.h"
#include "engine/postgres/write_rights.h"
#include "postgres/catalogue.h"
#include "postgres/concurrent_index.h"
#include "postgres/connection_url.h"
#include "postgres/statement_text.h"
#include "postgres/untrusted_tables.h"
#include "postgres/values.h"

namespace migrate::postgres {

namespace {

constexpr int oldest_server = 100000;
constexpr std::size_t longest_name = 63;

// What the statement says that tries for the lock.
enum Answer : std::size_t {
  answer_locked,
  answer_standby,
  answer_read_only,
  answer_process,
  answer_may_defer,
  answer_marks
};

void refuse_long_name(std::string_view what, std::string_view name) {
  if (name.size() <= longest_name) return;
  throw core::advised_error(ErrorKind::usage,
                            "the " + std::string(what) + " \"" + std::string(name) + "\" has " +
                                std::to_string(name.size()) + " bytes, and PostgreSQL would cut it after 63",
                            core::no_state, "Choose a shorter name.");
}

Error lost_before_commit() {
  ErrorContext context;
  context.database_code = sqlstate::connection_lost;
  return Error(ErrorKind::failed,
               "the connection to the server was lost during the commit, which did not take place",
               std::move(context));
}

Error unknown_outcome() {
  ErrorContext context;
  context.database_code = sqlstate::connection_lost;
  return Error(ErrorKind::unknown_outcome,
               "the connection to the server was lost during the commit, and the server cannot be asked"
               " whether it took place",
               std::move(context));
}

Error transaction_control() {
  return Error(ErrorKind::failed, "a revision must not begin or end a transaction; it runs inside one");
}

Error changed_role() {
  return Error(ErrorKind::failed, "a stored downgrade must not change the role that it runs as");
}

Error open_transaction_left() {
  return Error(ErrorKind::failed, "the revision left a transaction open, which was rolled back");
}

Error may_leave_index(const Error& error) {
  return Error(error.kind(),
               error.what() + std::string("; an invalid index may be left, which the next run builds again"),
               error.context());
}

Error missing_role(const std::string& role) {
  return core::advised_error(ErrorKind::unavailable, "the role " + quoted_name(role) + " does not exist",
                             core::nothing_changed, "Correct --role, or create the role with CREATE ROLE.");
}

Error role_not_granted(const std::string& role, const std::string& user) {
  return core::advised_error(ErrorKind::unavailable,
                             "the role " + quoted_name(role) + " is not granted to " + quoted_name(user),
                             core::nothing_changed,
                             "Use another --role, or let an administrator run: GRANT " + quoted_name(role) +
                                 " TO " + quoted_name(user) + '.');
}

Error touched_outside() {
  return Error(ErrorKind::failed,
               "a revision must not touch the version and history tables, and what it did outside a"
               " transaction is not undone");
}

bool may_be_granted_later(const Error& error) {
  const std::string& code = error.context().database_code;
  return code == sqlstate::lock_not_available || code == sqlstate::deadlock ||
         code == sqlstate::serialization_failure;
}

}  // namespace

Session::Session(const adapter::RunSettings& settings, const PostgresOptions& options)
    : settings_(settings),
      options_(options),
      sql_(settings_, options),
      key_(core::lock_key(sql_.version_schema(), settings.version_table)) {
  refuse_long_name("schema", sql_.version_schema());
  refuse_long_name("table", settings.version_table);
  refuse_long_name("table", settings.history_table);
}

Session::Session(const std::string& url, const adapter::RunSettings& settings, const PostgresOptions& options)
    : Session(settings, options) {
  url_ = with_defaults(url, options.application_name, options.connect_timeout);
  connect(settings_.stop);
}

Session::Session(pqxx::connection& connection, const adapter::RunSettings& settings,
                 const PostgresOptions& options)
    : Session(connection, settings, options, NotRestored()) {
  handle_.emplace(*server_);
  handle_->take();
  sql_.use_handle_of(handle_->user());
}

Session::Session(pqxx::connection& connection, const adapter::RunSettings& settings,
                 const PostgresOptions& options, NotRestored /*tag*/)
    : Session(settings, options) {
  server_ = std::make_unique<Server>(connection, settings_.stop);
  url_ = reconnecting(server_->connection_string(), options.connect_timeout);
  get_to_know_server();
}

void Session::connect(const std::atomic<bool>* stop) {
  Patience patience(options_.connect_timeout, stop);
  for (bool is_first = true;; is_first = false) {
    try {
      server_ = std::make_unique<Server>(url_, settings_.stop);
      break;
    } catch (const Error& error) {
      if (is_first && may_pass(error) && settings_.on_wait)
        settings_.on_wait("waiting for the server: " + std::string(reason_of(error)));
      if (!may_pass(error) || !patience.pause()) throw;
    }
  }
  get_to_know_server();
}

void Session::get_to_know_server() {
  if (server_->version() < oldest_server)
    throw core::advised_error(ErrorKind::unavailable, "the server is older than PostgreSQL 10",
                              core::no_state, "Upgrade it first.");
  const auto literal_of = [this](const std::string& table) { return server_->literal(qualified(table)); };
  table_state_ =
      table_state_columns(server_->literal(sql_.version_schema()), server_->literal(settings_.version_table),
                          server_->literal(settings_.history_table));
  marks_ = marks_columns(literal_of(settings_.version_table), literal_of(settings_.history_table));
}

// What the transaction is going to run makes no difference here.
void Session::begin_transaction(std::span<const FactList> /*scripts*/) {
  server_->set_during(During::looking);
  wait_for_lock(*server_, settings_, key_, [this] { return try_begin(); });
  server_->set_during(During::changing);
}

// A transaction that did not get the lock ends at once: no other process should have to wait for it.
bool Session::try_begin() {
  try {
    const pqxx::result result = server_->exec(
        sql_.begin(server_->version()) + std::string(set_savepoint) + "SELECT pg_try_advisory_xact_lock(" +
        std::to_string(key_) +
        "), pg_is_in_recovery(), current_setting('transaction_read_only') = 'on', pg_backend_pid(),"
        " EXISTS (SELECT FROM pg_constraint WHERE condeferrable), " +
        marks_);
    const Row answer = rows_of(result).front();
    refuse_read_only(answer);
    refuse_other_process(answer[answer_process]);
    group_process_ = answer[answer_process];
    may_defer_ = is_true(answer[answer_may_defer]);
    if (is_true(answer[answer_locked])) {
      transaction_.emplace(
          *server_,
          OpenTransaction::Setup{.marks_sql = "SELECT " + marks_,
                                 .state_columns = table_state_,
                                 .our_tables = {settings_.version_table, settings_.history_table},
                                 .sending = sending_,
                                 .on_note = settings_.on_wait},
          read_marks(answer, answer_marks));
      return true;
    }
  } catch (...) {
    server_->try_exec("ROLLBACK");
    throw;
  }
  server_->exec("ROLLBACK");
  return false;
}

void Session::refuse_read_only(const Row& answer) const {
  if (is_true(answer[answer_standby]))
    throw core::advised_error(ErrorKind::unavailable, "this server is a standby and cannot be written",
                              core::nothing_changed, "Connect to the primary.");
  if (is_true(answer[answer_read_only]))
    throw core::advised_error(
        ErrorKind::unavailable, "transactions are read-only here (default_transaction_read_only)",
        core::nothing_changed, "Change that setting of the server, the database or the role.");
}

void Session::refuse_other_process(const Value& process) const {
  if (!locked_process_ || process == *locked_process_) return;
  throw Error(ErrorKind::unavailable,
              "the session that held the lock is gone: its connection was lost, or a pooler between this"
              " program and the server gave it to another client");
}

void Session::commit_transaction() {
  TransactionMarks marks;
  try {
    marks = transaction_->settle();
    server_->exec("COMMIT");
  } catch (...) {
    if (!is_committed(marks)) throw;
  }
  transaction_.reset();
  retries_.reset();
  sending_ = OpenTransaction::Sending::in_batches;
  server_->set_during(During::looking);
}

void Session::rollback_transaction() noexcept {
  transaction_.reset();
  is_in_revision_ = false;
  server_->try_exec("ROLLBACK");
  server_->set_during(During::looking);
}

bool Session::needs_no_transaction(const Error& error) const noexcept {
  const std::string& code = error.context().database_code;
  return code == sqlstate::active_transaction || code == sqlstate::invalid_transaction_end;
}

bool Session::needs_commit(const Error& error) const noexcept {
  return error.context().database_code == sqlstate::new_enum_value;
}

// The first time a batch may have been waiting, and it is not known for which statement. So there is always a
// second time, which names it.
bool Session::retries(const Error& error) {
  if (server_->is_lost() || !may_be_granted_later(error)) return false;
  if (!retries_) retries_.emplace(settings_.lock_timeout, settings_.stop);
  const bool is_named =
      std::exchange(sending_, OpenTransaction::Sending::one_by_one) == OpenTransaction::Sending::one_by_one;
  if (!retries_->pause() && is_named) return false;
  if (settings_.on_wait) settings_.on_wait("trying again: " + std::string(error.what()));
  return true;
}

// What fails may be this program, for want of memory, after the server has committed. The marks are empty
// where no COMMIT was sent.
bool Session::is_committed(const TransactionMarks& marks) {
  if (marks.began.empty() || !server_->is_lost()) rollback_transaction();
  if (marks.began.empty()) return false;
  if (!server_->is_lost()) {
    const Outcome outcome = ask_here(marks);
    if (outcome != Outcome::unknown) return outcome == Outcome::committed;
    if (!server_->is_lost()) throw unknown_outcome();
  }
  transaction_.reset();
  resolve_commit(marks);
  return true;
}

// A transaction without a number has changed nothing.
Outcome Session::ask_here(const TransactionMarks& marks) noexcept {
  try {
    return marks.transaction.empty() ? Outcome::rolled_back : ask_status(*server_, marks);
  } catch (...) {
    return Outcome::unknown;
  }
}

void Session::resolve_commit(const TransactionMarks& marks) {
  const Outcome outcome = find_outcome({marks, group_process_, locked_process_.has_value()});
  if (outcome == Outcome::rolled_back) throw lost_before_commit();
  if (outcome == Outcome::unknown) throw unknown_outcome();
}

// The outcome must be known even when the run is told to stop, and nothing may hide it that is thrown
// in the meantime.
Outcome Session::find_outcome(const LostCommit& lost) {
  Patience patience(settings_.lock_timeout, nullptr);
  do {
    try {
      const Outcome outcome = ask_once(lost);
      if (outcome != Outcome::unknown) return outcome;
    } catch (...) {
      // The server is not back yet, or has gone again.
    }
  } while (patience.pause());
  return Outcome::unknown;
}

// What the program had set on its handle is gone with that. So another connection only asks, and does not
// take the run any further.
Outcome Session::ask_once(const LostCommit& lost) {
  if (handle_) {
    Server other(url_, nullptr);
    return ask_outcome(other, lost);
  }
  if (server_->is_lost()) connect(nullptr);
  return ask_outcome(*server_, lost);
}

// A pooler answers with a process of its own making, or with one of another session.
void Session::check_lock() {
  const Row answer = rows_of(server_->exec("SELECT pg_catalog.pg_backend_pid()")).front();
  if (answer[0] == Value(server_->process())) return;
  throw Error(
      ErrorKind::unavailable,
      "the plan has a revision with \"transaction: none\", which needs a lock of the session, and"
      " there is a pooler between this program and the server: the lock would belong to another client."
      " Nothing was changed; connect to the server directly");
}

void Session::take_lock() {
  check_lock();
  server_->exec(SessionSql::enter_session(server_->version()));
  const std::string sql =
      "SELECT pg_catalog.pg_try_advisory_lock(" + std::to_string(key_) + "), pg_catalog.pg_backend_pid()";
  wait_for_lock(*server_, settings_, key_, [&] {
    const Row answer = rows_of(server_->exec(sql)).front();
    if (is_true(answer[0])) locked_process_ = answer[1];
    return locked_process_.has_value();
  });
}

void Session::free_lock() noexcept {
  if (!locked_process_) return;
  try {
    if (std::exchange(is_in_revision_, false)) {
      server_->try_exec("ROLLBACK");
      server_->try_exec(sql_.leave_revision_outside(server_->version()));
    }
    if (std::exchange(locked_process_, std::nullopt) == Value(server_->process()))
      server_->try_exec("SELECT pg_catalog.pg_advisory_unlock(" + std::to_string(key_) + ')');
  } catch (const std::bad_alloc&) {
    // Without memory, try_exec() fails as well: the lock ends with the session.
  }
}

void Session::enter_revision() {
  revision_ = {};
  if (transaction_) {
    transaction_->watch_tables();
    is_in_revision_ = true;
    transaction_->add({sql_.enter_revision(), {}}, OpenTransaction::Author::revision);
  } else {
    before_ = ask_state_outside();
    is_in_revision_ = true;
    server_->exec(sql_.enter_revision_outside(server_->version()));
  }
}

void Session::leave_revision() {
  if (transaction_) {
    check_deferred_constraints();
    transaction_->add({sql_.leave_revision(server_->version()), {.text = {}, .revision = revision_}},
                      OpenTransaction::Author::revision);
  } else {
    leave_revision_outside();
  }
  is_in_revision_ = false;
}

void Session::check_deferred_constraints() {
  if (may_defer_)
    transaction_->add({std::string(core::check_deferred_constraints()), {.text = {}, .revision = revision_}},
                      OpenTransaction::Author::revision);
}

void Session::note_deferral(std::uint8_t flags) {
  may_defer_ = may_defer_ || (flags & generated::item_defers) != 0;
}

// Outside a transaction a statement begins its own.
void Session::leave_revision_outside() {
  const Row answer =
      rows_of(server_->exec("SELECT pg_catalog.now()::pg_catalog.text, pg_catalog.statement_timestamp()"
                            "::pg_catalog.text"))
          .front();
  if (answer[0] != answer[1]) throw open_transaction_left();
  server_->exec(sql_.leave_revision_outside(server_->version()));
  judge_outside();
}

// Storage does not count here, which VACUUM FULL renews; so rows that are gone or new are counted.
TableState Session::ask_state_outside() {
  const std::string version = qualified(settings_.version_table);
  const std::string history = qualified(settings_.history_table);
  const Row answer = rows_of(server_->exec(sql_.look_prefix() +
                                           "SELECT (SELECT concat(count(*), ' ', (SELECT concat(count(*),"
                                           " ' ', max(seq)) FROM " +
                                           history + ")) FROM " + version + "), " + table_state_))
                         .front();
  TableState state = read_table_state(answer, 1);
  state.storage = text_of(answer[0]);
  return state;
}

void Session::judge_outside() {
  const TableState now = ask_state_outside();
  if (now.shape != before_.shape || now.storage != before_.storage) throw touched_outside();
  const std::string revoke = take_back(before_, now);
  if (revoke.empty()) return;
  server_->exec(sql_.look_prefix() + revoke);
  if (settings_.on_wait) settings_.on_wait(note_of_rights(revoke));
}

void Session::run(const Statement& statement) {
  refuse_nul(statement.text);
  revision_ = statement.revision;
  if (transaction_)
    run_in_group(statement);
  else
    run_outside(statement);
}

void Session::run_in_group(const Statement& statement) {
  note_deferral(statement.flags);
  if (statement.flags & generated::item_ends_transaction) throw named(transaction_control(), statement, 0);
  if (statement.is_stored) return run_stored(statement);
  if (statement.flags & generated::item_alone)
    return transaction_->send_alone({std::string(statement.text), statement});
  transaction_->add({std::string(statement.text), statement}, OpenTransaction::Author::revision);
}

// What a history holds may have been written by another role than ours: it runs as one statement only, and
// what follows runs as the role that ran before. The question is the revision's: its search path is in force.
void Session::run_stored(const Statement& statement) {
  const std::string roles = "SELECT session_user::pg_catalog.text, current_user::pg_catalog.text";
  const Row before = rows_of(transaction_->exec(roles, Parameters())).front();
  transaction_->send_single({std::string(statement.text), statement});
  if (rows_of(transaction_->exec(roles, Parameters())).front() != before)
    throw named(changed_role(), statement, 0);
}

void Session::run_outside(const Statement& statement) {
  server_->set_during(During::changing);
  refuse_other_process(rows_of(server_->exec("SELECT pg_catalog.pg_backend_pid()"))[0][0]);
  std::optional<ConcurrentIndex> index;
  if (statement.flags & generated::item_concurrent) index = read_concurrent_index(statement.text);
  if (index && is_built(*server_, *index)) return;
  try {
    server_->exec(std::string(statement.text));
  } catch (const Error& error) {
    throw named(index ? may_leave_index(error) : error, statement, server_->failed_line());
  }
}

// The library's own statements see nothing but the system's schema, which a group has set already.
pqxx::result Session::exec(std::string_view sql, Parameters parameters) {
  if (is_in_revision_) {
    const std::uint8_t flags = core::postgres_statement_flags(sql);
    if (transaction_ && (flags & generated::item_ends_transaction)) throw transaction_control();
    refuse_nul(sql);
    note_deferral(flags);
    return transaction_ ? transaction_->exec(std::string(sql), parameters)
                        : server_->exec(std::string(sql), parameters);
  }
  return exec_own(server_->with_literals(sql, parameters));
}

template <typename Work>
auto Session::advised(std::string_view sql, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    if (!transaction_ && !error.context().database_code.empty()) refuse_wrong_role();
    if (error.context().database_code != sqlstate::insufficient_privilege) throw;
    throw Error(error.kind(),
                error.what() + (": " + missing_grant(sql)) + (transaction_ ? "" : "; nothing was changed"),
                error.context());
  }
}

pqxx::result Session::exec_own(const std::string& sql) {
  refuse_untrusted(sql);
  return advised(
      sql, [&] { return transaction_ ? transaction_->exec(sql) : server_->exec(sql_.look_prefix() + sql); });
}

std::string Session::missing_grant(std::string_view sql) {
  const std::string schema = quoted_name(sql_.version_schema());
  const std::string to_role = " TO " + quoted_name(sql_.role().empty() ? user() : sql_.role());
  if (sql.starts_with("CREATE")) return "GRANT USAGE, CREATE ON SCHEMA " + schema + to_role;
  return "GRANT USAGE ON SCHEMA " + schema + to_role + "; GRANT SELECT ON " +
         qualified(settings_.version_table) + ", " + qualified(settings_.history_table) + to_role;
}

// Asked only once something has failed, and not by the words of the error, which may be in any language.
void Session::refuse_wrong_role() {
  if (sql_.role().empty() || server_->is_lost()) return;
  const std::string role = server_->literal(sql_.role());
  const Row answer =
      rows_of(
          server_->exec("SET LOCAL search_path = pg_catalog, pg_temp;\nSELECT EXISTS (SELECT FROM pg_roles"
                        " WHERE rolname = " +
                        role +
                        "), coalesce((SELECT pg_has_role(session_user, oid, 'MEMBER') FROM pg_roles"
                        " WHERE rolname = " +
                        role + "), false)"))
          .front();
  if (!is_true(answer[0])) throw missing_role(sql_.role());
  if (!is_true(answer[1])) throw role_not_granted(sql_.role(), user());
}

// No part of the library may forget it.
void Session::refuse_untrusted(std::string_view sql) const {
  if (!has_untrusted_tables()) return;
  for (const std::string& table : {settings_.version_table, settings_.history_table})
    if (sql.find(qualified(table)) != std::string_view::npos)
      throw Error(ErrorKind::internal, "a query on the table " + quoted_name(table) +
                                           " could run code of another user; nothing was changed");
}

std::string Session::qualified(std::string_view table) const {
  return quoted_name(sql_.version_schema()) + '.' + quoted_name(table);
}

std::int64_t Session::execute(std::string_view sql, Parameters parameters) {
  return static_cast<std::int64_t>(exec(sql, parameters).affected_rows());
}

std::optional<std::int64_t> Session::execute_later(std::string_view sql, Parameters parameters) {
  if (!transaction_ || is_in_revision_) return execute(sql, parameters);
  transaction_->add({server_->with_literals(sql, parameters), {}}, OpenTransaction::Author::library);
  return std::nullopt;
}

Rows Session::query(std::string_view sql, Parameters parameters) {
  return rows_of(exec(sql, parameters));
}

std::vector<std::optional<adapter::TableFacts>> Session::find_tables(std::span<const std::string> names) {
  const Use use = transaction_ ? Use::writing : Use::reading;
  std::vector<std::optional<adapter::TableFacts>> found =
      tables_in(rows_of(exec_own(catalogue_statement(names))), names, use);
  are_untrusted_ = std::ranges::any_of(
      found, [](const std::optional<adapter::TableFacts>& table) { return table && table->is_untrusted; });
  return found;
}

std::string Session::catalogue_statement(std::span<const std::string> names) {
  std::vector<Value> parameters{sql_.version_schema()};
  parameters.insert(parameters.end(), names.begin(), names.end());
  return server_->with_literals(find_tables_statement(names.size()), parameters);
}

std::vector<Rows> Session::read_rows(std::span<const adapter::TableColumns> tables) {
  if (!has_untrusted_tables()) return adapter::Session::read_rows(tables);
  std::vector<std::string> names;
  for (const adapter::TableColumns& table : tables) names.push_back(table.table);
  const UntrustedTables where{.begin_sql = sql_.begin_reading(server_->version()),
                              .catalogue_sql = catalogue_statement(names),
                              .qualified = [this](const std::string& table) { return qualified(table); }};
  return advised({}, [&] { return read_untrusted(*server_, where, tables); });
}

std::vector<adapter::RelationName> Session::find_relations(std::span<const adapter::RelationName> names) {
  std::vector<Value> parameters;
  for (const adapter::RelationName& name : names)
    parameters.insert(parameters.end(), {name.schema, name.name});
  std::vector<adapter::RelationName> found;
  for (const Row& row : query(find_relations_statement(names.size()), parameters))
    found.push_back({text_of(row[0]), text_of(row[1])});
  return found;
}

std::vector<std::string> Session::revocations(std::span<const std::string> names,
                                              adapter::WriteRights which) {
  std::vector<Value> parameters{sql_.version_schema()};
  parameters.insert(parameters.end(), names.begin(), names.end());
  std::string tables;
  for (std::size_t i = 0; i < names.size(); ++i) tables += (i > 0 ? ", $" : "$") + std::to_string(i + 2);
  std::vector<std::string> statements;
  for (const Row& row : query(core::revocations_query("$1", tables, which), parameters))
    statements.push_back(text_of(row[0]));
  return statements;
}

bool Session::is_empty() {
  return is_true(query(is_empty_statement(), std::vector<Value>{sql_.version_schema()})[0][0]);
}

bool Session::is_new() {
  return is_true(query(is_empty_statement(), std::vector<Value>{sql_.schema()})[0][0]);
}

// The library does not see what a step does with it.
void* Session::native(const std::type_info& type) {
  if (type != typeid(pqxx::transaction_base)) return nullptr;
  may_defer_ = true;
  return transaction_ ? &transaction_->transaction() : &server_->transaction();
}

}  // namespace migrate::postgres
