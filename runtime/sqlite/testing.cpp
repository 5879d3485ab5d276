// A process that tests has one folder. In it are its templates, which no test gets, and a folder for each
// database, with whatever SQLite or the test puts beside it.

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <mutex>
#include <utility>
#include <vector>

#include "core/text/concat.h"
#include "core/text/path.h"
#include "migrate/migrator.h"
#include "migrate/testing_sqlite.h"
#include "sqlite/test_folder.h"

namespace migrate::testing {
inline namespace MIGRATE_FORMAT {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view folder_prefix = "migrate-test-db-";

Error no_folder(const fs::path& parent, const std::string& reason) {
  return Error(ErrorKind::unavailable,
               core::concat({"cannot make a folder for test databases in ", core::to_text(parent), ": ",
                             reason, "; set TMPDIR to a folder that can be written"}));
}

// A lock on a file of the folder says that its process is alive: it ends with the process, however that ends.
class ProcessFolder {
 public:
  ProcessFolder() : parent_(fs::temp_directory_path()) {
    remove_abandoned();
    try {
      path_ = make_unique_folder(parent_, folder_prefix);
      // A process that sees the file finds it locked.
      lock_.take_new(path_ / "unlocked");
      fs::rename(path_ / "unlocked", lock_of(path_));
    } catch (const std::system_error& error) {
      throw no_folder(parent_, error.code().message());
    }
  }
  ProcessFolder(const ProcessFolder&) = delete;
  ProcessFolder& operator=(const ProcessFolder&) = delete;
  // A child of this process has the folder of its parent.
  ~ProcessFolder() {
    std::error_code ignored;
    lock_.release();
    if (own_process_id() == process_) fs::remove_all(path_, ignored);
  }

  fs::path make_folder() {
    fs::path folder =
        path_ / (core::concat({std::to_string(own_process_id()), "-", std::to_string(++count_)}));
    fs::create_directory(folder);
    return folder;
  }

 private:
  static fs::path lock_of(const fs::path& folder) { return folder / "lock"; }

  static bool is_abandoned(const fs::path& folder) {
    FileLock lock;
    return lock.take_existing(lock_of(folder));
  }

  void remove_abandoned() const {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(parent_, ignored))
      if (core::to_text(entry.path().filename()).starts_with(folder_prefix) && is_abandoned(entry.path()))
        fs::remove_all(entry.path(), ignored);
  }

  const fs::path parent_;
  const std::uint64_t process_ = own_process_id();
  fs::path path_;
  FileLock lock_;
  std::size_t count_ = 0;
};

struct Template {
  std::string chain;  // its digest
  std::string target;
  SqliteDatabase::Prepare prepare;
  fs::path file;

  bool is_for(const Template& other) const {
    return chain == other.chain && target == other.target && prepare == other.prepare;
  }
};

class Templates {
 public:
  // The file of a new database.
  std::string copy(const Chain& chain, std::string_view target, SqliteDatabase::Prepare prepare) {
    const auto [made, folder] =
        prepare_copy({std::string(chain.root_digest()), std::string(target), prepare, {}}, chain);
    const fs::path copied = folder / "test.db";
    fs::copy_file(made, copied);
    return core::to_text(copied);
  }

 private:
  // The file to be copied, and the folder of the copy.
  std::pair<fs::path, fs::path> prepare_copy(Template wanted, const Chain& chain) {
    const std::lock_guard guard(mutex_);
    return {find(std::move(wanted), chain), folder_.make_folder()};
  }

  const fs::path& find(Template wanted, const Chain& chain) {
    for (const Template& made : all_)
      if (made.is_for(wanted)) return made.file;
    wanted.file = folder_.make_folder() / "template.db";
    migrate_file(wanted, chain);
    return all_.emplace_back(std::move(wanted)).file;
  }

  // It need not survive a loss of power.
  static void migrate_file(const Template& made, const Chain& chain) {
    SQLite::Database database(core::to_text(made.file), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    if (made.prepare != nullptr) made.prepare(database);
    database.exec("PRAGMA synchronous = OFF");
    SqliteConnection connection(database, {.allow_unsafe_durability = true});
    upgrade(connection, chain, made.target);
  }

  std::mutex mutex_;
  ProcessFolder folder_;
  std::vector<Template> all_;
};

Templates& templates() {
  static Templates all;
  return all;
}

}  // namespace

SqliteDatabase::SqliteDatabase(const Chain& chain, std::string_view target, Prepare prepare)
    : prepare_(prepare), path_(templates().copy(chain, target, prepare)) {}

SqliteDatabase::~SqliteDatabase() {
  connection_.reset();
  handle_.reset();
  std::error_code ignored;
  fs::remove_all(core::to_path(path_).parent_path(), ignored);
}

SQLite::Database& SqliteDatabase::handle() {
  if (!handle_) {
    handle_ = std::make_unique<SQLite::Database>(path_, SQLite::OPEN_READWRITE);
    if (prepare_ != nullptr) prepare_(*handle_);
  }
  return *handle_;
}

Connection& SqliteDatabase::connection() {
  if (!connection_) connection_ = std::make_unique<SqliteConnection>(handle());
  return *connection_;
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate::testing
