#pragma once

// A database file that is opened for a run. It may have been tampered with.

#include <memory>
#include <string>

#include "migrate/sqlite.h"
#include "sqlite/handle_source.h"

namespace migrate::sqlite {

// Throws migrate::Error (`unavailable`) when the file cannot be opened, `usage` for a database that is no
// file. One that was created is gone at the end unless something was written.
class DatabaseFile final : public HandleSource {
 public:
  // Both must outlive it.
  DatabaseFile(const std::string& path, const SqliteOptions& options);
  DatabaseFile(const DatabaseFile&) = delete;
  DatabaseFile& operator=(const DatabaseFile&) = delete;
  ~DatabaseFile() override;

  std::optional<Handle> find() override;
  // Throws migrate::Error (`unavailable`) when the folder does not exist.
  Handle create(adapter::Access access) override;

 private:
  Handle open(int flags);
  Handle open_instead();

  const std::string& path_;
  const SqliteOptions& options_;
  std::unique_ptr<SQLite::Database> database_;
  bool is_created_ = false;
};

}  // namespace migrate::sqlite
