#include "sqlite/backup.h"

#include <sqlite3.h>

#include <cstdarg>
#include <memory>

#include "core/text/advised_error.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"
#include "sqlite/backup_file.h"
#include "sqlite/library.h"
#include "sqlite/statement_handle.h"

// As can_serialize() says, the library may lack them.
#if defined(__ELF__) || defined(__APPLE__)
#pragma weak sqlite3_serialize
#pragma weak sqlite3_deserialize
#endif

namespace migrate::sqlite {

namespace {

// The stop flag is checked between them.
constexpr int pages_at_once = 1000;

struct Close {
  void operator()(sqlite3* db) const noexcept { sqlite3_close(db); }
};
using OwnHandle = std::unique_ptr<sqlite3, Close>;

// As sqlite3_mprintf(), which every program with this code has already.
std::string text(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char* made = sqlite3_vmprintf(format, arguments);
  va_end(arguments);
  std::string copy(made == nullptr ? "out of memory" : made);
  sqlite3_free(made);
  return copy;
}

// `code`: of SQLite; 0 for an error of the system.
Error impossible(const std::string& path, const char* reason, int code) {
  const char* advice = advice_for(code == 0 ? SQLITE_CANTOPEN : code);
  ErrorContext context;
  if (code != 0) context.database_code = std::to_string(code);
  const std::string shown_code = code == 0 ? "" : " (code " + context.database_code + ')';
  context.state = core::nothing_changed;
  return core::advised_error(ErrorKind::unavailable,
                             text("cannot write the backup %s: %s%s. Nothing was changed",
                                  core::shown(path).c_str(), reason, shown_code.c_str()),
                             core::no_state, advice == nullptr ? "Check the path." : advice,
                             std::move(context));
}

Error impossible(const std::string& path, sqlite3* db) {
  return impossible(path, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
}

// Empty for a database in memory.
const char* file_name(sqlite3* db) {
  const char* name = sqlite3_db_filename(db, "main");
  return name == nullptr ? "" : name;
}

const char* vfs_name(sqlite3* db) {
  sqlite3_vfs* vfs = nullptr;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
  return vfs == nullptr ? nullptr : vfs->zName;
}

OwnHandle open(const char* file, int flags, const char* vfs, const std::string& path) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(file, &db, flags | SQLITE_OPEN_PRIVATECACHE, vfs);
  OwnHandle handle(db);
  if (code != SQLITE_OK) throw impossible(path, db);
  return handle;
}

// The database as it is, in the memory of a handle of its own.
OwnHandle duplicate(sqlite3* db, const std::string& path) {
  if (!can_serialize())
    throw Error(
        ErrorKind::usage,
        "this SQLite library may not have sqlite3_serialize(), so a database in memory cannot be"
        " copied; nothing was changed. Leave the backup out, or link the program to SQLite 3.36 or newer");
  OwnHandle handle = open(":memory:", SQLITE_OPEN_READWRITE, nullptr, path);
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(db, "main", &size, 0);
  if (bytes == nullptr) throw impossible(path, "out of memory", SQLITE_NOMEM);
  if (sqlite3_deserialize(handle.get(), "main", bytes, size, size, SQLITE_DESERIALIZE_FREEONCLOSE) !=
      SQLITE_OK)
    throw impossible(path, handle.get());
  return handle;
}

OwnHandle open_beside(sqlite3* db, const std::string& path) {
  if (*file_name(db) == '\0') return duplicate(db, path);
  if (query_text(db, "PRAGMA main.locking_mode") == "exclusive")
    throw Error(ErrorKind::usage,
                "the database has locking_mode=EXCLUSIVE, so it cannot be copied during the run; nothing was"
                " changed. Set PRAGMA locking_mode=NORMAL, or leave the backup out");
  return open(file_name(db), SQLITE_OPEN_READONLY, vfs_name(db), path);
}

void copy_pages(sqlite3* from, sqlite3* to, const std::string& path, const std::atomic<bool>* stop) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) throw impossible(path, to);
  int code = SQLITE_OK;
  while (code == SQLITE_OK && (stop == nullptr || !stop->load()))
    code = sqlite3_backup_step(backup, pages_at_once);
  sqlite3_backup_finish(backup);
  if (code == SQLITE_OK) throw Error(ErrorKind::failed, "interrupted");
  if (code != SQLITE_DONE) throw impossible(path, to);
}

// The unfinished copy, which is gone at the end unless it has got its name.
class PartialCopy {
 public:
  explicit PartialCopy(const std::string& path) : path_(path), partial_(path + ".part") {
    remove_file(partial_);
  }
  PartialCopy(const PartialCopy&) = delete;
  PartialCopy& operator=(const PartialCopy&) = delete;
  ~PartialCopy() { remove_file(partial_); }

  // SQLite synchronises the file with the disk. The copy is as private as the database.
  void write(sqlite3* db, const std::atomic<bool>* stop) const {
    const OwnHandle from = open_beside(db, path_);
    const OwnHandle to =
        open(partial_.c_str(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs_name(db), path_);
    copy_permissions(file_name(db), partial_.c_str());
    query_text(to.get(), "PRAGMA journal_mode = OFF");
    copy_pages(from.get(), to.get(), path_, stop);
  }

  void rename() const {
    const std::string problem = rename_durably(partial_, path_);
    if (!problem.empty()) throw impossible(path_, problem.c_str(), 0);
  }

 private:
  const std::string& path_;
  const std::string partial_;
};

}  // namespace

void copy_database(sqlite3* db, const std::string& path, const std::atomic<bool>* stop) {
  if (is_same_file(path.c_str(), file_name(db)))
    throw Error(ErrorKind::usage, text("the backup %s is the database itself; nothing was changed. Choose"
                                       " another file",
                                       core::shown(path).c_str()));
  const PartialCopy copy(path);
  copy.write(db, stop);
  copy.rename();
}

std::string how_to_restore(sqlite3* db, const std::string& path) {
  if (*file_name(db) == '\0') return "The database was in memory.";
  return core::shown("To restore it, end every program that uses the database and run: " +
                     restore_command(file_name(db), path));
}

}  // namespace migrate::sqlite
