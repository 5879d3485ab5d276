#include "sqlite/statement_handle.h"

#include <sqlite3.h>

#include <utility>

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/untrusted_text.h"
#include "sqlite/library.h"

namespace migrate::sqlite {

std::string file_of(sqlite3* db) {
  const char* file = db == nullptr ? nullptr : sqlite3_db_filename(db, "main");
  return file == nullptr || *file == '\0' ? "the database" : core::shown(file);
}

const char* advice_for(int code) noexcept {
  switch (code & 0xff) {
    case SQLITE_BUSY:
      return wait_longer;
    case SQLITE_NOMEM:
      return "Free memory and run the command again.";
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return "Check the path and the permissions of the file and of its folder.";
    case SQLITE_IOERR:
    case SQLITE_FULL:
      return "Check the disk, its free space, and the limit on the size of files.";
    case SQLITE_CORRUPT:
      return "Restore the database from a backup.";
    case SQLITE_NOTADB:
      return "Check that the path is that of a SQLite database. If it is encrypted, its key is missing or "
             "wrong:"
             " set the right key on a handle in the program, and pass that.";
    default:
      return nullptr;
  }
}

namespace {

ErrorKind kind_of(int code, During during) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::busy;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return ErrorKind::unavailable;
    case SQLITE_INTERRUPT:
      return ErrorKind::failed;
    default:
      return during == During::changing ? ErrorKind::failed : ErrorKind::unavailable;
  }
}

// While something is changed, the caller knows which state is left, and adds it together with the code.
Error explained(sqlite3* db, ErrorKind kind, During during, const char* advice, ErrorContext context) {
  std::string what = core::concat({file_of(db), ": ", context.database_message});
  if (during != During::changing) {
    core::append(what, {" (code ", context.database_code, "). Reading changed nothing"});
    context.state = "Reading changed nothing.";
  }
  return core::advised_error(kind, std::move(what), core::no_state, advice, std::move(context));
}

struct Binder {
  sqlite3_stmt* statement;
  int place;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, place); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, place, number); }
  int operator()(double number) const { return sqlite3_bind_double(statement, place, number); }
  int operator()(const std::string& text) const {
    return sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  // Without a pointer, no bytes would become NULL.
  int operator()(const Bytes& bytes) const {
    if (bytes.empty()) return sqlite3_bind_zeroblob(statement, place, 0);
    return sqlite3_bind_blob64(statement, place, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
  }
};

// SQLite answers with nothing where it had no memory to convert a value, as it does for NULL.
void refuse_lost_value(sqlite3_stmt* statement, During during) {
  sqlite3* db = sqlite3_db_handle(statement);
  if ((sqlite3_errcode(db) & 0xff) == SQLITE_NOMEM) throw last_error(db, during);
}

Value column_value(sqlite3_stmt* statement, int column, During during) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement, column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      if (bytes == nullptr) refuse_lost_value(statement, during);
      return bytes == nullptr ? Bytes() : Bytes(bytes, bytes + size);
    }
    default: {
      const auto* text = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      if (text == nullptr) refuse_lost_value(statement, during);
      return std::string_view(text, size);
    }
  }
}

}  // namespace

Error last_error(sqlite3* db, During during) {
  const int code = sqlite3_extended_errcode(db);
  ErrorContext context;
  context.database_code = std::to_string(code);
  context.database_message = sqlite3_errmsg(db);
  const ErrorKind kind = kind_of(code, during);
  if (const char* advice = advice_for(code)) return explained(db, kind, during, advice, std::move(context));
  const std::string words = context.database_message;
  return Error(kind, words, std::move(context));
}

std::uint32_t lines_before_error(sqlite3* db, std::string_view sql) {
  const int offset = error_offset(db);
  if (offset < 0) return 0;
  std::uint32_t lines = 0;
  for (const char c : sql.substr(0, static_cast<std::size_t>(offset))) lines += c == '\n';
  return lines;
}

StatementHandle::StatementHandle(sqlite3* db, std::string_view sql, During during)
    : db_(db), during_(during) {
  if (sql.find('\0') != std::string_view::npos)
    throw Error(ErrorKind::failed, "the statement contains a NUL byte");
  const std::string text(sql);
  const char* tail = nullptr;
  if (sqlite3_prepare_v2(db, text.c_str(), static_cast<int>(text.size() + 1), &statement_, &tail) !=
      SQLITE_OK)
    throw last_error(db, during);
  sqlite3_stmt* next = nullptr;
  const bool has_more =
      *tail != '\0' && (sqlite3_prepare_v2(db, tail, -1, &next, nullptr) != SQLITE_OK || next);
  sqlite3_finalize(next);
  if (statement_ != nullptr && !has_more) return;
  sqlite3_finalize(statement_);
  throw Error(ErrorKind::failed, has_more ? "there is more than one statement" : "there is no statement");
}

StatementHandle::StatementHandle(StatementHandle&& other) noexcept
    : db_(other.db_), statement_(std::exchange(other.statement_, nullptr)), during_(other.during_) {}

StatementHandle& StatementHandle::operator=(StatementHandle&& other) noexcept {
  std::swap(db_, other.db_);
  std::swap(statement_, other.statement_);
  std::swap(during_, other.during_);
  return *this;
}

StatementHandle::~StatementHandle() {
  sqlite3_finalize(statement_);
}

void StatementHandle::bind(Parameters parameters) {
  const int wanted = sqlite3_bind_parameter_count(statement_);
  if (static_cast<std::size_t>(wanted) != parameters.size())
    throw Error(ErrorKind::failed,
                core::concat({"the statement has ", std::to_string(wanted), " parameters, but ",
                              std::to_string(parameters.size()), " values were given"}));
  int place = 0;
  for (const Value& value : parameters)
    if (std::visit(Binder{statement_, ++place}, static_cast<const Value::Base&>(value)) != SQLITE_OK)
      throw last_error(db_, during_);
}

bool StatementHandle::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw last_error(db_, during_);
}

std::int64_t StatementHandle::finish() {
  const int before = sqlite3_total_changes(db_);
  while (step()) {
  }
  return sqlite3_total_changes(db_) == before ? 0 : sqlite3_changes(db_);
}

void StatementHandle::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Row StatementHandle::row() const {
  Row row;
  const int columns = sqlite3_column_count(statement_);
  row.reserve(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) row.push_back(column_value(statement_, i, during_));
  return row;
}

std::string StatementHandle::column_text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_, column);
  if (text != nullptr) return reinterpret_cast<const char*>(text);
  refuse_lost_value(statement_, during_);
  return {};
}

std::int64_t StatementHandle::column_number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string query_text(sqlite3* db, const char* sql) {
  StatementHandle statement(db, sql, During::looking);
  return statement.step() ? statement.column_text(0) : std::string();
}

std::int64_t query_number(sqlite3* db, const char* sql) {
  StatementHandle statement(db, sql, During::looking);
  return statement.step() ? statement.column_number(0) : 0;
}

}  // namespace migrate::sqlite
