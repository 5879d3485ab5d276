#include "platform/process.h"

#include <unistd.h>

#include <cerrno>

namespace migrate::platform {

std::uint64_t process_id() noexcept {
  return static_cast<std::uint64_t>(::getpid());
}

std::uint64_t user_id() noexcept {
  return static_cast<std::uint64_t>(::geteuid());
}

std::string program_name() {
  return program_invocation_short_name;
}

}  // namespace migrate::platform
