#pragma once

#include <optional>
#include <string>

namespace migrate::platform {

// The time zone of the process for a while, as the environment variable TZ names it. REQUIRES: no other
// thread asks for local times or reads the environment.
class ScopedTimeZone {
 public:
  explicit ScopedTimeZone(const std::string& zone);
  ScopedTimeZone(const ScopedTimeZone&) = delete;
  ScopedTimeZone& operator=(const ScopedTimeZone&) = delete;
  ~ScopedTimeZone();

 private:
  std::optional<std::string> before_;
};

}  // namespace migrate::platform
