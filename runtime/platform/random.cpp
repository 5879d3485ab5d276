#include "platform/random.h"

#include <sys/random.h>

#include <cerrno>

namespace migrate::platform {

std::error_code fill_with_random(std::span<unsigned char> bytes) noexcept {
  if (::getentropy(bytes.data(), bytes.size()) == 0) return {};
  return {errno, std::generic_category()};
}

}  // namespace migrate::platform
