// A folder is private when it belongs to this process's user, and its access list lets no other account in
// but the system and the administrators, who can read everything anyway.

#include <array>
#include <cstddef>
#include <memory>

#include "platform/private_folder.h"
#include "platform/wide.h"

#include <aclapi.h>
#include <sddl.h>

namespace migrate::platform {

namespace {

// This process's user, system and administrators.
class Trusted {
 public:
  Trusted() {
    HANDLE opened = nullptr;
    if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) return;
    const Handle token(opened);
    DWORD size = 0;
    is_known_ = GetTokenInformation(token.get(), TokenUser, user_.data(), static_cast<DWORD>(user_.size()),
                                    &size) != 0;
  }

  [[nodiscard]] bool has(PSID account) const {
    return is_user(account) || IsWellKnownSid(account, WinLocalSystemSid) != 0 ||
           IsWellKnownSid(account, WinBuiltinAdministratorsSid) != 0 ||
           IsWellKnownSid(account, WinCreatorOwnerRightsSid) != 0;
  }
  // What an administrator makes belongs to all of them.
  [[nodiscard]] bool owns(PSID owner) const {
    return is_user(owner) || IsWellKnownSid(owner, WinBuiltinAdministratorsSid) != 0;
  }
  [[nodiscard]] std::wstring user_text() const {
    LPWSTR text = nullptr;
    if (!is_known_ || ConvertSidToStringSidW(user(), &text) == 0) return {};
    const Local<wchar_t> owned(text);
    return text;
  }

 private:
  [[nodiscard]] PSID user() const { return reinterpret_cast<const TOKEN_USER*>(user_.data())->User.Sid; }
  [[nodiscard]] bool is_user(PSID account) const { return is_known_ && EqualSid(account, user()) != 0; }

  alignas(TOKEN_USER) std::array<std::byte, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> user_{};
  bool is_known_ = false;
};

bool lets_only(const Trusted& trusted, PACL list) {
  if (list == nullptr) return false;  // everybody
  for (DWORD i = 0; i < list->AceCount; ++i) {
    void* entry = nullptr;
    if (GetAce(list, i, &entry) == 0) return false;
    const auto* header = static_cast<const ACE_HEADER*>(entry);
    if (header->AceType == ACCESS_DENIED_ACE_TYPE) continue;
    if (header->AceType != ACCESS_ALLOWED_ACE_TYPE) return false;
    auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    const bool is_for_children = (header->AceFlags & INHERIT_ONLY_ACE) != 0;
    if (!is_for_children && !trusted.has(&allowed->SidStart)) return false;
  }
  return true;
}

}  // namespace

bool is_private_folder(const std::string& path) {
  const std::wstring wide = to_wide(path);
  const DWORD attributes = GetFileAttributesW(wide.c_str());
  constexpr DWORD kind = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT;
  if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & kind) != FILE_ATTRIBUTE_DIRECTORY) return false;
  PSID owner = nullptr;
  PACL list = nullptr;
  PSECURITY_DESCRIPTOR found = nullptr;
  if (GetNamedSecurityInfoW(wide.c_str(), SE_FILE_OBJECT,
                            OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner, nullptr, &list,
                            nullptr, &found) != ERROR_SUCCESS)
    return false;
  const Local<void> owned(found);
  const Trusted trusted;
  return owner != nullptr && trusted.owns(owner) && lets_only(trusted, list);
}

bool make_private_folder(const std::string& path) {
  // Full access for the user, the system and the administrators, for what is made in it as well.
  const std::wstring rights =
      L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;" + Trusted().user_text() + L")";
  PSECURITY_DESCRIPTOR made = nullptr;
  if (ConvertStringSecurityDescriptorToSecurityDescriptorW(rights.c_str(), SDDL_REVISION_1, &made, nullptr) ==
      0)
    return false;
  const Local<void> owned(made);
  SECURITY_ATTRIBUTES attributes{
      .nLength = sizeof attributes, .lpSecurityDescriptor = made, .bInheritHandle = FALSE};
  const bool exists =
      CreateDirectoryW(to_wide(path).c_str(), &attributes) != 0 || GetLastError() == ERROR_ALREADY_EXISTS;
  return exists && is_private_folder(path);
}

}  // namespace migrate::platform
