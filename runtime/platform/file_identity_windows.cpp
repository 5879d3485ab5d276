#include "platform/file_identity.h"
#include "platform/wide.h"

namespace migrate::platform {

namespace {

std::uint64_t joined(DWORD high, DWORD low) noexcept {
  return static_cast<std::uint64_t>(high) << 32 | low;
}

// In units of 100 nanoseconds.
std::uint64_t nanoseconds(const LARGE_INTEGER& time) noexcept {
  return static_cast<std::uint64_t>(time.QuadPart) * 100;
}

}  // namespace

std::optional<FileIdentity> identify_file(const std::string& path) noexcept {
  const Handle file(CreateFileW(to_wide(path).c_str(), FILE_READ_ATTRIBUTES,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  BY_HANDLE_FILE_INFORMATION place{};
  FILE_BASIC_INFO times{};
  if (!file.is_open() || GetFileInformationByHandle(file.get(), &place) == 0 ||
      GetFileInformationByHandleEx(file.get(), FileBasicInfo, &times, sizeof times) == 0)
    return std::nullopt;
  return FileIdentity{place.dwVolumeSerialNumber, joined(place.nFileIndexHigh, place.nFileIndexLow),
                      joined(place.nFileSizeHigh, place.nFileSizeLow), nanoseconds(times.LastWriteTime),
                      nanoseconds(times.ChangeTime)};
}

}  // namespace migrate::platform
