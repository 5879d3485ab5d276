#include "platform/process.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace migrate::platform {

std::uint64_t process_id() noexcept {
  return static_cast<std::uint64_t>(::getpid());
}

std::uint64_t user_id() noexcept {
  return static_cast<std::uint64_t>(::geteuid());
}

std::string program_name() {
#if defined(__APPLE__)
  return ::getprogname();
#else
  return program_invocation_short_name;
#endif
}

std::string name_of_program(const std::string& word) {
  return word.substr(word.rfind('/') + 1);
}

}  // namespace migrate::platform
