#include "contract/fake_database.h"

#include <algorithm>
#include <array>

#include "core/ledger/history.h"
#include "migrate/error.h"

namespace migrate::testing {

namespace {

// In the order of the parameters of the statements that append; one of them has the row's number as well.
constexpr std::array history_columns{
    "format",       "direction", "state",         "started",    "finished", "duration_ms",
    "program",      "revision",  "down_revision", "depends_on", "flags",    "content_digest",
    "chain_digest", "message",   "downgrade",     "row_digest", "items"};

bool begins(std::string_view text, std::string_view start) {
  return text.starts_with(start);
}

Error failure(std::string message, std::string code) {
  ErrorContext context;
  context.database_code = std::move(code);
  context.database_message = message;
  return Error(ErrorKind::failed, std::move(message), std::move(context));
}

std::vector<adapter::ColumnFacts> version_columns() {
  return {{.name = "version_num", .type = "TEXT", .kind = adapter::ColumnKind::text}};
}

bool is_number(const std::string& column) {
  return column == "format" || column == "duration_ms" || column == "items";
}

std::vector<adapter::ColumnFacts> all_history_columns() {
  std::vector<adapter::ColumnFacts> columns{
      {.name = "seq", .type = "INTEGER", .kind = adapter::ColumnKind::number}};
  for (const std::string name : history_columns)
    columns.push_back({.name = name,
                       .kind = is_number(name) ? adapter::ColumnKind::number : adapter::ColumnKind::text,
                       .is_nullable = true});
  return columns;
}

}  // namespace

std::unique_ptr<Connection> FakeDatabase::connect() {
  return std::make_unique<FakeConnection>(*this);
}

std::vector<std::string> FakeDatabase::history() {
  std::vector<std::string> lines;
  for (const auto& row : state.history) {
    const Value& items = row.at("items");
    lines.push_back(core::text_of(row.at("direction")) + ' ' + core::text_of(row.at("revision")) + ' ' +
                    core::text_of(row.at("state")) +
                    (items.is_null() ? "" : ' ' + std::to_string(core::number_of(items))));
  }
  return lines;
}

void FakeDatabase::set_history(const std::string& revision, const std::string& column,
                               const std::string& text) {
  for (auto& row : state.history)
    if (core::text_of(row.at("revision")) == revision)
      row[column] = column == "format" ? Value(std::stoll(text)) : Value(text);
}

void FakeDatabase::add_version_row(const std::string& revision) {
  state.rows.push_back(revision);
}

void FakeDatabase::remove_version_row(const std::string& revision) {
  std::erase(state.rows, revision);
}

std::unique_ptr<adapter::Session> FakeConnection::open(const adapter::RunSettings& /*settings*/) {
  return std::make_unique<FakeSession>(database_);
}

std::vector<std::optional<adapter::TableFacts>> FakeSession::find_tables(
    std::span<const std::string> /*names*/) {
  record("find_tables");
  std::vector<std::optional<adapter::TableFacts>> found(2);
  const bool is_untrusted = database_.is_untrusted && !is_in_transaction_;
  if (database_.state.has_version_table)
    found[0] = adapter::TableFacts{.columns = version_columns(), .is_untrusted = is_untrusted};
  if (database_.state.has_history_table)
    found[1] = adapter::TableFacts{.columns = all_history_columns(), .is_untrusted = is_untrusted};
  return found;
}

std::vector<adapter::RelationName> FakeSession::find_relations(std::span<const adapter::RelationName> names) {
  std::vector<adapter::RelationName> found;
  for (const adapter::RelationName& name : names)
    if (database_.state.tables.contains(name.name)) found.push_back(name);
  return found;
}

bool FakeSession::is_empty() {
  return database_.state.tables.empty() && !database_.state.has_version_table;
}

void FakeSession::begin_transaction(std::span<const FactList> /*scripts*/) {
  if (const auto hook = database_.before_group) hook();
  record("begin");
  is_in_transaction_ = true;
  before_ = database_.state;
}

void FakeSession::commit_transaction() {
  is_in_transaction_ = false;
  try {
    record("commit");
  } catch (...) {
    database_.state = before_;
    throw;
  }
}

void FakeSession::rollback_transaction() noexcept {
  is_in_transaction_ = false;
  database_.calls.emplace_back("rollback");
  database_.state = before_;
}

void FakeSession::run(const Statement& statement) {
  record("run " + std::string(statement.text));
  run_text(statement.text);
}

std::int64_t FakeSession::execute(std::string_view sql, Parameters parameters) {
  record("execute " + std::string(sql.substr(0, sql.find(' ', sql.find("INTO ") + 5))));
  std::vector<std::string>& rows = database_.state.rows;
  if (begins(sql, own("CREATE TABLE ", "_version")))
    database_.state.has_version_table = true;
  else if (begins(sql, own("CREATE TABLE ", "_history")))
    database_.state.has_history_table = true;
  else if (begins(sql, own("INSERT INTO ", "_history")))
    return append_history(sql, parameters);
  else if (begins(sql, own("INSERT INTO ", "_version")))
    rows.push_back(core::text_of(parameters[0]));
  else if (begins(sql, own("DELETE FROM ", "_version")))
    return static_cast<std::int64_t>(std::erase(rows, core::text_of(parameters[0])));
  else
    run_text(sql);
  return 1;
}

Rows FakeSession::query(std::string_view sql, Parameters /*parameters*/) {
  record("query");
  if (database_.is_untrusted && !is_in_transaction_) throw failure("a query on an untrusted table", "99");
  return begins(sql, "SELECT 'history'") || begins(sql, "SELECT 'version'") ? look() : Rows();
}

std::vector<Rows> FakeSession::read_rows(std::span<const adapter::TableColumns> tables) {
  record("read_rows");
  std::vector<Rows> all;
  for (const adapter::TableColumns& table : tables)
    all.push_back(table.table.ends_with("_version") ? version_rows() : history_rows(table.columns));
  return all;
}

void* FakeSession::native(const std::type_info& type) noexcept {
  return type == typeid(FakeSession) ? this : nullptr;
}

void FakeSession::record(std::string call) {
  database_.calls.push_back(call);
  if (database_.failing_call.empty() || !begins(call, database_.failing_call)) return;
  database_.failing_call.clear();
  throw failure("told to fail", "99");
}

void FakeSession::run_text(std::string_view sql) {
  if (sql.find("nowhere") != std::string_view::npos) throw failure("no such table: nowhere", "1");
  const auto name_after = [&](std::string_view start) {
    return std::string(sql.substr(start.size(), sql.find(' ', start.size()) - start.size()));
  };
  constexpr std::string_view create = "CREATE TABLE ";
  constexpr std::string_view drop = "DROP TABLE ";
  if (begins(sql, create)) database_.state.tables.insert(name_after(create));
  if (begins(sql, drop)) database_.state.tables.erase(name_after(drop));
}

std::int64_t FakeSession::append_history(std::string_view sql, Parameters parameters) {
  const bool is_conditional = sql.find(" WHERE ") != std::string_view::npos;
  if (is_conditional && !recorded_digest(core::text_of(parameters[7])).is_null()) return 0;
  auto& row = database_.state.history.emplace_back();
  if (parameters.size() > history_columns.size() &&
      parameters.back() != Value(std::ssize(database_.state.history)))
    throw failure("the row's number is not the next", "19");
  for (std::size_t i = 0; i < history_columns.size(); ++i) row[history_columns[i]] = parameters[i];
  return 1;
}

// Of the last finished row, unless that says that the revision was reverted.
Value FakeSession::recorded_digest(const std::string& revision) const {
  Value digest;
  for (const auto& row : database_.state.history)
    if (core::text_of(row.at("revision")) == revision && core::text_of(row.at("state")) == "done")
      digest = core::text_of(row.at("direction")) == "downgrade" ? Value() : row.at("chain_digest");
  return digest;
}

Rows FakeSession::look() const {
  Rows rows;
  const auto& history = database_.state.history;
  if (!history.empty()) {
    const auto& newest = history.back();
    rows.push_back({"history", newest.at("revision"), newest.at("direction"), newest.at("state"),
                    newest.at("format"), std::ssize(history), newest.at("items"),
                    newest.at("content_digest")});
  }
  for (const std::string& version : database_.state.rows)
    rows.push_back({"version", version, recorded_digest(version), nullptr, nullptr, nullptr, nullptr});
  return rows;
}

Rows FakeSession::version_rows() const {
  Rows rows;
  for (const std::string& version : database_.state.rows) rows.push_back({version});
  return rows;
}

Rows FakeSession::history_rows(const std::vector<std::string_view>& columns) const {
  Rows rows;
  for (std::size_t i = 0; i < database_.state.history.size(); ++i) {
    Row& row = rows.emplace_back();
    for (const std::string_view column : columns)
      row.push_back(column == "seq" ? Value(static_cast<std::int64_t>(i + 1))
                                    : database_.state.history[i].at(std::string(column)));
  }
  std::ranges::reverse(rows);  // no order is promised
  return rows;
}

}  // namespace migrate::testing
