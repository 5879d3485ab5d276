#include "platform/rename.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace migrate::platform {

namespace {

std::error_code outcome(int status) noexcept {
  return status == 0 ? std::error_code() : std::error_code(errno, std::generic_category());
}

}  // namespace

std::error_code rename_over(const std::string& from, const std::string& to) noexcept {
  return outcome(std::rename(from.c_str(), to.c_str()));
}

std::error_code rename_to_new(const std::string& from, const std::string& to) noexcept {
  const std::error_code error = outcome(::link(from.c_str(), to.c_str()));
  if (!error) ::unlink(from.c_str());  // the file has its name, even where it keeps the other one as well
  return error;
}

}  // namespace migrate::platform
