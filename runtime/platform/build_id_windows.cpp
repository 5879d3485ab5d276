// The linkers of Windows name a build by the GUID of its debug information (RSDS), which ld writes for
// --build-id and link.exe for /DEBUG. A module of Windows itself counts as one that is the same everywhere.

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "platform/build_id.h"
#include "platform/wide.h"

#include <psapi.h>

namespace migrate::platform {

namespace {

std::vector<HMODULE> modules_of_process() {
  std::vector<HMODULE> modules(64);
  DWORD size = 0;
  for (;;) {
    const auto room = static_cast<DWORD>(modules.size() * sizeof(HMODULE));
    if (K32EnumProcessModules(GetCurrentProcess(), modules.data(), room, &size) == 0) return {};
    modules.resize(size / sizeof(HMODULE));
    if (size <= room) return modules;
  }
}

bool is_of_windows(HMODULE module) {
  std::array<wchar_t, MAX_PATH> folder{};
  const UINT size = GetSystemDirectoryW(folder.data(), MAX_PATH);
  std::array<wchar_t, MAX_PATH> path{};
  GetModuleFileNameW(module, path.data(), MAX_PATH);
  return size > 0 && CompareStringOrdinal(path.data(), static_cast<int>(size), folder.data(),
                                          static_cast<int>(size), TRUE) == CSTR_EQUAL;
}

template <typename Value>
const Value& at(const char* image, std::size_t offset) {
  return *reinterpret_cast<const Value*>(image + offset);
}

// Signature "RSDS", a GUID, the number of the link. Empty where there is none.
std::string_view build_id_of(HMODULE module) {
  constexpr std::size_t id_size = 4 + 16 + 4;
  const auto* image = reinterpret_cast<const char*>(module);
  const auto& headers =
      at<IMAGE_NT_HEADERS>(image, static_cast<std::size_t>(at<IMAGE_DOS_HEADER>(image, 0).e_lfanew));
  const IMAGE_DATA_DIRECTORY& place = headers.OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_DEBUG];
  for (DWORD offset = 0; offset < place.Size; offset += sizeof(IMAGE_DEBUG_DIRECTORY)) {
    const auto& entry = at<IMAGE_DEBUG_DIRECTORY>(image, place.VirtualAddress + offset);
    if (entry.Type != IMAGE_DEBUG_TYPE_CODEVIEW || entry.SizeOfData < id_size) continue;
    const std::string_view id(image + entry.AddressOfRawData, id_size);
    if (id.starts_with("RSDS")) return id;
  }
  return {};
}

}  // namespace

std::string code_identity() {
  std::string identity;
  for (const HMODULE module : modules_of_process()) {
    if (is_of_windows(module)) continue;
    const std::string_view id = build_id_of(module);
    if (id.empty()) return {};
    identity += id;
  }
  return identity;
}

}  // namespace migrate::platform
