#include "platform/random.h"
#include "platform/wide.h"

// It needs windows.h before it.
#include <bcrypt.h>

namespace migrate::platform {

std::error_code fill_with_random(std::span<unsigned char> bytes) noexcept {
  const NTSTATUS status = BCryptGenRandom(nullptr, bytes.data(), static_cast<ULONG>(bytes.size()),
                                          BCRYPT_USE_SYSTEM_PREFERRED_RNG);
  return status < 0 ? std::make_error_code(std::errc::io_error) : std::error_code();
}

}  // namespace migrate::platform
