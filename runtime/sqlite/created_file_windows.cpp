#include "sqlite/created_file.h"

#include <sqlite3.h>

#include <exception>
#include <filesystem>

#include "core/text/path.h"

#include <windows.h>

namespace migrate::sqlite {

// No other process has the file open while this one has it alone, so that nothing is written between the look
// and the removal.
void close_and_remove_if_empty(std::unique_ptr<SQLite::Database> database) noexcept {
  std::filesystem::path path;
  try {
    path = core::to_path(sqlite3_db_filename(database->getHandle(), "main"));
  } catch (const std::exception&) {
    return;  // the empty file stays: there is no memory for its name
  }
  database.reset();
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ | DELETE, 0, nullptr, OPEN_EXISTING, 0, nullptr);
  if (file == INVALID_HANDLE_VALUE) return;
  LARGE_INTEGER size{};
  FILE_DISPOSITION_INFO removal{.DeleteFile = TRUE};
  if (GetFileSizeEx(file, &size) != 0 && size.QuadPart == 0)
    SetFileInformationByHandle(file, FileDispositionInfo, &removal, sizeof removal);
  CloseHandle(file);
}

}  // namespace migrate::sqlite
