#include "platform/time_zone.h"

#include <time.h>

#include "platform/environment.h"

namespace migrate::platform {

namespace {

void set_zone(const std::optional<std::string>& zone) {
  set_environment_variable("TZ", zone);
#if defined(_WIN32)
  ::_tzset();
#else
  ::tzset();
#endif
}

}  // namespace

ScopedTimeZone::ScopedTimeZone(const std::string& zone) : before_(environment_variable("TZ")) {
  set_zone(zone);
}

ScopedTimeZone::~ScopedTimeZone() {
  set_zone(before_);
}

}  // namespace migrate::platform
