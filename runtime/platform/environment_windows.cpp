#include <stdlib.h>

#include "platform/environment.h"
#include "platform/wide.h"

namespace migrate::platform {

std::optional<std::string> environment_variable(const std::string& name) {
  const std::wstring wide_name = to_wide(name);
  std::wstring value(1, L'\0');
  for (;;) {
    SetLastError(ERROR_SUCCESS);
    const DWORD size =
        GetEnvironmentVariableW(wide_name.c_str(), value.data(), static_cast<DWORD>(value.size()));
    if (size == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND) return std::nullopt;
    const bool fits = size < value.size();  // else the size that it needs, with its end
    value.resize(size);
    if (fits) return to_utf8(value);
  }
}

void set_environment_variable(const std::string& name, const std::optional<std::string>& value) {
  ::_wputenv_s(to_wide(name).c_str(), to_wide(value.value_or("")).c_str());
}

}  // namespace migrate::platform
