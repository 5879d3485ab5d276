#include <algorithm>
#include <array>
#include <cstddef>

#include "platform/process.h"
#include "platform/wide.h"

namespace migrate::platform {

namespace {

constexpr std::wstring_view ending = L".exe";

bool ends_as_program(std::wstring_view name) {
  return name.size() > ending.size() &&
         std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](wchar_t lower, wchar_t c) { return lower == (c < L'a' && c >= L'A' ? c + 32 : c); });
}

}  // namespace

std::uint64_t process_id() noexcept {
  return GetCurrentProcessId();
}

// The last part of the user's SID, which tells the accounts of one machine or domain apart.
std::uint64_t user_id() noexcept {
  HANDLE opened = nullptr;
  if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) return 0;
  const Handle token(opened);
  alignas(TOKEN_USER) std::array<std::byte, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> bytes{};
  DWORD size = 0;
  if (GetTokenInformation(token.get(), TokenUser, bytes.data(), static_cast<DWORD>(bytes.size()), &size) == 0)
    return 0;
  const PSID user = reinterpret_cast<const TOKEN_USER*>(bytes.data())->User.Sid;
  return *GetSidSubAuthority(user, *GetSidSubAuthorityCount(user) - 1U);
}

std::string program_name() {
  std::wstring path(MAX_PATH, L'\0');
  DWORD size = 0;
  while ((size = GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()))) == path.size())
    path.resize(path.size() * 2);
  path.resize(size);
  return name_of_program(to_utf8(path));
}

std::string name_of_program(const std::string& word) {
  const std::wstring path = to_wide(word);
  std::wstring name = path.substr(path.find_last_of(L"/\\:") + 1);
  if (ends_as_program(name)) name.resize(name.size() - ending.size());
  return to_utf8(name);
}

}  // namespace migrate::platform
